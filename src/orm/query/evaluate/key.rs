//! Values in the form in which those of one type compare.

use std::cmp::Ordering;

use crate::orm::query::{Comparison, QueryError};
use crate::orm::schema::DataType;
use crate::orm::value::{Value, parse};

/// A value that compares rightly with others of its type.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// True or false.
    Boolean(bool),
    /// A number, exactly: so many units of ten to the power of minus `scale`.
    Exact {
        /// The digits.
        units: i128,
        /// How many of them stand behind the point.
        scale: u32,
    },
    /// A number as the machine has it.
    Float(f64),
    /// Text by code points, and moments, days, times and UUIDs, whose forms sort as they do.
    Text(String),
    /// A value's place in its ENUM.
    Place(usize),
    /// JSON, whatever the order of its keys.
    Json(serde_json::Value),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Key {
    /// The key of a value as it stands in a row; none for null.
    pub fn of_cell(value: &Value, data_type: &DataType) -> Option<Self> {
        match (data_type, value) {
            // As read from a row, these have their form already.
            (
                DataType::Date | DataType::DateOnly | DataType::Time | DataType::Uuid,
                Value::Text(text),
            ) => Some(Self::Text(text.clone())),
            _ => Self::parse(value, data_type).ok().flatten(),
        }
    }

    /// The key of a value a person gave; none for null.
    pub(super) fn of_literal(
        value: &Value,
        data_type: &DataType,
    ) -> Result<Option<Self>, QueryError> {
        Self::parse(value, data_type).map_err(|()| QueryError::InvalidInput {
            data_type: type_name(data_type),
            value: display(value),
        })
    }

    fn parse(value: &Value, data_type: &DataType) -> Result<Option<Self>, ()> {
        let key = match (data_type, value) {
            (_, Value::Null) => return Ok(None),
            (DataType::SmallInt | DataType::Integer | DataType::BigInt, Value::Text(text)) => {
                Self::Exact {
                    units: text.trim().parse().map_err(|_| ())?,
                    scale: 0,
                }
            }
            (
                DataType::SmallInt | DataType::Integer | DataType::BigInt | DataType::Decimal(_),
                Value::Integer(units),
            ) => Self::Exact {
                units: i128::from(*units),
                scale: 0,
            },
            (
                DataType::SmallInt | DataType::Integer | DataType::BigInt | DataType::Decimal(_),
                Value::Float(number),
            ) => exact(&number.to_string()).unwrap_or(Self::Float(*number)),
            (DataType::Decimal(_), Value::Text(text)) => exact(text.trim()).ok_or(())?,
            (DataType::Float | DataType::Real | DataType::Double, Value::Float(number)) => {
                Self::Float(*number)
            }
            #[expect(
                clippy::cast_precision_loss,
                reason = "the column holds floats, so the comparison is between floats"
            )]
            (DataType::Float | DataType::Real | DataType::Double, Value::Integer(number)) => {
                Self::Float(*number as f64)
            }
            (DataType::Float | DataType::Real | DataType::Double, Value::Text(text)) => {
                Self::Float(text.trim().parse().map_err(|_| ())?)
            }
            (DataType::Boolean, Value::Boolean(boolean)) => Self::Boolean(*boolean),
            (DataType::Boolean, Value::Text(text)) => Self::Boolean(match text.as_str() {
                "true" | "t" | "yes" | "on" | "1" => true,
                "false" | "f" | "no" | "off" | "0" => false,
                _ => return Err(()),
            }),
            // Their forms sort as they do.
            (
                DataType::Date | DataType::DateOnly | DataType::Time | DataType::Uuid,
                Value::Text(text),
            ) => match parse(data_type, text) {
                Ok(Value::Text(text)) => Self::Text(text),
                _ => return Err(()),
            },
            (DataType::Enum(values), Value::Text(text)) => {
                let place = values.iter().position(|value| value == text).ok_or(())?;
                Self::Place(place)
            }
            (DataType::Json | DataType::Jsonb, Value::Json(text) | Value::Text(text)) => {
                Self::Json(serde_json::from_str(text).map_err(|_| ())?)
            }
            (DataType::Json | DataType::Jsonb, Value::Boolean(boolean)) => {
                Self::Json((*boolean).into())
            }
            (DataType::Json | DataType::Jsonb, Value::Integer(number)) => {
                Self::Json((*number).into())
            }
            (DataType::Json | DataType::Jsonb, Value::Float(number)) => {
                Self::Json((*number).into())
            }
            (DataType::Blob, Value::Bytes(bytes)) => Self::Bytes(bytes.clone()),
            (DataType::Blob, Value::Text(text)) => Self::Bytes(text.clone().into_bytes()),
            (DataType::String(_) | DataType::Char(_) | DataType::Text, Value::Text(text)) => {
                Self::Text(text.clone())
            }
            (
                DataType::String(_) | DataType::Char(_) | DataType::Text,
                Value::Integer(_) | Value::Float(_) | Value::Boolean(_),
            ) => Self::Text(display(value)),
            _ => return Err(()),
        };
        Ok(Some(key))
    }

    /// How it stands to another of the same type.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Boolean(left), Self::Boolean(right)) => left.cmp(right),
            (
                Self::Exact {
                    units: left,
                    scale: left_scale,
                },
                Self::Exact {
                    units: right,
                    scale: right_scale,
                },
            ) => {
                let scale = (*left_scale).max(*right_scale);
                let raise = |units: i128, by: u32| {
                    10_i128
                        .checked_pow(by)
                        .and_then(|factor| units.checked_mul(factor))
                };
                match (
                    raise(*left, scale - left_scale),
                    raise(*right, scale - right_scale),
                ) {
                    (Some(left), Some(right)) => left.cmp(&right),
                    _ => self.float().total_cmp(&other.float()),
                }
            }
            (Self::Text(left), Self::Text(right)) => left.cmp(right),
            (Self::Place(left), Self::Place(right)) => left.cmp(right),
            (Self::Bytes(left), Self::Bytes(right)) => left.cmp(right),
            (Self::Json(left), Self::Json(right)) if left == right => Ordering::Equal,
            (Self::Json(left), Self::Json(right)) => left.to_string().cmp(&right.to_string()),
            _ => {
                let (left, right) = (self.float(), other.float());
                left.partial_cmp(&right)
                    .unwrap_or_else(|| left.total_cmp(&right))
            }
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "asked only where the other side is a float, or both overflow"
    )]
    fn float(&self) -> f64 {
        match self {
            Self::Float(number) => *number,
            Self::Exact { units, scale } => *units as f64 / 10_f64.powf(f64::from(*scale)),
            _ => f64::NAN,
        }
    }
}

