//! Runs programs: says what runs, how long it took, and counts the tests in what they print.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::report::Tally;

/// Says what is done, does it, and says how long it took.
///
/// # Errors
///
/// Those of `work`.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    println!("==> {what}");
    let start = Instant::now();
    let result = work();
    let outcome = if result.is_ok() { "done" } else { "failed" };
    println!("    {outcome} in {}: {what}", seconds(start.elapsed()));
    result
}

/// Runs a program to its end, its output on the terminal.
///
/// # Errors
///
/// When it does not start or exits with a failure.
pub fn run(step: &str, command: &mut Command) -> Result<(), Failure> {
    let status = command
        .status()
        .map_err(|source| start_failure(command, source))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Exit {
            step: step.to_owned(),
        })
    }
}

/// Runs a program and returns what it prints, or nothing where it fails or is not there.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Runs a test program, its output on the terminal, and counts its tests.
///
/// A program that fails without a failed test of its own counts as one.
///
/// # Errors
///
/// When it does not start.
pub fn run_counted(command: &mut Command) -> Result<Tally, Failure> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|source| start_failure(command, source))?;
    let mut tally = Tally::default();
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        // Bytes, not `lines`: what a test prints need not be UTF-8.
        while reader.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            tally.add(&Tally::read(&text));
            line.clear();
        }
    }
    let status = child
        .wait()
        .map_err(|source| start_failure(command, source))?;
    if !status.success() && tally.failed == 0 {
        tally.failed = 1;
    }
    Ok(tally)
}

/// A duration as people read it: `0.4 s`, `12.3 s`, `4 min 5 s`.
pub fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {} s", whole / 60, whole % 60)
    }
}

fn start_failure(command: &Command, source: std::io::Error) -> Failure {
    Failure::Start {
        program: command.get_program().to_string_lossy().into_owned(),
        source,
    }
}
