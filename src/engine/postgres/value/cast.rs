//! Which type becomes which, and how.

use gluesql::core::chrono::NaiveTime;
use gluesql::core::data::Interval;
use gluesql::prelude::Value;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::interval::DAY;
use super::{json, number, read, write};
use crate::engine::postgres::{Environment, Kind, PgError};

/// When a cast is made: by itself, on assignment to a column, or when asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Where types meet in an expression.
    Implicit,
    /// Where a value goes into a column.
    Assignment,
    /// Where the statement says `CAST` or `::`.
    Explicit,
}

/// The precision and scale of a `numeric(10,2)`.
pub type Modifier = Option<(u32, u32)>;

/// The least level at which one type becomes the other; none where it never does.
pub fn castable(from: &Kind, to: &Kind) -> Option<Level> {
    if from == to || *from == Kind::Unknown {
        return Some(Level::Implicit);
    }
    if let (Some(from), Some(to)) = (from.rank(), to.rank()) {
        return Some(if from <= to {
            Level::Implicit
        } else {
            Level::Assignment
        });
    }
    match (from, to) {
        (Kind::Array(from), Kind::Array(to)) => castable(from, to),
        (from, to) if from.is_text() && to.is_text() => Some(Level::Implicit),
        (Kind::Enum(_), Kind::Enum(_)) => None,
        (Kind::Date, Kind::Timestamp | Kind::TimestampTz)
        | (Kind::Timestamp, Kind::TimestampTz) => Some(Level::Implicit),
        (Kind::TimestampTz, Kind::Timestamp | Kind::Date | Kind::Time)
        | (Kind::Timestamp, Kind::Date | Kind::Time)
        | (Kind::Json, Kind::Jsonb)
        | (Kind::Jsonb, Kind::Json) => Some(Level::Assignment),
        (Kind::Time, Kind::Interval) => Some(Level::Implicit),
        (Kind::Interval, Kind::Time) => Some(Level::Assignment),
        (Kind::Boolean, Kind::Integer) | (Kind::Integer, Kind::Boolean) => Some(Level::Explicit),
        (Kind::Jsonb, to) if to.is_number() || *to == Kind::Boolean => Some(Level::Explicit),
        (_, to) if to.is_text() => Some(Level::Assignment),
        (from, _) if from.is_text() => Some(Level::Explicit),
        _ => None,
    }
}

/// A value of one type as one of another. Whether it may was asked before, of `castable`.
///
/// # Errors
/// What Postgres refuses: text that is none of the type, numbers out of range, text that is too long.
pub fn cast(
    value: Value,
    from: &Kind,
    to: &Kind,
    level: Level,
    environment: &dyn Environment,
) -> Result<Value, PgError> {
    if value.is_null() {
        return Ok(Value::Null);
    }
    match to {
        Kind::Varchar(length) | Kind::Char(length) => {
            let text = match value {
                Value::Str(text) => text,
                value => cast_to_text(&value, from),
            };
            return fit_text(text, *length, to, level).map(Value::Str);
        }
        Kind::Text | Kind::Unknown => {
            return Ok(match value {
                Value::Str(text) => Value::Str(text),
                value => Value::Str(cast_to_text(&value, from)),
            });
        }
        _ if from == to => return Ok(value),
        _ => {}
    }
    match (value, to) {
        (Value::I64(value), Kind::SmallInt | Kind::Integer | Kind::BigInt) => {
            number::whole(value, to)
        }
        (Value::I64(value), Kind::Numeric) => Ok(Value::Decimal(Decimal::from(value))),
        (Value::I64(value), Kind::Real) => {
            Ok(Value::F64(number::real(value.to_f64().unwrap_or(f64::NAN))))
        }
        (Value::I64(value), Kind::Double) => Ok(Value::F64(value.to_f64().unwrap_or(f64::NAN))),
        (Value::I64(value), Kind::Boolean) => Ok(Value::Bool(value != 0)),
        (Value::F64(value), kind) if kind.is_whole() => number::whole_of_float(value)
            .ok_or_else(|| number::out_of_range(to))
            .and_then(|value| number::whole(value, to)),
        (Value::F64(value), Kind::Numeric) => number::decimal_of(value)
            .map(Value::Decimal)
            .ok_or_else(|| number::out_of_range(to)),
        (Value::F64(value), Kind::Real) => Ok(Value::F64(number::real(value))),
        (Value::F64(value), Kind::Double) => Ok(Value::F64(value)),
        (Value::Decimal(value), kind) if kind.is_whole() => number::round(value, 0)
            .to_i64()
            .ok_or_else(|| number::out_of_range(to))
            .and_then(|value| number::whole(value, to)),
        (Value::Decimal(value), Kind::Double) => Ok(Value::F64(number::float_of(value))),
        (Value::Decimal(value), Kind::Real) => {
            Ok(Value::F64(number::real(number::float_of(value))))
        }
        (Value::Decimal(value), Kind::Numeric) => Ok(Value::Decimal(value)),
        (Value::Bool(value), Kind::Integer) => Ok(Value::I64(i64::from(value))),
        (value @ Value::Bool(_), Kind::Boolean) => Ok(value),
        (Value::Date(value), Kind::Timestamp | Kind::TimestampTz) => {
            Ok(Value::Timestamp(value.and_time(NaiveTime::MIN)))
        }
        (value @ Value::Timestamp(_), Kind::Timestamp | Kind::TimestampTz) => Ok(value),
        (Value::Timestamp(value), Kind::Date) => Ok(Value::Date(value.date())),
        (Value::Timestamp(value), Kind::Time) => Ok(Value::Time(value.time())),
        (Value::Time(value), Kind::Interval) => Ok(Value::Interval(Interval::Microsecond(
            value
                .signed_duration_since(NaiveTime::MIN)
                .num_microseconds()
                .unwrap_or(0),
        ))),
        (Value::Interval(Interval::Microsecond(value)), Kind::Time) => Ok(Value::Time(
            NaiveTime::MIN + gluesql::core::chrono::Duration::microseconds(value.rem_euclid(DAY)),
        )),
        (Value::Str(text), Kind::Jsonb) if *from == Kind::Json => {
            Ok(Value::Str(json::write(&json::parse(&text)?)))
        }
        (Value::Str(text), Kind::Json) if *from == Kind::Jsonb => Ok(Value::Str(text)),
        (Value::Str(text), to) if *from == Kind::Jsonb => of_jsonb(&text, to, environment),
        (Value::List(values), Kind::Array(to)) => {
            let from = if let Kind::Array(from) = from {
                (**from).clone()
            } else {
                Kind::Unknown
            };
            let values: Result<Vec<Value>, PgError> = values
                .into_iter()
                .map(|value| match value {
                    // Arrays of arrays have the type of their innermost elements.
                    inner @ Value::List(_) => cast(
                        inner,
                        &Kind::Array(Box::new(from.clone())),
                        &Kind::Array(to.clone()),
                        level,
                        environment,
                    ),
                    value => cast(value, &from, to, level, environment),
                })
                .collect();
            values.map(Value::List)
        }
        (Value::Str(text), to) => read(&text, to, environment),
        (value, to) => read(&cast_to_text(&value, from), to, environment),
    }
}

