//! The types an attribute can have, by Sequelize's names.

use serde::{Deserialize, Serialize};

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
