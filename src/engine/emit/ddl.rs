//! Tables and columns: as `GlueSQL` takes them, and as Postgres would be told.

use super::{engine_literal, identifier};
use crate::engine::convert;
use crate::engine::store::engine_key;
use crate::orm::schema::DefaultValue;
use crate::orm::sql::{Column, Reference, Table};

/// `CREATE TABLE` in `GlueSQL`'s words: one primary key column at most, no unique ones, no foreign keys.
pub fn create_table(table: &Table) -> String {
    let key = engine_key(table);
    let columns = table.columns.iter().enumerate().map(|(place, column)| {
        let key = if key == Some(place) {
            " PRIMARY KEY"
        } else {
            ""
        };
        format!("{}{key}", column_sql(column))
    });
    format!(
        "CREATE TABLE {} ({})",
        identifier(&table.name),
        columns.collect::<Vec<_>>().join(", ")
    )
}

/// `ALTER TABLE … ADD COLUMN` in `GlueSQL`'s words.
pub fn add_column(table: &str, column: &Column) -> String {
    format!(
        "ALTER TABLE {} ADD COLUMN {}",
        identifier(table),
        column_sql(column)
    )
}

/// `REFERENCES` with its actions, in Postgres' words.
pub fn reference_sql(reference: &Reference) -> String {
    format!(
        "REFERENCES {} ({}) ON DELETE {} ON UPDATE {}",
        identifier(&reference.table),
        identifier(&reference.column),
        reference.on_delete.sql(),
        reference.on_update.sql()
    )
}

/// A column in `GlueSQL`'s words, without its keys.
fn column_sql(column: &Column) -> String {
    let may_be_null = column.allow_null && !column.primary_key;
    let default = match &column.default_value {
        Some(DefaultValue::Literal(value)) => convert::to_engine(&column.data_type, value)
            .map(|value| format!(" DEFAULT {}", engine_literal(&value)))
            .unwrap_or_default(),
        _ => String::new(),
    };
    format!(
        "{} {}{}{default}",
        identifier(&column.name),
        convert::engine_type(&column.data_type),
        if may_be_null { "" } else { " NOT NULL" },
    )
}
