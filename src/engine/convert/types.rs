//! Sequelize's types as `GlueSQL`'s, and back for tables a bare statement makes.

use gluesql::prelude::DataType as EngineType;

use crate::orm::schema::DataType;

/// The type `GlueSQL` keeps a column in.
///
/// JSON is text, as Postgres keeps `json`: keys in the order written. Lengths,
/// precisions and enums are checked when a value comes in.
pub fn engine_type(data_type: &DataType) -> EngineType {
    match data_type {
        DataType::String(_)
        | DataType::Char(_)
        | DataType::Text
        | DataType::Enum(_)
        | DataType::Json
        | DataType::Jsonb => EngineType::Text,
        DataType::SmallInt | DataType::Integer | DataType::BigInt => EngineType::Int,
        DataType::Float | DataType::Real | DataType::Double => EngineType::Float,
        DataType::Decimal(_) => EngineType::Decimal,
        DataType::Boolean => EngineType::Boolean,
        DataType::Date => EngineType::Timestamp,
        DataType::DateOnly => EngineType::Date,
        DataType::Time => EngineType::Time,
        DataType::Uuid => EngineType::Uuid,
        DataType::Blob => EngineType::Bytea,
    }
}

/// The nearest of Sequelize's types.
pub fn column_type(engine_type: &EngineType) -> DataType {
    match engine_type {
        EngineType::Int => DataType::Integer,
        EngineType::Float => DataType::Double,
        EngineType::Decimal => DataType::Decimal(None),
        EngineType::Boolean => DataType::Boolean,
        EngineType::Timestamp => DataType::Date,
        EngineType::Date => DataType::DateOnly,
        EngineType::Time => DataType::Time,
        EngineType::Uuid => DataType::Uuid,
        EngineType::Bytea => DataType::Blob,
        _ => DataType::Text,
    }
}
