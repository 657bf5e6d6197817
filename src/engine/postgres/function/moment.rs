//! Functions of moments, days and spans.

use gluesql::core::chrono::{Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime};
use gluesql::core::data::Interval as Span;
use gluesql::prelude::Value;
use rust_decimal::Decimal;

use super::Type::{Date, Double, Integer, Interval, Numeric, Text, Time, Timestamp, TimestampTz};
use super::{Arguments, Definition, strict};
use crate::engine::postgres::value::{DAY, Field, field, interval_parts, number, truncate};
use crate::engine::postgres::{Kind, PgError};

/// The functions of moments.
pub const TABLE: &[Definition] = &[
    strict("now", &[], TimestampTz, |of| Ok(Value::Timestamp(now(of)))),
    strict("current_timestamp", &[], TimestampTz, |of| {
        Ok(Value::Timestamp(now(of)))
    }),
    strict("current_timestamp", &[Integer], TimestampTz, |of| {
        Ok(Value::Timestamp(now(of)))
    }),
    strict("transaction_timestamp", &[], TimestampTz, |of| {
        Ok(Value::Timestamp(now(of)))
    }),
    strict("statement_timestamp", &[], TimestampTz, |of| {
        Ok(Value::Timestamp(now(of)))
    }),
    strict("clock_timestamp", &[], TimestampTz, |of| {
        Ok(Value::Timestamp(now(of)))
    }),
    strict("localtimestamp", &[], Timestamp, |of| {
        Ok(Value::Timestamp(now(of)))
    }),
    strict("current_date", &[], Date, |of| {
        Ok(Value::Date(now(of).date()))
    }),
    strict("current_time", &[], Time, |of| {
        Ok(Value::Time(now(of).time()))
    }),
    strict("localtime", &[], Time, |of| Ok(Value::Time(now(of).time()))),
    strict("date_trunc", &[Text, TimestampTz], TimestampTz, truncated),
    strict("date_trunc", &[Text, Timestamp], Timestamp, truncated),
    strict(
        "date_trunc",
        &[Text, TimestampTz, Text],
        TimestampTz,
        truncated,
    ),
    strict("extract", &[Text, TimestampTz], Numeric, extract),
    strict("extract", &[Text, Timestamp], Numeric, extract),
    strict("extract", &[Text, Date], Numeric, extract),
    strict("extract", &[Text, Time], Numeric, extract),
    strict("extract", &[Text, Interval], Numeric, extract),
    strict("date_part", &[Text, TimestampTz], Double, part),
    strict("date_part", &[Text, Timestamp], Double, part),
    strict("date_part", &[Text, Date], Double, part),
    strict("date_part", &[Text, Time], Double, part),
    strict("date_part", &[Text, Interval], Double, part),
    strict("age", &[TimestampTz, TimestampTz], Interval, age),
    strict("age", &[Timestamp, Timestamp], Interval, age),
    strict("date", &[TimestampTz], Date, |of| Ok(day(of.value(0)))),
    strict("date", &[Timestamp], Date, |of| Ok(day(of.value(0)))),
    strict("date", &[Date], Date, |of| Ok(of.value(0).clone())),
    strict("make_date", &[Integer, Integer, Integer], Date, |of| {
        let number = |place| u32::try_from(of.whole(place)).unwrap_or(0);
        i32::try_from(of.whole(0))
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, number(1), number(2)))
            .map(Value::Date)
            .ok_or_else(|| PgError::new("22008", "date field value out of range"))
    }),
    strict("to_timestamp", &[Double], TimestampTz, |of| {
        number::whole_of_float(of.float(0) * 1e6)
            .and_then(gluesql::core::chrono::DateTime::from_timestamp_micros)
            .map(|moment| Value::Timestamp(moment.naive_utc()))
            .ok_or_else(|| PgError::new("22008", "timestamp out of range"))
    }),
    strict("timezone", &[Text, TimestampTz], Timestamp, |of| {
        zone(of, 1)
    }),
    strict("timezone", &[Text, Timestamp], TimestampTz, |of| {
        zone(of, -1)
    }),
];

fn now(of: &Arguments) -> NaiveDateTime {
    of.runtime.environment.now()
}

fn day(value: &Value) -> Value {
    if let Value::Timestamp(moment) = value {
        Value::Date(moment.date())
    } else {
        Value::Null
    }
}

