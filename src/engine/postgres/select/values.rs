//! Functions in FROM that return rows.

use gluesql::core::data::Interval;
use gluesql::prelude::Value;
use rust_decimal::Decimal;

use super::source::{Columns, Generator};
use crate::engine::postgres::expression::{Expression, Runtime, coerce, common};
use crate::engine::postgres::value::{Level, compare, json, shift_moment};
use crate::engine::postgres::{Kind, PgError};
use crate::engine::store::Row;

/// The most rows one call may return.
const MOST: usize = 5_000_000;

/// A function of that name, its arguments at the types it takes, and its columns.
pub(super) fn generator(
    name: &str,
    arguments: Vec<Expression>,
    runtime: &Runtime,
) -> Result<(Generator, Vec<Expression>, Columns), PgError> {
    let kinds: Vec<String> = arguments.iter().map(|of| of.kind.to_string()).collect();
    let refuse = || {
        PgError::new(
            "42883",
            format!("function {name}({}) does not exist", kinds.join(", ")),
        )
    };
    let one = |name: &str, kind: Kind| vec![(name.to_owned(), kind)];
    let at = |arguments: Vec<Expression>, targets: &[Kind]| -> Result<Vec<Expression>, PgError> {
        if arguments.len() != targets.len() {
            return Err(refuse());
        }
        arguments
            .into_iter()
            .zip(targets)
            .map(|(of, kind)| coerce(of, kind, Level::Implicit, runtime)?.ok_or_else(refuse))
            .collect()
    };
    let json_kind = |is_binary: bool| if is_binary { Kind::Jsonb } else { Kind::Json };
    Ok(match name {
        "generate_series" => {
            if !(2..=3).contains(&arguments.len()) {
                return Err(refuse());
            }
            let kind = common(&arguments[0].kind, &arguments[1].kind).ok_or_else(refuse)?;
            let kind = match kind {
                Kind::Unknown => Kind::Integer,
                Kind::Date => Kind::TimestampTz,
                kind => kind,
            };
            let mut targets = vec![kind.clone(), kind.clone()];
            if arguments.len() == 3 {
                targets.push(if kind.is_moment() {
                    Kind::Interval
                } else {
                    kind.clone()
                });
            }
            let arguments = at(arguments, &targets)?;
            (Generator::Series, arguments, one(name, kind))
        }
        "unnest" => {
            if arguments.is_empty() {
                return Err(refuse());
            }
            let columns = arguments
                .iter()
                .map(|of| match &of.kind {
                    Kind::Array(of) => Ok((name.to_owned(), (**of).clone())),
                    _ => Err(refuse()),
                })
                .collect::<Result<_, _>>()?;
            (Generator::Unnest, arguments, columns)
        }
        "jsonb_array_elements" | "json_array_elements" => {
            let is_binary = name.starts_with("jsonb");
            let arguments = at(arguments, &[json_kind(is_binary)])?;
            (
                Generator::Elements(is_binary, false),
                arguments,
                one("value", json_kind(is_binary)),
            )
        }
        "jsonb_array_elements_text" | "json_array_elements_text" => {
            let is_binary = name.starts_with("jsonb");
            let arguments = at(arguments, &[json_kind(is_binary)])?;
            (
                Generator::Elements(is_binary, true),
                arguments,
                one("value", Kind::Text),
            )
        }
        "jsonb_object_keys" | "json_object_keys" => {
            let arguments = at(arguments, &[json_kind(name.starts_with("jsonb"))])?;
            (Generator::Keys, arguments, one(name, Kind::Text))
        }
        "jsonb_each" | "json_each" | "jsonb_each_text" | "json_each_text" => {
            let (is_binary, is_text) = (name.starts_with("jsonb"), name.ends_with("text"));
            let arguments = at(arguments, &[json_kind(is_binary)])?;
            let kind = if is_text {
                Kind::Text
            } else {
                json_kind(is_binary)
            };
            let columns = vec![("key".to_owned(), Kind::Text), ("value".to_owned(), kind)];
            (Generator::Each(is_binary, is_text), arguments, columns)
        }
        "regexp_split_to_table" | "string_to_table" => {
            let is_pattern = name.starts_with("regexp");
            let inner = if is_pattern {
                "regexp_split_to_array"
            } else {
                "string_to_array"
            };
            let array = crate::engine::postgres::function::resolve(inner, arguments, runtime)?;
            (
                Generator::Pieces(is_pattern),
                vec![array],
                one(name, Kind::Text),
            )
        }
        _ => {
            // Any other function is a relation of one row.
            let value = crate::engine::postgres::function::resolve(name, arguments, runtime)?;
            let kind = value.kind.clone();
            let array = Expression {
                kind: Kind::Array(Box::new(kind.clone())),
                node: crate::engine::postgres::expression::Node::Array(vec![value]),
            };
            (Generator::Unnest, vec![array], one(name, kind))
        }
    })
}

