//! Ranges: `'[1,5)'`.

use super::{Sent, Target, sent};
use crate::orm::declare::{ErrorClass, OrmError, Type};
use crate::orm::js::Js;
use crate::orm::select::text;

/// A range, or one value of its kind with its cast.
pub fn sql(value: &Js, data_type: &Type) -> Result<String, OrmError> {
    match value {
        Js::Array(items) => Ok(format!("'{}'", self::text(items, data_type)?)),
        value => {
            let cast = match subtype(data_type).as_str() {
                "INTEGER" => "int4",
                "BIGINT" => "int8",
                "DECIMAL" => "numeric",
                "DATE" => "timestamptz",
                "DATEONLY" => "date",
                _ => "undefined",
            };
            Ok(format!("'{}'::{cast}", bound(value, data_type)?))
        }
    }
}

/// The text of a range.
pub fn text(items: &[Js], data_type: &Type) -> Result<String, OrmError> {
    let [lower, upper] = items else {
        if items.is_empty() {
            return Ok("empty".to_owned());
        }
        return Err(OrmError::new(
            ErrorClass::Error,
            "range array length must be 0 (empty) or 2 (lower and upper bounds)",
        ));
    };
    let is_inclusive = |item: &Js, otherwise: bool| match item.get("value") {
        Some(_) => item.get("inclusive").map_or(otherwise, Js::is_truthy),
        None => otherwise,
    };
    let side = |item: &Js| match item.get("value").unwrap_or(item) {
        Js::Null | Js::Undefined => Ok(String::new()),
        Js::Number(number) if number.is_infinite() => Ok(text::number(*number).to_lowercase()),
        Js::Number(number) if !subtype(data_type).starts_with("DATE") => Ok(text::number(*number)),
        item => bound(item, data_type).map(|written| text::quoted(&written)),
    };
    Ok(format!(
        "{}{},{}{}",
        if is_inclusive(lower, true) { '[' } else { '(' },
        side(lower)?,
        side(upper)?,
        if is_inclusive(upper, false) { ']' } else { ')' }
    ))
}

fn subtype(data_type: &Type) -> String {
    match data_type.of.as_deref() {
        Some(of) => of.key.clone(),
        None => "INTEGER".to_owned(),
    }
}

fn bound(value: &Js, data_type: &Type) -> Result<String, OrmError> {
    let Some(of) = data_type.of.as_deref() else {
        return Ok(text::string(value));
    };
    Ok(match sent(value, of, Target::Type(of))? {
        Sent::Sql(sql) => sql,
        Sent::Value(value) => text::string(&value),
    })
}
