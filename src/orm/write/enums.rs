//! Enumerated types: Postgres wants them made before the table.

use super::TableName;
use crate::orm::declare::{Attribute, Type};
use crate::orm::js::Js;
use crate::orm::select::{escape, quote};

/// The enumeration an attribute is of, itself or as an array of it.
pub fn enum_of(attribute: &Attribute) -> Option<&Type> {
    let data_type = &attribute.data_type;
    match data_type.key.as_str() {
        "ENUM" => Some(data_type),
        "ARRAY" => data_type.of.as_deref().filter(|of| of.key == "ENUM"),
        _ => None,
    }
}

/// Makes a column's type, unless it is there. With `force` it is dropped first.
pub fn create_enum(table: &TableName, column: &str, values: &[String], force: bool) -> String {
    let name = enum_name(table, column);
    let body = format!(
        "BEGIN CREATE TYPE {name} AS {}; EXCEPTION WHEN duplicate_object THEN null; END",
        values_sql(values)
    );
    let drop = if force {
        drop_enum(table, column)
    } else {
        String::new()
    };
    format!("{drop}DO {};", text(&body))
}

/// Drops a column's type.
pub fn drop_enum(table: &TableName, column: &str) -> String {
    format!("DROP TYPE IF EXISTS {}; ", enum_name(table, column))
}

/// Adds a value to a column's type, before or after another.
pub fn add_enum_value(
    table: &TableName,
    column: &str,
    value: &str,
    position: &str,
    other: &str,
) -> String {
    format!(
        "ALTER TYPE {} ADD VALUE IF NOT EXISTS {} {position} {}",
        enum_name(table, column),
        text(value),
        text(other)
    )
}

/// Asks for the values of a column's type, or of all types of a schema. The engine answers it
/// without running it, as it does the questions of `catalog`.
pub fn list_enums(table: &TableName, column: Option<&str>) -> String {
    let name = column.map_or_else(String::new, |column| {
        format!(" AND typname = {}", text(&bare_name(table, column)))
    });
    format!(
        "SELECT typname, enumlabel FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid WHERE typnamespace = {}::regnamespace{name} ORDER BY enumsortorder;",
        text(table.schema_or_public())
    )
}

/// `"public"."enum_Things_kind"`.
pub(super) fn enum_name(table: &TableName, column: &str) -> String {
    format!(
        "{}.{}",
        quote(table.schema_or_public()),
        quote(&bare_name(table, column))
    )
}

fn bare_name(table: &TableName, column: &str) -> String {
    format!("enum_{}_{column}", table.name)
}

/// `ENUM('a', 'b')`.
pub(super) fn values_sql(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| text(value)).collect();
    format!("ENUM({})", values.join(", "))
}

fn text(value: &str) -> String {
    escape(&Js::Text(value.to_owned()), None).unwrap_or_default()
}
