//! `+ - * / % ^`, bits, and the arithmetic of moments.

use gluesql::core::chrono::{Duration, NaiveTime};
use gluesql::core::data::Interval;
use gluesql::prelude::Value;

use super::Type::{
    BigInt, Boolean, Date, Double, Integer, Number, Numeric, Time, Timestamp, TimestampTz,
};
use super::{Arguments, Definition, Type, strict};
use crate::engine::postgres::value::{DAY, number, shift_moment};
use crate::engine::postgres::{Kind, PgError};

const SPAN: Type = Type::Interval;

/// The operators of numbers and moments.
pub const TABLE: &[Definition] = &[
    strict("+", &[Number, Number], Number, |of| numbers(of, &Sum::Add)),
    strict("-", &[Number, Number], Number, |of| {
        numbers(of, &Sum::Subtract)
    }),
    strict("*", &[Number, Number], Number, |of| {
        numbers(of, &Sum::Multiply)
    }),
    strict("/", &[Number, Number], Number, |of| {
        numbers(of, &Sum::Divide)
    }),
    strict("%", &[Number, Number], Number, |of| {
        numbers(of, &Sum::Remain)
    }),
    strict("mod", &[Number, Number], Number, |of| {
        numbers(of, &Sum::Remain)
    }),
    strict("div", &[Numeric, Numeric], Numeric, |of| {
        let (left, right) = (of.decimal(0), of.decimal(1));
        if right.is_zero() {
            return Err(division_by_zero());
        }
        decimal(left.checked_div(right).map(|quotient| quotient.trunc()))
    }),
    strict("-", &[Number], Number, negate),
    strict("+", &[Number], Number, |of| Ok(of.value(0).clone())),
    strict("^", &[Double, Double], Double, power),
    strict("^", &[Numeric, Numeric], Numeric, decimal_power),
    strict("power", &[Double, Double], Double, power),
    strict("power", &[Numeric, Numeric], Numeric, decimal_power),
    strict("pow", &[Double, Double], Double, power),
    strict("pow", &[Numeric, Numeric], Numeric, decimal_power),
    strict("&", &[BigInt, BigInt], BigInt, |of| {
        Ok(Value::I64(of.whole(0) & of.whole(1)))
    }),
    strict("|", &[BigInt, BigInt], BigInt, |of| {
        Ok(Value::I64(of.whole(0) | of.whole(1)))
    }),
    strict("#", &[BigInt, BigInt], BigInt, |of| {
        Ok(Value::I64(of.whole(0) ^ of.whole(1)))
    }),
    strict("&", &[Integer, Integer], Integer, |of| {
        Ok(Value::I64(of.whole(0) & of.whole(1)))
    }),
    strict("|", &[Integer, Integer], Integer, |of| {
        Ok(Value::I64(of.whole(0) | of.whole(1)))
    }),
    strict("#", &[Integer, Integer], Integer, |of| {
        Ok(Value::I64(of.whole(0) ^ of.whole(1)))
    }),
    strict("~", &[Integer], Integer, |of| Ok(Value::I64(!of.whole(0)))),
    strict("~", &[BigInt], BigInt, |of| Ok(Value::I64(!of.whole(0)))),
    strict("<<", &[Integer, Integer], Integer, |of| {
        let bits = u32::try_from(of.whole(1) & 31).unwrap_or(0);
        let value = i32::try_from(of.whole(0)).unwrap_or(0);
        Ok(Value::I64(value.wrapping_shl(bits).into()))
    }),
    strict("<<", &[BigInt, Integer], BigInt, |of| {
        Ok(Value::I64(of.whole(0).wrapping_shl(
            u32::try_from(of.whole(1) & 63).unwrap_or(0),
        )))
    }),
    strict(">>", &[Integer, Integer], Integer, |of| {
        Ok(Value::I64(of.whole(0) >> (of.whole(1) & 31)))
    }),
    strict(">>", &[BigInt, Integer], BigInt, |of| {
        Ok(Value::I64(of.whole(0) >> (of.whole(1) & 63)))
    }),
    strict("+", &[TimestampTz, SPAN], TimestampTz, |of| {
        shift(of, 0, 1, 1)
    }),
    strict("+", &[Timestamp, SPAN], Timestamp, |of| shift(of, 0, 1, 1)),
    strict("+", &[Date, SPAN], Timestamp, |of| shift(of, 0, 1, 1)),
    strict("+", &[SPAN, TimestampTz], TimestampTz, |of| {
        shift(of, 1, 0, 1)
    }),
    strict("+", &[SPAN, Timestamp], Timestamp, |of| shift(of, 1, 0, 1)),
    strict("+", &[SPAN, Date], Timestamp, |of| shift(of, 1, 0, 1)),
    strict("-", &[TimestampTz, TimestampTz], SPAN, difference),
    strict("-", &[Timestamp, Timestamp], SPAN, difference),
    strict("-", &[TimestampTz, SPAN], TimestampTz, |of| {
        shift(of, 0, 1, -1)
    }),
    strict("-", &[Timestamp, SPAN], Timestamp, |of| shift(of, 0, 1, -1)),
    strict("-", &[Date, SPAN], Timestamp, |of| shift(of, 0, 1, -1)),
    strict("-", &[Date, Date], Integer, |of| {
        match (of.value(0), of.value(1)) {
            (Value::Date(left), Value::Date(right)) => {
                Ok(Value::I64(left.signed_duration_since(*right).num_days()))
            }
            _ => Ok(Value::Null),
        }
    }),
    strict("+", &[Date, Integer], Date, |of| days(of, 0, 1, 1)),
    strict("+", &[Integer, Date], Date, |of| days(of, 1, 0, 1)),
    strict("-", &[Date, Integer], Date, |of| days(of, 0, 1, -1)),
    strict("+", &[Date, Time], Timestamp, |of| {
        match (of.value(0), of.value(1)) {
            (Value::Date(day), Value::Time(time)) => Ok(Value::Timestamp(day.and_time(*time))),
            _ => Ok(Value::Null),
        }
    }),
    strict("+", &[Time, SPAN], Time, |of| turn(of, 1)),
    strict("-", &[Time, SPAN], Time, |of| turn(of, -1)),
    strict("-", &[Time, Time], SPAN, |of| {
        match (of.value(0), of.value(1)) {
            (Value::Time(left), Value::Time(right)) => {
                let micros = left.signed_duration_since(*right).num_microseconds();
                Ok(Value::Interval(Interval::Microsecond(micros.unwrap_or(0))))
            }
            _ => Ok(Value::Null),
        }
    }),
    strict("+", &[SPAN, SPAN], SPAN, |of| spans(of, 1)),
    strict("-", &[SPAN, SPAN], SPAN, |of| spans(of, -1)),
    strict("-", &[SPAN], SPAN, |of| scale(of.value(0), -1.0)),
    strict("*", &[SPAN, Double], SPAN, |of| {
        scale(of.value(0), of.float(1))
    }),
    strict("*", &[Double, SPAN], SPAN, |of| {
        scale(of.value(1), of.float(0))
    }),
    strict("/", &[SPAN, Double], SPAN, |of| {
        if of.float(1) == 0.0 {
            return Err(division_by_zero());
        }
        scale(of.value(0), 1.0 / of.float(1))
    }),
    strict("isfinite", &[TimestampTz], Boolean, |_| {
        Ok(Value::Bool(true))
    }),
];

