//! The types an attribute can have, by Sequelize's names.

use serde::{Deserialize, Serialize};

use crate::orm::value::Value;

/// How many characters a `STRING` or `CHAR` holds where no length is given.
const DEFAULT_LENGTH: u32 = 255;

/// A Sequelize data type.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DataType {
    /// `STRING(length)`, 255 characters where none is given.
    String(Option<u32>),
    /// `CHAR(length)`.
    Char(Option<u32>),
    /// `TEXT`.
    Text,
    /// `SMALLINT`.
    SmallInt,
    /// `INTEGER`.
    Integer,
    /// `BIGINT`. Read as a string, as from Postgres.
    BigInt,
    /// `FLOAT`.
    Float,
    /// `REAL`.
    Real,
    /// `DOUBLE`.
    Double,
    /// `DECIMAL(precision, scale)`. Read as a string, as from Postgres.
    Decimal(Option<(u32, u32)>),
    /// `BOOLEAN`.
    Boolean,
    /// `DATE`: a moment, in UTC, to the millisecond.
    Date,
    /// `DATEONLY`: a day.
    DateOnly,
    /// `TIME`: a time of day.
    Time,
    /// `UUID`.
    Uuid,
    /// `JSON`.
    Json,
    /// `JSONB`.
    Jsonb,
    /// `ENUM(values)`.
    Enum(Vec<String>),
    /// `BLOB`.
    Blob,
}

impl DataType {
    /// Every type, as a form offers them, with the sizes Sequelize takes where none is given.
    pub fn all() -> Vec<Self> {
        vec![
            Self::String(None),
            Self::Text,
            Self::Char(None),
            Self::Integer,
            Self::BigInt,
            Self::SmallInt,
            Self::Float,
            Self::Real,
            Self::Double,
            Self::Decimal(Some((10, 2))),
            Self::Boolean,
            Self::Date,
            Self::DateOnly,
            Self::Time,
            Self::Uuid,
            Self::Json,
            Self::Jsonb,
            Self::Enum(Vec::new()),
            Self::Blob,
        ]
    }

    /// Its bare name: `STRING`, whatever its length.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::String(_) => "STRING",
            Self::Char(_) => "CHAR",
            Self::Text => "TEXT",
            Self::SmallInt => "SMALLINT",
            Self::Integer => "INTEGER",
            Self::BigInt => "BIGINT",
            Self::Float => "FLOAT",
            Self::Real => "REAL",
            Self::Double => "DOUBLE",
            Self::Decimal(_) => "DECIMAL",
            Self::Boolean => "BOOLEAN",
            Self::Date => "DATE",
            Self::DateOnly => "DATEONLY",
            Self::Time => "TIME",
            Self::Uuid => "UUID",
            Self::Json => "JSON",
            Self::Jsonb => "JSONB",
            Self::Enum(_) => "ENUM",
            Self::Blob => "BLOB",
        }
    }

    /// It in code, after `DataTypes.`: `STRING(40)`, `ENUM('draft', 'live')`.
    pub fn code(&self) -> String {
        let name = self.name();
        match self {
            Self::String(Some(length)) | Self::Char(Some(length)) => format!("{name}({length})"),
            Self::Decimal(Some((precision, scale))) => format!("{name}({precision}, {scale})"),
            Self::Enum(values) => format!(
                "{name}({})",
                list(values, |value| Value::Text(value.clone()).to_code())
            ),
            _ => name.to_owned(),
        }
    }

    /// It in Postgres, as Sequelize writes it. An `ENUM` is a type of its own there; this lists its values.
    pub fn sql(&self) -> String {
        match self {
            Self::String(length) => format!("VARCHAR({})", length.unwrap_or(DEFAULT_LENGTH)),
            Self::Char(length) => format!("CHAR({})", length.unwrap_or(DEFAULT_LENGTH)),
            Self::Double => "DOUBLE PRECISION".to_owned(),
            Self::Decimal(Some((precision, scale))) => format!("DECIMAL({precision},{scale})"),
            Self::Date => "TIMESTAMP WITH TIME ZONE".to_owned(),
            Self::DateOnly => "DATE".to_owned(),
            Self::Blob => "BYTEA".to_owned(),
            Self::Enum(values) => format!(
                "ENUM({})",
                list(values, |value| format!("'{}'", value.replace('\'', "''")))
            ),
            _ => self.name().to_owned(),
        }
    }

    /// It in `GlueSQL`, which has fewer types.
    pub const fn glue_sql(&self) -> &'static str {
        match self {
            Self::String(_)
            | Self::Char(_)
            | Self::Text
            | Self::Enum(_)
            | Self::Json
            | Self::Jsonb => "TEXT",
            Self::SmallInt | Self::Integer | Self::BigInt => "INTEGER",
            Self::Float | Self::Real | Self::Double => "FLOAT",
            Self::Decimal(_) => "DECIMAL",
            Self::Boolean => "BOOLEAN",
            Self::Date => "TIMESTAMP",
            Self::DateOnly => "DATE",
            Self::Time => "TIME",
            Self::Uuid => "UUID",
            Self::Blob => "BYTEA",
        }
    }

    /// What it holds, in a learner's words: `a whole number`.
    pub fn words(&self) -> String {
        match self {
            Self::String(_) => format!(
                "a text of {} characters at most",
                self.length().unwrap_or(DEFAULT_LENGTH)
            ),
            Self::Char(_) => format!(
                "a text of {} characters",
                self.length().unwrap_or(DEFAULT_LENGTH)
            ),
            Self::Text => "a text of any length".to_owned(),
            Self::SmallInt => "a small whole number".to_owned(),
            Self::Integer => "a whole number".to_owned(),
            Self::BigInt => "a large whole number".to_owned(),
            Self::Float | Self::Real | Self::Double => "a number".to_owned(),
            Self::Decimal(_) => "an exact number".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Date => "a date with a time".to_owned(),
            Self::DateOnly => "a day".to_owned(),
            Self::Time => "a time of day".to_owned(),
            Self::Uuid => "a UUID".to_owned(),
            Self::Json | Self::Jsonb => "JSON".to_owned(),
            Self::Enum(values) if values.is_empty() => "one of its values".to_owned(),
            Self::Enum(values) => format!("one of {}", list(values, |value| format!("`{value}`"))),
            Self::Blob => "bytes".to_owned(),
        }
    }

    /// A text `parse` would take, for a hint.
    pub const fn example(&self) -> &'static str {
        match self {
            Self::String(_) | Self::Char(_) | Self::Text | Self::Enum(_) => "hello",
            Self::SmallInt | Self::Integer | Self::BigInt => "42",
            Self::Float | Self::Real | Self::Double => "3.14",
            Self::Decimal(_) => "9.99",
            Self::Boolean => "true",
            Self::Date => "2024-01-31T12:30:00Z",
            Self::DateOnly => "2024-01-31",
            Self::Time => "12:30:00",
            Self::Uuid => "3f333df6-90a4-4fda-8dd3-9485d27cee36",
            Self::Json | Self::Jsonb => r#"{"likes": ["tea"]}"#,
            Self::Blob => "0x48656c6c6f",
        }
    }

    /// How many characters a `STRING` or `CHAR` holds.
    pub const fn length(&self) -> Option<u32> {
        match self {
            Self::String(Some(length)) | Self::Char(Some(length)) => Some(*length),
            Self::String(None) | Self::Char(None) => Some(DEFAULT_LENGTH),
            _ => None,
        }
    }

    /// Whether it is one of the three whole numbers, which a database can count up.
    pub const fn is_integer(&self) -> bool {
        matches!(self, Self::SmallInt | Self::Integer | Self::BigInt)
    }

    /// Whether its values are numbers.
    pub const fn is_number(&self) -> bool {
        self.is_integer()
            || matches!(
                self,
                Self::Float | Self::Real | Self::Double | Self::Decimal(_)
            )
    }

    /// Whether Postgres can compare its values for equality, as keys and unique attributes need.
    pub const fn is_comparable(&self) -> bool {
        !matches!(self, Self::Json)
    }

    /// Whether a foreign key of this type can point to an attribute of the other.
    ///
    /// Texts may differ in length, for that is how Postgres takes them; whole numbers
    /// may not, as the engine joins by equal types.
    pub fn can_reference(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::String(_) | Self::Text, Self::String(_) | Self::Text)
            | (Self::Char(_), Self::Char(_))
            | (Self::Decimal(_), Self::Decimal(_)) => true,
            _ => self == other,
        }
    }
}