fn field_of(of: &Arguments) -> Result<Field, PgError> {
    Field::of(of.text(0)).ok_or_else(|| {
        PgError::new(
            "22023",
            format!(
                "unit \"{}\" not recognized for type {}",
                of.text(0),
                of.kind_of(1)
            ),
        )
    })
}

fn truncated(of: &Arguments) -> Result<Value, PgError> {
    let field = field_of(of)?;
    let Value::Timestamp(moment) = of.value(1) else {
        return Ok(Value::Null);
    };
    truncate(*moment, field)
        .map(Value::Timestamp)
        .ok_or_else(|| {
            PgError::new(
                "22023",
                format!(
                    "unit \"{}\" not supported for type {}",
                    of.text(0),
                    of.kind_of(1)
                ),
            )
        })
}

/// A field in millionths.
fn millionths(of: &Arguments) -> Result<i128, PgError> {
    let wanted = field_of(of)?;
    Ok(match of.value(1) {
        Value::Timestamp(moment) => field(*moment, wanted),
        Value::Date(day) => field(day.and_time(NaiveTime::MIN), wanted),
        Value::Time(time) => field(NaiveDate::default().and_time(*time), wanted),
        Value::Interval(span) => {
            let (years, months, days, micros) = interval_parts(span);
            let micros = i128::from(micros);
            let whole = match wanted {
                Field::Epoch => {
                    let days =
                        i128::from(years) * 1_461 / 4 + i128::from(months) * 30 + i128::from(days);
                    return Ok(days * i128::from(DAY) + micros);
                }
                Field::Second => return Ok(micros % 60_000_000),
                Field::Milliseconds => return Ok(micros % 60_000_000 * 1000),
                Field::Microseconds => return Ok(micros % 60_000_000 * 1_000_000),
                Field::Minute => micros / 60_000_000 % 60,
                Field::Hour => micros / 3_600_000_000,
                Field::Day => i128::from(days),
                Field::Month => i128::from(months),
                Field::Year => i128::from(years),
                Field::Quarter => i128::from(months / 3 + 1),
                _ => 0,
            };
            whole * 1_000_000
        }
        _ => 0,
    })
}

fn extract(of: &Arguments) -> Result<Value, PgError> {
    let wanted = field_of(of)?;
    // Fields with a fraction show it in full, the others none.
    let scale = match wanted {
        Field::Second | Field::Epoch if *of.kind_of(1) != Kind::Date => 6,
        Field::Milliseconds => 3,
        _ => 0,
    };
    let value = Decimal::try_from_i128_with_scale(millionths(of)?, 6).unwrap_or_default();
    Ok(Value::Decimal(number::round(value, scale)))
}

fn part(of: &Arguments) -> Result<Value, PgError> {
    let value = Decimal::try_from_i128_with_scale(millionths(of)?, 6).unwrap_or_default();
    Ok(Value::F64(number::float_of(value)))
}

fn age(of: &Arguments) -> Result<Value, PgError> {
    let (Value::Timestamp(later), Value::Timestamp(earlier)) = (of.value(0), of.value(1)) else {
        return Ok(Value::Null);
    };
    let months = (later.year() - earlier.year()) * 12 + i32::try_from(later.month()).unwrap_or(0)
        - i32::try_from(earlier.month()).unwrap_or(0);
    let exact = u32::try_from(months)
        .ok()
        .and_then(|months| earlier.checked_add_months(Months::new(months)));
    if exact == Some(*later) {
        return Ok(Value::Interval(Span::Month(months)));
    }
    let micros = later
        .signed_duration_since(*earlier)
        .num_microseconds()
        .unwrap_or(0);
    Ok(Value::Interval(Span::Microsecond(micros)))
}

/// A moment in another zone: fixed offsets, and the names of UTC.
fn zone(of: &Arguments, sign: i32) -> Result<Value, PgError> {
    let Value::Timestamp(moment) = of.value(1) else {
        return Ok(Value::Null);
    };
    let Some(offset) = crate::engine::postgres::value::offset(of.text(0)) else {
        return Err(PgError::new(
            "22023",
            format!("time zone \"{}\" not recognized", of.text(0)),
        ));
    };
    let seconds = i64::from(offset.local_minus_utc()) * i64::from(sign);
    moment
        .checked_add_signed(gluesql::core::chrono::Duration::seconds(seconds))
        .map(Value::Timestamp)
        .ok_or_else(|| PgError::new("22008", "timestamp out of range"))
}
