//! Tables and columns as Postgres reads them, in the form Sequelize sends.
//!
//! Observed in `assoc-defaults.out`; only its doubled spaces are left out.

use super::{Column, Reference, Table};
use crate::orm::schema::{DataType, DefaultValue};
use crate::orm::value::Value;

/// A name in quotes.
pub fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Names in quotes, with commas.
pub fn identifiers<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    names
        .into_iter()
        .map(|name| identifier(name))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A value as it stands in a statement.
pub fn literal(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Boolean(_) | Value::Integer(_) => value.to_text(),
        Value::Float(number) if number.is_finite() => value.to_text(),
        Value::Float(_) | Value::Text(_) | Value::Json(_) => {
            format!("'{}'", value.to_text().replace('\'', "''"))
        }
        Value::Bytes(_) => format!("'\\x{}'", value.to_text().trim_start_matches("0x")),
    }
}

/// The statement that makes a table. `ENUM`s need their types first.
pub fn create_table(table: &Table) -> String {
    let mut parts: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            format!(
                "{} {}",
                identifier(&column.name),
                definition(&table.name, column)
            )
        })
        .collect();
    parts.extend(
        table
            .unique_keys
            .iter()
            .map(|key| format!("UNIQUE ({})", identifiers(key))),
    );
    let keys: Vec<&String> = table
        .columns
        .iter()
        .filter(|column| column.primary_key)
        .map(|column| &column.name)
        .collect();
    if !keys.is_empty() {
        parts.push(format!("PRIMARY KEY ({})", identifiers(keys)));
    }
    format!(
        "CREATE TABLE IF NOT EXISTS {} ({});",
        identifier(&table.name),
        parts.join(", ")
    )
}

/// What follows a column's name, but for the primary key.
pub fn definition(table: &str, column: &Column) -> String {
    let mut text = match (&column.data_type, column.auto_increment) {
        (DataType::SmallInt, true) => "SMALLSERIAL".to_owned(),
        (DataType::BigInt, true) => "BIGSERIAL".to_owned(),
        (_, true) => "SERIAL".to_owned(),
        (data_type, false) => type_name(table, &column.name, data_type),
    };
    if !column.allow_null && !column.primary_key {
        text.push_str(" NOT NULL");
    }
    if let Some(default) = &column.default_value {
        text.push_str(" DEFAULT ");
        text.push_str(&default_expression(default));
    }
    if column.unique && !column.primary_key {
        text.push_str(" UNIQUE");
    }
    if let Some(reference) = &column.references {
        text.push(' ');
        text.push_str(&references(reference));
    }
    text
}

/// What a default is in a statement.
pub fn default_expression(default: &DefaultValue) -> String {
    match default {
        DefaultValue::Literal(value) => literal(value),
        DefaultValue::Now => "CURRENT_TIMESTAMP".to_owned(),
        DefaultValue::UuidV4 => "gen_random_uuid()".to_owned(),
    }
}

/// The type of a column; an `ENUM` is a type of its own, named after the column.
pub fn type_name(table: &str, column: &str, data_type: &DataType) -> String {
    match data_type {
        DataType::Enum(_) => format!("\"public\".{}", identifier(&enum_name(table, column))),
        _ => data_type.sql(),
    }
}

/// The name Sequelize gives the type of an `ENUM`.
pub fn enum_name(table: &str, column: &str) -> String {
    format!("enum_{table}_{column}")
}

/// The statement that makes the type of an `ENUM`.
pub fn create_enum(name: &str, values: &[String]) -> String {
    let values: Vec<String> = values
        .iter()
        .map(|value| literal(&Value::Text(value.clone())))
        .collect();
    format!(
        "CREATE TYPE \"public\".{} AS ENUM({});",
        identifier(name),
        values.join(", ")
    )
}

/// The clause of a foreign key.
pub fn references(reference: &Reference) -> String {
    format!(
        "REFERENCES {} ({}) ON DELETE {} ON UPDATE {}",
        identifier(&reference.table),
        identifier(&reference.column),
        reference.on_delete.sql(),
        reference.on_update.sql()
    )
}
