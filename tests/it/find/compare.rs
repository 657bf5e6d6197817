//! Comparisons of JSON values, for finds by nested loops: three-valued, and nothing shared with the engine.

use std::cmp::Ordering;

use relata::orm::query::Comparison;
use relata::orm::value::Value;
use serde_json::Value as Json;

/// Which of two values that are not null comes first.
pub fn compare(left: &Json, right: &Json) -> Ordering {
    match (left, right) {
        (Json::String(left), Json::String(right)) => left.cmp(right),
        _ => left.as_f64().unwrap().total_cmp(&right.as_f64().unwrap()),
    }
}

/// What a comparison says of a value; nothing where it is unknown.
pub fn compares(value: &Json, comparison: &Comparison) -> Option<bool> {
    let json = |value: &Value| -> Json { serde_json::from_str(&value.to_json()).unwrap() };
    let order = |other: &Value| {
        let other = json(other);
        (!value.is_null() && !other.is_null()).then(|| compare(value, &other))
    };
    let like = |pattern: &str| {
        value
            .as_str()
            .map(|text| like(pattern.as_bytes(), text.as_bytes()))
    };
    let one_of = |values: &[Value]| {
        let orders: Vec<_> = values.iter().map(order).collect();
        let is_one = orders
            .iter()
            .any(|order| order.is_some_and(Ordering::is_eq));
        let found = if !is_one && orders.contains(&None) {
            None
        } else {
            Some(is_one)
        };
        if values.is_empty() { None } else { found }
    };
    match comparison {
        Comparison::Eq(Value::Null) => Some(value.is_null()),
        Comparison::Ne(Value::Null) => Some(!value.is_null()),
        Comparison::Eq(other) => order(other).map(Ordering::is_eq),
        Comparison::Ne(other) => order(other).map(Ordering::is_ne),
        Comparison::Gt(other) => order(other).map(Ordering::is_gt),
        Comparison::Gte(other) => order(other).map(Ordering::is_ge),
        Comparison::Lt(other) => order(other).map(Ordering::is_lt),
        Comparison::Lte(other) => order(other).map(Ordering::is_le),
        Comparison::Between(low, high) => Some(order(low)?.is_ge() && order(high)?.is_le()),
        Comparison::NotBetween(low, high) => Some(order(low)?.is_lt() || order(high)?.is_gt()),
        Comparison::In(values) => one_of(values),
        Comparison::NotIn(values) if values.is_empty() => Some(true),
        Comparison::NotIn(values) => one_of(values).map(|is_one| !is_one),
        Comparison::Like(pattern) => like(pattern),
        Comparison::NotLike(pattern) => like(pattern).map(|is_like| !is_like),
        other => panic!("{other:?} is not generated"),
    }
}

fn like(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.first(), text.first()) {
        (None, None) => true,
        (Some(b'%'), _) => {
            like(&pattern[1..], text) || !text.is_empty() && like(pattern, &text[1..])
        }
        (Some(b'_'), Some(_)) => like(&pattern[1..], &text[1..]),
        (Some(letter), Some(other)) => letter == other && like(&pattern[1..], &text[1..]),
        _ => false,
    }
}
