//! `test`: every check and test there is, from formatting to journeys in a real browser.

use std::fs;
use std::process::Command;
use std::time::Instant;

use crate::failure::Failure;
use crate::report::{Report, Tally};
use crate::run::{run_counted, seconds};
use crate::workspace::Workspace;
use crate::{dist, module, node, tools};

/// The steps, in order: the fast and telling ones first.
const STEPS: [(&str, Step); 9] = [
    ("fmt", fmt),
    ("clippy", clippy),
    ("native", native),
    ("sequelize", sequelize),
    ("module", npm_module),
    ("wasm", wasm),
    ("dist", site),
    ("size", size),
    ("e2e", e2e),
];

/// A step: runs with a filter for the names of tests, and counts.
type Step = fn(&Workspace, Option<&str>) -> Result<Tally, Failure>;

/// Steps whose tests have names to filter.
const NAMED: [&str; 5] = ["native", "sequelize", "module", "wasm", "e2e"];

/// Steps that test the site that `dist` builds.
const OF_THE_SITE: [&str; 2] = ["size", "e2e"];

/// Runs all steps, or those a filter names, or in all steps the tests it names.
///
/// A step that fails does not keep the next from running.
///
/// # Errors
///
/// When a test failed or none ran.
pub fn test(workspace: &Workspace, filter: Option<&str>) -> Result<(), Failure> {
    let step_filter = filter.filter(|word| STEPS.iter().any(|(name, _)| name == word));
    let test_filter = filter.filter(|_| step_filter.is_none());
    let mut report = Report::default();
    for (name, step) in STEPS {
        let is_asked = match (step_filter, test_filter) {
            (Some(word), _) => name == word || (name == "dist" && OF_THE_SITE.contains(&word)),
            (None, Some(_)) => NAMED.contains(&name) || name == "dist",
            (None, None) => true,
        };
        if !is_asked {
            continue;
        }
        println!("\n==> {name}");
        let start = Instant::now();
        let tally = if OF_THE_SITE.contains(&name) && !report.has_passed("dist") {
            println!("    not run: there is no site to test");
            Tally::one(false)
        } else {
            step(workspace, test_filter).unwrap_or_else(|failure| {
                println!("    {failure}");
                Tally::one(false)
            })
        };
        let word = if tally.failed == 0 { "done" } else { "failed" };
        println!("    {word} in {}: {name}", seconds(start.elapsed()));
        report.note(name, tally, start.elapsed());
    }
    report.conclude()
}

/// Runs a check that either holds or does not.
fn check(command: &mut Command) -> Result<Tally, Failure> {
    run_counted(command).map(|tally| Tally::one(tally.failed == 0))
}

fn fmt(workspace: &Workspace, _: Option<&str>) -> Result<Tally, Failure> {
    check(workspace.command("cargo").args(["fmt", "--all", "--check"]))
}

fn clippy(workspace: &Workspace, _: Option<&str>) -> Result<Tally, Failure> {
    tools::wasm_target(workspace)?;
    let lint = |targets: &[&str]| {
        check(
            workspace
                .command("cargo")
                .args(["clippy", "--quiet"])
                .args(targets)
                .args(["--", "-D", "warnings"]),
        )
    };
    let mut tally = lint(&["--workspace", "--all-targets"])?;
    tally.add(&lint(&[
        "--target",
        "wasm32-unknown-unknown",
        "--bins",
        "--test",
        "browser",
    ])?);
    Ok(tally)
}

fn native(workspace: &Workspace, filter: Option<&str>) -> Result<Tally, Failure> {
    run_counted(
        workspace
            .command("cargo")
            .args(["test", "--workspace", "--no-fail-fast"])
            .args(filter),
    )
}

/// The generated code on the real Sequelize.
fn sequelize(workspace: &Workspace, filter: Option<&str>) -> Result<Tally, Failure> {
    node::packages(workspace)?;
    node::sqlite(workspace)?;
    run_counted(
        workspace
            .command("node")
            .arg("tests/sequelize/run.mjs")
            .args(filter),
    )
}

/// The module against what the real Sequelize answered, and beside it.
fn npm_module(workspace: &Workspace, filter: Option<&str>) -> Result<Tally, Failure> {
    module::module(workspace, false)?;
    node::sqlite(workspace)?;
    let chromium = tools::chromium(workspace)?;
    run_counted(
        workspace
            .command("node")
            .arg("tests/module/run.mjs")
            .args(filter)
            .env("CHROMIUM", chromium),
    )
}

fn wasm(workspace: &Workspace, filter: Option<&str>) -> Result<Tally, Failure> {
    tools::wasm_target(workspace)?;
    tools::wasm_bindgen(workspace)?;
    let chromium = tools::chromium(workspace)?;
    let driver = tools::chromedriver(workspace)?;
    let runner = workspace
        .which("wasm-bindgen-test-runner")
        .ok_or_else(|| Failure::Missing {
            what: "wasm-bindgen-test-runner".to_owned(),
            remedy: "it comes with wasm-bindgen-cli: install that again".to_owned(),
        })?;
    let capabilities = workspace.target.join("webdriver.json");
    let binary = chromium.display().to_string().replace('\\', "\\\\");
    // Chromium's sandbox refuses root, which is who containers run as.
    let text = format!(
        r#"{{ "goog:chromeOptions": {{ "binary": "{binary}", "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"
        ] }} }}"#
    );
    fs::write(&capabilities, text).map_err(|source| Failure::File {
        path: capabilities.display().to_string(),
        source,
    })?;
    run_counted(
        workspace
            .command("cargo")
            .args([
                "test",
                "--target",
                "wasm32-unknown-unknown",
                "--test",
                "browser",
            ])
            .args(filter)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("CHROMEDRIVER", driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120"),
    )
}

fn site(workspace: &Workspace, _: Option<&str>) -> Result<Tally, Failure> {
    dist::dist(workspace).map(|()| Tally::one(true))
}

/// What the first screen fetches, against its budget.
fn size(workspace: &Workspace, _: Option<&str>) -> Result<Tally, Failure> {
    let chromium = tools::chromium(workspace)?;
    run_counted(
        workspace
            .command("node")
            .arg("benches/first-screen.mjs")
            .env("CHROMIUM", chromium),
    )
}

/// The journeys in a real browser.
fn e2e(workspace: &Workspace, filter: Option<&str>) -> Result<Tally, Failure> {
    node::packages(workspace)?;
    let chromium = tools::chromium(workspace)?;
    let mut command = workspace.command("playwright");
    command
        .args(["test", "--config", "tests/e2e/playwright.config.js"])
        .env("CHROMIUM", chromium);
    if let Some(word) = filter {
        command.args(["--grep", word, "--pass-with-no-tests"]);
    }
    run_counted(&mut command)
}
