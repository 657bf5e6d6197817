//! An aggregate's value as rows come.

use gluesql::core::data::Interval;
use gluesql::prelude::Value;
use rust_decimal::Decimal;

use super::Aggregate;
use super::gather::{gathered, keeps_nulls};
use crate::engine::postgres::expression::{AggregateCall, Frame};
use crate::engine::postgres::value::{compare, number};
use crate::engine::postgres::{Kind, PgError};

/// An aggregate's value so far.
#[derive(Debug, Clone)]
pub(in crate::engine::postgres::select) enum State {
    /// How many.
    Count(i64),
    /// One value that stands for all.
    One(Option<Value>),
    /// A sum, and of how many.
    Sum(Sum, i64),
    /// All values, each with what they are ordered by.
    All(Vec<(Vec<Value>, Vec<Value>)>),
}

/// A sum in the type it is exact in.
#[derive(Debug, Clone)]
pub(in crate::engine::postgres::select) enum Sum {
    Whole(i128),
    Decimal(Decimal),
    Float(f64),
    Micros(i128),
    Months(i64),
    Nothing,
}

impl State {
    /// Before any row.
    pub fn new(call: &AggregateCall) -> Self {
        if call.is_distinct || !call.order.is_empty() {
            return Self::All(Vec::new());
        }
        match call.function {
            Aggregate::Count => Self::Count(0),
            Aggregate::Sum | Aggregate::Average => Self::Sum(Sum::Nothing, 0),
            Aggregate::Least
            | Aggregate::Greatest
            | Aggregate::Every
            | Aggregate::Some
            | Aggregate::BitAnd
            | Aggregate::BitOr => Self::One(None),
            _ => Self::All(Vec::new()),
        }
    }

    /// Takes a row in.
    pub fn add(&mut self, call: &AggregateCall, frame: &Frame) -> Result<(), PgError> {
        if let Some(filter) = &call.filter
            && !frame.holds(filter)?
        {
            return Ok(());
        }
        if let Self::Count(count) = self {
            let is_counted = match call.arguments.first() {
                Some(of) => !frame.value(of)?.is_null(),
                None => true,
            };
            *count += i64::from(is_counted);
            return Ok(());
        }
        if let Self::All(all) = self {
            let values = crate::engine::postgres::select::execute::values(&call.arguments, frame)?;
            if keeps_nulls(call.function) || !values.first().is_some_and(Value::is_null) {
                let order = call
                    .order
                    .iter()
                    .map(|key| frame.value(&key.by).map(std::borrow::Cow::into_owned))
                    .collect::<Result<Vec<_>, _>>()?;
                all.push((values, order));
            }
            return Ok(());
        }
        let Some(of) = call.arguments.first() else {
            return Ok(());
        };
        let value = frame.value(of)?;
        if value.is_null() {
            return Ok(());
        }
        self.take(call.function, &value)
    }

    /// Takes a value in that is not null.
    pub(super) fn take(&mut self, function: Aggregate, value: &Value) -> Result<(), PgError> {
        match self {
            Self::Count(count) => *count += 1,
            Self::Sum(sum, count) => {
                *count += 1;
                sum.add(value)?;
            }
            Self::One(one) => {
                let Some(best) = one else {
                    *one = Some(value.clone());
                    return Ok(());
                };
                let wins = match function {
                    Aggregate::Least => compare(value, best).is_lt(),
                    Aggregate::Greatest => compare(value, best).is_gt(),
                    Aggregate::Every => *value == Value::Bool(false),
                    Aggregate::Some => *value == Value::Bool(true),
                    _ => {
                        if let (Value::I64(best), Value::I64(value)) = (best, value) {
                            *best = if function == Aggregate::BitAnd {
                                *best & value
                            } else {
                                *best | value
                            };
                        }
                        false
                    }
                };
                if wins {
                    *one = Some(value.clone());
                }
            }
            Self::All(_) => {}
        }
        Ok(())
    }

    /// The value of all rows taken in.
    pub fn finish(self, call: &AggregateCall) -> Result<Value, PgError> {
        match self {
            Self::Count(count) => Ok(Value::I64(count)),
            Self::One(one) => Ok(one.unwrap_or(Value::Null)),
            Self::Sum(sum, count) => sum.finish(call, count),
            Self::All(all) => gathered(call, all),
        }
    }
}

impl Sum {
    fn add(&mut self, value: &Value) -> Result<(), PgError> {
        let overflow = || PgError::new("22003", "value overflows numeric format");
        *self = match (&*self, value) {
            (Self::Nothing, Value::I64(value)) => Self::Whole(i128::from(*value)),
            (Self::Whole(sum), Value::I64(value)) => Self::Whole(sum + i128::from(*value)),
            (Self::Nothing, Value::Decimal(value)) => Self::Decimal(*value),
            (Self::Decimal(sum), Value::Decimal(value)) => {
                Self::Decimal(sum.checked_add(*value).ok_or_else(overflow)?)
            }
            (Self::Nothing, Value::F64(value)) => Self::Float(*value),
            (Self::Float(sum), Value::F64(value)) => Self::Float(sum + value),
            (Self::Nothing, Value::Interval(Interval::Microsecond(value))) => {
                Self::Micros(i128::from(*value))
            }
            (Self::Micros(sum), Value::Interval(Interval::Microsecond(value))) => {
                Self::Micros(sum + i128::from(*value))
            }
            (Self::Nothing, Value::Interval(Interval::Month(value))) => {
                Self::Months(i64::from(*value))
            }
            (Self::Months(sum), Value::Interval(Interval::Month(value))) => {
                Self::Months(sum + i64::from(*value))
            }
            (same, _) => same.clone(),
        };
        Ok(())
    }

    fn finish(self, call: &AggregateCall, count: i64) -> Result<Value, PgError> {
        let overflow = || number::out_of_range(&call.kind);
        let is_average = call.function == Aggregate::Average;
        let number = match self {
            Self::Nothing => return Ok(Value::Null),
            Self::Float(sum) if is_average => {
                #[expect(clippy::cast_precision_loss, reason = "no table has 2^53 rows")]
                let count = count as f64;
                return Ok(Value::F64(sum / count));
            }
            Self::Float(sum) => {
                return Ok(Value::F64(if call.kind == Kind::Real {
                    number::real(sum)
                } else {
                    sum
                }));
            }
            Self::Micros(sum) => {
                let micros = if is_average {
                    sum / i128::from(count)
                } else {
                    sum
                };
                let micros = i64::try_from(micros).map_err(|_| overflow())?;
                return Ok(Value::Interval(Interval::Microsecond(micros)));
            }
            Self::Months(sum) => {
                let months = if is_average { sum / count } else { sum };
                let months = i32::try_from(months).map_err(|_| overflow())?;
                return Ok(Value::Interval(Interval::Month(months)));
            }
            Self::Whole(sum) if call.kind == Kind::BigInt => {
                return i64::try_from(sum).map(Value::I64).map_err(|_| overflow());
            }
            Self::Whole(sum) => {
                Decimal::try_from_i128_with_scale(sum, 0).map_err(|_| overflow())?
            }
            Self::Decimal(sum) => sum,
        };
        if !is_average {
            return Ok(Value::Decimal(number));
        }
        number::divide(number, Decimal::from(count))
            .map(Value::Decimal)
            .ok_or_else(overflow)
    }
}
