//! Why a command could not do its work, in one sentence for the person at the terminal.

use std::fmt;
use std::io;

/// Why a command stopped.
#[derive(Debug)]
pub enum Failure {
    /// The arguments are none of ours.
    Usage {
        /// What was asked.
        asked: String,
    },
    /// A program could not be started.
    Start {
        /// The program.
        program: String,
        /// The system's reason.
        source: io::Error,
    },
    /// A program ran and failed.
    Exit {
        /// What it was doing.
        step: String,
    },
    /// Something must be installed that xtask cannot install here.
    Missing {
        /// What.
        what: String,
        /// How a person installs it.
        remedy: String,
    },
    /// A file could not be read or written.
    File {
        /// Its path.
        path: String,
        /// The system's reason.
        source: io::Error,
    },
    /// A result is not what it must be.
    Wrong {
        /// What is wrong, and what helps.
        reason: String,
    },
    /// Tests failed.
    Tests {
        /// How many.
        failed: u32,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage { asked } => write!(f, "no such command: `{asked}`"),
            Self::Start { program, source } => write!(f, "`{program}` does not start: {source}"),
            Self::Exit { step } => write!(f, "{step} failed"),
            Self::Missing { what, remedy } => write!(f, "{what} is missing: {remedy}"),
            Self::File { path, source } => write!(f, "`{path}`: {source}"),
            Self::Wrong { reason } => f.write_str(reason),
            Self::Tests { failed } => write!(f, "{failed} failed"),
        }
    }
}

impl std::error::Error for Failure {}
