//! SQL that `GlueSQL` reads as it was meant.
//!
//! Identifiers are always quoted, as it never folds them; literals say their type,
//! as it converts few (`engine-facts`: `DECIMAL = 10.5` finds nothing).

mod ddl;
mod dml;

pub use ddl::{add_column, create_table, reference_sql};
pub use dml::{delete, insert, row_condition, update};

use gluesql::prelude::Value as EngineValue;

use super::convert;
use crate::orm::schema::DataType;
use crate::orm::value::Value;

/// A quoted identifier.
pub fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Several, with commas.
pub fn identifiers<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names
        .into_iter()
        .map(identifier)
        .collect::<Vec<_>>()
        .join(", ")
}

/// A value as a literal of that type. One that does not fit the type is a literal of its own.
pub fn literal(data_type: &DataType, value: &Value) -> String {
    match convert::to_engine(data_type, value) {
        Some(value) => engine_literal(&value),
        None => match value {
            Value::Null => "NULL".to_owned(),
            Value::Boolean(value) => engine_literal(&EngineValue::Bool(*value)),
            Value::Integer(value) => engine_literal(&EngineValue::I64(*value)),
            Value::Float(value) => engine_literal(&EngineValue::F64(*value)),
            Value::Text(text) | Value::Json(text) => quoted(text),
            Value::Bytes(bytes) => engine_literal(&EngineValue::Bytea(bytes.clone())),
        },
    }
}

/// A stored value as a literal.
pub fn engine_literal(value: &EngineValue) -> String {
    match value {
        EngineValue::Null => "NULL".to_owned(),
        EngineValue::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        EngineValue::I64(value) => value.to_string(),
        EngineValue::F64(value) => format!("CAST('{value:e}' AS FLOAT)"),
        EngineValue::Decimal(value) => format!("CAST('{value}' AS DECIMAL)"),
        EngineValue::Str(text) => quoted(text),
        EngineValue::Bytea(bytes) => {
            let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
            let digits: String = digits
                .filter_map(|digit| char::from_digit(digit.into(), 16))
                .collect();
            format!("X'{digits}'")
        }
        EngineValue::Date(day) => format!("DATE '{}'", day.format("%Y-%m-%d")),
        EngineValue::Time(time) => format!("TIME '{}'", time.format("%H:%M:%S%.f")),
        EngineValue::Timestamp(moment) => {
            format!("TIMESTAMP '{}'", moment.format("%Y-%m-%d %H:%M:%S%.3f"))
        }
        EngineValue::Uuid(uuid) => format!("CAST('{}' AS UUID)", convert::format_uuid(*uuid)),
        other => quoted(&String::from(other.clone())),
    }
}

/// Text between single quotes.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
