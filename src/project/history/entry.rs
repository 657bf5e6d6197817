//! One entry of the history.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::Todo;
use crate::engine::protocol::{Change, EngineError};
use crate::orm::schema::ModelId;
use crate::project::{Database, Project};

/// Names an entry for as long as the history lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryId(pub u32);

/// Something that was done, and how things stood after it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its lasting id.
    pub id: EntryId,
    /// The document after it.
    pub project: Arc<Project>,
    /// What was done, as undo names it: `Add model Tag`.
    pub label: String,
    /// What it merges with.
    pub merge: Merge,
    /// The database after it, as far as it is confirmed.
    pub database: Database,
    /// The changes that lead from the database of the entry before to this one's.
    pub changes: Vec<Change>,
    /// What the engine still has to do for it.
    pub todo: Todo,
    /// Why the engine did not do it, or not all of it.
    pub failure: Option<EngineError>,
}

/// Which successive edits are one step of undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Merge {
    /// It stays an entry of its own.
    Never,
    /// Changes of the query.
    Query,
    /// Moves of these cards.
    Move(Vec<ModelId>),
}
