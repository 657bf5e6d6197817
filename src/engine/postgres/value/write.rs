//! Values as text: what Postgres' output functions write.

use gluesql::prelude::Value;

use super::{array, interval, moment, number};
use crate::engine::convert::format_uuid;
use crate::engine::postgres::Kind;

/// A value of that type as text. Null is empty; who shows nulls asks first.
pub fn write(value: &Value, kind: &Kind) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => if *value { "t" } else { "f" }.to_owned(),
        Value::I64(value) => value.to_string(),
        Value::F64(value) => number::float(*value),
        Value::Decimal(value) => value.to_string(),
        Value::Str(text) => text.clone(),
        Value::Bytea(bytes) => {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("\\x{digits}")
        }
        Value::Date(day) => moment::shown_day(*day),
        Value::Time(time) => moment::shown_time(*time),
        Value::Timestamp(moment) if *kind == Kind::TimestampTz => {
            format!("{}+00", moment::shown(*moment))
        }
        Value::Timestamp(moment) => moment::shown(*moment),
        Value::Interval(interval) => interval::write(interval),
        Value::Uuid(uuid) => format_uuid(*uuid),
        Value::List(values) => {
            let of = if let Kind::Array(of) = kind {
                of
            } else {
                &Kind::Text
            };
            array::write(values, of)
        }
        other => String::from(other.clone()),
    }
}
