//! A database that speaks Postgres' SQL: read by `GlueSQL`'s parser, run on our own store.
//!
//! `GlueSQL`'s executor cannot serve user code: its NULL logic is wrong, it has no RIGHT JOIN, no
//! RETURNING, no ON CONFLICT, no ALTER COLUMN (`engine-facts`). So whatever code sends as
//! SQL text is run here, with Postgres' answers and Postgres' refusals.

#![allow(
    clippy::unnecessary_wraps,
    reason = "the functions of a table share one signature"
)]
#![allow(
    clippy::similar_names,
    reason = "SQL calls its parts what it calls them"
)]

mod catalog;
mod columns;
mod database;
mod define;
mod deparse;
mod describe;
mod environment;
mod error;
pub mod expression;
pub mod function;
mod kind;
pub mod names;
mod outcome;
mod output;
mod query;
mod read;
mod refusal;
pub mod relation;
mod rows;
pub mod select;
mod surroundings;
pub mod types;
pub mod value;
mod wire;
mod work;
mod write;

pub use catalog::{Catalog, EnumType, Sequence};
pub use columns::{columns, kind_of};
pub use database::{Database, Timings, TransactionId};
pub use describe::{
    DescribedColumn, DescribedConstraint, DescribedForeignKey, DescribedIndex, TableName,
};
pub use environment::{Environment, View};
pub use error::PgError;
pub use kind::Kind;
pub use outcome::{Outcome, Returned};
pub use output::text_of;
pub use read::{Command, expression as read_expression, read};
pub use relation::Relation;
pub use wire::{Route, kind_code, string, to_value, write_value};
pub use write::Conflict;

pub use gluesql::prelude::Value;