/// A value as text, for messages.
fn display(value: &Value) -> String {
    match value {
        Value::Null => "NULL".into(),
        Value::Boolean(boolean) => boolean.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Text(text) | Value::Json(text) => text.clone(),
        Value::Bytes(bytes) => format!("{} bytes", bytes.len()),
    }
}

fn exact(text: &str) -> Option<Key> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.chars().all(|digit| digit.is_ascii_digit())
        || whole.is_empty() && fraction.is_empty()
    {
        return None;
    }
    Some(Key::Exact {
        units: format!("{whole}{fraction}").parse().ok()?,
        scale: u32::try_from(fraction.len()).ok()?,
    })
}

/// The name Postgres gives a type in messages.
pub(super) const fn type_name(data_type: &DataType) -> &'static str {
    match data_type {
        DataType::String(_) => "character varying",
        DataType::Char(_) => "character",
        DataType::Text => "text",
        DataType::SmallInt => "smallint",
        DataType::Integer => "integer",
        DataType::BigInt => "bigint",
        DataType::Float | DataType::Double => "double precision",
        DataType::Real => "real",
        DataType::Decimal(_) => "numeric",
        DataType::Boolean => "boolean",
        DataType::Date => "timestamp with time zone",
        DataType::DateOnly => "date",
        DataType::Time => "time without time zone",
        DataType::Uuid => "uuid",
        DataType::Json => "json",
        DataType::Jsonb => "jsonb",
        DataType::Enum(_) => "enum",
        DataType::Blob => "bytea",
    }
}

/// Refuses an operator that the type does not have in Postgres.
pub(super) fn check_operator(
    data_type: &DataType,
    comparison: &Comparison,
) -> Result<(), QueryError> {
    let is_text = matches!(
        data_type,
        DataType::String(_) | DataType::Char(_) | DataType::Text
    );
    let operator = match comparison {
        Comparison::Like(_)
        | Comparison::StartsWith(_)
        | Comparison::EndsWith(_)
        | Comparison::Substring(_)
            if !is_text =>
        {
            "~~"
        }
        Comparison::NotLike(_) if !is_text => "!~~",
        Comparison::ILike(_) if !is_text => "~~*",
        Comparison::NotILike(_) if !is_text => "!~~*",
        _ if *data_type != DataType::Json => return Ok(()),
        Comparison::Ne(_) | Comparison::NotIn(_) => "<>",
        Comparison::Gt(_) => ">",
        Comparison::Gte(_) | Comparison::Between(..) => ">=",
        Comparison::Lt(_) | Comparison::NotBetween(..) => "<",
        Comparison::Lte(_) => "<=",
        _ => "=",
    };
    Err(QueryError::NoOperator {
        data_type: type_name(data_type),
        operator,
    })
}
