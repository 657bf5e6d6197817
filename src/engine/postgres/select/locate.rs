//! Which rows of a table satisfy a condition: for UPDATE and DELETE.

use super::join;
use super::push::conjuncts;
use super::scan::Scan;
use super::source::{Source, Table};
use crate::engine::postgres::PgError;
use crate::engine::postgres::expression::{Expression, Runtime, Slot};
use crate::engine::protocol::RowId;

/// The ids of the rows of a table that a condition is true of, oldest first; an index is used where one serves.
///
/// The condition is compiled against a scope whose first relation is the table.
///
/// # Errors
/// What Postgres refuses at run time; `42P01` where there is no such table.
pub fn locate(
    table: &str,
    condition: Option<&Expression>,
    runtime: &Runtime,
) -> Result<Vec<RowId>, PgError> {
    let Some(stored) = runtime.store.table(table) else {
        return Err(PgError::new(
            "42P01",
            format!("relation \"{table}\" does not exist"),
        ));
    };
    let mut source = Source::Table(Table {
        slot: 0,
        name: table.to_owned(),
        access: None,
        filter: condition.cloned().map(conjuncts).unwrap_or_default(),
    });
    join::settle(&mut source, runtime.store);
    let Source::Table(table) = source else {
        return Ok(Vec::new());
    };
    let scan = Scan {
        runtime,
        outer: None,
        is_limited: false,
        walk: None,
    };
    let mut slots: Vec<Slot> = vec![None];
    let ids: Vec<RowId> = match &table.access {
        Some(access) => scan.found(access, stored, &slots)?,
        None => stored.rows().iter().map(|(id, _)| id).collect(),
    };
    let mut located = Vec::new();
    for id in ids {
        slots[0] = stored.row(id).cloned();
        let frame = scan.frame(&slots);
        let mut holds = slots[0].is_some();
        for part in &table.filter {
            holds = holds && frame.holds(part)?;
        }
        if holds {
            located.push(id);
        }
    }
    Ok(located)
}
