//! A database that speaks Postgres' SQL: read by `GlueSQL`'s parser, run on our own store.
//!
//! `GlueSQL`'s executor cannot serve user code: its NULL logic is wrong, it has no RIGHT JOIN, no
//! RETURNING, no ON CONFLICT, no ALTER COLUMN (`engine-facts`). So whatever code sends as
//! SQL text is run here, with Postgres' answers and Postgres' refusals.

mod catalog;
mod error;
mod kind;
pub mod names;
pub mod relation;
pub mod types;

pub use catalog::{Catalog, EnumType, Sequence};
pub use error::PgError;
pub use kind::Kind;
pub use relation::Relation;

use gluesql::prelude::Value;

/// What a statement returns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// The columns of its rows, by name and type.
    pub columns: Vec<(String, Kind)>,
    /// Its rows.
    pub rows: Vec<Vec<Value>>,
    /// How many rows it returned or changed: Postgres' `rowCount`.
    pub count: usize,
    /// What it was: `SELECT`, `INSERT`, `CREATE TABLE`, …
    pub command: &'static str,
}
