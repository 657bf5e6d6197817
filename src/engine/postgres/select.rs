//! SELECT: compiled to a plan, run to a set of rows.
//!
//! A plan pushes joined rows from its sources through joins to its end; nothing in
//! between is kept but what a hash join, a sort or a group needs. Joined rows are
//! references to the tables' rows; values are copied only where they are computed.

mod aggregate;
mod common;
mod compile;
mod execute;
mod from;
mod group;
mod join;
mod lift;
mod locate;
mod order;
mod plan;
mod project;
mod push;
mod rowset;
mod scan;
mod set;
mod source;
mod values;
mod walk;
pub mod window;

pub use aggregate::Aggregate;
pub use common::Common;
pub use compile::{compile, compile_within};
pub use locate::locate;
pub use plan::Plan;
pub use project::projection;
pub use rowset::Rowset;
pub use window::WindowCall;

use super::expression::Runtime;
use super::{Outcome, PgError, Returned};
use gluesql::core::sqlparser::ast::Query;

/// Compiles a query and runs it.
///
/// # Errors
/// What Postgres refuses.
pub fn run(query: &Query, runtime: &Runtime) -> Result<Outcome, PgError> {
    let rows = compile(query, runtime)?.run(runtime, None, None)?;
    Ok(Outcome {
        columns: rows.columns.to_vec(),
        count: rows.len(),
        rows: Returned::Found(rows),
        command: "SELECT",
    })
}
