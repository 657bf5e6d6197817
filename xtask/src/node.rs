//! The npm packages: the real Sequelize, the browser's driver, the wasm optimiser.

use std::fs;

use crate::failure::Failure;
use crate::run::{output, run, timed};
use crate::workspace::Workspace;

/// The oldest Node.js the packages run on.
const NODE: u32 = 20;

/// A copy of the lock file that was installed, kept with the packages.
const STAMP: &str = "node_modules/.installed-lock.json";

/// Makes sure of the packages of `package-lock.json`, without building any.
///
/// # Errors
///
/// When Node.js is missing or too old, or npm fails.
pub fn packages(workspace: &Workspace) -> Result<(), Failure> {
    let version = output(workspace.command("node").arg("--version")).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next();
    let is_new_enough = major
        .and_then(|text| text.parse::<u32>().ok())
        .is_some_and(|major| major >= NODE);
    if !is_new_enough {
        return Err(Failure::Missing {
            what: format!("Node.js {NODE} or newer"),
            remedy: "install it with its npm, from nodejs.org or your system's packages".to_owned(),
        });
    }
    let lock = workspace.read("package-lock.json")?;
    if workspace
        .read(STAMP)
        .is_ok_and(|installed| installed == lock)
    {
        return Ok(());
    }
    timed("install npm packages", || {
        let mut command = workspace.command("npm");
        // A script that runs here is a build of sqlite3, which only the tests need: see `sqlite`.
        command.args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]);
        run("npm ci", &mut command)?;
        fs::write(workspace.root.join(STAMP), &lock).map_err(|source| Failure::File {
            path: STAMP.to_owned(),
            source,
        })
    })
}

/// Makes sure of sqlite3's native part, under which the real Sequelize runs in the tests.
///
/// # Errors
///
/// When it is not there and cannot be built.
pub fn sqlite(workspace: &Workspace) -> Result<(), Failure> {
    let loads = |workspace: &Workspace| {
        output(workspace.command("node").args(["-e", "require('sqlite3')"])).is_some()
    };
    if loads(workspace) {
        return Ok(());
    }
    timed("build sqlite3 for Node.js (two minutes, once)", || {
        let mut command = workspace.command("npm");
        command.args(["rebuild", "sqlite3", "--loglevel=error"]);
        if let Some(prefix) = header_prefix(workspace) {
            command.env("npm_config_nodedir", prefix);
        }
        let built = run("npm rebuild sqlite3", &mut command);
        if loads(workspace) {
            return Ok(());
        }
        built.and(Err(Failure::Missing {
            what: "the native part of sqlite3".to_owned(),
            remedy:
                "it is built with a C++ compiler, make and Python: install those of your system"
                    .to_owned(),
        }))
    })
}

/// Where Node's own headers lie, if they came with it: then none are downloaded.
fn header_prefix(workspace: &Workspace) -> Option<String> {
    let script = "const p = require('path').resolve(process.execPath, '../..'); \
                  if (require('fs').existsSync(p + '/include/node/node.h')) console.log(p)";
    output(workspace.command("node").args(["-e", script])).filter(|prefix| !prefix.is_empty())
}
