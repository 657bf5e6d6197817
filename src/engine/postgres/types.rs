//! Types as SQL writes them, and as Postgres shows them.

use gluesql::core::sqlparser::ast::{
    ArrayElemTypeDef, CharacterLength, DataType, ExactNumberInfo, TimezoneInfo,
};

use super::names::{key, name_of};
use super::{Catalog, Kind, PgError};
use crate::orm::schema::DataType as OrmType;

/// The type of a column.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ColumnType {
    /// Its kind.
    pub kind: Kind,
    /// Precision and scale of a `numeric` that has them, or of an array of such.
    pub precision: Option<(u32, u32)>,
}

/// A type written for a column: what it is, and whether it counts by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenType {
    /// The type.
    pub of: ColumnType,
    /// Whether it is one of `SERIAL`, `BIGSERIAL`, `SMALLSERIAL`.
    pub is_serial: bool,
}

impl From<Kind> for ColumnType {
    fn from(kind: Kind) -> Self {
        Self {
            kind,
            precision: None,
        }
    }
}

/// Reads a type of a column definition.
///
/// # Errors
/// 42704 where there is no such type.
pub fn column_type(written: &DataType, catalog: &Catalog) -> Result<WrittenType, PgError> {
    if let DataType::Custom(name, _) = written {
        let serial = match &*name.0.last().map(name_of).unwrap_or_default() {
            "serial" | "serial4" => Some(Kind::Integer),
            "bigserial" | "serial8" => Some(Kind::BigInt),
            "smallserial" | "serial2" => Some(Kind::SmallInt),
            _ => None,
        };
        if let Some(kind) = serial {
            return Ok(WrittenType {
                of: kind.into(),
                is_serial: true,
            });
        }
    }
    let mut innermost = written;
    while let DataType::Array(
        ArrayElemTypeDef::SquareBracket(of, _)
        | ArrayElemTypeDef::AngleBracket(of)
        | ArrayElemTypeDef::Parenthesis(of),
    ) = innermost
    {
        innermost = of;
    }
    let precision = match innermost {
        DataType::Numeric(info) | DataType::Decimal(info) | DataType::Dec(info) => match info {
            ExactNumberInfo::None => None,
            ExactNumberInfo::Precision(precision) => Some((small(*precision), 0)),
            ExactNumberInfo::PrecisionAndScale(precision, scale) => {
                Some((small(*precision), small(*scale)))
            }
        },
        _ => None,
    };
    let kind = kind_of(written, catalog)?;
    if let Kind::Varchar(Some(0)) | Kind::Char(Some(0)) = kind {
        let name = match kind {
            Kind::Char(_) => "char",
            _ => "varchar",
        };
        return Err(PgError::new(
            "22023",
            format!("length for type {name} must be at least 1"),
        ));
    }
    Ok(WrittenType {
        of: ColumnType { kind, precision },
        is_serial: false,
    })
}

