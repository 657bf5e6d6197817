//! Aggregates that need all their values at once: in an order, without repeats, as lists.

use gluesql::prelude::Value;
use rust_decimal::Decimal;

use super::{Aggregate, State};
use crate::engine::postgres::expression::AggregateCall;
use crate::engine::postgres::select::order::by_key;
use crate::engine::postgres::value::{Hashed, compare, equal, hash_all, json, number, write};
use crate::engine::postgres::{Kind, PgError};

/// Whether nulls are among what it gathers.
pub(super) const fn keeps_nulls(function: Aggregate) -> bool {
    matches!(
        function,
        Aggregate::Array
            | Aggregate::Json
            | Aggregate::Jsonb
            | Aggregate::JsonObject
            | Aggregate::JsonbObject
    )
}

/// The value of an aggregate that needs all values at once.
pub(super) fn gathered(
    call: &AggregateCall,
    mut all: Vec<(Vec<Value>, Vec<Value>)>,
) -> Result<Value, PgError> {
    if call.is_distinct {
        let mut seen: Hashed<Vec<Vec<Value>>> = Hashed::default();
        all.retain(|(values, _)| {
            let same = seen.entry(hash_all(values.iter())).or_default();
            let is_known = same.iter().any(|other| {
                other
                    .iter()
                    .zip(values)
                    .all(|(left, right)| equal(left, right))
            });
            if !is_known {
                same.push(values.clone());
            }
            !is_known
        });
        // Postgres finds equal values by sorting them.
        all.sort_by(|(left, _), (right, _)| {
            let mut pairs = left.iter().zip(right);
            pairs
                .find_map(|(left, right)| Some(compare(left, right)).filter(|order| order.is_ne()))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    if !call.order.is_empty() {
        all.sort_by(|(_, left), (_, right)| {
            call.order
                .iter()
                .zip(left.iter().zip(right))
                .map(|(key, (left, right))| by_key(left, right, key.is_descending, key.nulls_first))
                .find(|order| order.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    let kind_of = |place: usize| {
        call.arguments
            .get(place)
            .map_or(&Kind::Unknown, |of| &of.kind)
    };
    let firsts = || all.iter().filter_map(|(values, _)| values.first());
    if all.is_empty() && call.function != Aggregate::Count {
        return Ok(Value::Null);
    }
    Ok(match call.function {
        Aggregate::Count => Value::I64(i64::try_from(all.len()).unwrap_or(i64::MAX)),
        Aggregate::Least | Aggregate::Greatest if !call.order.is_empty() => {
            firsts().next().cloned().unwrap_or(Value::Null)
        }
        Aggregate::Array => Value::List(firsts().cloned().collect()),
        Aggregate::Text => {
            let mut text = String::new();
            for (place, (values, _)) in all.iter().enumerate() {
                if place > 0
                    && let Some(separator) = values.get(1)
                {
                    text.push_str(&write(separator, &Kind::Text));
                }
                text.push_str(
                    &values
                        .first()
                        .map(|value| write(value, &Kind::Text))
                        .unwrap_or_default(),
                );
            }
            Value::Str(text)
        }
        Aggregate::Json | Aggregate::Jsonb => {
            let list: Vec<json::Json> = firsts().map(|value| json::of(value, kind_of(0))).collect();
            let text = if call.function == Aggregate::Jsonb {
                json::write(&json::Json::Array(list))
            } else {
                let parts: Vec<String> = list.iter().map(ToString::to_string).collect();
                format!("[{}]", parts.join(", "))
            };
            Value::Str(text)
        }
        Aggregate::JsonObject | Aggregate::JsonbObject => {
            let mut entries = serde_json::Map::new();
            for (values, _) in &all {
                if let [key, value] = &values[..] {
                    entries.insert(write(key, kind_of(0)), json::of(value, kind_of(1)));
                }
            }
            let object = json::Json::Object(entries);
            Value::Str(if call.function == Aggregate::JsonbObject {
                json::write(&object)
            } else {
                let text = json::write_ordered(&object);
                format!("{{ {} }}", &text[1..text.len() - 1])
            })
        }
        Aggregate::Deviation
        | Aggregate::DeviationOfAll
        | Aggregate::Variance
        | Aggregate::VarianceOfAll => spread(call, firsts()),
        function => {
            let mut state = State::new(&AggregateCall {
                is_distinct: false,
                order: Vec::new(),
                ..call.clone()
            });
            for value in firsts() {
                state.take(function, value)?;
            }
            return state.finish(call);
        }
    })
}

/// Variance and deviation.
fn spread<'v>(call: &AggregateCall, values: impl Iterator<Item = &'v Value>) -> Value {
    let of_all = matches!(
        call.function,
        Aggregate::DeviationOfAll | Aggregate::VarianceOfAll
    );
    let is_root = matches!(
        call.function,
        Aggregate::Deviation | Aggregate::DeviationOfAll
    );
    let values: Vec<&Value> = values.collect();
    if values.is_empty() || values.len() == 1 && !of_all {
        return Value::Null;
    }
    if call.kind == Kind::Double {
        let numbers: Vec<f64> = values
            .iter()
            .map(|value| {
                if let Value::F64(value) = value {
                    *value
                } else {
                    0.0
                }
            })
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "no table has 2^53 rows")]
        let count = numbers.len() as f64;
        let mean = numbers.iter().sum::<f64>() / count;
        let squares = numbers
            .iter()
            .map(|number| (number - mean).powi(2))
            .sum::<f64>();
        let variance = squares / if of_all { count } else { count - 1.0 };
        return Value::F64(if is_root { variance.sqrt() } else { variance });
    }
    decimal_spread(&values, of_all, is_root).map_or(Value::Null, Value::Decimal)
}

/// The same, exactly: none where the numbers are too great.
fn decimal_spread(values: &[&Value], of_all: bool, is_root: bool) -> Option<Decimal> {
    let count = Decimal::from(values.len());
    let (mut sum, mut squares) = (Decimal::ZERO, Decimal::ZERO);
    for value in values {
        let number = match value {
            Value::I64(value) => Decimal::from(*value),
            Value::Decimal(value) => *value,
            _ => Decimal::ZERO,
        };
        sum = sum.checked_add(number)?;
        squares = squares.checked_add(number.checked_mul(number)?)?;
    }
    let numerator = count
        .checked_mul(squares)?
        .checked_sub(sum.checked_mul(sum)?)?;
    if numerator <= Decimal::ZERO {
        return Some(Decimal::ZERO);
    }
    let divisor = count.checked_mul(if of_all { count } else { count - Decimal::ONE })?;
    let variance = number::divide(numerator, divisor)?;
    if !is_root {
        return Some(variance);
    }
    let exact = numerator.checked_div(divisor)?;
    let mut root = number::decimal_of(number::float_of(exact).sqrt())?;
    for _ in 0..2 {
        // Newton's step doubles the digits that are right.
        root = root
            .checked_add(exact.checked_div(root)?)?
            .checked_div(Decimal::TWO)?;
    }
    Some(number::round(root, variance.scale()))
}
