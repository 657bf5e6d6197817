//! INSERT, UPDATE and DELETE. A row is named by its primary key.

use gluesql::prelude::Value;

use super::{engine_literal, identifier, identifiers};
use crate::engine::store::{Row, StoredTable};
use crate::orm::sql::Table;

/// `INSERT INTO … VALUES …` of whole rows.
pub fn insert(table: &Table, rows: &[Vec<Value>]) -> String {
    let rows = rows.iter().map(|row| {
        format!(
            "({})",
            row.iter()
                .map(engine_literal)
                .collect::<Vec<_>>()
                .join(", ")
        )
    });
    format!(
        "INSERT INTO {} ({}) VALUES {}",
        identifier(&table.name),
        identifiers(table.columns.iter().map(|column| &*column.name)),
        rows.collect::<Vec<_>>().join(", "),
    )
}

/// `UPDATE … SET … WHERE …` of those columns.
pub fn update(table: &Table, changes: &[(usize, Value)], condition: &str) -> String {
    let set = changes.iter().map(|(place, value)| {
        format!(
            "{} = {}",
            identifier(&table.columns[*place].name),
            engine_literal(value)
        )
    });
    format!(
        "UPDATE {} SET {} WHERE {condition}",
        identifier(&table.name),
        set.collect::<Vec<_>>().join(", ")
    )
}

/// `DELETE FROM … WHERE …`.
pub fn delete(table: &str, condition: &str) -> String {
    format!("DELETE FROM {} WHERE {condition}", identifier(table))
}

/// The condition those rows alone satisfy, where the table has a primary key.
pub fn row_condition(table: &StoredTable, rows: &[&Row]) -> Option<String> {
    let columns = &table.primary()?.columns;
    let name = |place: usize| identifier(&table.definition().columns[place].name);
    let one = |row: &&Row| {
        let parts = columns
            .iter()
            .map(|place| format!("{} = {}", name(*place), engine_literal(&row[*place])));
        parts.collect::<Vec<_>>().join(" AND ")
    };
    Some(match (&columns[..], rows) {
        (_, [row]) => one(row),
        ([column], rows) => {
            let keys = rows
                .iter()
                .map(|row| engine_literal(&row[*column]))
                .collect::<Vec<_>>();
            format!("{} IN ({})", name(*column), keys.join(", "))
        }
        (_, rows) => rows
            .iter()
            .map(|row| format!("({})", one(row)))
            .collect::<Vec<_>>()
            .join(" OR "),
    })
}
