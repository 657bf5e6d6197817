//! The types that statements name.

use gluesql::core::sqlparser::ast::{
    ArrayElemTypeDef, CharacterLength, DataType, ExactNumberInfo, ObjectName, TimezoneInfo,
};

use super::literal::name_of;
use crate::engine::postgres::names::key;
use crate::engine::postgres::value::Modifier;
use crate::engine::postgres::{Environment, Kind, PgError};

/// The type a statement names, and a `numeric`'s precision and scale.
///
/// # Errors
/// `42704`: there is no such type.
pub fn type_of(
    data_type: &DataType,
    environment: &dyn Environment,
) -> Result<(Kind, Modifier), PgError> {
    let kind = match data_type {
        DataType::Character(length) | DataType::Char(length) => {
            Kind::Char(Some(characters(length.as_ref()).unwrap_or(1)))
        }
        DataType::CharacterVarying(length)
        | DataType::CharVarying(length)
        | DataType::Varchar(length)
        | DataType::Nvarchar(length) => Kind::Varchar(characters(length.as_ref())),
        DataType::Text | DataType::String(_) => Kind::Text,
        DataType::Uuid => Kind::Uuid,
        DataType::Numeric(info) | DataType::Decimal(info) | DataType::Dec(info) => {
            let small = |number: &u64| u32::try_from(*number).unwrap_or(u32::MAX);
            let modifier = match info {
                ExactNumberInfo::None => None,
                ExactNumberInfo::Precision(precision) => Some((small(precision), 0)),
                ExactNumberInfo::PrecisionAndScale(precision, scale) => {
                    Some((small(precision), small(scale)))
                }
            };
            return Ok((Kind::Numeric, modifier));
        }
        DataType::SmallInt(_) | DataType::Int2(_) => Kind::SmallInt,
        DataType::Int(_) | DataType::Integer(_) | DataType::Int4(_) => Kind::Integer,
        DataType::BigInt(_) | DataType::Int8(_) => Kind::BigInt,
        DataType::Real | DataType::Float4 => Kind::Real,
        DataType::Float(Some(bits)) if *bits <= 24 => Kind::Real,
        DataType::Float(_) | DataType::Float8 | DataType::DoublePrecision => Kind::Double,
        DataType::Bool | DataType::Boolean => Kind::Boolean,
        DataType::Date => Kind::Date,
        DataType::Time(..) => Kind::Time,
        DataType::Timestamp(_, TimezoneInfo::WithTimeZone | TimezoneInfo::Tz) => Kind::TimestampTz,
        DataType::Timestamp(..) => Kind::Timestamp,
        DataType::Interval => Kind::Interval,
        DataType::JSON => Kind::Json,
        DataType::JSONB => Kind::Jsonb,
        DataType::Bytea => Kind::Bytea,
        // A relation's number is its name here.
        DataType::Regclass => Kind::Text,
        DataType::Array(
            ArrayElemTypeDef::AngleBracket(of)
            | ArrayElemTypeDef::SquareBracket(of, _)
            | ArrayElemTypeDef::Parenthesis(of),
        ) => {
            let of = match type_of(of, environment)?.0 {
                // However many brackets, the elements are of one type.
                Kind::Array(of) => *of,
                of => of,
            };
            Kind::Array(Box::new(of))
        }
        DataType::Custom(name, _) => custom(name, environment)?,
        other => return Err(unknown(&other.to_string().to_lowercase())),
    };
    Ok((kind, None))
}

fn characters(length: Option<&CharacterLength>) -> Option<u32> {
    match length {
        Some(CharacterLength::IntegerLength { length, .. }) => u32::try_from(*length).ok(),
        _ => None,
    }
}

fn custom(name: &ObjectName, environment: &dyn Environment) -> Result<Kind, PgError> {
    let Some(last) = name.0.last() else {
        return Err(unknown(""));
    };
    let last = name_of(last);
    let (base, is_array) = match last.strip_prefix('_') {
        Some(base) => (base.to_owned(), true),
        None => (last.clone(), false),
    };
    let named = |name: &str| {
        Some(match name {
            "text" | "citext" | "name" | "regclass" | "regtype" | "oid" => Kind::Text,
            "varchar" => Kind::Varchar(None),
            "bpchar" => Kind::Char(None),
            "int2" => Kind::SmallInt,
            "int" | "int4" | "serial" => Kind::Integer,
            "int8" | "bigserial" => Kind::BigInt,
            "float4" => Kind::Real,
            "float8" => Kind::Double,
            "bool" => Kind::Boolean,
            "numeric" | "decimal" => Kind::Numeric,
            "timestamptz" => Kind::TimestampTz,
            "timestamp" => Kind::Timestamp,
            "timetz" | "time" => Kind::Time,
            "date" => Kind::Date,
            "interval" => Kind::Interval,
            "uuid" => Kind::Uuid,
            "json" => Kind::Json,
            "jsonb" => Kind::Jsonb,
            "bytea" => Kind::Bytea,
            other if environment.labels(other).is_some() => Kind::Enum(other.to_owned()),
            _ => return None,
        })
    };
    named(&last)
        .or_else(|| {
            let of = is_array.then(|| named(&base)).flatten()?;
            Some(Kind::Array(Box::new(of)))
        })
        .or_else(|| {
            let key = key(name);
            environment
                .labels(&key)
                .is_some()
                .then_some(Kind::Enum(key))
        })
        .ok_or_else(|| {
            let parts: Vec<String> = name.0.iter().map(name_of).collect();
            unknown(&parts.join("."))
        })
}

fn unknown(name: &str) -> PgError {
    PgError::new("42704", format!("type \"{name}\" does not exist"))
}
