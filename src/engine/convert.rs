//! Values between the page's form and the engine's, by the column's type.
//!
//! Coming in, a value is made one of the type or refused, as Postgres would with
//! what Sequelize sends. Going out, it takes the form Sequelize reads from Postgres.

mod coerce;
mod digits;
mod moment;
mod number;
mod types;

pub use coerce::{coerce, expected, to_engine};
pub use digits::{day, digits, whole};
pub use moment::{format_moment, of_milliseconds, parse_moment, parse_time, time_of_clock};
pub use types::{column_type, engine_type};

use gluesql::prelude::Value as EngineValue;

use crate::orm::schema::DataType;
use crate::orm::value::Value;

/// A stored value as the page reads it.
pub fn from_engine(data_type: &DataType, value: &EngineValue) -> Value {
    match value {
        EngineValue::Null => Value::Null,
        EngineValue::Bool(value) => Value::Boolean(*value),
        EngineValue::I64(value) if *data_type == DataType::BigInt => Value::Text(value.to_string()),
        EngineValue::I64(value) => Value::Integer(*value),
        EngineValue::F64(value) => Value::Float(*value),
        EngineValue::Decimal(value) => Value::Text(value.to_string()),
        EngineValue::Str(text) if matches!(data_type, DataType::Json | DataType::Jsonb) => {
            Value::Json(text.clone())
        }
        EngineValue::Str(text) => Value::Text(text.clone()),
        EngineValue::Bytea(bytes) => Value::Bytes(bytes.clone()),
        EngineValue::Timestamp(moment) => Value::Text(format_moment(*moment)),
        EngineValue::Date(day) => Value::Text(day.format("%Y-%m-%d").to_string()),
        EngineValue::Time(time) => Value::Text(moment::format_time(*time)),
        EngineValue::Uuid(uuid) => Value::Text(format_uuid(*uuid)),
        other => Value::Text(String::from(other.clone())),
    }
}

/// A value as a sentence shows it, cut where it is long.
pub fn shown(value: &Value) -> String {
    const LONGEST: usize = 80;
    let text = match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Text(text) | Value::Json(text) => text.clone(),
        Value::Bytes(bytes) => format!("{} bytes", bytes.len()),
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A UUID of its text, with or without hyphens.
pub fn parse_uuid(text: &str) -> Option<u128> {
    let text = text.trim();
    let is_grouped = text.len() == 36
        && [8, 13, 18, 23]
            .iter()
            .all(|place| text.as_bytes()[*place] == b'-');
    let digits: String = if is_grouped {
        text.chars().filter(|c| *c != '-').collect()
    } else {
        text.to_owned()
    };
    let is_hex = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex
        .then(|| u128::from_str_radix(&digits, 16).ok())
        .flatten()
}

/// A UUID as text.
pub fn format_uuid(uuid: u128) -> String {
    let digits = format!("{uuid:032x}");
    [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ]
    .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_read_in_either_form() {
        let uuid = parse_uuid("550e8400-e29b-41d4-a716-446655440000").unwrap();
        assert_eq!(parse_uuid("550E8400E29B41D4A716446655440000"), Some(uuid));
        assert_eq!(format_uuid(uuid), "550e8400-e29b-41d4-a716-446655440000");
        for text in [
            "",
            "550e8400",
            "55-0e8400e29b41d4a716446655440000--",
            "+50e8400e29b41d4a716446655440000",
            "日本語",
        ] {
            assert_eq!(parse_uuid(text), None, "{text}");
        }
    }

    #[test]
    fn a_long_value_is_cut_between_characters() {
        assert_eq!(
            shown(&Value::Text("日".repeat(100))),
            format!("{}…", "日".repeat(80))
        );
    }
}
