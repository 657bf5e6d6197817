//! A model: the attributes of one table.

use serde::{Deserialize, Serialize};

use super::{Attribute, AttributeId};

/// Names a model for as long as the project lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ModelId(pub u32);

/// One model and the table it maps to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// Its lasting id.
    pub id: ModelId,
    /// Its name in code: `User`.
    pub name: String,
    /// Its table: `Users`. Prefilled with Sequelize's plural of the name.
    pub table_name: String,
    /// Whether no file declares it: Sequelize makes it of a `belongsToMany`'s string `through`.
    ///
    /// Such a model has the foreign keys and timestamps only; an `id` its table
    /// may have is not an attribute of it (observed: `seed-run/03-run-proper.txt`).
    pub is_implied: bool,
    /// Whether Sequelize keeps `createdAt` and `updatedAt`. The two attributes stand in `attributes`.
    pub timestamps: bool,
    /// Its attributes in the order of the table's columns, foreign keys and timestamps among them.
    pub attributes: Vec<Attribute>,
    /// Its composite unique keys.
    pub unique_keys: Vec<Vec<AttributeId>>,
}

impl Model {
    /// The attribute of that id.
    pub fn attribute(&self, id: AttributeId) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.id == id)
    }

    /// The attribute of that name.
    pub fn attribute_named(&self, name: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name == name)
    }

    /// The attributes of the primary key, in order; several where it is composite.
    pub fn primary_key(&self) -> impl Iterator<Item = &Attribute> {
        self.attributes
            .iter()
            .filter(|attribute| attribute.primary_key)
    }
}
