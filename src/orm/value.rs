//! A value of an attribute, as it stands in a row, a condition or a result.

use serde::{Deserialize, Serialize};

/// One value. What the column's type adds to it (a day, a UUID, a decimal) is text in that type's form.
///
/// Dates are `2024-01-01T00:00:00.000Z`, days `2024-01-01`, times `12:30:00`,
/// decimals and `BIGINT` plain digits, as Sequelize reads them from Postgres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Value {
    /// No value.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text, and every type whose form in JavaScript is a string.
    Text(String),
    /// JSON, as its text.
    Json(String),
    /// Bytes.
    Bytes(Vec<u8>),
}
