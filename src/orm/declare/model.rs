//! A declared model.

use super::{Association, Attribute};
use crate::orm::js::Js;

/// A model as code declares it, refined as `Model.init` does.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// `Model.name`.
    pub name: String,
    /// The table's name.
    pub table_name: String,
    /// The table's schema, where one is given.
    pub schema: Option<String>,
    /// `options.name.singular`.
    pub singular: String,
    /// `options.name.plural`.
    pub plural: String,
    /// `rawAttributes`, in order: key, declared, timestamps, foreign keys of associations.
    pub attributes: Vec<Attribute>,
    /// The associations declared on it, in order.
    pub associations: Vec<Association>,
    /// The attribute that `createdAt` goes by, where timestamps are kept.
    pub created_at: Option<String>,
    /// The attribute that `updatedAt` goes by.
    pub updated_at: Option<String>,
    /// The attribute that `deletedAt` goes by, where the model is paranoid.
    pub deleted_at: Option<String>,
    /// The attribute of optimistic locking.
    pub version: Option<String>,
    /// `options.underscored`.
    pub underscored: bool,
    /// `options.indexes`, by attributes' fields.
    pub indexes: Vec<Index>,
    /// The options as they were given.
    pub options: Js,
}

impl Model {
    /// What stands for a table of which no model is declared. It has no name.
    pub(crate) fn of_table(schema: Option<String>, table_name: String) -> Self {
        Self {
            name: String::new(),
            table_name,
            schema,
            singular: String::new(),
            plural: String::new(),
            attributes: Vec::new(),
            associations: Vec::new(),
            created_at: None,
            updated_at: None,
            deleted_at: None,
            version: None,
            underscored: false,
            indexes: Vec::new(),
            options: Js::Undefined,
        }
    }

    /// Whether it only stands for a table.
    pub(crate) const fn is_of_table(&self) -> bool {
        self.name.is_empty()
    }

    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name == name)
    }

    /// The attribute of that column.
    pub fn attribute_of_field(&self, field: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| attribute.field == field)
    }

    /// The primary key's attributes, in order.
    pub fn primary_keys(&self) -> impl Iterator<Item = &Attribute> {
        self.attributes
            .iter()
            .filter(|attribute| attribute.primary_key)
    }

    /// The association of that alias.
    pub fn association(&self, alias: &str) -> Option<&Association> {
        self.associations
            .iter()
            .find(|association| association.alias == alias)
    }
}

/// An index of a model or of `queryInterface.addIndex`.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// Its name: given, or Sequelize's (`posts_user_id`).
    pub name: String,
    /// Whether it allows a value once only.
    pub unique: bool,
    /// What it is on.
    pub fields: Vec<IndexField>,
    /// `USING`: `BTREE` and the like.
    pub using: Option<String>,
    /// Its condition, where it is a partial one.
    pub where_: Option<Js>,
    /// Whether it is made `CONCURRENTLY`.
    pub concurrently: bool,
}

/// One field of an index.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexField {
    /// The column's name, or an expression.
    pub value: Js,
    /// `ASC` or `DESC`.
    pub order: Option<String>,
    /// Its collation.
    pub collate: Option<String>,
    /// Its operator class.
    pub operator: Option<String>,
}
