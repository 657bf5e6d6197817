//! Counts tests, and says in the end what came of them.

use std::time::Duration;

use crate::failure::Failure;
use crate::run::seconds;

/// How many tests passed and failed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many passed.
    pub passed: u32,
    /// How many failed.
    pub failed: u32,
}

impl Tally {
    /// What a line says of a count, in the words of cargo, wasm-bindgen, Playwright or our own
    /// scripts (`12 passed, 0 failed`). Nothing for any other line.
    pub fn read(line: &str) -> Self {
        let line = line.trim().trim_start_matches("test result: ok. ");
        let line = line.trim_start_matches("test result: FAILED. ");
        let mut tally = Self::default();
        for part in line.split([',', ';']) {
            let words: Vec<&str> = part.split_whitespace().collect();
            match words.as_slice() {
                // Playwright adds the time it took: `7 passed (12.3s)`.
                [count, "passed"] => tally.passed += number(count),
                [count, "passed", time] if time.starts_with('(') => tally.passed += number(count),
                [count, "failed"] => tally.failed += number(count),
                _ => {}
            }
        }
        tally
    }

    /// Adds another's counts.
    pub fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// One test, by its outcome.
    pub fn one(is_passed: bool) -> Self {
        Self {
            passed: u32::from(is_passed),
            failed: u32::from(!is_passed),
        }
    }
}

fn number(word: &str) -> u32 {
    word.parse().unwrap_or(0)
}

/// What came of each step of a run.
#[derive(Debug, Default)]
pub struct Report {
    steps: Vec<(&'static str, Tally, Duration)>,
}

impl Report {
    /// Notes a step.
    pub fn note(&mut self, step: &'static str, tally: Tally, time: Duration) {
        self.steps.push((step, tally, time));
    }

    /// Whether a step ran and nothing of it failed.
    pub fn has_passed(&self, step: &str) -> bool {
        self.steps
            .iter()
            .any(|(name, tally, _)| *name == step && tally.failed == 0)
    }

    /// Prints a line a step, then the sum: `N passed, N failed`.
    ///
    /// # Errors
    ///
    /// When anything failed, or nothing ran.
    pub fn conclude(&self) -> Result<(), Failure> {
        println!();
        let mut sum = Tally::default();
        for (step, tally, time) in &self.steps {
            let mark = if tally.failed == 0 {
                "ok    "
            } else {
                "FAILED"
            };
            let (passed, failed) = (tally.passed, tally.failed);
            println!(
                "{mark} {step:<10} {passed:>5} passed {failed:>3} failed  {}",
                seconds(*time)
            );
            sum.add(tally);
        }
        println!("{} passed, {} failed", sum.passed, sum.failed);
        match sum {
            Tally {
                passed: 0,
                failed: 0,
            } => Err(Failure::Wrong {
                reason: "no test ran: the filter names none".to_owned(),
            }),
            Tally { failed: 0, .. } => Ok(()),
            Tally { failed, .. } => Err(Failure::Tests { failed }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn counts_are_read_from_every_runner() {
        let check = |line: &str, passed: u32, failed: u32| {
            assert_eq!(Tally::read(line), Tally { passed, failed }, "{line}");
        };
        check(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured",
            12,
            0,
        );
        check("test result: FAILED. 3 passed; 2 failed; 0 ignored", 3, 2);
        check("  7 passed (12.3s)", 7, 0);
        check("  1 failed", 0, 1);
        check("5 passed, 1 failed", 5, 1);
        check("a test says 3 passed by", 0, 0);
    }
}
