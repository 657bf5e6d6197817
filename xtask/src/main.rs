//! `cargo xtask`: the project's commands, from a fresh machine with Rust and Node on.
//!
//! Each command installs what it misses, says so, and says how long each step took.

mod bench;
mod cut;
mod dist;
mod failure;
mod fuzz;
mod minify;
mod module;
mod node;
mod report;
mod run;
mod serve;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use failure::Failure;
use workspace::Workspace;

const USAGE: &str = "\
usage: cargo xtask <command> [arguments]

  serve [trunk arguments]   serve the page at http://127.0.0.1:8080 and reload it on every change
  test [filter]             run every test; with a filter, the steps of that name, else the tests
  dist                      build the release site into dist/, for any static host and sub-path
  module [--dev]            build the npm-shaped module in target/module/; --dev quickly, unoptimised
  fuzz                      compare random finds of the module with the real Sequelize's, 2,000 of them
  bench                     measure, and rewrite the tables of BENCHMARKS.md

What is missing is installed first: the wasm target, trunk, wasm-bindgen and npm packages, and for
tests and measures a Chromium. Tools are kept in the target folder, so a second run is fast.

steps of `test`, in order:
  fmt, clippy, native, sequelize, module, wasm, dist, size, e2e
  `cargo xtask test e2e` runs one step; `cargo xtask test rename` runs the tests named so.

environment:
  CARGO_TARGET_DIR   where to build, and to keep tools
  CHROMIUM           the browser to use, where it is not on the PATH
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    match dispatch(&command, &rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, rest: &[String]) -> Result<(), Failure> {
    let workspace = Workspace::locate()?;
    match (command, rest) {
        ("serve", arguments) => serve::serve(&workspace, arguments),
        ("test", []) => test::test(&workspace, None),
        ("test", [filter]) if !filter.starts_with('-') => test::test(&workspace, Some(filter)),
        ("dist", []) => dist::dist(&workspace),
        ("module", []) => module::module(&workspace, false),
        ("module", [flag]) if flag == "--dev" => module::module(&workspace, true),
        ("fuzz", arguments) => fuzz::fuzz(&workspace, arguments),
        ("bench", []) => bench::bench(&workspace),
        ("" | "help" | "-h" | "--help", _) => {
            print!("{USAGE}");
            Ok(())
        }
        _ => {
            eprint!("{USAGE}");
            let asked = [&[command.to_owned()], rest].concat().join(" ");
            Err(Failure::Usage { asked })
        }
    }
}
