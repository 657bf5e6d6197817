//! Values as SQL writes them.
//!
//! A type first makes of a value what it sends (`DataTypes.X.stringify`); what that leaves
//! is escaped by what it is (`SqlString.escape`).

mod array;
mod range;
mod types;

use super::{condition, inspect::inspect, moment, text};
use crate::orm::declare::{Attribute, ErrorClass, Model, OrmError, Type};
use crate::orm::js::{Js, Key};

pub use types::sql_type;

/// What a value is meant for.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// Nothing that is known.
    Unknown,
    /// Something of a type.
    Type(&'a Type),
    /// An attribute.
    Attribute(&'a Model, &'a Attribute),
    /// A column of a table, which is in that schema or in the one that is searched first.
    Column {
        /// The schema.
        schema: Option<&'a str>,
        /// The table.
        table: &'a str,
        /// The column.
        name: &'a str,
        /// Its type.
        data_type: &'a Type,
    },
}

impl<'a> Target<'a> {
    /// The type, where there is one.
    pub const fn data_type(self) -> Option<&'a Type> {
        match self {
            Self::Unknown => None,
            Self::Type(data_type) | Self::Column { data_type, .. } => Some(data_type),
            Self::Attribute(_, attribute) => Some(&attribute.data_type),
        }
    }
}

/// What a type makes of a value.
enum Sent {
    /// SQL, to be sent as it is.
    Sql(String),
    /// A value, to be escaped.
    Value(Js),
}

/// A value as SQL writes it, by its attribute's type.
///
/// # Errors
/// `Invalid value …` for what no literal stands for.
pub fn escape(value: &Js, data_type: Option<&Type>) -> Result<String, OrmError> {
    escape_for(value, data_type.map_or(Target::Unknown, Target::Type))
}

/// A value as SQL writes it, by what it is meant for: the items of an array of an
/// attribute's ENUM are cast to a type named by the attribute.
///
/// # Errors
/// `Invalid value …` for what no literal stands for.
pub fn escape_for(value: &Js, target: Target) -> Result<String, OrmError> {
    if matches!(value, Js::Undefined | Js::Null) {
        return Ok("NULL".to_owned());
    }
    if condition::is_method(value) {
        return condition::method(value, condition::Scope::default());
    }
    match target.data_type() {
        None => plain(value),
        Some(data_type) => match sent(value, data_type, target)? {
            Sent::Sql(sql) => Ok(sql),
            Sent::Value(value) => plain(&value),
        },
    }
}

/// A value as it is bound to a placeholder: what its type makes of it, not escaped.
///
/// # Errors
/// `Invalid value …` for what no literal stands for.
pub fn bound(value: &Js, data_type: Option<&Type>) -> Result<Js, OrmError> {
    let Some(data_type) = data_type else {
        return Ok(value.clone());
    };
    Ok(match (data_type.key.as_str(), value) {
        (_, Js::Undefined | Js::Null) => Js::Null,
        ("BLOB", Js::Text(text)) => Js::Bytes(text.as_bytes().to_vec()),
        ("BLOB" | "ARRAY", _) => value.clone(),
        ("FLOAT" | "REAL" | "DOUBLE" | "DOUBLE PRECISION", _) => match floating(value) {
            Some(text) => Js::Text(text),
            None => value.clone(),
        },
        ("RANGE", Js::Array(items)) => Js::Text(range::text(items, data_type)?),
        ("GEOMETRY" | "GEOGRAPHY", _) => Js::Text(text::json(value).unwrap_or_default()),
        _ => match sent(value, data_type, Target::Type(data_type))? {
            Sent::Value(value) => value,
            Sent::Sql(_) => value.clone(),
        },
    })
}

