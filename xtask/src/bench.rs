//! `bench`: measures the release site, and writes the tables of `BENCHMARKS.md`.

use crate::failure::Failure;
use crate::run::{run, timed};
use crate::workspace::Workspace;
use crate::{dist, module, node, tools};

/// Builds the site and the module, measures them in Chromium and beside the real Sequelize, rewrites the tables.
///
/// # Errors
///
/// When a tool is missing or fails, or a measure misses what it must be.
pub fn bench(workspace: &Workspace) -> Result<(), Failure> {
    node::packages(workspace)?;
    node::sqlite(workspace)?;
    let chromium = tools::chromium(workspace)?;
    dist::dist(workspace)?;
    module::module(workspace, false)?;
    timed("measure", || {
        run(
            "a measure",
            workspace
                .command("node")
                .arg("benches/bench.mjs")
                .env("CHROMIUM", chromium),
        )
    })
}
