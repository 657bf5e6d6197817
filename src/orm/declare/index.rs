//! Indexes and unique keys, with the names Sequelize gives them.

use super::{ErrorClass, Index, IndexField, Model, OrmError, Unique, options};
use crate::orm::js::Js;
use crate::orm::naming::underscore;

/// A group of attributes whose values may not repeat: an entry of `Model.uniqueKeys`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueKey {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub fields: Vec<String>,
    /// The attribute that named it last.
    pub column: String,
    /// Whether the table's definition names it, not the column's.
    pub is_custom: bool,
    /// The message to give when it is broken.
    pub message: Option<String>,
}

impl Model {
    /// `Model.uniqueKeys`, in the order of their first attributes.
    pub fn unique_keys(&self) -> Vec<UniqueKey> {
        let mut keys: Vec<UniqueKey> = Vec::new();
        for attribute in &self.attributes {
            let (name, message) = match &attribute.unique {
                Unique::No => continue,
                Unique::Yes => (
                    format!("{}_{}_unique", self.table_name, attribute.name),
                    None,
                ),
                Unique::Named { name, message } => (name.clone(), message.clone()),
            };
            let is_custom = attribute.unique != Unique::Yes;
            match keys.iter_mut().find(|key| key.name == name) {
                Some(key) => {
                    key.fields.push(attribute.field.clone());
                    key.message = key.message.take().or(message);
                    key.column.clone_from(&attribute.name);
                    key.is_custom = is_custom;
                }
                None => keys.push(UniqueKey {
                    name,
                    fields: vec![attribute.field.clone()],
                    column: attribute.name.clone(),
                    is_custom,
                    message,
                }),
            }
        }
        keys
    }
}

impl Index {
    /// Reads an index as `options.indexes` and `queryInterface.addIndex` have it, and names it.
    ///
    /// # Errors
    /// No fields, or a field without a name.
    pub fn read(given: &Js, prefix: &str) -> Result<Self, OrmError> {
        let Some(Js::Array(fields)) = given.get("fields") else {
            return Err(OrmError::new(
                ErrorClass::Error,
                "Missing \"fields\" property for index definition",
            ));
        };
        let name = options::text(given, "name").map_or_else(
            || {
                let fields: Vec<String> = fields.iter().map(field_name).collect();
                underscore(&format!("{prefix}_{}", fields.join("_")))
            },
            str::to_owned,
        );
        let kind = options::text(given, "type").unwrap_or_default();
        Ok(Self {
            name,
            unique: options::is_set(given, "unique") || kind.eq_ignore_ascii_case("unique"),
            fields: fields
                .iter()
                .map(|field| IndexField::read(field, given))
                .collect(),
            using: options::text(given, "using").map(str::to_owned),
            where_: given
                .get("where")
                .filter(|where_| where_.is_truthy())
                .cloned(),
            concurrently: options::is_set(given, "concurrently"),
        })
    }
}

impl IndexField {
    /// A field without further ado.
    pub const fn of(value: Js) -> Self {
        Self {
            value,
            order: None,
            collate: None,
            operator: None,
        }
    }

    fn read(given: &Js, index: &Js) -> Self {
        let operator = |given: &Js| options::text(given, "operator").map(str::to_owned);
        let Js::Object(_) = given else {
            return Self {
                operator: given.text().and_then(|_| operator(index)),
                ..Self::of(given.clone())
            };
        };
        let name = given.get("attribute").or_else(|| given.get("name"));
        Self {
            value: name.cloned().unwrap_or(Js::Undefined),
            order: options::text(given, "order").map(str::to_owned),
            collate: options::text(given, "collate").map(str::to_owned),
            operator: operator(given).or_else(|| operator(index)),
        }
    }
}

/// A field's part of the index's name, as JavaScript joins it.
fn field_name(field: &Js) -> String {
    let name = match field {
        Js::Object(_) => field.get("name").or_else(|| field.get("attribute")),
        Js::Text(_) => Some(field),
        _ => None,
    };
    name.and_then(Js::text).unwrap_or_default().to_owned()
}
