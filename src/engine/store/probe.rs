//! What part of an index a comparison asks for.
//!
//! `GlueSQL` hands over the compared value as the literal had it; here it is made
//! one of the column's type, as the same comparison without an index would read it.

use gluesql::core::ast::{DataType, IndexOperator};
use gluesql::core::chrono::{NaiveDate, NaiveTime};
use gluesql::prelude::Value;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use super::key::{FloatKey, Key};
use crate::engine::convert;

/// A part of an index.
#[derive(Debug, Clone, PartialEq)]
pub enum Probe {
    /// No row can satisfy it.
    Nothing,
    /// The rows of that key.
    Is(Key),
    /// Before that key.
    Below(Key),
    /// Before that key, and it.
    UpTo(Key),
    /// That key and after.
    From(Key),
    /// After that key.
    Above(Key),
}

/// The part of an index over a column of that type.
pub fn probe(data_type: &DataType, operator: &IndexOperator, value: &Value) -> Probe {
    if value.is_null() {
        // GlueSQL's planner asks so for IS NULL and IS NOT NULL; plain comparisons with null it leaves alone.
        return match operator {
            IndexOperator::Eq => Probe::Is(Key::Null),
            IndexOperator::Lt => Probe::Below(Key::Null),
            _ => Probe::Nothing,
        };
    }
    let Some((key, is_exact)) = key(data_type, value) else {
        return Probe::Nothing;
    };
    match (operator, is_exact) {
        (IndexOperator::Eq, true) => Probe::Is(key),
        (IndexOperator::Eq, false) => Probe::Nothing,
        (IndexOperator::Gt, _) | (IndexOperator::GtEq, false) => Probe::Above(key),
        (IndexOperator::GtEq, true) => Probe::From(key),
        (IndexOperator::Lt, true) => Probe::Below(key),
        (IndexOperator::LtEq, _) | (IndexOperator::Lt, false) => Probe::UpTo(key),
    }
}

/// The value as a key of that type, and whether it is the very value: else it is the next one below.
fn key(data_type: &DataType, value: &Value) -> Option<(Key, bool)> {
    let exact = |key| Some((key, true));
    match (data_type, value) {
        (DataType::Int, Value::F64(value)) => {
            let floor = value.floor();
            floor
                .to_i64()
                .map(|whole| (Key::Integer(whole), floor.total_cmp(value).is_eq()))
        }
        (DataType::Int, Value::Decimal(value)) => {
            let floor = value.floor();
            floor
                .to_i64()
                .map(|whole| (Key::Integer(whole), floor == *value))
        }
        (DataType::Float, Value::I64(value)) => exact(Key::Float(FloatKey(value.to_f64()?))),
        (DataType::Float, Value::Decimal(value)) => exact(Key::Float(FloatKey(value.to_f64()?))),
        (DataType::Decimal, Value::I64(value)) => exact(Key::Decimal(Decimal::from(*value))),
        (DataType::Decimal, Value::F64(value)) => exact(Key::Decimal(Decimal::from_f64(*value)?)),
        (DataType::Timestamp, Value::Date(value)) => {
            exact(Key::Timestamp(value.and_time(NaiveTime::MIN)))
        }
        (DataType::Timestamp, Value::Str(text)) => {
            exact(Key::Timestamp(convert::parse_moment(text)?))
        }
        (DataType::Date, Value::Timestamp(value)) => {
            Some((Key::Date(value.date()), value.time() == NaiveTime::MIN))
        }
        (DataType::Date, Value::Str(text)) => exact(Key::Date(text.parse::<NaiveDate>().ok()?)),
        (DataType::Time, Value::Str(text)) => exact(Key::Time(convert::parse_time(text)?)),
        (DataType::Uuid, Value::Str(text)) => {
            exact(Key::Uuid(convert::parse_uuid(text)?.to_be_bytes()))
        }
        (data_type, value) if value.get_type().as_ref() == Some(data_type) => exact(Key::of(value)),
        _ => None,
    }
}