enum Sum {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remain,
}

/// `22012`
pub fn division_by_zero() -> PgError {
    PgError::new("22012", "division by zero")
}

fn numbers(of: &Arguments, sum: &Sum) -> Result<Value, PgError> {
    match (of.value(0), of.value(1)) {
        (Value::I64(left), Value::I64(right)) => {
            let (left, right) = (*left, *right);
            let result = match sum {
                Sum::Add => left.checked_add(right),
                Sum::Subtract => left.checked_sub(right),
                Sum::Multiply => left.checked_mul(right),
                Sum::Divide | Sum::Remain if right == 0 => return Err(division_by_zero()),
                Sum::Divide => left.checked_div(right),
                Sum::Remain => Some(left.wrapping_rem(right)),
            };
            result
                .ok_or_else(|| number::out_of_range(of.kind))
                .and_then(|result| number::whole(result, of.kind))
        }
        (Value::F64(left), Value::F64(right)) => {
            let (left, right) = (*left, *right);
            let result = match sum {
                Sum::Add => left + right,
                Sum::Subtract => left - right,
                Sum::Multiply => left * right,
                Sum::Divide | Sum::Remain if right == 0.0 => return Err(division_by_zero()),
                Sum::Divide => left / right,
                Sum::Remain => left % right,
            };
            if result.is_infinite() && left.is_finite() && right.is_finite() {
                return Err(PgError::new("22003", "value out of range: overflow"));
            }
            Ok(Value::F64(if *of.kind == Kind::Real {
                number::real(result)
            } else {
                result
            }))
        }
        (Value::Decimal(left), Value::Decimal(right)) => {
            let (left, right) = (*left, *right);
            decimal(match sum {
                Sum::Add => left.checked_add(right),
                Sum::Subtract => left.checked_sub(right),
                Sum::Multiply => left.checked_mul(right),
                Sum::Divide | Sum::Remain if right.is_zero() => return Err(division_by_zero()),
                Sum::Divide => number::divide(left, right),
                Sum::Remain => left.checked_rem(right),
            })
        }
        _ => Ok(Value::Null),
    }
}

fn decimal(value: Option<rust_decimal::Decimal>) -> Result<Value, PgError> {
    value
        .map(Value::Decimal)
        .ok_or_else(|| PgError::new("22003", "value overflows numeric format"))
}

fn negate(of: &Arguments) -> Result<Value, PgError> {
    Ok(match of.value(0) {
        Value::I64(value) => {
            let negated = value
                .checked_neg()
                .ok_or_else(|| number::out_of_range(of.kind))?;
            return number::whole(negated, of.kind);
        }
        Value::F64(value) => Value::F64(-value),
        Value::Decimal(value) => Value::Decimal(-*value),
        other => other.clone(),
    })
}

