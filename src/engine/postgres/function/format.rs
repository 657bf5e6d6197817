//! `to_char` and its kin, `format`, and digests as text.

mod digest;
mod template;

pub use digest::{base64, md5};

use gluesql::core::chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use gluesql::prelude::Value;

use super::Type::{Any, Date, Double, Integer, Interval, Numeric, Text, Timestamp, TimestampTz};
use super::{Arguments, Definition, strict, text_value, variadic};
use crate::engine::postgres::PgError;
use crate::engine::postgres::value::{interval_parts, number, write};

/// The functions that format.
pub const TABLE: &[Definition] = &[
    strict("to_char", &[TimestampTz, Text], Text, moment),
    strict("to_char", &[Timestamp, Text], Text, moment),
    strict("to_char", &[Date, Text], Text, moment),
    strict("to_char", &[Interval, Text], Text, moment),
    strict("to_char", &[Integer, Text], Text, |of| {
        Ok(text_value(template::number(
            &of.whole(0).to_string(),
            of.text(1),
        )))
    }),
    strict("to_char", &[Numeric, Text], Text, |of| {
        Ok(text_value(template::number(
            &of.decimal(0).to_string(),
            of.text(1),
        )))
    }),
    strict("to_char", &[Double, Text], Text, |of| {
        let decimal = number::decimal_of(of.float(0)).unwrap_or_default();
        Ok(text_value(template::number(
            &decimal.to_string(),
            of.text(1),
        )))
    }),
    strict("to_date", &[Text, Text], Date, |of| {
        template::read(of.text(0), of.text(1)).map(|moment| Value::Date(moment.date()))
    }),
    strict("to_timestamp", &[Text, Text], TimestampTz, |of| {
        template::read(of.text(0), of.text(1)).map(Value::Timestamp)
    }),
    strict("to_number", &[Text, Text], Numeric, |of| {
        let digits: String = of
            .text(0)
            .chars()
            .filter(|char| char.is_ascii_digit() || matches!(char, '.' | '-'))
            .collect();
        number::decimal(&digits).map(Value::Decimal).ok_or_else(|| {
            PgError::new(
                "22P02",
                format!("invalid input syntax for type numeric: \"{}\"", of.text(0)),
            )
        })
    }),
    variadic("format", &[Text, Any], Text, format),
];

fn moment(of: &Arguments) -> Result<Value, PgError> {
    let moment: NaiveDateTime = match of.value(0) {
        Value::Timestamp(moment) => *moment,
        Value::Date(day) => day.and_time(NaiveTime::MIN),
        Value::Interval(span) => {
            let (_, _, days, micros) = interval_parts(span);
            NaiveDate::default().and_time(NaiveTime::MIN)
                + gluesql::core::chrono::Duration::microseconds(micros)
                + gluesql::core::chrono::Duration::days(days - 1)
        }
        _ => return Ok(Value::Null),
    };
    Ok(text_value(template::moment(moment, of.text(1))))
}

/// `format('%s is %I', …)`.
fn format(of: &Arguments) -> Result<Value, PgError> {
    if of.value(0).is_null() {
        return Ok(Value::Null);
    }
    let mut result = String::new();
    let mut chars = of.text(0).chars().peekable();
    let mut next = 1;
    while let Some(char) = chars.next() {
        if char != '%' {
            result.push(char);
            continue;
        }
        let mut digits = String::new();
        while let Some(digit) = chars.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        let place = if chars.next_if_eq(&'$').is_some() {
            digits.parse().unwrap_or(next)
        } else {
            next
        };
        let kind = chars.next();
        if kind == Some('%') {
            result.push('%');
            continue;
        }
        if place >= of.len() {
            return Err(PgError::new("22023", "too few arguments for format()"));
        }
        next = place + 1;
        let value = of.value(place);
        let text = write(value, of.kind_of(place));
        match kind {
            Some('s') => result.push_str(&text),
            Some('I') => result.push_str(&format!("\"{}\"", text.replace('"', "\"\""))),
            Some('L') if value.is_null() => result.push_str("NULL"),
            Some('L') => result.push_str(&format!("'{}'", text.replace('\'', "''"))),
            other => {
                let other = other.map(String::from).unwrap_or_default();
                return Err(PgError::new(
                    "22023",
                    format!("unrecognized format() type specifier \"{other}\""),
                ));
            }
        }
    }
    Ok(text_value(result))
}
