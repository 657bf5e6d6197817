//! `serve`: the page at a local address, rebuilt and reloaded on every change.

use crate::failure::Failure;
use crate::run::run;
use crate::workspace::Workspace;
use crate::{node, tools};

/// Serves the page until the person stops it. The arguments go to trunk.
///
/// # Errors
///
/// When a tool is missing and cannot be installed, or trunk fails.
pub fn serve(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    tools::wasm_target(workspace)?;
    tools::trunk(workspace)?;
    tools::wasm_bindgen(workspace)?;
    node::packages(workspace)?;
    println!("==> trunk serve: the address follows when the first build is done; Ctrl+C stops it");
    run(
        "trunk serve",
        workspace.command("trunk").arg("serve").args(arguments),
    )
}
