//! JSON: its text in `jsonb`'s form, paths into it, what contains what.

use std::cmp::Ordering;

use gluesql::prelude::Value;
pub use serde_json::Value as Json;

use super::{moment, number, write as write_value};
use crate::engine::postgres::{Kind, PgError};

/// JSON of its text.
///
/// # Errors
/// `22P02`.
pub fn parse(text: &str) -> Result<Json, PgError> {
    serde_json::from_str(text).map_err(|_| {
        let mut error = PgError::new("22P02", "invalid input syntax for type json");
        let token: String = text
            .trim()
            .chars()
            .take_while(|char| char.is_alphanumeric())
            .collect();
        error.detail = Some(if text.trim().is_empty() {
            "The input string ended unexpectedly.".to_owned()
        } else {
            format!("Token \"{token}\" is invalid.")
        });
        error
    })
}

/// The text `jsonb` has: keys by length and then by their bytes, a space after colon and comma.
pub fn write(json: &Json) -> String {
    let mut text = String::new();
    write_to(json, true, &mut text);
    text
}

/// The text `json_build_object` and its kin make: keys in order, spaces as they write them.
pub fn write_ordered(json: &Json) -> String {
    let mut text = String::new();
    write_to(json, false, &mut text);
    text
}

fn write_to(json: &Json, is_sorted: bool, text: &mut String) {
    match json {
        Json::Array(values) => {
            text.push('[');
            for (place, value) in values.iter().enumerate() {
                if place > 0 {
                    text.push_str(", ");
                }
                write_to(value, is_sorted, text);
            }
            text.push(']');
        }
        Json::Object(entries) => {
            let mut entries: Vec<(&String, &Json)> = entries.iter().collect();
            if is_sorted {
                entries.sort_by(|(left, _), (right, _)| by_key(left, right));
            }
            text.push('{');
            for (place, (key, value)) in entries.into_iter().enumerate() {
                if place > 0 {
                    text.push_str(", ");
                }
                text.push_str(&Json::String(key.clone()).to_string());
                text.push_str(if is_sorted { ": " } else { " : " });
                write_to(value, is_sorted, text);
            }
            text.push('}');
        }
        Json::Number(value) => text.push_str(&plain(value)),
        scalar => text.push_str(&scalar.to_string()),
    }
}

/// A number as `numeric` writes it, without an exponent.
fn plain(value: &serde_json::Number) -> String {
    let text = value.to_string();
    if text.contains(['e', 'E'])
        && let Some(decimal) = number::decimal(&text)
    {
        return decimal.normalize().to_string();
    }
    text
}

/// The order `jsonb` keeps keys in.
pub fn by_key(left: &str, right: &str) -> Ordering {
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

/// A member by key, or an element by place; a negative place counts from the end.
pub fn member<'j>(json: &'j Json, step: &str) -> Option<&'j Json> {
    match json {
        Json::Object(entries) => entries.get(step),
        Json::Array(_) => element(json, step.trim().parse().ok()?),
        _ => None,
    }
}

/// An element of an array.
pub fn element(json: &Json, place: i64) -> Option<&Json> {
    let values = json.as_array()?;
    let place = if place < 0 {
        i64::try_from(values.len()).ok()?.checked_add(place)?
    } else {
        place
    };
    values.get(usize::try_from(place).ok()?)
}

/// What a path leads to.
pub fn at_path<'j>(json: &'j Json, path: &[String]) -> Option<&'j Json> {
    path.iter().try_fold(json, |json, step| member(json, step))
}

/// The text of a member, as `->>` gives it: a string without quotes, nothing for null.
pub fn text_of(json: &Json, is_sorted: bool) -> Option<String> {
    match json {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other if is_sorted => Some(write(other)),
        other => Some(other.to_string()),
    }
}

/// Whether the first contains the second, as `@>` says.
pub fn contains(outer: &Json, inner: &Json) -> bool {
    match (outer, inner) {
        (Json::Object(outer), Json::Object(inner)) => inner.iter().all(|(key, inner)| {
            outer
                .get(key)
                .is_some_and(|outer| same_shape(outer, inner) && contains(outer, inner))
        }),
        (Json::Array(outer), Json::Array(inner)) => inner.iter().all(|inner| {
            outer
                .iter()
                .any(|outer| same_shape(outer, inner) && contains(outer, inner))
        }),
        // A scalar stands in an array, at the top only.
        (Json::Array(outer), scalar) => outer.iter().any(|outer| equal(outer, scalar)),
        (outer, inner) => equal(outer, inner),
    }
}

fn same_shape(left: &Json, right: &Json) -> bool {
    left.is_array() == right.is_array() && left.is_object() == right.is_object()
}

/// Whether two are the same, numbers by value.
pub fn equal(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| equal(left, right))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(key, left)| right.get(key).is_some_and(|right| equal(left, right)))
        }
        (left, right) => left == right,
    }
}

/// A value as JSON, as `to_json` makes it.
pub fn of(value: &Value, kind: &Kind) -> Json {
    match (value, kind) {
        (Value::Null, _) => Json::Null,
        (Value::Str(text), Kind::Json | Kind::Jsonb) => parse(text).unwrap_or(Json::Null),
        (Value::Bool(value), _) => Json::Bool(*value),
        (Value::I64(value), _) => Json::from(*value),
        (Value::F64(value), _) => {
            serde_json::Number::from_f64(*value).map_or_else(
                || Json::from(number::float(*value)),
                |number| {
                    // A whole float has no point in its text.
                    number::whole_of_float(*value)
                        .filter(|whole| whole.to_string() == number::float(*value))
                        .map_or(Json::Number(number), Json::from)
                },
            )
        }
        (Value::Decimal(value), _) => {
            serde_json::from_str(&value.to_string()).unwrap_or(Json::Null)
        }
        (Value::List(values), kind) => {
            let of_kind = if let Kind::Array(of) = kind { of } else { kind };
            Json::Array(values.iter().map(|value| of(value, of_kind)).collect())
        }
        (Value::Timestamp(value), kind) => {
            let zone = if *kind == Kind::TimestampTz {
                "+00:00"
            } else {
                ""
            };
            Json::from(format!("{}{zone}", moment::shown(*value).replace(' ', "T")))
        }
        (value, kind) => Json::from(write_value(value, kind)),
    }
}
