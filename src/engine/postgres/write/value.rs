//! A value made one of its column's type, quickly where nothing is to be done.

use gluesql::prelude::Value;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::engine::postgres::expression::{Runtime, assign};
use crate::engine::postgres::relation::RelationColumn;
use crate::engine::postgres::types::ColumnType;
use crate::engine::postgres::{Kind, PgError, query};

/// Makes a value that code gave one of a column's type. A text is a literal, which takes any type.
///
/// # Errors
/// What Postgres refuses: 22P02, 22001, 22003, 42804.
pub fn fit(value: Value, column: &RelationColumn, runtime: &Runtime) -> Result<Value, PgError> {
    let of = &column.of;
    let is_fit = match (&value, &of.kind) {
        (Value::Null, _) | (Value::Bool(_), Kind::Boolean) | (Value::Str(_), Kind::Text) => true,
        (Value::I64(_), Kind::BigInt) | (Value::F64(_), Kind::Double) => true,
        (Value::I64(number), Kind::Integer) => i32::try_from(*number).is_ok(),
        (Value::I64(number), Kind::SmallInt) => i16::try_from(*number).is_ok(),
        // No more bytes than characters allowed: no need to count.
        (Value::Str(text), Kind::Varchar(length)) => {
            length.is_none_or(|length| text.len() <= length as usize)
        }
        (Value::Timestamp(_), Kind::TimestampTz | Kind::Timestamp)
        | (Value::Date(_), Kind::Date)
        | (Value::Time(_), Kind::Time)
        | (Value::Uuid(_), Kind::Uuid)
        | (Value::Bytea(_), Kind::Bytea) => true,
        _ => false,
    };
    if is_fit {
        return Ok(value);
    }
    // Code's numbers become literals in SQL, and a literal with a point is exact.
    let value = match value {
        Value::F64(number) if of.kind.is_whole() || of.kind == Kind::Numeric => {
            exact(number).map_or(Value::F64(number), Value::Decimal)
        }
        value => value,
    };
    let from = kind_of_value(&value);
    query::check_assignable(&from, &of.kind, &column.name)?;
    sized(assign(value, &from, &of.kind, runtime)?, of)
}

/// Makes a number, or each of an array's, one of the column's precision.
///
/// # Errors
/// 22003 where it has too many digits before the point.
pub fn sized(value: Value, of: &ColumnType) -> Result<Value, PgError> {
    let (number, (precision, scale)) = match (value, of.precision) {
        (Value::Decimal(number), Some(precision)) => (number, precision),
        (Value::List(values), Some(_)) => {
            let values = values.into_iter().map(|value| sized(value, of));
            return values.collect::<Result<_, _>>().map(Value::List);
        }
        (value, _) => return Ok(value),
    };
    let mut rounded = number.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(scale);
    let limit = Decimal::from(10_i8)
        .checked_powi_small(precision.saturating_sub(scale))
        .unwrap_or(Decimal::MAX);
    if rounded.abs() >= limit && limit != Decimal::MAX {
        return Err(PgError {
            detail: Some(format!(
                "A field with precision {precision}, scale {scale} must round to an absolute value less than {}.",
                if precision == scale {
                    "1".to_owned()
                } else {
                    format!("10^{}", precision - scale)
                }
            )),
            ..PgError::new("22003", "numeric field overflow")
        });
    }
    Ok(Value::Decimal(rounded))
}

/// A number as its shortest text has it.
fn exact(number: f64) -> Option<Decimal> {
    let text = number.to_string();
    text.parse()
        .or_else(|_| Decimal::from_scientific(&text))
        .ok()
}

/// A power that needs no mathematics.
trait SmallPower: Sized {
    /// It, so many times with itself.
    fn checked_powi_small(self, power: u32) -> Option<Self>;
}

impl SmallPower for Decimal {
    fn checked_powi_small(self, power: u32) -> Option<Self> {
        (0..power).try_fold(Decimal::ONE, |product, _| product.checked_mul(self))
    }
}

/// The type a value has that code gave without one.
fn kind_of_value(value: &Value) -> Kind {
    match value {
        Value::Bool(_) => Kind::Boolean,
        Value::I64(number) if i32::try_from(*number).is_ok() => Kind::Integer,
        Value::I64(_) => Kind::BigInt,
        Value::F64(_) => Kind::Double,
        Value::Decimal(_) => Kind::Numeric,
        Value::Bytea(_) => Kind::Bytea,
        Value::Date(_) => Kind::Date,
        Value::Time(_) => Kind::Time,
        Value::Timestamp(_) => Kind::TimestampTz,
        Value::Interval(_) => Kind::Interval,
        Value::Uuid(_) => Kind::Uuid,
        Value::List(values) => {
            let of = values
                .iter()
                .find(|value| **value != Value::Null)
                .map_or(Kind::Unknown, kind_of_value);
            of.array()
        }
        _ => Kind::Unknown,
    }
}
