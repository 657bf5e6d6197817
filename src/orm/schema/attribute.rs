//! An attribute: one column of a model's table.

use serde::{Deserialize, Serialize};

use super::{DataType, ModelId};
use crate::orm::value::Value;

/// Names an attribute for as long as the project lives, across all models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AttributeId(pub u32);

/// One attribute of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attribute {
    /// Its lasting id.
    pub id: AttributeId,
    /// Its name, in code and in the table.
    pub name: String,
    /// Its type.
    pub data_type: DataType,
    /// Whether a row may have no value here.
    pub allow_null: bool,
    /// Whether no two rows may have the same value here.
    pub unique: bool,
    /// Whether it is the primary key, or part of it.
    pub primary_key: bool,
    /// Whether the database counts it up. Integers only.
    pub auto_increment: bool,
    /// What a row gets where none is given.
    pub default_value: Option<DefaultValue>,
    /// The row it points to, where it is a foreign key with a constraint.
    pub references: Option<ForeignKey>,
}

/// What a row gets where no value is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DefaultValue {
    /// A fixed value.
    Literal(Value),
    /// The time of the insert: `DataTypes.NOW`.
    Now,
    /// A fresh random UUID: `DataTypes.UUIDV4`.
    UuidV4,
}

/// A foreign key: what it references, and what happens when that goes or changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeignKey {
    /// The model referenced.
    pub model: ModelId,
    /// The attribute referenced: its primary key, or a unique one.
    pub attribute: AttributeId,
    /// What happens to this row when the referenced one is deleted.
    pub on_delete: ReferentialAction,
    /// What happens to this row when the referenced key changes.
    pub on_update: ReferentialAction,
}

/// What the database does to the rows that point to one that goes or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReferentialAction {
    /// They go or change with it.
    Cascade,
    /// Their key becomes null.
    SetNull,
    /// It is refused while they point to it.
    Restrict,
    /// As `Restrict`, checked at the end of the statement.
    NoAction,
}

impl ReferentialAction {
    /// All four, in the order a form offers them.
    pub const ALL: [Self; 4] = [Self::Cascade, Self::SetNull, Self::Restrict, Self::NoAction];

    /// The words of SQL and of Sequelize's `onDelete`: `SET NULL`.
    pub const fn sql(self) -> &'static str {
        match self {
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::Restrict => "RESTRICT",
            Self::NoAction => "NO ACTION",
        }
    }
}
