//! Values between JavaScript and the store: what code gives to be kept, and rows as JSON for the façade.

use std::fmt::Write;

use gluesql::core::chrono::{NaiveDateTime, NaiveTime, Timelike};
use gluesql::prelude::Value;
use rust_decimal::Decimal;

use super::Kind;
use crate::engine::convert::{day, digits, format_uuid, of_milliseconds, whole};
use crate::orm::declare::{OrmError, Type};
use crate::orm::js::Js;
use crate::orm::select::escape;
use crate::orm::select::text::{json, number as number_text};

/// How a value reaches the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Beside the statement, where everything is text until it meets its column.
    Bind,
    /// As a literal in the statement, which has a type of its own.
    Literal,
}

/// A value as the store takes it, by its attribute's type.
///
/// # Errors
/// `Invalid value …` for what has no literal.
pub fn to_value(value: &Js, data_type: Option<&Type>, route: Route) -> Result<Value, OrmError> {
    let key = data_type.map_or("", |data_type| data_type.key.as_str());
    Ok(match (value, key) {
        (Js::Undefined | Js::Null, _) => Value::Null,
        (_, "JSON" | "JSONB") => json(value).map_or(Value::Null, Value::Str),
        (Js::Text(text), "BLOB") => Value::Bytea(text.clone().into_bytes()),
        // What is no number becomes `NaN`, and a number is a moment in milliseconds.
        (Js::Text(_) | Js::Boolean(_), "FLOAT" | "REAL" | "DOUBLE" | "DOUBLE PRECISION")
        | (Js::Number(_), "DATE" | "DATEONLY") => Value::Str(unquoted(&escape(value, data_type)?)),
        (Js::Text(text), "DATE" | "DATEONLY") if text.is_empty() => {
            Value::Str("Invalid date".to_owned())
        }
        (Js::Text(text), _) => Value::Str(text.clone()),
        (Js::Boolean(value), "BOOLEAN") => Value::Bool(*value),
        (Js::Boolean(value), _) if route == Route::Literal => Value::Bool(*value),
        (Js::Boolean(value), _) => Value::Str(value.to_string()),
        (Js::Number(number), _) => number_value(*number, key, route),
        (Js::BigInt(digits), _) => match digits.parse() {
            Ok(number) if route == Route::Literal => Value::I64(number),
            _ => Value::Str(digits.clone()),
        },
        (Js::Date(Some(milliseconds)), "DATE") => match of_milliseconds(*milliseconds) {
            Some(moment) => Value::Timestamp(moment),
            None => Value::Str("Invalid date".to_owned()),
        },
        (Js::Bytes(bytes), _) => Value::Bytea(bytes.clone()),
        // What is no array by its attribute is still written as one, and becomes its text.
        (Js::Array(items), key) if is_array(key, route) => {
            let of = data_type.and_then(|data_type| data_type.of.as_deref());
            let items = items.iter().map(|item| to_value(item, of, route));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        (Js::Object(_), "" | "BOOLEAN" | "ENUM" | "UUID" | "TIME") if route == Route::Bind => {
            json(value).map_or(Value::Null, Value::Str)
        }
        (other, _) => Value::Str(unquoted(&escape(other, data_type)?)),
    })
}

/// Whether a list goes as an array.
fn is_array(key: &str, route: Route) -> bool {
    let is_written = matches!(
        key,
        "STRING" | "TEXT" | "CHAR" | "BOOLEAN" | "UUID" | "ENUM"
    );
    matches!(key, "ARRAY" | "") || (is_written && route == Route::Literal)
}

/// Whole numbers go as they are; the rest is text, or a number with a point.
fn number_value(number: f64, key: &str, route: Route) -> Value {
    let is_number = matches!(
        key,
        "INTEGER"
            | "BIGINT"
            | "SMALLINT"
            | "TINYINT"
            | "MEDIUMINT"
            | "FLOAT"
            | "REAL"
            | "DOUBLE"
            | "DOUBLE PRECISION"
            | "DECIMAL"
    );
    if is_number || route == Route::Literal {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "checked to be whole and small"
        )]
        if number.fract() == 0.0 && number.abs() < largest(key, route) {
            return Value::I64(number as i64);
        }
        let is_float = matches!(key, "FLOAT" | "REAL" | "DOUBLE" | "DOUBLE PRECISION");
        if is_float {
            return Value::F64(number);
        }
        if route == Route::Literal
            && let Ok(decimal) = number_text(number).parse::<Decimal>()
        {
            return Value::Decimal(decimal);
        }
    }
    Value::Str(number_text(number))
}

