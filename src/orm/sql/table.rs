//! A table as a migration creates it.

use serde::{Deserialize, Serialize};

use crate::orm::schema::{DataType, DefaultValue, ReferentialAction};

/// A table, by names only: it stands without the schema it came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its composite unique keys, by column name.
    pub unique_keys: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, in Sequelize's words.
    pub data_type: DataType,
    /// Whether it may be null.
    pub allow_null: bool,
    /// Whether its values may not repeat.
    pub unique: bool,
    /// Whether it is the primary key or part of it.
    pub primary_key: bool,
    /// Whether the database counts it up.
    pub auto_increment: bool,
    /// What a row gets where no value is given.
    pub default_value: Option<DefaultValue>,
    /// What it references.
    pub references: Option<Reference>,
}

/// A foreign key constraint of one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    /// The table referenced.
    pub table: String,
    /// The column referenced: a primary or unique key.
    pub column: String,
    /// What a delete of the referenced row does to this one.
    pub on_delete: ReferentialAction,
    /// What a change of the referenced key does to this row.
    pub on_update: ReferentialAction,
}
