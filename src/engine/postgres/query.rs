//! Queries inside statements that write, and what of their rows a column takes.

use gluesql::core::sqlparser::ast::Query;

use super::expression::Runtime;
use super::{Kind, Outcome, PgError, select};

/// Runs a query.
///
/// # Errors
/// What Postgres refuses.
pub fn run(query: &Query, runtime: &Runtime) -> Result<Outcome, PgError> {
    select::run(query, runtime)
}

/// Refuses a type that a column does not take by itself.
///
/// # Errors
/// 42804.
pub fn check_assignable(from: &Kind, to: &Kind, column: &str) -> Result<(), PgError> {
    if is_assignable(from, to) {
        return Ok(());
    }
    Err(PgError::new(
        "42804",
        format!("column \"{column}\" is of type {to} but expression is of type {from}"),
    ))
}

/// Whether Postgres casts from one type to another by itself when it assigns.
pub fn is_assignable(from: &Kind, to: &Kind) -> bool {
    let is_clock = |kind: &Kind| matches!(kind, Kind::Time | Kind::Interval);
    match (from, to) {
        (Kind::Unknown, _) => true,
        (Kind::Array(from), Kind::Array(to)) => is_assignable(from, to),
        (from, to) if from == to || to.is_text() => true,
        (from, to) if from.is_number() && to.is_number() => true,
        (from, to) if from.is_moment() && to.is_moment() => true,
        (Kind::Timestamp | Kind::TimestampTz, Kind::Time) => true,
        (from, to) if is_clock(from) && is_clock(to) => true,
        (Kind::Json, Kind::Jsonb) | (Kind::Jsonb, Kind::Json) => true,
        _ => false,
    }
}
