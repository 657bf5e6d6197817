//! The columns of a table as Postgres types them.

use super::Kind;
use crate::engine::store::StoredTable;
use crate::orm::schema::DataType;

/// The columns of a table, by name and type, in order.
pub fn columns(table: &StoredTable) -> Vec<(String, Kind)> {
    if let Some(relation) = table.relation() {
        return relation.kinds();
    }
    let definition = table.definition();
    definition
        .columns
        .iter()
        .map(|column| {
            let kind = kind_of(&column.data_type, &definition.name, &column.name);
            (column.name.clone(), kind)
        })
        .collect()
}

/// The type Sequelize's type is in Postgres. An enum is named after its table and column.
pub fn kind_of(data_type: &DataType, table: &str, column: &str) -> Kind {
    match data_type {
        DataType::String(length) => Kind::Varchar(Some(length.unwrap_or(255))),
        DataType::Char(length) => Kind::Char(Some(length.unwrap_or(255))),
        DataType::Text => Kind::Text,
        DataType::SmallInt => Kind::SmallInt,
        DataType::Integer => Kind::Integer,
        DataType::BigInt => Kind::BigInt,
        DataType::Real => Kind::Real,
        DataType::Float | DataType::Double => Kind::Double,
        DataType::Decimal(_) => Kind::Numeric,
        DataType::Boolean => Kind::Boolean,
        DataType::Date => Kind::TimestampTz,
        DataType::DateOnly => Kind::Date,
        DataType::Time => Kind::Time,
        DataType::Uuid => Kind::Uuid,
        DataType::Json => Kind::Json,
        DataType::Jsonb => Kind::Jsonb,
        DataType::Enum(_) => Kind::Enum(format!("enum_{table}_{column}")),
        DataType::Blob => Kind::Bytea,
    }
}