/// A value's text as a cast gives it: booleans in full.
pub fn cast_to_text(value: &Value, kind: &Kind) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        value => write(value, kind),
    }
}

/// Text within a length: an assignment refuses what is longer, a cast cuts it.
fn fit_text(
    text: String,
    length: Option<u32>,
    kind: &Kind,
    level: Level,
) -> Result<String, PgError> {
    let Some(length) = length.and_then(|length| usize::try_from(length).ok()) else {
        return Ok(text);
    };
    let is_padded = matches!(kind, Kind::Char(_));
    // Most texts are short; their bytes bound their characters.
    if text.len() > length
        && let Some((end, _)) = text.char_indices().nth(length)
    {
        // Spaces beyond the end are cut without a word.
        if level == Level::Explicit || text[end..].chars().all(|char| char == ' ') {
            return Ok(text[..end].to_owned());
        }
        return Err(PgError::new(
            "22001",
            format!("value too long for type {kind}({length})"),
        ));
    }
    if is_padded {
        let missing = length.saturating_sub(text.chars().count());
        return Ok(text + &" ".repeat(missing));
    }
    Ok(text)
}

/// A `jsonb` scalar as a number or a boolean.
fn of_jsonb(text: &str, to: &Kind, environment: &dyn Environment) -> Result<Value, PgError> {
    let refuse =
        |what: &str| PgError::new("22023", format!("cannot cast jsonb {what} to type {to}"));
    match json::parse(text)? {
        json::Json::Bool(value) if *to == Kind::Boolean => Ok(Value::Bool(value)),
        json::Json::Number(value) if *to != Kind::Boolean => {
            let value = read(&value.to_string(), &Kind::Numeric, environment)?;
            cast(value, &Kind::Numeric, to, Level::Explicit, environment)
        }
        json::Json::Null => Err(refuse("null")),
        json::Json::Bool(_) => Err(refuse("boolean")),
        json::Json::Number(_) => Err(refuse("numeric")),
        json::Json::String(_) => Err(refuse("string")),
        json::Json::Array(_) => Err(refuse("array")),
        json::Json::Object(_) => Err(refuse("object")),
    }
}

/// A decimal made one of `numeric(precision, scale)`.
///
/// # Errors
/// `22003`: `numeric field overflow`.
pub fn fit_numeric(value: Decimal, modifier: Modifier) -> Result<Decimal, PgError> {
    let Some((precision, scale)) = modifier else {
        return Ok(value);
    };
    let rounded = number::round(value, scale);
    let whole = precision.saturating_sub(scale);
    let fits = whole >= 28 || rounded.abs() < power_of_ten(whole);
    if fits {
        return Ok(rounded);
    }
    let mut error = PgError::new("22003", "numeric field overflow");
    error.detail = Some(format!(
        "A field with precision {precision}, scale {scale} must round to an absolute value less than {}.",
        if whole == 0 {
            "1".to_owned()
        } else {
            format!("10^{whole}")
        }
    ));
    Err(error)
}

fn power_of_ten(exponent: u32) -> Decimal {
    (0..exponent).fold(Decimal::ONE, |power, _| power * Decimal::from(10))
}
