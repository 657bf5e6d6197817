//! A value of an attribute, as it stands in a row, a condition or a result.

mod fit;
mod json;
mod moment;
mod parse;

pub use fit::fit;
pub use json::is_json;
pub use moment::{milliseconds, moment, moment_at};
pub use parse::{ParseError, parse};

use serde::{Deserialize, Serialize};

/// One value. What the column's type adds to it (a day, a UUID, a decimal) is text in that type's form.
///
/// Dates are `2024-01-01T00:00:00.000Z`, days `2024-01-01`, times `12:30:00`,
/// decimals and `BIGINT` plain digits, as Sequelize reads them from Postgres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Value {
    /// No value.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text, and every type whose form in JavaScript is a string.
    Text(String),
    /// JSON, as its text.
    Json(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Value {
    /// Whether it is no value.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Its JSON text, as `JSON.stringify` writes what Sequelize returns.
    pub fn to_json(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Float(value) => json::number(*value).unwrap_or_else(|| "null".to_owned()),
            Self::Text(text) => json::quote(text),
            Self::Json(text) => text.clone(),
            Self::Bytes(bytes) => format!(
                r#"{{"type":"Buffer","data":[{}]}}"#,
                join(bytes, ToString::to_string)
            ),
        }
    }

    /// Its text in a cell: what `parse` reads back. Null is empty.
    pub fn to_text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Float(value) => json::number(*value).unwrap_or_else(|| value.to_string()),
            Self::Text(text) | Self::Json(text) => text.clone(),
            Self::Bytes(bytes) => format!("0x{}", hex(bytes)),
        }
    }

    /// The JavaScript that makes it.
    pub fn to_code(&self) -> String {
        match self {
            Self::Float(value) if !value.is_finite() => if value.is_nan() {
                "NaN"
            } else if *value > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            }
            .to_owned(),
            Self::Integer(value) if value.unsigned_abs() > json::MAX_SAFE_INTEGER => {
                format!("'{value}'")
            }
            Self::Text(text) => json::single_quote(text),
            Self::Bytes(bytes) => format!("Buffer.from('{}', 'hex')", hex(bytes)),
            _ => self.to_json(),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn join(bytes: &[u8], write: impl Fn(&u8) -> String) -> String {
    bytes.iter().map(write).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_for_json_for_cells_and_for_code() {
        for (value, json, text, code) in [
            (Value::Null, "null", "", "null"),
            (Value::Boolean(true), "true", "true", "true"),
            (Value::Integer(-7), "-7", "-7", "-7"),
            (
                Value::Integer(9_007_199_254_740_993),
                "9007199254740993",
                "9007199254740993",
                "'9007199254740993'",
            ),
            (Value::Float(1.0), "1", "1", "1"),
            (Value::Float(0.1), "0.1", "0.1", "0.1"),
            (Value::Float(1e21), "1e+21", "1e+21", "1e+21"),
            (Value::Float(1.5e-7), "1.5e-7", "1.5e-7", "1.5e-7"),
            (Value::Float(-0.0), "0", "0", "0"),
            (Value::Float(f64::INFINITY), "null", "inf", "Infinity"),
            (
                Value::Text("it's \"so\"\n".into()),
                r#""it's \"so\"\n""#,
                "it's \"so\"\n",
                r#"'it\'s "so"\n'"#,
            ),
            (
                Value::Json(r#"{"a":1}"#.into()),
                r#"{"a":1}"#,
                r#"{"a":1}"#,
                r#"{"a":1}"#,
            ),
            (
                Value::Bytes(vec![1, 255]),
                r#"{"type":"Buffer","data":[1,255]}"#,
                "0x01ff",
                "Buffer.from('01ff', 'hex')",
            ),
        ] {
            assert_eq!(value.to_json(), json);
            assert_eq!(value.to_text(), text);
            assert_eq!(value.to_code(), code);
        }
    }
}
