//! What the studio's signals hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::protocol::{EngineError, Found, Statement};
use crate::project::PendingMigration;

/// How the engine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EngineStatus {
    /// It is being fetched or is building its tables.
    #[default]
    Starting,
    /// It waits.
    Ready,
    /// It works.
    Busy,
    /// It has not come up for more than 20 seconds; the person may have it fetched again.
    Late,
    /// It has not answered for more than 5 seconds; the person may stop it.
    Hung,
    /// It broke or was stopped, and a fresh one is loading the last good state.
    Restarted,
    /// It does not come up at all.
    Dead,
}

/// The answer to the document's query.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum FindState {
    /// The document asks nothing.
    #[default]
    Idle,
    /// The engine is at it; the last answer is kept meanwhile.
    Running(Option<Arc<Found>>),
    /// The answer.
    Found(Arc<Found>),
    /// Why there is none.
    Failed(EngineError),
}

impl FindState {
    /// The answer, or the last one while the engine is at the next.
    pub fn last(&self) -> Option<&Arc<Found>> {
        match self {
            Self::Running(found) => found.as_ref(),
            Self::Found(found) => Some(found),
            Self::Idle | Self::Failed(_) => None,
        }
    }

    /// Says that the engine is at the next answer, and keeps the last one meanwhile.
    pub(super) fn run(&mut self) {
        *self = Self::Running(self.last().cloned());
    }
}

/// What is not migrated.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pending {
    /// The migrations to come, in order.
    pub migrations: Vec<PendingMigration>,
    /// Why the first of them did not go through when it was last tried.
    pub error: Option<EngineError>,
}

/// The SQL that ran.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StatementLog {
    /// What the last change was, as undo names it.
    pub label: String,
    /// The statements of the last change.
    pub last: Vec<Statement>,
    /// The statements of each migration, by its name, since the page was opened.
    pub migrations: BTreeMap<String, MigrationLog>,
}

/// The SQL of one migration, when it last ran.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MigrationLog {
    /// Of its `up`.
    pub up: Vec<Statement>,
    /// Of its `down`.
    pub down: Vec<Statement>,
}
