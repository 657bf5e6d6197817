//! `module`: the npm-shaped package in `target/module/`, which code takes for `sequelize`.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::run::{run, timed};
use crate::workspace::Workspace;
use crate::{dist, node, tools};

/// Its `package.json`.
const PACKAGE: &str = r#"{
  "name": "relata",
  "version": "VERSION",
  "description": "Sequelize 6 over an in-memory database, in Node.js and in browsers",
  "license": "(MIT OR Apache-2.0)",
  "type": "commonjs",
  "main": "./index.cjs",
  "module": "./index.mjs",
  "types": "./index.d.ts",
  "exports": {
    ".": {
      "types": "./index.d.ts",
      "import": "./index.mjs",
      "require": "./index.cjs"
    },
    "./relata.wasm": "./relata.wasm",
    "./package.json": "./package.json"
  },
  "sideEffects": true,
  "engines": { "node": ">=20" }
}
"#;

/// Keeps wasm-opt from putting a function into its only caller where it is large. Engines count
/// the bytes that ran until they compile a function well: one of 100 KiB is soon due, whatever
/// of it ran, and takes a core for half a second while the first finds wait.
const SMALL_FUNCTIONS: [&str; 2] = ["--one-caller-inline-max-function-size", "100"];

/// Builds the package. `quick` builds it unoptimised, for daily work.
///
/// # Errors
///
/// When a tool is missing or fails.
pub fn module(workspace: &Workspace, quick: bool) -> Result<(), Failure> {
    tools::wasm_target(workspace)?;
    tools::wasm_bindgen(workspace)?;
    node::packages(workspace)?;
    let built = workspace.target.join("module-build");
    let package = workspace.target.join("module");
    for folder in [&built, &package] {
        fs::create_dir_all(folder).map_err(|source| failure(folder, source))?;
    }
    timed("build the module's wasm", || {
        compile(workspace, quick, &built)
    })?;
    let wasm = package.join("relata.wasm");
    let bound = built.join("relata_bg.wasm");
    if quick {
        copy(&bound, &wasm)?;
    } else {
        timed("wasm-opt relata.wasm", || {
            run(
                "wasm-opt",
                workspace
                    .command("wasm-opt")
                    .args(dist::FEATURES)
                    .arg("-O3")
                    .args(SMALL_FUNCTIONS)
                    .arg(&bound)
                    .arg("-o")
                    .arg(&wasm),
            )
        })?;
    }
    timed("bundle js/ into target/module/", || {
        bundle(
            workspace,
            "js/entry/commonjs.cjs",
            "cjs",
            "node",
            &package.join("index.cjs"),
        )?;
        bundle(
            workspace,
            "js/entry/esm.js",
            "esm",
            "neutral",
            &package.join("index.mjs"),
        )
    })?;
    copy(
        &workspace.root.join("js/index.d.ts"),
        &package.join("index.d.ts"),
    )?;
    // The rules of `validate` are bundled, and their licence asks to be named.
    copy(
        &workspace.root.join("node_modules/validator/LICENSE"),
        &package.join("LICENSE-validator"),
    )?;
    let text = PACKAGE.replace("VERSION", env!("CARGO_PKG_VERSION"));
    let manifest = package.join("package.json");
    fs::write(&manifest, text).map_err(|source| failure(&manifest, source))
}

fn compile(workspace: &Workspace, quick: bool, built: &Path) -> Result<(), Failure> {
    let profile = if quick { "dev" } else { "npm" };
    run(
        "cargo build",
        workspace
            .command("cargo")
            .args([
                "build",
                "--bin",
                "relata_module",
                "--target",
                "wasm32-unknown-unknown",
            ])
            .args(["--profile", profile])
            .env("CARGO_PROFILE_DEV_OPT_LEVEL", "1"),
    )?;
    let folder = if quick { "debug" } else { "npm" };
    let wasm = workspace
        .target
        .join("wasm32-unknown-unknown")
        .join(folder)
        .join("relata_module.wasm");
    run(
        "wasm-bindgen",
        workspace
            .command("wasm-bindgen")
            .args([
                "--target",
                "web",
                "--no-typescript",
                "--out-name",
                "relata",
                "--out-dir",
            ])
            .arg(built)
            .arg(wasm),
    )
}

fn bundle(
    workspace: &Workspace,
    entry: &str,
    format: &str,
    platform: &str,
    output: &Path,
) -> Result<(), Failure> {
    let bindings = workspace.target.join("module-build").join("relata.js");
    run(
        "esbuild",
        workspace
            .command("esbuild")
            .arg(entry)
            .args([
                "--bundle",
                "--target=node20,es2022",
                "--log-level=warning",
                "--main-fields=module,main",
            ])
            // The bindings' own way to their file is never taken: the entries hand it over.
            .args([
                "--log-override:empty-import-meta=silent",
                "--external:node:*",
            ])
            // Modules are strict; what becomes a script has to say so.
            .args((format == "cjs").then_some("--banner:js='use strict';"))
            .arg(format!("--format={format}"))
            .arg(format!("--platform={platform}"))
            .arg(format!("--alias:relata-wasm={}", bindings.display()))
            .arg(format!("--outfile={}", output.display())),
    )
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::copy(from, to)
        .map(|_| ())
        .map_err(|source| failure(from, source))
}

fn failure(path: &Path, source: std::io::Error) -> Failure {
    Failure::File {
        path: path.display().to_string(),
        source,
    }
}
