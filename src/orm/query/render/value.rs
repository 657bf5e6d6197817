//! Values as Sequelize writes them into SQL for Postgres.

use std::fmt::Write;

use crate::orm::schema::DataType;
use crate::orm::value::Value;

/// A value as a literal of an attribute's type.
pub fn literal(value: &Value, data_type: &DataType) -> String {
    match value {
        Value::Null => "NULL".into(),
        Value::Boolean(boolean) => boolean.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Text(text) if *data_type == DataType::Date => text_literal(&moment(text)),
        Value::Text(text) | Value::Json(text) => text_literal(text),
        Value::Bytes(bytes) => {
            let mut hex = String::with_capacity(bytes.len() * 2);
            for byte in bytes {
                let _ = write!(hex, "{byte:02x}");
            }
            format!("E'\\\\x{hex}'")
        }
    }
}

/// Text in single quotes, those within it doubled.
pub fn text_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''").replace('\0', "\\0"))
}

/// `2024-01-01T00:00:00.000Z` as `2024-01-01 00:00:00.000 +00:00`.
fn moment(text: &str) -> String {
    match text.strip_suffix('Z').and_then(|text| text.split_once('T')) {
        Some((day, time)) => format!("{day} {time} +00:00"),
        None if text.len() == 10 => format!("{text} 00:00:00.000 +00:00"),
        None => text.to_owned(),
    }
}
