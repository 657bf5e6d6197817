//! What the engine still has to do for an entry.

use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::Arc;

use super::EntryId;
use crate::engine::protocol::{Revision, Step};
use crate::orm::schema::Schema;
use crate::project::pending::{self, PendingStep};
use crate::project::{Database, Project};

/// What the engine still has to do for an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Todo {
    /// Nothing: the entry is settled.
    Nothing,
    /// To migrate what is pending, where the document is live.
    Live,
    /// To go up or down in the migrations.
    Migrate(To),
    /// To change rows.
    Rows(Vec<Step>),
    /// To run a script: a story told, a file opened.
    Script(VecDeque<Scripted>),
}

/// Where to go in the migrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum To {
    /// Apply the next one.
    Up,
    /// Take back the last one applied.
    Down,
    /// Apply all.
    AllUp,
    /// Take back all.
    AllDown,
}

/// One change to come, and what the database is after it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scripted {
    /// The steps of the change.
    pub steps: Vec<Step>,
    /// Its clock, milliseconds since 1970; the real one where none is given.
    pub now: Option<f64>,
    /// The schema the tables have after it.
    pub schema: Arc<Schema>,
    /// The migrations applied after it.
    pub applied: Vec<String>,
    /// Whether live mode waits after it.
    pub is_held: bool,
    /// The migration it runs, where it runs one.
    pub migration: Option<String>,
}

/// The next change the engine has to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// The entry it is for.
    pub entry: EntryId,
    /// The revision it starts from.
    pub from: Revision,
    /// Its steps.
    pub steps: Vec<Step>,
    /// Its clock, where it has one of its own.
    pub now: Option<f64>,
    /// The migration it runs, where it runs one.
    pub migration: Option<String>,
}

impl Todo {
    /// Whether there is nothing to do.
    pub const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// The next change, for a document and the database as it stands; none when all is done.
    pub fn next(&self, project: &Project, database: &Database) -> Option<Scripted> {
        match self {
            Self::Nothing => None,
            Self::Live if !project.is_live || database.is_held => None,
            Self::Live => {
                pending::next_up(project, database).map(|step| migrated(step, project, false))
            }
            Self::Migrate(To::Up | To::AllUp) => pending::next_up(project, database)
                .map(|step| migrated(step, project, database.is_held)),
            Self::Migrate(To::Down | To::AllDown) => {
                pending::next_down(project, database).map(|step| migrated(step, project, true))
            }
            Self::Rows(steps) => Some(Scripted {
                steps: steps.clone(),
                now: None,
                schema: database.schema.clone(),
                applied: database.applied.clone(),
                is_held: database.is_held,
                migration: None,
            }),
            Self::Script(script) => script.front().cloned(),
        }
    }

    /// Goes on after the next change was made.
    pub fn advance(&mut self) {
        match self {
            Self::Nothing | Self::Live | Self::Migrate(To::AllUp | To::AllDown) => {}
            Self::Migrate(To::Up | To::Down) => *self = Self::Nothing,
            // Other rows may let through what was pending.
            Self::Rows(_) => *self = Self::Live,
            Self::Script(script) => {
                script.pop_front();
            }
        }
    }
}

fn migrated(step: PendingStep, project: &Project, is_held: bool) -> Scripted {
    // Live mode goes on by itself once everything is up again.
    let after = Database {
        schema: step.after,
        applied: step.applied,
        is_held,
        ..Database::default()
    };
    let is_held = is_held && pending::next_up(project, &after).is_some();
    Scripted {
        steps: step.steps,
        now: None,
        schema: after.schema,
        applied: after.applied,
        is_held,
        migration: Some(step.migration),
    }
}
