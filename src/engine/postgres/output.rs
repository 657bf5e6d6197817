//! Values as Postgres writes them out.

use gluesql::core::chrono::{NaiveDateTime, NaiveTime, Timelike};
use gluesql::prelude::Value;

use super::Kind;
use crate::engine::convert::format_uuid;

/// The text of a value; `None` of NULL.
pub fn text_of(value: &Value, kind: &Kind) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(value) => if *value { "t" } else { "f" }.to_owned(),
        Value::I64(value) => value.to_string(),
        Value::F64(value) => float(*value),
        Value::Decimal(value) => value.to_string(),
        Value::Str(text) => text.clone(),
        Value::Bytea(bytes) => bytes
            .iter()
            .fold("\\x".to_owned(), |text, byte| text + &format!("{byte:02x}")),
        Value::Date(day) => day.format("%Y-%m-%d").to_string(),
        Value::Time(time) => time_text(*time),
        Value::Timestamp(moment) => {
            let zone = if *kind == Kind::TimestampTz {
                "+00"
            } else {
                ""
            };
            moment_text(*moment) + zone
        }
        Value::Uuid(uuid) => format_uuid(*uuid),
        Value::List(values) => {
            let of = match kind {
                Kind::Array(of) => of,
                other => other,
            };
            let values: Vec<String> = values.iter().map(|value| element(value, of)).collect();
            format!("{{{}}}", values.join(","))
        }
        other => String::from(other.clone()),
    })
}

/// A float in its shortest form.
fn float(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else if value != 0.0 && !(1e-5..1e15).contains(&value.abs()) {
        let text = format!("{value:e}");
        match text.split_once('e') {
            Some((digits, exponent)) => {
                let (sign, power) = match exponent.strip_prefix('-') {
                    Some(power) => ('-', power),
                    None => ('+', exponent),
                };
                format!("{digits}e{sign}{power:0>2}")
            }
            None => text,
        }
    } else {
        value.to_string()
    }
}

/// `2024-01-31 12:30:00.5`.
fn moment_text(moment: NaiveDateTime) -> String {
    let day = moment.date().format("%Y-%m-%d");
    format!("{day} {}", time_text(moment.time()))
}

/// `12:30:00.5`: a fraction without zeros behind.
fn time_text(time: NaiveTime) -> String {
    let whole = time.format("%H:%M:%S").to_string();
    let micros = time.nanosecond() / 1000 % 1_000_000;
    if micros == 0 {
        return whole;
    }
    let fraction = format!("{micros:06}");
    format!("{whole}.{}", fraction.trim_end_matches('0'))
}

/// An element of an array: quoted where its text could be misread.
fn element(value: &Value, kind: &Kind) -> String {
    if let Value::List(_) = value {
        return text_of(value, kind).unwrap_or_default();
    }
    let Some(text) = text_of(value, kind) else {
        return "NULL".to_owned();
    };
    let is_plain = !text.is_empty()
        && !text.eq_ignore_ascii_case("null")
        && !text
            .chars()
            .any(|c| c.is_whitespace() || matches!(c, '{' | '}' | ',' | '"' | '\\'));
    if is_plain {
        text
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