fn power(of: &Arguments) -> Result<Value, PgError> {
    let (base, exponent) = (of.float(0), of.float(1));
    if base == 0.0 && exponent < 0.0 {
        return Err(PgError::new(
            "2201F",
            "zero raised to a negative power is undefined",
        ));
    }
    if base < 0.0 && exponent.fract() != 0.0 {
        return Err(PgError::new(
            "2201F",
            "a negative number raised to a non-integer power yields a complex result",
        ));
    }
    let result = base.powf(exponent);
    if result.is_infinite() && base.is_finite() && exponent.is_finite() {
        return Err(PgError::new("22003", "value out of range: overflow"));
    }
    Ok(Value::F64(result))
}

fn decimal_power(of: &Arguments) -> Result<Value, PgError> {
    let base = number::float_of(of.decimal(0));
    let exponent = number::float_of(of.decimal(1));
    let result = number::decimal_of(base.powf(exponent))
        .ok_or_else(|| PgError::new("22003", "value overflows numeric format"))?;
    // Sixteen significant digits, as Postgres shows at least.
    Ok(Value::Decimal(number::round(result, 16)))
}

fn shift(of: &Arguments, moment: usize, span: usize, sign: i32) -> Result<Value, PgError> {
    let start = match of.value(moment) {
        Value::Timestamp(start) => *start,
        Value::Date(day) => day.and_time(NaiveTime::MIN),
        _ => return Ok(Value::Null),
    };
    let Value::Interval(span) = of.value(span) else {
        return Ok(Value::Null);
    };
    shift_moment(start, span, sign)
        .map(Value::Timestamp)
        .ok_or_else(|| PgError::new("22008", "timestamp out of range"))
}

fn difference(of: &Arguments) -> Result<Value, PgError> {
    match (of.value(0), of.value(1)) {
        (Value::Timestamp(left), Value::Timestamp(right)) => {
            let micros = left.signed_duration_since(*right).num_microseconds();
            micros
                .map(|micros| Value::Interval(Interval::Microsecond(micros)))
                .ok_or_else(|| PgError::new("22008", "interval out of range"))
        }
        _ => Ok(Value::Null),
    }
}

fn days(of: &Arguments, day: usize, count: usize, sign: i64) -> Result<Value, PgError> {
    let Value::Date(start) = of.value(day) else {
        return Ok(Value::Null);
    };
    Duration::try_days(of.whole(count) * sign)
        .and_then(|by| start.checked_add_signed(by))
        .map(Value::Date)
        .ok_or_else(|| PgError::new("22008", "date out of range"))
}

fn turn(of: &Arguments, sign: i64) -> Result<Value, PgError> {
    match (of.value(0), of.value(1)) {
        (Value::Time(time), Value::Interval(Interval::Microsecond(micros))) => {
            let by = Duration::microseconds((micros % DAY) * sign);
            Ok(Value::Time(time.overflowing_add_signed(by).0))
        }
        (time, _) => Ok(time.clone()),
    }
}

fn spans(of: &Arguments, sign: i64) -> Result<Value, PgError> {
    let overflow = || PgError::new("22008", "interval out of range");
    let (Value::Interval(left), Value::Interval(right)) = (of.value(0), of.value(1)) else {
        return Ok(Value::Null);
    };
    let months = |span: &Interval| {
        if let Interval::Month(months) = span {
            Some(i64::from(*months))
        } else {
            None
        }
    };
    if let (Some(left), Some(right)) = (months(left), months(right)) {
        return i32::try_from(left + right * sign)
            .map(|months| Value::Interval(Interval::Month(months)))
            .map_err(|_| overflow());
    }
    // A span of months and of days has no value of its own; a month is 30 days then.
    let micros = |span: &Interval| match span {
        Interval::Month(months) => i64::from(*months).checked_mul(30 * DAY),
        Interval::Microsecond(micros) => Some(*micros),
    };
    let sum = micros(left)
        .zip(micros(right))
        .and_then(|(left, right)| left.checked_add(right.checked_mul(sign)?));
    sum.map(|sum| Value::Interval(Interval::Microsecond(sum)))
        .ok_or_else(overflow)
}

fn scale(span: &Value, factor: f64) -> Result<Value, PgError> {
    use rust_decimal::prelude::ToPrimitive;
    let overflow = || PgError::new("22008", "interval out of range");
    Ok(match span {
        Value::Interval(Interval::Month(months)) => {
            let scaled = f64::from(*months) * factor;
            if scaled.fract() == 0.0 {
                Value::Interval(Interval::Month(scaled.to_i32().ok_or_else(overflow)?))
            } else {
                let micros = scaled * 30.0 * 86_400e6;
                Value::Interval(Interval::Microsecond(
                    number::whole_of_float(micros).ok_or_else(overflow)?,
                ))
            }
        }
        Value::Interval(Interval::Microsecond(micros)) => {
            let scaled = micros.to_f64().unwrap_or(0.0) * factor;
            Value::Interval(Interval::Microsecond(
                number::whole_of_float(scaled).ok_or_else(overflow)?,
            ))
        }
        _ => Value::Null,
    })
}
