//! `dist`: the release site, optimised, ready for any static host under any path.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::run::{run, timed};
use crate::workspace::Workspace;
use crate::{cut, minify, node, tools};

/// What Rust's wasm uses of the newer wasm, and every browser since 2023 knows.
pub const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// How the release wasm is compiled: with a standard library built for size, a
/// panic that is a trap at once, no source places and no text for `Debug`. Only
/// what no person reads is lost; together it is a tenth of what a visitor waits for.
/// Rust keeps these behind a switch for its own nightlies, hence the first.
const SMALLER: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "RUSTFLAGS",
        "--cfg=erase_components -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=shallow",
    ),
];

/// Builds the site into `dist/`.
///
/// # Errors
///
/// When a tool is missing or fails, or the site would not stand under a sub-path.
pub fn dist(workspace: &Workspace) -> Result<(), Failure> {
    tools::wasm_target(workspace)?;
    tools::library_source(workspace)?;
    tools::trunk(workspace)?;
    tools::wasm_bindgen(workspace)?;
    node::packages(workspace)?;
    timed("build the release site into dist/", || {
        // Integrity hashes would be of the files before wasm-opt; the files come from one place.
        run(
            "trunk build",
            workspace.command("trunk").envs(SMALLER).args([
                "build",
                "--release",
                "--public-url",
                "./",
                "--no-sri=true",
            ]),
        )
    })?;
    let site = workspace.root.join("dist");
    let built = files(&site)?;
    for wasm in with_extension(&built, "wasm") {
        if is_engine(wasm) {
            cut_unreached(wasm)?;
        }
        optimise(workspace, wasm)?;
    }
    let scripts: Vec<&Path> = with_extension(&built, "js").collect();
    minify::minify(workspace, &site.join("index.html"), &scripts)?;
    check_index(workspace)?;
    println!("dist/:");
    for path in files(&site)? {
        let bytes = fs::metadata(&path).map_or(0, |file| file.len());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        println!("  {:>8} KiB  {name}", bytes.div_ceil(1024));
    }
    Ok(())
}

/// Takes out of the engine what `GlueSQL` brings and no statement reaches.
fn cut_unreached(path: &Path) -> Result<(), Failure> {
    timed("cut what the engine never reaches", || {
        let failure = |source| Failure::File {
            path: path.display().to_string(),
            source,
        };
        let wasm = fs::read(path).map_err(failure)?;
        let Some(cut) = cut::cut(&wasm).filter(|cut| cut.functions > 0) else {
            return Err(Failure::Wrong {
                reason: "the engine's functions are not named as `xtask/src/cut.rs` knows them; see what it would cut, and name it anew".to_owned(),
            });
        };
        println!("    {} functions, {} KiB", cut.functions, cut.bytes / 1024);
        fs::write(path, cut.wasm).map_err(failure)
    })
}

fn optimise(workspace: &Workspace, wasm: &Path) -> Result<(), Failure> {
    let name = wasm
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let smaller = workspace.target.join("optimised.wasm");
    timed(&format!("wasm-opt {name}"), || {
        run(
            "wasm-opt",
            workspace
                .command("wasm-opt")
                .args(FEATURES)
                .args(passes(wasm))
                .arg(wasm)
                .arg("-o")
                .arg(&smaller),
        )?;
        fs::copy(&smaller, wasm)
            .map(|_| ())
            .map_err(|source| Failure::File {
                path: name.clone(),
                source,
            })
    })
}

/// The page wants to be small. The engine has room to be fast. Both are gone over until nothing more is found.
fn passes(wasm: &Path) -> &'static [&'static str] {
    if is_engine(wasm) {
        &["-O3", "--converge"]
    } else {
        &[
            "--merge-similar-functions",
            "-Oz",
            "--converge",
            "--reorder-functions",
        ]
    }
}

fn is_engine(wasm: &Path) -> bool {
    let name = wasm.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with("engine_worker"))
}

/// No address in the page may begin at a host's root or leave the site.
fn check_index(workspace: &Workspace) -> Result<(), Failure> {
    let index = workspace.read("dist/index.html")?;
    let forbidden = ["=\"/", "='/", "=\"http", "integrity="];
    match forbidden.iter().find(|text| index.contains(*text)) {
        Some(text) => Err(Failure::Wrong {
            reason: format!("`dist/index.html` would not stand under a sub-path: it has `{text}`"),
        }),
        None => Ok(()),
    }
}

fn with_extension<'a>(paths: &'a [PathBuf], extension: &'a str) -> impl Iterator<Item = &'a Path> {
    let is_it = move |path: &&Path| path.extension().is_some_and(|found| found == extension);
    paths.iter().map(PathBuf::as_path).filter(is_it)
}

/// The files of a folder, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|source| Failure::File {
        path: folder.display().to_string(),
        source,
    })?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    Ok(paths)
}