/// Beside a statement, a number too large for its column is a text that is no such number.
fn largest(key: &str, route: Route) -> f64 {
    match (key, route) {
        ("SMALLINT", Route::Bind) => 32_768.0,
        ("INTEGER", Route::Bind) => 2_147_483_648.0,
        _ => 9e15,
    }
}

/// A literal's text without its quotes.
fn unquoted(literal: &str) -> String {
    literal
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''))
        .map_or_else(|| literal.to_owned(), |text| text.replace("''", "'"))
}

/// What the façade calls a kind: see the table of `columns` in `module`.
pub fn kind_code(kind: &Kind) -> String {
    match kind {
        Kind::Boolean => "b".to_owned(),
        Kind::SmallInt | Kind::Integer | Kind::Real | Kind::Double => "n".to_owned(),
        Kind::TimestampTz | Kind::Timestamp => "d".to_owned(),
        Kind::Json | Kind::Jsonb => "j".to_owned(),
        Kind::Bytea => "x".to_owned(),
        Kind::Interval => "v".to_owned(),
        Kind::Array(of) => format!("a{}", kind_code(of)),
        _ => "s".to_owned(),
    }
}

/// Writes a value as the façade reads it, by the kind's code.
pub fn write_value(value: &Value, kind: &Kind, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::I64(number) if matches!(kind, Kind::BigInt | Kind::Numeric) => {
            out.push('"');
            whole(*number, out);
            out.push('"');
        }
        Value::I64(number) => whole(*number, out),
        Value::F64(number) if number.is_finite() && *kind != Kind::Numeric => {
            let _ = write!(out, "{number}");
        }
        Value::F64(number) => string(&number_text(*number), out),
        Value::Decimal(number) => {
            let _ = write!(out, "\"{number}\"");
        }
        Value::Str(text) if matches!(kind, Kind::Json | Kind::Jsonb) => out.push_str(text),
        Value::Str(text) => string(text, out),
        Value::Bytea(bytes) => {
            out.push('"');
            for byte in bytes {
                let _ = write!(out, "{byte:02x}");
            }
            out.push('"');
        }
        Value::Date(value) => {
            out.push('"');
            day(*value, out);
            out.push('"');
        }
        Value::Time(value) => time(*value, out),
        Value::Timestamp(value) => whole(milliseconds(*value), out),
        Value::Uuid(uuid) => string(&format_uuid(*uuid), out),
        Value::List(items) => {
            let of = match kind {
                Kind::Array(of) => of,
                other => other,
            };
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(item, of, out);
            }
            out.push(']');
        }
        Value::Interval(_) => string(&super::value::write(value, kind), out),
        other => string(&String::from(other.clone()), out),
    }
}

/// Writes text between double quotes.
pub fn string(value: &str, text: &mut String) {
    crate::engine::find::json_string(value, text);
}

fn milliseconds(moment: NaiveDateTime) -> i64 {
    moment.and_utc().timestamp_millis()
}

/// `12:30:00.5`: a fraction only where there is one, without zeros behind.
fn time(value: NaiveTime, out: &mut String) {
    out.push('"');
    digits(value.hour().into(), 2, out);
    out.push(':');
    digits(value.minute().into(), 2, out);
    out.push(':');
    digits(value.second().into(), 2, out);
    let micros = value.nanosecond() / 1000 % 1_000_000;
    if micros > 0 {
        let fraction = format!("{micros:06}");
        out.push('.');
        out.push_str(fraction.trim_end_matches('0'));
    }
    out.push('"');
}
