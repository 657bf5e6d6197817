//! A given value made one of a column's type, or refused.

use gluesql::prelude::Value as EngineValue;
use serde_json::Value as Json;

use super::{moment, number, parse_uuid, shown};
use crate::engine::protocol::EngineError;
use crate::orm::schema::DataType;
use crate::orm::sql::Column;
use crate::orm::value::Value;

/// The value as that column stores it. Null passes: whether it may be is another question.
///
/// # Errors
/// `Type` where it is none of the column's type.
pub fn coerce(table: &str, column: &Column, value: &Value) -> Result<EngineValue, EngineError> {
    to_engine(&column.data_type, value).ok_or_else(|| EngineError::Type {
        table: table.to_owned(),
        column: column.name.clone(),
        value: shown(value),
        expected: expected(&column.data_type),
    })
}

/// The value as a column of that type stores it, if it can.
pub fn to_engine(data_type: &DataType, value: &Value) -> Option<EngineValue> {
    if *value == Value::Null {
        return Some(EngineValue::Null);
    }
    Some(match data_type {
        DataType::String(_) | DataType::Char(_) => {
            EngineValue::Str(text(value, data_type.length())?)
        }
        DataType::Text => EngineValue::Str(text(value, None)?),
        DataType::Enum(values) => {
            EngineValue::Str(text(value, None).filter(|text| values.contains(text))?)
        }
        DataType::SmallInt => {
            EngineValue::I64(number::whole(value, i16::MIN.into(), i16::MAX.into())?)
        }
        DataType::Integer => {
            EngineValue::I64(number::whole(value, i32::MIN.into(), i32::MAX.into())?)
        }
        DataType::BigInt => EngineValue::I64(number::whole(value, i64::MIN, i64::MAX)?),
        DataType::Float | DataType::Double => EngineValue::F64(number::float(value)?),
        DataType::Real => EngineValue::F64(number::real(value)?),
        DataType::Decimal(size) => EngineValue::Decimal(number::decimal(value, *size)?),
        DataType::Boolean => EngineValue::Bool(boolean(value)?),
        DataType::Date => EngineValue::Timestamp(match value {
            Value::Integer(milliseconds) => moment::of_milliseconds(*milliseconds)?,
            Value::Text(text) => moment::parse_moment(text)?,
            _ => return None,
        }),
        DataType::DateOnly => match value {
            Value::Text(text) => EngineValue::Date(
                moment::parse_day(text).or_else(|| Some(moment::parse_moment(text)?.date()))?,
            ),
            _ => return None,
        },
        DataType::Time => match value {
            Value::Text(text) => EngineValue::Time(moment::parse_time(text)?),
            _ => return None,
        },
        DataType::Uuid => match value {
            Value::Text(text) => EngineValue::Uuid(parse_uuid(text)?),
            _ => return None,
        },
        DataType::Json => EngineValue::Str(json(value)?.to_string()),
        DataType::Jsonb => EngineValue::Str(sorted(json(value)?).to_string()),
        DataType::Blob => match value {
            Value::Bytes(bytes) => EngineValue::Bytea(bytes.clone()),
            Value::Text(text) => EngineValue::Bytea(text.clone().into_bytes()),
            _ => return None,
        },
    })
}

/// What a type takes, in words; for numbers with how large they may be.
pub fn expected(data_type: &DataType) -> String {
    match data_type {
        DataType::SmallInt => "a whole number from -32768 to 32767".to_owned(),
        DataType::Integer => "a whole number from -2147483648 to 2147483647".to_owned(),
        DataType::BigInt => "a whole number of at most 64 bits".to_owned(),
        DataType::Decimal(Some((precision, scale))) => {
            format!(
                "an exact number with at most {} digits before the point",
                precision.saturating_sub(*scale)
            )
        }
        other => other.words(),
    }
}

/// Text, within a length in characters. Postgres takes every character but NUL.
fn text(value: &Value, length: Option<u32>) -> Option<String> {
    let text = match value {
        Value::Text(text) | Value::Json(text) => text.clone(),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) => shown(value),
        Value::Null | Value::Bytes(_) => return None,
    };
    let is_short = length.is_none_or(|length| text.chars().count() <= length as usize);
    (is_short && !text.contains('\0')).then_some(text)
}

