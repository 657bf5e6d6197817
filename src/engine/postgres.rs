//! A database that speaks Postgres' SQL: read by `GlueSQL`'s parser, run on our own store.
//!
//! `GlueSQL`'s executor cannot serve user code: its NULL logic is wrong, it has no RIGHT JOIN, no
//! RETURNING, no ON CONFLICT, no ALTER COLUMN (`engine-facts`). So whatever code sends as
//! SQL text is run here, with Postgres' answers and Postgres' refusals.

mod columns;
mod environment;
mod error;
pub mod expression;
pub mod function;
mod kind;
mod parse;
pub mod select;
pub mod value;

pub use columns::{columns, kind_of};
pub use environment::{Environment, View};
pub use error::PgError;
pub use kind::Kind;
pub use parse::parse;

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
