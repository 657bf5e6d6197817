//! The order of values of one type, as Postgres sorts them.

use std::cmp::Ordering;

use gluesql::prelude::Value;

use super::interval;

/// How two values of one type compare. Null is the greatest, and equal to itself: sorting's rule, not `=`'s.
pub fn compare(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::I64(left), Value::I64(right)) => left.cmp(right),
        (Value::Str(left), Value::Str(right)) => left.cmp(right),
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Greater,
        (_, Value::Null) => Ordering::Less,
        (Value::F64(left), Value::F64(right)) => float(*left, *right),
        (Value::Decimal(left), Value::Decimal(right)) => left.cmp(right),
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        (Value::Timestamp(left), Value::Timestamp(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Time(left), Value::Time(right)) => left.cmp(right),
        (Value::Uuid(left), Value::Uuid(right)) => left.cmp(right),
        (Value::Bytea(left), Value::Bytea(right)) => left.cmp(right),
        (Value::Interval(left), Value::Interval(right)) => {
            interval::length(left).cmp(&interval::length(right))
        }
        (Value::List(left), Value::List(right)) => list(left, right),
        // Types that do not meet were refused or cast when the expression was compiled.
        _ => rank(left).cmp(&rank(right)),
    }
}

/// Whether two values of one type are equal, nulls too.
pub fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Str(left), Value::Str(right)) => left == right,
        _ => compare(left, right).is_eq(),
    }
}

/// NaN is equal to itself and greater than all; the two zeros are one.
fn float(left: f64, right: f64) -> Ordering {
    left.partial_cmp(&right)
        .unwrap_or_else(|| left.is_nan().cmp(&right.is_nan()))
}

fn list(left: &[Value], right: &[Value]) -> Ordering {
    left.iter()
        .zip(right)
        .map(|(left, right)| compare(left, right))
        .find(|order| order.is_ne())
        .unwrap_or_else(|| left.len().cmp(&right.len()))
}

const fn rank(value: &Value) -> u8 {
    match value {
        Value::Bool(_) => 0,
        Value::I64(_) => 1,
        Value::F64(_) => 2,
        Value::Decimal(_) => 3,
        Value::Str(_) => 4,
        _ => 5,
    }
}