/// True or false, in the words Postgres takes.
fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Boolean(value) => Some(*value),
        Value::Integer(0) => Some(false),
        Value::Integer(1) => Some(true),
        Value::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "t" | "yes" | "on" | "1" => Some(true),
            "false" | "f" | "no" | "off" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// JSON of its text, or of a plain value.
fn json(value: &Value) -> Option<Json> {
    match value {
        Value::Json(text) | Value::Text(text) => serde_json::from_str(text).ok(),
        Value::Boolean(value) => Some(Json::from(*value)),
        Value::Integer(value) => Some(Json::from(*value)),
        Value::Float(value) if value.is_finite() => Some(Json::from(*value)),
        _ => None,
    }
}

/// JSON with its keys as `JSONB` keeps them: the shorter first, then by bytes.
fn sorted(json: Json) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.into_iter().map(sorted).collect()),
        Json::Object(entries) => {
            let mut entries: Vec<_> = entries
                .into_iter()
                .map(|(key, value)| (key, sorted(value)))
                .collect();
            entries.sort_by(|(a, _), (b, _)| (a.len(), a).cmp(&(b.len(), b)));
            Json::Object(entries.into_iter().collect())
        }
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::super::from_engine;
    use super::*;
    use proptest::prelude::*;

    fn every_type() -> Vec<DataType> {
        vec![
            DataType::String(None),
            DataType::String(Some(3)),
            DataType::Char(Some(2)),
            DataType::Text,
            DataType::SmallInt,
            DataType::Integer,
            DataType::BigInt,
            DataType::Float,
            DataType::Real,
            DataType::Double,
            DataType::Decimal(None),
            DataType::Decimal(Some((10, 2))),
            DataType::Boolean,
            DataType::Date,
            DataType::DateOnly,
            DataType::Time,
            DataType::Uuid,
            DataType::Json,
            DataType::Jsonb,
            DataType::Enum(vec!["a".to_owned(), "日本".to_owned()]),
            DataType::Blob,
        ]
    }

    fn any_value() -> impl Strategy<Value = Value> {
        prop_oneof![
            any::<bool>().prop_map(Value::Boolean),
            any::<i64>().prop_map(Value::Integer),
            (-5..200_i64).prop_map(Value::Integer),
            any::<f64>().prop_map(Value::Float),
            ".{0,12}".prop_map(Value::Text),
            "[0-9T:+Z. -]{0,30}".prop_map(Value::Text),
            "[0-9a-fA-F-]{30,38}".prop_map(Value::Text),
            "-?[0-9]{1,40}(\\.[0-9]{1,40})?(e-?[0-9]{1,4})?".prop_map(Value::Text),
            "[{}\\[\\]\",:a1]{0,12}".prop_map(Value::Json),
            prop::collection::vec(any::<u8>(), 0..20).prop_map(Value::Bytes),
        ]
    }

    proptest! {
        #[test]
        fn nothing_panics_and_what_is_read_back_is_taken_again(value in any_value()) {
            for data_type in every_type() {
                if let Some(stored) = to_engine(&data_type, &value) {
                    let read = from_engine(&data_type, &stored);
                    prop_assert_eq!(to_engine(&data_type, &read), Some(stored), "{:?} by {:?}", value, data_type);
                }
            }
        }
    }

    #[test]
    fn jsonb_orders_its_keys_and_json_keeps_them() {
        let value = Value::Json(r#"{"bb":1,"a":{"z":1,"y":2},"ab":2}"#.to_owned());
        assert_eq!(
            to_engine(&DataType::Json, &value),
            Some(EngineValue::Str(
                r#"{"bb":1,"a":{"z":1,"y":2},"ab":2}"#.to_owned()
            ))
        );
        assert_eq!(
            to_engine(&DataType::Jsonb, &value),
            Some(EngineValue::Str(
                r#"{"a":{"y":2,"z":1},"ab":2,"bb":1}"#.to_owned()
            ))
        );
    }

    #[test]
    fn text_is_measured_in_characters_and_has_no_nul() {
        let three = DataType::String(Some(3));
        assert!(to_engine(&three, &Value::Text("日本語".to_owned())).is_some());
        assert!(to_engine(&three, &Value::Text("日本語!".to_owned())).is_none());
        assert!(to_engine(&three, &Value::Text("a\0".to_owned())).is_none());
    }
}
