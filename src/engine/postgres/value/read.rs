//! Text as a value of a type: what Postgres' input functions read.

use gluesql::prelude::Value;

use super::moment::{self, Bad};
use super::{array, interval, invalid, json, number};
use crate::engine::convert;
use crate::engine::postgres::{Environment, Kind, PgError};

/// Text as a value of that type. Lengths are not held here; a cast does that.
///
/// # Errors
/// `22P02` and its like: the text is none of the type.
pub fn read(text: &str, kind: &Kind, environment: &dyn Environment) -> Result<Value, PgError> {
    let bad = || invalid(kind, text);
    Ok(match kind {
        Kind::Unknown | Kind::Text | Kind::Varchar(_) | Kind::Char(_) => {
            Value::Str(text.to_owned())
        }
        Kind::Boolean => Value::Bool(boolean(text).ok_or_else(bad)?),
        Kind::SmallInt | Kind::Integer | Kind::BigInt => whole(text, kind)?,
        Kind::Numeric => Value::Decimal(number::decimal(text).ok_or_else(bad)?),
        Kind::Real => Value::F64(number::real(float(text).ok_or_else(bad)?)),
        Kind::Double => Value::F64(float(text).ok_or_else(bad)?),
        Kind::TimestampTz | Kind::Timestamp | Kind::Date | Kind::Time => {
            moment_of(text, kind, environment)?
        }
        Kind::Interval => Value::Interval(interval::read(text).ok_or_else(bad)?),
        Kind::Uuid => {
            let inner = text.trim().trim_start_matches('{').trim_end_matches('}');
            Value::Uuid(convert::parse_uuid(inner).ok_or_else(bad)?)
        }
        Kind::Json => {
            json::parse(text)?;
            Value::Str(text.to_owned())
        }
        Kind::Jsonb => Value::Str(json::write(&json::parse(text)?)),
        Kind::Bytea => Value::Bytea(bytes(text)?),
        Kind::Enum(name) => {
            let is_label = environment
                .labels(name)
                .is_none_or(|labels| labels.iter().any(|label| label == text));
            if !is_label {
                return Err(PgError::new(
                    "22P02",
                    format!("invalid input value for enum {kind}: \"{text}\""),
                ));
            }
            Value::Str(text.to_owned())
        }
        Kind::Array(of) => array::read(text, of, environment)?,
    })
}

fn whole(text: &str, kind: &Kind) -> Result<Value, PgError> {
    let trimmed = text.trim();
    let digits = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(invalid(kind, text));
    }
    trimmed
        .parse()
        .ok()
        .and_then(|value| number::whole(value, kind).ok())
        .ok_or_else(|| {
            PgError::new(
                "22003",
                format!("value \"{text}\" is out of range for type {kind}"),
            )
        })
}

fn float(text: &str) -> Option<f64> {
    let trimmed = text.trim();
    match trimmed.to_ascii_lowercase().as_str() {
        "nan" => Some(f64::NAN),
        "infinity" | "+infinity" | "inf" => Some(f64::INFINITY),
        "-infinity" | "-inf" => Some(f64::NEG_INFINITY),
        _ => trimmed.parse().ok().filter(|value: &f64| value.is_finite()),
    }
}

fn boolean(text: &str) -> Option<bool> {
    let text = text.trim().to_ascii_lowercase();
    let begins = |word: &str| !text.is_empty() && word.starts_with(&text);
    match text.as_str() {
        "1" | "on" => Some(true),
        "0" | "off" | "of" => Some(false),
        _ if begins("true") || begins("yes") => Some(true),
        _ if begins("false") || begins("no") => Some(false),
        _ => None,
    }
}

fn moment_of(text: &str, kind: &Kind, environment: &dyn Environment) -> Result<Value, PgError> {
    let bad = |bad: Bad| match bad {
        Bad::Syntax => invalid(kind, text),
        Bad::Range => PgError::new(
            "22008",
            format!("date/time field value out of range: \"{text}\""),
        ),
    };
    if *kind == Kind::Time {
        let clock = text
            .trim()
            .trim_end_matches('Z')
            .split(['+'])
            .next()
            .unwrap_or_default();
        return match moment::read_clock(clock) {
            Ok((time, _)) => Ok(Value::Time(time)),
            // A whole moment gives its time of day.
            Err(error) => moment::read(text)
                .map(|(moment, _)| Value::Time(moment.time()))
                .map_err(|_| bad(error)),
        };
    }
    let today = environment.now().date();
    let days = match text.trim().to_ascii_lowercase().as_str() {
        "now" if *kind != Kind::Date => return Ok(Value::Timestamp(environment.now())),
        "now" | "today" => Some(0),
        "yesterday" => Some(-1),
        "tomorrow" => Some(1),
        "epoch" => Some(
            -today
                .signed_duration_since(gluesql::core::chrono::NaiveDate::default())
                .num_days(),
        ),
        _ => None,
    };
    let (moment, offset) = match days {
        Some(days) => {
            let day = today + gluesql::core::chrono::Duration::days(days);
            (day.and_time(gluesql::core::chrono::NaiveTime::MIN), None)
        }
        None => moment::read(text).map_err(bad)?,
    };
    Ok(match kind {
        Kind::Date => Value::Date(moment.date()),
        Kind::TimestampTz => {
            let moment = match offset {
                Some(offset) => moment
                    .checked_sub_offset(offset)
                    .ok_or_else(|| bad(Bad::Range))?,
                None => moment,
            };
            Value::Timestamp(moment)
        }
        _ => Value::Timestamp(moment),
    })
}

/// Bytes of their text: `\x00ff`, or plain text with octal escapes.
fn bytes(text: &str) -> Result<Vec<u8>, PgError> {
    let bad = |message: String| PgError::new("22P02", message);
    if let Some(digits) = text.strip_prefix("\\x") {
        let digits: Vec<u8> = digits
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .collect();
        if let Some(other) = digits.iter().find(|byte| !byte.is_ascii_hexdigit()) {
            return Err(PgError::new(
                "22023",
                format!("invalid hexadecimal digit: \"{}\"", char::from(*other)),
            ));
        }
        if digits.len() % 2 == 1 {
            return Err(PgError::new(
                "22023",
                "invalid hexadecimal data: odd number of digits",
            ));
        }
        let nibble = |byte: u8| char::from(byte).to_digit(16).unwrap_or(0) as u8;
        return Ok(digits
            .chunks_exact(2)
            .map(|pair| nibble(pair[0]) << 4 | nibble(pair[1]))
            .collect());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'\\') => bytes.push(b'\\'),
            Some(first @ b'0'..=b'3') => {
                let mut code = first - b'0';
                for _ in 0..2 {
                    match rest.next() {
                        Some(digit @ b'0'..=b'7') => code = code << 3 | (digit - b'0'),
                        _ => return Err(bad("invalid input syntax for type bytea".to_owned())),
                    }
                }
                bytes.push(code);
            }
            _ => return Err(bad("invalid input syntax for type bytea".to_owned())),
        }
    }
    Ok(bytes)
}
