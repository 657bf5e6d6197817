//! Literals and names.

use gluesql::core::sqlparser::ast::{Ident, Value as Literal};
use gluesql::prelude::Value;

use super::{Expression, Runtime};
use crate::engine::postgres::value::{invalid, number};
use crate::engine::postgres::{Kind, PgError};

/// An identifier as Postgres reads it: in lower case where it is not quoted.
pub fn name_of(ident: &Ident) -> String {
    if ident.quote_style.is_some() {
        ident.value.clone()
    } else {
        ident.value.to_lowercase()
    }
}

/// A literal's value.
///
/// # Errors
/// A parameter that has no value, a literal of a kind Postgres does not have.
pub fn literal(literal: &Literal, runtime: &Runtime) -> Result<Expression, PgError> {
    Ok(match literal {
        Literal::Null => Expression::constant(Value::Null, Kind::Unknown),
        Literal::Boolean(value) => Expression::constant(Value::Bool(*value), Kind::Boolean),
        Literal::Number(number, _) => {
            let text = number.to_string();
            // What is written with an exponent is no whole number, whatever its value.
            if number.fractional_digit_count() < 0 {
                decimal_of(&text)?
            } else {
                number_of(&text)?
            }
        }
        Literal::SingleQuotedString(text)
        | Literal::EscapedStringLiteral(text)
        | Literal::UnicodeStringLiteral(text)
        | Literal::NationalStringLiteral(text)
        | Literal::DoubleQuotedString(text) => {
            Expression::constant(Value::Str(text.clone()), Kind::Unknown)
        }
        Literal::DollarQuotedString(text) => {
            Expression::constant(Value::Str(text.value.clone()), Kind::Unknown)
        }
        Literal::Placeholder(name) => bind(name, runtime)?,
        other => {
            return Err(PgError::new(
                "42601",
                format!("syntax error at or near \"{other}\""),
            ));
        }
    })
}

fn bind(name: &str, runtime: &Runtime) -> Result<Expression, PgError> {
    let value = name
        .strip_prefix('$')
        .and_then(|number| number.parse::<usize>().ok())
        .and_then(|number| runtime.binds.get(number.checked_sub(1)?));
    match value {
        Some(value) => Ok(Expression::constant(value.clone(), Kind::Unknown)),
        None => Err(PgError::new(
            "42P02",
            format!("there is no parameter {name}"),
        )),
    }
}

fn number_of(text: &str) -> Result<Expression, PgError> {
    if let Ok(whole) = text.parse::<i64>() {
        let kind = if i32::try_from(whole).is_ok() {
            Kind::Integer
        } else {
            Kind::BigInt
        };
        return Ok(Expression::constant(Value::I64(whole), kind));
    }
    decimal_of(text)
}

fn decimal_of(text: &str) -> Result<Expression, PgError> {
    number::decimal(text)
        .map(|value| Expression::constant(Value::Decimal(value), Kind::Numeric))
        .ok_or_else(|| invalid(&Kind::Numeric, text))
}