fn list(values: &[String], write: impl Fn(&String) -> String) -> String {
    values.iter().map(write).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn each_type_has_its_words_in_every_language() {
        let mut types = DataType::all();
        types.push(DataType::String(Some(40)));
        types.push(DataType::Decimal(None));
        types.push(DataType::Enum(vec!["it's".into(), "b".into()]));
        let lines: Vec<String> = types
            .iter()
            .map(|data_type| {
                let (code, sql, glue, words) = (
                    data_type.code(),
                    data_type.sql(),
                    data_type.glue_sql(),
                    data_type.words(),
                );
                format!("{code} | {sql} | {glue} | {words}\n")
            })
            .collect();
        expect![[r#"
            STRING | VARCHAR(255) | TEXT | a text of 255 characters at most
            TEXT | TEXT | TEXT | a text of any length
            CHAR | CHAR(255) | TEXT | a text of 255 characters
            INTEGER | INTEGER | INTEGER | a whole number
            BIGINT | BIGINT | INTEGER | a large whole number
            SMALLINT | SMALLINT | INTEGER | a small whole number
            FLOAT | FLOAT | FLOAT | a number
            REAL | REAL | FLOAT | a number
            DOUBLE | DOUBLE PRECISION | FLOAT | a number
            DECIMAL(10, 2) | DECIMAL(10,2) | DECIMAL | an exact number
            BOOLEAN | BOOLEAN | BOOLEAN | true or false
            DATE | TIMESTAMP WITH TIME ZONE | TIMESTAMP | a date with a time
            DATEONLY | DATE | DATE | a day
            TIME | TIME | TIME | a time of day
            UUID | UUID | UUID | a UUID
            JSON | JSON | TEXT | JSON
            JSONB | JSONB | TEXT | JSON
            ENUM() | ENUM() | TEXT | one of its values
            BLOB | BYTEA | BYTEA | bytes
            STRING(40) | VARCHAR(40) | TEXT | a text of 40 characters at most
            DECIMAL | DECIMAL | DECIMAL | an exact number
            ENUM('it\'s', 'b') | ENUM('it''s', 'b') | TEXT | one of `it's`, `b`
        "#]]
        .assert_eq(&lines.concat());
    }
}
