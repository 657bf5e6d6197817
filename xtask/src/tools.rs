//! The Rust tools and the browser: found, or installed saying so.

use std::env;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::run::{output, run, timed};
use crate::workspace::Workspace;

/// The newest trunk that the toolchain of `rust-toolchain.toml` builds.
const TRUNK: &str = "0.21.14";

const CHROMIUMS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Makes sure that Rust can build for the browser.
///
/// # Errors
///
/// When the target is not there and rustup cannot add it.
pub fn wasm_target(workspace: &Workspace) -> Result<(), Failure> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let library =
        output(
            workspace
                .command("rustc")
                .args(["--print", "target-libdir", "--target", TARGET]),
        );
    let is_there = library
        .and_then(|folder| fs::read_dir(folder).ok())
        .is_some_and(|mut files| files.next().is_some());
    if is_there {
        return Ok(());
    }
    if workspace.which("rustup").is_none() {
        return Err(Failure::Missing {
            what: format!("the target {TARGET}"),
            remedy: "install Rust through rustup, or your system's package of this target"
                .to_owned(),
        });
    }
    timed("add the target wasm32-unknown-unknown", || {
        run(
            "rustup",
            workspace.command("rustup").args(["target", "add", TARGET]),
        )
    })
}

/// Makes sure of the standard library's source, which the release site builds for size.
///
/// # Errors
///
/// When it is not there and rustup is not either, or fails.
pub fn library_source(workspace: &Workspace) -> Result<(), Failure> {
    let is_there =
        output(workspace.command("rustc").args(["--print", "sysroot"])).is_some_and(|root| {
            Path::new(&root)
                .join("lib/rustlib/src/rust/library/Cargo.lock")
                .exists()
        });
    if is_there {
        return Ok(());
    }
    if workspace.which("rustup").is_none() {
        return Err(Failure::Missing {
            what: "the source of Rust's standard library".to_owned(),
            remedy: "install Rust through rustup, or your system's package rust-src".to_owned(),
        });
    }
    timed("add the component rust-src", || {
        run(
            "rustup",
            workspace
                .command("rustup")
                .args(["component", "add", "rust-src"]),
        )
    })
}

/// Makes sure of trunk, which builds and serves the page.
///
/// # Errors
///
/// When it is not there and cargo cannot install it.
pub fn trunk(workspace: &Workspace) -> Result<(), Failure> {
    let (series, _) = TRUNK.rsplit_once('.').expect("a version has three parts");
    let found = output(workspace.command("trunk").arg("--version"));
    if found.is_some_and(|text| text.starts_with(&format!("trunk {series}."))) {
        return Ok(());
    }
    install(workspace, "trunk", TRUNK, true)
}

/// Makes sure of wasm-bindgen's command line in the version `Cargo.lock` names: any other refuses
/// the wasm.
///
/// # Errors
///
/// When it is not there and cargo cannot install it.
pub fn wasm_bindgen(workspace: &Workspace) -> Result<(), Failure> {
    let lock = workspace.read("Cargo.lock")?;
    let version = locked(&lock, "wasm-bindgen").ok_or_else(|| Failure::Wrong {
        reason: "`Cargo.lock` names no wasm-bindgen".to_owned(),
    })?;
    let found = output(workspace.command("wasm-bindgen").arg("--version"));
    let wanted = format!("wasm-bindgen {version}");
    if found.is_some_and(|text| text == wanted)
        && workspace.which("wasm-bindgen-test-runner").is_some()
    {
        return Ok(());
    }
    install(workspace, "wasm-bindgen-cli", version, false)
}

/// The version of a package in the text of a `Cargo.lock`.
fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    rest.split('"').next()
}

fn install(
    workspace: &Workspace,
    package: &str,
    version: &str,
    is_locked: bool,
) -> Result<(), Failure> {
    let root = workspace.tools();
    let build = root.join("build");
    timed(
        &format!(
            "install {package} {version} into {} (some minutes, once)",
            root.display()
        ),
        || {
            let mut command = workspace.command("cargo");
            command
                .args([
                    "install",
                    package,
                    "--version",
                    version,
                    "--force",
                    "--root",
                ])
                .arg(&root)
                .env("CARGO_TARGET_DIR", &build)
                // A tool that is built once need not be built well.
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
            if is_locked {
                command.arg("--locked");
            }
            let result = run(&format!("cargo install {package}"), &mut command);
            // Only the program is of use; a folder that stays costs no more than disk.
            let _ = fs::remove_dir_all(&build);
            result
        },
    )
}

/// Where a Chromium is. Installs Debian's where it is missing and that is possible.
///
/// # Errors
///
/// When there is none and it cannot be installed.
pub fn chromium(workspace: &Workspace) -> Result<PathBuf, Failure> {
    if let Some(path) = find_chromium(workspace) {
        return Ok(path);
    }
    apt_install(
        workspace,
        &["chromium", "chromium-driver", "fonts-dejavu-core"],
    )?;
    find_chromium(workspace).ok_or_else(|| Failure::Missing {
        what: "Chromium".to_owned(),
        remedy: format!(
            "install {}, or name one: CHROMIUM=/path/to/chromium cargo xtask test",
            system_package("chromium")
        ),
    })
}

/// Where the driver of that Chromium is, which runs the wasm-bindgen tests.
///
/// # Errors
///
/// When there is none and it cannot be installed.
pub fn chromedriver(workspace: &Workspace) -> Result<PathBuf, Failure> {
    if let Some(path) = workspace.which("chromedriver") {
        return Ok(path);
    }
    apt_install(workspace, &["chromium-driver"])?;
    workspace
        .which("chromedriver")
        .ok_or_else(|| Failure::Missing {
            what: "ChromeDriver".to_owned(),
            remedy: format!(
                "install {}, so that it is on the PATH",
                system_package("chromium-driver")
            ),
        })
}

fn find_chromium(workspace: &Workspace) -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    named
        .filter(|path| path.is_file())
        .or_else(|| CHROMIUMS.iter().find_map(|name| workspace.which(name)))
        .or_else(|| mac.is_file().then_some(mac))
}

/// Installs Debian packages where apt is there and this is root; else leaves it to the caller.
fn apt_install(workspace: &Workspace, packages: &[&str]) -> Result<(), Failure> {
    let is_root = output(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !is_root || workspace.which("apt-get").is_none() {
        return Ok(());
    }
    timed(
        &format!("install {} through apt", packages.join(", ")),
        || {
            run(
                "apt-get update",
                workspace.command("apt-get").args(["update", "-qq"]),
            )?;
            run(
                "apt-get install",
                workspace
                    .command("apt-get")
                    .args(["install", "-y", "-qq", "--no-install-recommends"])
                    .args(packages)
                    .env("DEBIAN_FRONTEND", "noninteractive"),
            )
        },
    )
}

/// What to install on this system, for the end of a sentence.
fn system_package(debian: &str) -> String {
    match env::consts::OS {
        "macos" => format!(
            "it with `brew install --cask {}`",
            match debian {
                "chromium" => "google-chrome",
                _ => "chromedriver",
            }
        ),
        "windows" => "Google Chrome and its ChromeDriver".to_owned(),
        _ => format!(
            "the package `{debian}` (Debian: `sudo apt-get install chromium chromium-driver`; \
             Fedora: `sudo dnf install chromium chromedriver`; Arch: `sudo pacman -S chromium`)"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn a_version_is_read_from_the_lock() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(lock, "leptos"), None);
    }
}