/// The rows of a call.
pub(super) fn generate(
    function: Generator,
    values: &[Value],
    arguments: &[Expression],
    has_ordinality: bool,
) -> Result<Vec<Row>, PgError> {
    let mut rows: Vec<Vec<Value>> = match function {
        Generator::Series => series(values, arguments)?
            .into_iter()
            .map(|value| vec![value])
            .collect(),
        Generator::Unnest | Generator::Pieces(_) => {
            let lists: Vec<Vec<&Value>> = values.iter().map(leaves).collect();
            let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
            (0..longest)
                .map(|place| {
                    lists
                        .iter()
                        .map(|list| list.get(place).copied().cloned().unwrap_or(Value::Null))
                        .collect()
                })
                .collect()
        }
        Generator::Elements(is_binary, is_text) => match parsed(values)? {
            None => Vec::new(),
            Some(json::Json::Array(list)) => list
                .iter()
                .map(|value| vec![shown(value, is_binary, is_text)])
                .collect(),
            Some(json::Json::Object(_)) => {
                return Err(PgError::new(
                    "22023",
                    "cannot extract elements from an object",
                ));
            }
            Some(_) => {
                return Err(PgError::new(
                    "22023",
                    "cannot extract elements from a scalar",
                ));
            }
        },
        Generator::Keys => entries(values)?
            .into_iter()
            .map(|(key, _)| vec![Value::Str(key)])
            .collect(),
        Generator::Each(is_binary, is_text) => entries(values)?
            .into_iter()
            .map(|(key, value)| vec![Value::Str(key), shown(&value, is_binary, is_text)])
            .collect(),
    };
    if has_ordinality {
        for (row, number) in rows.iter_mut().zip(1..) {
            row.push(Value::I64(number));
        }
    }
    Ok(rows.into_iter().map(Row::from).collect())
}

/// The elements of an array, those of inner arrays in a row.
fn leaves(value: &Value) -> Vec<&Value> {
    match value {
        Value::List(values) => values
            .iter()
            .flat_map(|value| match value {
                Value::List(_) => leaves(value),
                value => vec![value],
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn parsed(values: &[Value]) -> Result<Option<json::Json>, PgError> {
    match values.first() {
        Some(Value::Str(text)) => json::parse(text).map(Some),
        _ => Ok(None),
    }
}

fn entries(values: &[Value]) -> Result<Vec<(String, json::Json)>, PgError> {
    match parsed(values)? {
        None => Ok(Vec::new()),
        Some(json::Json::Object(entries)) => Ok(entries.into_iter().collect()),
        Some(_) => Err(PgError::new(
            "22023",
            "cannot call jsonb_each on a non-object",
        )),
    }
}

fn shown(value: &json::Json, is_binary: bool, is_text: bool) -> Value {
    if is_text {
        return json::text_of(value, is_binary).map_or(Value::Null, Value::Str);
    }
    Value::Str(if is_binary {
        json::write(value)
    } else {
        value.to_string()
    })
}

fn series(values: &[Value], arguments: &[Expression]) -> Result<Vec<Value>, PgError> {
    let [first, last, step @ ..] = values else {
        return Ok(Vec::new());
    };
    if values.iter().any(Value::is_null) {
        return Ok(Vec::new());
    }
    let step = match (step.first(), first) {
        (Some(step), _) => step.clone(),
        (None, Value::I64(_)) => Value::I64(1),
        (None, Value::Decimal(_)) => Value::Decimal(Decimal::ONE),
        (None, Value::F64(_)) => Value::F64(1.0),
        _ => Value::Interval(Interval::Microsecond(crate::engine::postgres::value::DAY)),
    };
    let _ = arguments;
    let direction = match &step {
        Value::I64(step) => step.cmp(&0),
        Value::Decimal(step) => step.cmp(&Decimal::ZERO),
        Value::F64(step) => step.partial_cmp(&0.0).unwrap_or(std::cmp::Ordering::Equal),
        Value::Interval(Interval::Month(step)) => step.cmp(&0),
        Value::Interval(Interval::Microsecond(step)) => step.cmp(&0),
        _ => std::cmp::Ordering::Equal,
    };
    if direction.is_eq() {
        return Err(PgError::new("22023", "step size cannot equal zero"));
    }
    let mut list = Vec::new();
    let mut at = Some(first.clone());
    while let Some(value) = at {
        let order = compare(&value, last);
        if order == direction && order.is_ne() {
            break;
        }
        at = match (&value, &step) {
            (Value::I64(value), Value::I64(step)) => value.checked_add(*step).map(Value::I64),
            (Value::Decimal(value), Value::Decimal(step)) => {
                value.checked_add(*step).map(Value::Decimal)
            }
            (Value::F64(value), Value::F64(step)) => Some(Value::F64(value + step)),
            (Value::Timestamp(value), Value::Interval(step)) => {
                shift_moment(*value, step, 1).map(Value::Timestamp)
            }
            _ => None,
        };
        list.push(value);
        if list.len() > MOST {
            return Err(PgError::new("54000", "a series has too many rows"));
        }
    }
    Ok(list)
}
