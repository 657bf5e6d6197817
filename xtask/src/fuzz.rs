//! `fuzz`: random models, rows and finds, on the module and on the real Sequelize.

use crate::failure::Failure;
use crate::run::{run, timed};
use crate::workspace::Workspace;
use crate::{module, node};

/// Builds the module and compares 2,000 finds, or as the arguments say.
///
/// # Errors
///
/// When a tool is missing or fails, or a find comes out otherwise.
pub fn fuzz(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    module::module(workspace, false)?;
    node::sqlite(workspace)?;
    timed("compare random finds", || {
        let mut command = workspace.command("node");
        command.arg("tests/fuzz/run.mjs");
        if arguments.is_empty() {
            command.args(["--finds", "2000"]);
        }
        run("a comparison", command.args(arguments))
    })
}
