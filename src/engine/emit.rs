//! Statements for `GlueSQL`, as values it runs without parsing, and the SQL they are.
//!
//! The values are those `GlueSQL` itself would read from that SQL (`tests/it/engine/emitted`).
//! Identifiers are always quoted, as it never folds them; literals say their type,
//! as it converts few (`engine-facts`: `DECIMAL = 10.5` finds nothing).

mod ddl;
mod dml;
mod expr;
mod query;
mod text;

pub use ddl::{
    add_column, create_table, drop_column, drop_table, reference_sql, rename_column, rename_table,
};
pub use dml::{delete, insert, row_condition, update};
pub use expr::{
    all_of, any_of, binary, coalesce, column, column_of, is_null, listed, nested, number, value,
};
pub use gluesql::core::ast::{BinaryOperator, Expr, Statement};
pub use query::{select, table_as};
pub use text::{expression, reads_back, statement};

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
pub fn literal(data_type: &DataType, given: &Value) -> Expr {
    value(&match convert::to_engine(data_type, given) {
        Some(value) => value,
        None => match given {
            Value::Null => EngineValue::Null,
            Value::Boolean(value) => EngineValue::Bool(*value),
            Value::Integer(value) => EngineValue::I64(*value),
            Value::Float(value) => EngineValue::F64(*value),
            Value::Text(text) | Value::Json(text) => EngineValue::Str(text.clone()),
            Value::Bytes(bytes) => EngineValue::Bytea(bytes.clone()),
        },
    })
}

/// Text between single quotes.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