fn sent(value: &Js, data_type: &Type, target: Target) -> Result<Sent, OrmError> {
    let text = |text: String| Sent::Value(Js::Text(text));
    Ok(match data_type.key.as_str() {
        "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INTEGER" | "BIGINT" | "DECIMAL" | "NUMERIC"
        | "NUMBER" => match value {
            Js::Number(_) | Js::BigInt(_) | Js::Boolean(_) | Js::Null | Js::Undefined => {
                Sent::Value(value.clone())
            }
            value => text(text::string(value)),
        },
        "FLOAT" | "REAL" | "DOUBLE" | "DOUBLE PRECISION" => {
            let written = floating(value).unwrap_or_else(|| text::string(value));
            Sent::Sql(format!("'{written}'"))
        }
        "DATE" => match infinite(value) {
            Some(name) => text(name.to_owned()),
            None => text(moment::sent(value)),
        },
        "DATEONLY" => match infinite(value) {
            Some(name) => text(name.to_owned()),
            None => text(moment::day(value)),
        },
        "JSON" | "JSONB" => match text::json(value) {
            Some(json) => text(json),
            None => Sent::Value(Js::Undefined),
        },
        "BLOB" => Sent::Sql(match value {
            Js::Bytes(bytes) => hex(bytes),
            Js::Array(items) => hex(&octets(items)),
            value => hex(text::string(value).as_bytes()),
        }),
        "ARRAY" => Sent::Sql(array::sql(value, data_type, target)?),
        "RANGE" => Sent::Sql(range::sql(value, data_type)?),
        "HSTORE" => Sent::Sql(format!("'{}'", hstore(value))),
        "GEOMETRY" | "GEOGRAPHY" => {
            let json = plain(&Js::Text(text::json(value).unwrap_or_default()))?;
            Sent::Sql(format!("ST_GeomFromGeoJSON({json})"))
        }
        _ => Sent::Value(value.clone()),
    })
}

/// A value by what it is: `SqlString.escape`.
pub(super) fn plain(value: &Js) -> Result<String, OrmError> {
    Ok(match value {
        Js::Undefined | Js::Null => "NULL".to_owned(),
        Js::Boolean(value) => value.to_string(),
        Js::Number(value) => text::number(*value),
        Js::BigInt(digits) => digits.clone(),
        Js::Text(text) => format!("'{}'", text.replace('\'', "''").replace('\0', "\\0")),
        Js::Date(_) => format!("'{}'", moment::sent(value)),
        Js::Bytes(bytes) => hex(bytes),
        Js::Array(items) => array::plain_sql(items)?,
        value => {
            return Err(OrmError::new(
                ErrorClass::Error,
                format!("Invalid value {}", inspect(value)),
            ));
        }
    })
}

fn hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("E'\\\\x{digits}'")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "As `Buffer.from` wraps them."
)]
fn octets(items: &[Js]) -> Vec<u8> {
    let octet = |item: &Js| match item {
        Js::Number(number) => (number.trunc() as i64) as u8,
        _ => 0,
    };
    items.iter().map(octet).collect()
}

fn infinite(value: &Js) -> Option<&'static str> {
    match value {
        Js::Number(number) if number.is_infinite() => Some(if *number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }),
        _ => None,
    }
}

/// What FLOAT, REAL and DOUBLE write: `NaN` for all that is no number.
fn floating(value: &Js) -> Option<String> {
    let number = match value {
        Js::Number(number) => *number,
        Js::Boolean(_) | Js::Null | Js::BigInt(_) => return None,
        Js::Text(text) if text.trim().is_empty() => return None,
        Js::Text(text) => text.trim().parse().unwrap_or(f64::NAN),
        Js::Array(_) => return floating(&Js::Text(text::string(value))),
        _ => f64::NAN,
    };
    if number.is_nan() {
        return Some("NaN".to_owned());
    }
    infinite(&Js::Number(number)).map(str::to_owned)
}

/// `"a"=>"1","b"=>NULL`, as pg-hstore writes it.
fn hstore(value: &Js) -> String {
    let Js::Object(entries) = value else {
        return text::string(value);
    };
    let part = |text: &str| {
        let text = text.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{}\"", text.replace('\'', "''"))
    };
    let entries = entries.iter().filter_map(|(key, value)| match key {
        Key::Name(name) => Some(match value {
            Js::Null | Js::Undefined => format!("{}=>NULL", part(name)),
            value => format!("{}=>{}", part(name), part(&text::string(value))),
        }),
        Key::Op(_) => None,
    });
    entries.collect::<Vec<_>>().join(",")
}