/// The kind a written type is.
///
/// # Errors
/// 42704 where there is no such type.
pub fn kind_of(written: &DataType, catalog: &Catalog) -> Result<Kind, PgError> {
    Ok(match written {
        DataType::Boolean | DataType::Bool => Kind::Boolean,
        DataType::SmallInt(_) | DataType::Int2(_) => Kind::SmallInt,
        DataType::Integer(_) | DataType::Int(_) | DataType::Int4(_) => Kind::Integer,
        DataType::BigInt(_) | DataType::Int8(_) | DataType::Int64 => Kind::BigInt,
        DataType::Real | DataType::Float4 => Kind::Real,
        DataType::Float(Some(bits)) if *bits <= 24 => Kind::Real,
        DataType::Float(_) | DataType::Float8 | DataType::Float64 | DataType::DoublePrecision => {
            Kind::Double
        }
        DataType::Numeric(_) | DataType::Decimal(_) | DataType::Dec(_) => Kind::Numeric,
        DataType::Text => Kind::Text,
        DataType::Varchar(length)
        | DataType::CharacterVarying(length)
        | DataType::CharVarying(length) => Kind::Varchar(length_of(length.as_ref())),
        DataType::Char(length) | DataType::Character(length) => {
            Kind::Char(Some(length_of(length.as_ref()).unwrap_or(1)))
        }
        DataType::Timestamp(_, TimezoneInfo::WithTimeZone | TimezoneInfo::Tz) => Kind::TimestampTz,
        DataType::Timestamp(..) => Kind::Timestamp,
        DataType::Date => Kind::Date,
        DataType::Time(..) => Kind::Time,
        DataType::Interval => Kind::Interval,
        DataType::Uuid => Kind::Uuid,
        DataType::JSON => Kind::Json,
        DataType::JSONB => Kind::Jsonb,
        DataType::Bytea => Kind::Bytea,
        DataType::Array(
            ArrayElemTypeDef::SquareBracket(of, _)
            | ArrayElemTypeDef::AngleBracket(of)
            | ArrayElemTypeDef::Parenthesis(of),
        ) => match kind_of(of, catalog)? {
            // Postgres' arrays have one type, whatever their dimensions.
            Kind::Array(of) => Kind::Array(of),
            of => Kind::Array(Box::new(of)),
        },
        DataType::Custom(name, modifiers) => {
            let bare = name.0.last().map(name_of).unwrap_or_default();
            let length = modifiers.first().and_then(|length| length.parse().ok());
            match &*bare {
                "bpchar" => Kind::Char(length),
                "citext" | "inet" | "cidr" | "macaddr" | "tsvector" | "name" | "xml" | "hstore"
                | "regclass" | "geometry" | "geography" | "int4range" | "int8range"
                | "numrange" | "tsrange" | "tstzrange" | "daterange" | "money" | "oid" => {
                    Kind::Text
                }
                _ => {
                    let key = key(name);
                    if catalog.enum_type(&key).is_none() {
                        return Err(no_type(
                            &name.0.iter().map(name_of).collect::<Vec<_>>().join("."),
                        ));
                    }
                    Kind::Enum(key)
                }
            }
        }
        other => return Err(no_type(&other.to_string().to_lowercase())),
    })
}

fn no_type(name: &str) -> PgError {
    PgError::new("42704", format!("type \"{name}\" does not exist"))
}

fn length_of(length: Option<&CharacterLength>) -> Option<u32> {
    match length {
        Some(CharacterLength::IntegerLength { length, .. }) => Some(small(*length)),
        _ => None,
    }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl ColumnType {
    /// As Postgres' `format_type` shows it: `character varying(255)`, `numeric(10,2)`, `"enum_Users_role"`.
    pub fn text(&self) -> String {
        match (&self.kind, self.precision) {
            (Kind::Numeric, Some((precision, scale))) => format!("numeric({precision},{scale})"),
            (Kind::Varchar(Some(length)), _) => format!("character varying({length})"),
            (Kind::Char(Some(length)), _) => format!("character({length})"),
            (Kind::Array(of), precision) => {
                let of = Self {
                    kind: (**of).clone(),
                    precision,
                };
                format!("{}[]", of.text())
            }
            (kind, _) => kind.to_string(),
        }
    }

    /// As `information_schema.columns` has it, with the length that Sequelize puts behind: `CHARACTER VARYING(255)`.
    pub fn described(&self) -> String {
        match &self.kind {
            Kind::Enum(_) => "USER-DEFINED".to_owned(),
            Kind::Array(_) => "ARRAY".to_owned(),
            Kind::Numeric => "NUMERIC".to_owned(),
            _ => self.text().to_uppercase(),
        }
    }

    /// The nearest of Sequelize's types, for those who know nothing of kinds.
    pub fn orm_type(&self) -> OrmType {
        match &self.kind {
            Kind::Boolean => OrmType::Boolean,
            Kind::SmallInt => OrmType::SmallInt,
            Kind::Integer => OrmType::Integer,
            Kind::BigInt => OrmType::BigInt,
            Kind::Real => OrmType::Real,
            Kind::Double => OrmType::Double,
            Kind::Numeric => OrmType::Decimal(self.precision),
            Kind::Varchar(length) => OrmType::String(*length),
            Kind::Char(length) => OrmType::Char(*length),
            Kind::TimestampTz | Kind::Timestamp => OrmType::Date,
            Kind::Date => OrmType::DateOnly,
            Kind::Time => OrmType::Time,
            Kind::Uuid => OrmType::Uuid,
            Kind::Json => OrmType::Json,
            Kind::Jsonb => OrmType::Jsonb,
            Kind::Bytea => OrmType::Blob,
            Kind::Text | Kind::Unknown | Kind::Interval | Kind::Enum(_) | Kind::Array(_) => {
                OrmType::Text
            }
        }
    }
}
