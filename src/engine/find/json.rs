//! Stored values as JSON text: what `JSON.stringify` makes of what Sequelize reads from Postgres.

use std::fmt::Write;

use gluesql::core::chrono::{NaiveDateTime, Timelike};
use gluesql::prelude::Value as EngineValue;

use crate::engine::convert::{self, day, digits, whole};
use crate::orm::schema::DataType;

/// Writes a value of a type.
pub fn value(data_type: &DataType, value: &EngineValue, text: &mut String) {
    match value {
        EngineValue::Null => text.push_str("null"),
        EngineValue::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        EngineValue::I64(value) if *data_type == DataType::BigInt => {
            text.push('"');
            whole(*value, text);
            text.push('"');
        }
        EngineValue::I64(value) => whole(*value, text),
        EngineValue::Str(value) if matches!(data_type, DataType::Json | DataType::Jsonb) => {
            text.push_str(value);
        }
        EngineValue::Str(value) => string(value, text),
        EngineValue::Timestamp(value) => moment(*value, text),
        EngineValue::Date(value) => {
            text.push('"');
            day(*value, text);
            text.push('"');
        }
        other => text.push_str(&convert::from_engine(data_type, other).to_json()),
    }
}

/// Writes text between double quotes.
pub fn string(value: &str, text: &mut String) {
    text.push('"');
    let mut plain = 0;
    for (place, byte) in value.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        text.push_str(&value[plain..place]);
        plain = place + 1;
        match byte {
            b'"' => text.push_str("\\\""),
            b'\\' => text.push_str("\\\\"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\t' => text.push_str("\\t"),
            0x08 => text.push_str("\\b"),
            0x0c => text.push_str("\\f"),
            other => {
                let _ = write!(text, "\\u{other:04x}");
            }
        }
    }
    text.push_str(&value[plain..]);
    text.push('"');
}

fn moment(value: NaiveDateTime, text: &mut String) {
    text.push('"');
    day(value.date(), text);
    text.push('T');
    digits(value.hour().into(), 2, text);
    text.push(':');
    digits(value.minute().into(), 2, text);
    text.push(':');
    digits(value.second().into(), 2, text);
    text.push('.');
    digits(u64::from(value.nanosecond() / 1_000_000 % 1000), 3, text);
    text.push_str("Z\"");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orm::value::Value;
    use proptest::prelude::*;

    fn written(data_type: &DataType, given: &Value) -> Option<(String, String)> {
        let stored = convert::to_engine(data_type, given)?;
        let mut text = String::new();
        value(data_type, &stored, &mut text);
        Some((text, convert::from_engine(data_type, &stored).to_json()))
    }

    proptest! {
        #[test]
        fn it_writes_what_the_page_would(number in any::<i64>(), text in any::<String>(), milliseconds in -62_135_596_800_000_i64..253_402_300_799_999) {
            for (data_type, given) in [
                (DataType::BigInt, Value::Integer(number)),
                (DataType::Integer, Value::Integer(number % 100_000)),
                (DataType::Text, Value::Text(text)),
                (DataType::Date, Value::Integer(milliseconds)),
            ] {
                if let Some((own, page)) = written(&data_type, &given) {
                    prop_assert_eq!(own, page);
                }
            }
        }
    }

    #[test]
    fn a_day_is_four_two_two() {
        let (own, page) = written(&DataType::DateOnly, &Value::Text("0987-06-05".into())).unwrap();
        assert_eq!(
            (own.as_str(), page.as_str()),
            ("\"0987-06-05\"", "\"0987-06-05\"")
        );
    }
}
