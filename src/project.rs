//! The document: what a person edits, and everything that can be done to it.
//!
//! Pure. `apply` is the only way from one state to the next. What the database
//! holds is not part of it: `Database` says which schema that has, and the rows
//! live in the engine.

mod apply;
mod base64;
mod edit;
mod error;
pub mod file;
pub mod history;
mod label;
mod link;
mod names;
pub mod pending;
pub mod reconcile;
mod remedy;
pub mod shelf;
mod story;

pub use apply::apply;
pub use edit::{AttributeEdit, Edit, LinkKind, LinkSpec, Mend};
pub use error::EditError;
pub use history::{History, To};
pub use label::label;
pub use link::{edge, link_defaults, link_of};
pub use pending::PendingMigration;
pub use remedy::{Remedy, remedy};
pub use story::{empty, empty_script, story, story_script};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::protocol::Revision;
use crate::orm::migration::Migration;
use crate::orm::query::Find;
use crate::orm::schema::{ModelId, Schema};

/// A document. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// Its name, shown in the header and used for the file.
    pub name: String,
    /// The models and associations, as they stand.
    pub schema: Arc<Schema>,
    /// The migrations, oldest first. The last leads to `schema`, always.
    pub migrations: Vec<Migration>,
    /// Whether the last migration still takes up edits. It closes by itself when an edit reaches for another table.
    pub is_open: bool,
    /// Whether edits are migrated at once.
    pub is_live: bool,
    /// Where the cards stand.
    pub layout: BTreeMap<ModelId, Position>,
    /// The find of the query room.
    pub query: Option<Find>,
    /// The next id to give. Ids are never given twice, as migrations remember those gone.
    pub next_id: u32,
}

impl Project {
    /// Whether another document is the same but for its query and where its cards stand: models,
    /// code and migrations are.
    pub fn has_design_of(&self, other: &Self) -> bool {
        let Self {
            name,
            schema,
            migrations,
            is_open,
            is_live,
            layout: _,
            query: _,
            next_id,
        } = self;
        *name == other.name
            && is_same(schema, &other.schema)
            && *migrations == other.migrations
            && *is_open == other.is_open
            && *is_live == other.is_live
            && *next_id == other.next_id
    }
}

/// Where a card stands: its top left corner, in CSS pixels of the unzoomed canvas.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Position {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// What the engine's database is, as the page knows it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Database {
    /// The schema its tables have.
    pub schema: Arc<Schema>,
    /// The names of the migrations applied, as in `SequelizeMeta`.
    pub applied: Vec<String>,
    /// The revision it stands at.
    pub revision: Revision,
    /// Whether the person stepped down: live mode waits until all is up again.
    pub is_held: bool,
}

impl Database {
    /// Whether another database has the same tables, applied by the same migrations, whatever their rows.
    pub fn is_same_but_for_rows(&self, other: &Self) -> bool {
        let Self {
            schema,
            applied,
            revision: _,
            is_held,
        } = self;
        is_same(schema, &other.schema) && *applied == other.applied && *is_held == other.is_held
    }
}

/// Whether two are equal, where they mostly are one.
pub fn is_same<T: PartialEq>(one: &Arc<T>, other: &Arc<T>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}
