//! Tables and columns: as `GlueSQL` takes them, and as Postgres would be told.

use super::{engine_literal, identifier};
use crate::engine::convert;
use crate::engine::store::engine_key;
use crate::orm::schema::{DataType, DefaultValue};
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

/// A type in Postgres' words, as Sequelize sends them.
pub fn type_sql(data_type: &DataType) -> String {
    match data_type {
        DataType::String(length) => format!("VARCHAR({})", length.unwrap_or(255)),
        DataType::Char(length) => format!("CHAR({})", length.unwrap_or(255)),
        DataType::Text => "TEXT".to_owned(),
        DataType::SmallInt => "SMALLINT".to_owned(),
        DataType::Integer => "INTEGER".to_owned(),
        DataType::BigInt => "BIGINT".to_owned(),
        DataType::Float => "FLOAT".to_owned(),
        DataType::Real => "REAL".to_owned(),
        DataType::Double => "DOUBLE PRECISION".to_owned(),
        DataType::Decimal(None) => "DECIMAL".to_owned(),
        DataType::Decimal(Some((precision, scale))) => format!("DECIMAL({precision},{scale})"),
        DataType::Boolean => "BOOLEAN".to_owned(),
        DataType::Date => "TIMESTAMP WITH TIME ZONE".to_owned(),
        DataType::DateOnly => "DATE".to_owned(),
        DataType::Time => "TIME".to_owned(),
        DataType::Uuid => "UUID".to_owned(),
        DataType::Json => "JSON".to_owned(),
        DataType::Jsonb => "JSONB".to_owned(),
        DataType::Enum(values) => {
            format!(
                "ENUM({})",
                values
                    .iter()
                    .map(|value| super::quoted(value))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
        DataType::Blob => "BYTEA".to_owned(),
    }
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
