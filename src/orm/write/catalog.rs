//! What is asked of Postgres' catalogs, in the statements that `logging` shows.
//!
//! The engine answers them from what it knows of its tables, not by running them, so these are
//! short questions of our own and not the long ones that Sequelize sends.

use super::TableName;
use crate::orm::js::Js;
use crate::orm::select::escape;

/// Which tables a schema has.
pub fn show_tables(schema: &str) -> String {
    format!(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = {};",
        text(schema)
    )
}

/// Whether a table is there.
pub fn table_exists(table: &TableName) -> String {
    about("table_name", "tables", table)
}

/// Which schemas there are.
pub fn show_schemas() -> String {
    "SELECT schema_name FROM information_schema.schemata;".to_owned()
}

/// A table's columns.
pub fn describe_table(table: &TableName) -> String {
    about(
        "column_name, data_type, is_nullable, column_default",
        "columns",
        table,
    )
}

/// A table's indexes.
pub fn show_indexes(table: &TableName) -> String {
    format!(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = {} AND tablename = {};",
        text(table.schema_or_public()),
        text(&table.name)
    )
}

/// A table's constraints, foreign keys among them.
pub fn show_constraints(table: &TableName) -> String {
    about(
        "constraint_name, constraint_type",
        "table_constraints",
        table,
    )
}

fn about(columns: &str, view: &str, table: &TableName) -> String {
    format!(
        "SELECT {columns} FROM information_schema.{view} WHERE table_schema = {} AND table_name = {};",
        text(table.schema_or_public()),
        text(&table.name)
    )
}

fn text(value: &str) -> String {
    escape(&Js::Text(value.to_owned()), None).unwrap_or_default()
}
