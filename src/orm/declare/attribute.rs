//! An attribute of a declared model.

use super::Type;
use crate::orm::js::Js;

/// An attribute as `rawAttributes` has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Its name in code.
    pub name: String,
    /// Its column.
    pub field: String,
    /// Its type.
    pub data_type: Type,
    /// `allowNull`; `None` where it is not said.
    pub allow_null: Option<bool>,
    /// Whether it is the primary key or part of it.
    pub primary_key: bool,
    /// Whether the database counts it up.
    pub auto_increment: bool,
    /// Whether a counted column is an identity column: `autoIncrementIdentity`.
    pub is_identity: bool,
    /// Whether its values may not repeat.
    pub unique: Unique,
    /// `defaultValue`, where it is a value or a type (`UUIDV4`, `NOW`); functions stay with the façade.
    pub default_value: Option<Js>,
    /// What it references.
    pub references: Option<Reference>,
    /// `onDelete`, as given.
    pub on_delete: Option<String>,
    /// `onUpdate`, as given.
    pub on_update: Option<String>,
    /// `comment`.
    pub comment: Option<String>,
    /// Whether Sequelize added it: `id` or a timestamp.
    pub auto_generated: bool,
}

/// `unique`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unique {
    /// It is not.
    No,
    /// By itself.
    Yes,
    /// With all attributes that give the same name.
    Named {
        /// The name.
        name: String,
        /// The message to give when it is broken.
        message: Option<String>,
    },
}

/// `references`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The table's name.
    pub table: String,
    /// The table's schema.
    pub schema: Option<String>,
    /// The column.
    pub key: Option<String>,
    /// `DEFERRABLE …`, as SQL has it.
    pub deferrable: Option<String>,
}
