//! Functions and operators of arrays.

use gluesql::prelude::Value;

use super::Type::{AnyArray, AnyElement, Boolean, Integer, Text};
use super::{Arguments, Definition, Type, count_value, strict, text_value};
use crate::engine::postgres::value::{equal, write};
use crate::engine::postgres::{Kind, PgError};

/// A function of arrays that is called with nulls too.
const fn called(
    name: &'static str,
    takes: &'static [Type],
    returns: Type,
    run: super::Run,
) -> Definition {
    Definition {
        name,
        takes,
        returns,
        variadic: false,
        strict: false,
        run,
    }
}

/// The functions of arrays.
pub const TABLE: &[Definition] = &[
    strict("@>", &[AnyArray, AnyArray], Boolean, |of| {
        Ok(Value::Bool(contains(of.list(0), of.list(1))))
    }),
    strict("<@", &[AnyArray, AnyArray], Boolean, |of| {
        Ok(Value::Bool(contains(of.list(1), of.list(0))))
    }),
    strict("&&", &[AnyArray, AnyArray], Boolean, |of| {
        let shared = of
            .list(0)
            .iter()
            .any(|value| !value.is_null() && has(of.list(1), value));
        Ok(Value::Bool(shared))
    }),
    called("||", &[AnyArray, AnyArray], AnyArray, |of| {
        Ok(match (of.value(0), of.value(1)) {
            (Value::Null, other) | (other, Value::Null) => other.clone(),
            _ => Value::List([of.list(0), of.list(1)].concat()),
        })
    }),
    called("||", &[AnyArray, AnyElement], AnyArray, append),
    called("||", &[AnyElement, AnyArray], AnyArray, prepend),
    called("array_append", &[AnyArray, AnyElement], AnyArray, append),
    called("array_prepend", &[AnyElement, AnyArray], AnyArray, prepend),
    called("array_cat", &[AnyArray, AnyArray], AnyArray, |of| {
        Ok(match (of.value(0), of.value(1)) {
            (Value::Null, other) | (other, Value::Null) => other.clone(),
            _ => Value::List([of.list(0), of.list(1)].concat()),
        })
    }),
    called("array_remove", &[AnyArray, AnyElement], AnyArray, |of| {
        if of.value(0).is_null() {
            return Ok(Value::Null);
        }
        Ok(Value::List(
            of.list(0)
                .iter()
                .filter(|value| !equal(value, of.value(1)))
                .cloned()
                .collect(),
        ))
    }),
    called(
        "array_replace",
        &[AnyArray, AnyElement, AnyElement],
        AnyArray,
        |of| {
            if of.value(0).is_null() {
                return Ok(Value::Null);
            }
            let turned = of.list(0).iter().map(|value| {
                if equal(value, of.value(1)) {
                    of.value(2).clone()
                } else {
                    value.clone()
                }
            });
            Ok(Value::List(turned.collect()))
        },
    ),
    called("array_position", &[AnyArray, AnyElement], Integer, |of| {
        let place = of
            .list(0)
            .iter()
            .position(|value| equal(value, of.value(1)));
        Ok(place.map_or(Value::Null, |place| count_value(place + 1)))
    }),
    strict("array_length", &[AnyArray, Integer], Integer, |of| {
        Ok(dimension(of.list(0), of.whole(1)).map_or(Value::Null, count_value))
    }),
    strict("array_upper", &[AnyArray, Integer], Integer, |of| {
        Ok(dimension(of.list(0), of.whole(1)).map_or(Value::Null, count_value))
    }),
    strict("array_lower", &[AnyArray, Integer], Integer, |of| {
        Ok(dimension(of.list(0), of.whole(1)).map_or(Value::Null, |_| Value::I64(1)))
    }),
    strict("array_ndims", &[AnyArray], Integer, |of| {
        let (mut depth, mut list) = (0, of.list(0));
        while let Some(first) = list.first() {
            depth += 1;
            list = if let Value::List(inner) = first {
                inner
            } else {
                &[]
            };
        }
        Ok(if depth == 0 {
            Value::Null
        } else {
            Value::I64(depth)
        })
    }),
    strict("cardinality", &[AnyArray], Integer, |of| {
        Ok(count_value(leaves(of.list(0))))
    }),
    strict("array_to_string", &[AnyArray, Text], Text, |of| {
        Ok(joined(of, None))
    }),
    called("array_to_string", &[AnyArray, Text, Text], Text, |of| {
        if of.value(0).is_null() || of.value(1).is_null() {
            return Ok(Value::Null);
        }
        Ok(joined(of, Some(of.text(2))))
    }),
    strict("subscript", &[AnyArray, Integer], AnyElement, |of| {
        let place = of
            .whole(1)
            .checked_sub(1)
            .and_then(|place| usize::try_from(place).ok());
        Ok(place
            .and_then(|place| of.list(0).get(place))
            .cloned()
            .unwrap_or(Value::Null))
    }),
    strict("slice", &[AnyArray, Integer, Integer], AnyArray, |of| {
        let length = of.list(0).len();
        let start = usize::try_from(of.whole(1).max(1) - 1)
            .unwrap_or(length)
            .min(length);
        let end = usize::try_from(of.whole(2).max(0))
            .unwrap_or(length)
            .min(length);
        Ok(Value::List(of.list(0)[start..end.max(start)].to_vec()))
    }),
];

fn has(list: &[Value], value: &Value) -> bool {
    list.iter().any(|other| equal(other, value))
}

fn contains(outer: &[Value], inner: &[Value]) -> bool {
    inner
        .iter()
        .all(|value| !value.is_null() && has(outer, value))
}

fn append(of: &Arguments) -> Result<Value, PgError> {
    let mut values = of.list(0).to_vec();
    values.push(of.value(1).clone());
    Ok(Value::List(values))
}

fn prepend(of: &Arguments) -> Result<Value, PgError> {
    let mut values = vec![of.value(0).clone()];
    values.extend_from_slice(of.list(1));
    Ok(Value::List(values))
}

/// How long a dimension is; none where there is no such one or it is empty.
fn dimension(list: &[Value], number: i64) -> Option<usize> {
    match (number, list.first()) {
        (1, Some(_)) => Some(list.len()),
        (2.., Some(Value::List(inner))) => dimension(inner, number - 1),
        _ => None,
    }
}

fn leaves(list: &[Value]) -> usize {
    list.iter()
        .map(|value| {
            if let Value::List(inner) = value {
                leaves(inner)
            } else {
                1
            }
        })
        .sum()
}

fn joined(of: &Arguments, null: Option<&str>) -> Value {
    let of_kind = if let Kind::Array(of) = of.kind_of(0) {
        of
    } else {
        &Kind::Text
    };
    let parts: Vec<String> = of
        .list(0)
        .iter()
        .filter_map(|value| {
            if value.is_null() {
                null.map(str::to_owned)
            } else {
                Some(write(value, of_kind))
            }
        })
        .collect();
    text_value(parts.join(of.text(1)))
}
