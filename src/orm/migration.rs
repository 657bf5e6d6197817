//! Migrations: how the database gets from one schema to the next, and back.
//!
//! A migration keeps the schema it leads to; its operations are the difference
//! from the one before, so `up` and `down` can never disagree with it.

mod operation;

pub use operation::Operation;

use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::schema::Schema;

/// The table in which sequelize-cli notes what is applied, one `name` a row.
pub const LEDGER: &str = "SequelizeMeta";

/// A named step from the schema before it to its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Migration {
    /// The file's name without `.js`, sorted by it: `20240101000005-create-user-groups`.
    pub name: String,
    /// The schema once it is applied.
    pub after: Arc<Schema>,
}
