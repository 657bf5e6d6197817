//! Whether a value is of a type, and its form there.

use super::parse::form_error;
use super::{ParseError, Value, json, parse};
use crate::orm::schema::DataType;

/// The value in the form the type gives it: a number for `BIGINT` becomes digits. Null fits every type.
///
/// # Errors
/// If the type has no such value.
pub fn fit(data_type: &DataType, value: &Value) -> Result<Value, ParseError> {
    let is_kind = match (data_type, value) {
        (_, Value::Null) => return Ok(Value::Null),
        (DataType::Json | DataType::Jsonb, Value::Json(_))
        | (DataType::Boolean, Value::Boolean(_))
        | (DataType::Blob, Value::Bytes(_) | Value::Text(_)) => true,
        (_, Value::Integer(_) | Value::Float(_)) => data_type.is_number(),
        (_, Value::Text(_)) => !matches!(
            data_type,
            DataType::Boolean | DataType::Json | DataType::Jsonb
        ),
        (_, Value::Boolean(_) | Value::Json(_) | Value::Bytes(_)) => false,
    };
    let text = match value {
        Value::Float(number) => json::plain_number(*number),
        other => other.to_text(),
    };
    if is_kind {
        parse(data_type, &text)
    } else {
        Err(form_error(data_type, &text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_takes_the_form_of_its_type() {
        for (data_type, value, form) in [
            (
                DataType::BigInt,
                Value::Integer(5),
                Some(Value::Text("5".into())),
            ),
            (
                DataType::Integer,
                Value::Float(5.0),
                Some(Value::Integer(5)),
            ),
            (DataType::Integer, Value::Float(5.5), None),
            (DataType::Integer, Value::Boolean(true), None),
            (DataType::Double, Value::Integer(5), Some(Value::Float(5.0))),
            (
                DataType::Decimal(Some((4, 1))),
                Value::Float(2.25),
                Some(Value::Text("2.3".into())),
            ),
            (DataType::Boolean, Value::Text("true".into()), None),
            (DataType::Text, Value::Integer(5), None),
            (DataType::Text, Value::Null, Some(Value::Null)),
            (
                DataType::Blob,
                Value::Bytes(vec![7]),
                Some(Value::Bytes(vec![7])),
            ),
        ] {
            assert_eq!(
                fit(&data_type, &value).ok(),
                form,
                "{data_type:?} {value:?}"
            );
        }
    }
}
