//! What a command writes to: a model's table, or one by name.

use super::super::failure::Failure;
use super::super::request::Request;
use crate::orm::declare::{Attribute, Model, Registry, Type};
use crate::orm::js::{Js, Key};
use crate::orm::select::fields_of_where;
use crate::orm::write::{Change, TableName};

/// What a command writes to.
pub struct Target<'a> {
    /// The table.
    pub table: TableName,
    /// Its model, where it has one.
    pub model: Option<&'a Model>,
    /// What is known of the columns of a table without a model.
    attributes: Vec<Attribute>,
}

impl<'a> Target<'a> {
    /// The model or the table that a command names.
    pub fn read(registry: &'a Registry, request: &Request) -> Result<Self, Failure> {
        if let Some(name) = request.text("model") {
            let model = registry
                .model(name)
                .ok_or_else(|| Failure::error(format!("{name} has not been defined")))?;
            return Ok(Self {
                table: table_of(model, request),
                model: Some(model),
                attributes: Vec::new(),
            });
        }
        let (name, schema) = registry
            .table(&request.js("table")?)
            .ok_or_else(|| Failure::error("the command names no table"))?;
        let mut attributes = Vec::new();
        if let Js::Object(entries) = request.js("attributes")? {
            for (key, given) in &entries {
                if let Key::Name(field) = key {
                    attributes.push(registry.attribute(field, given)?);
                }
            }
        }
        Ok(Self {
            table: TableName { schema, name },
            model: None,
            attributes,
        })
    }

    pub fn column(&self, name: &str) -> (Option<Type>, bool) {
        let attribute = match self.model {
            Some(model) => model
                .attribute_of_field(name)
                .or_else(|| model.attribute(name)),
            None => self.attributes.iter().find(|own| own.name == name),
        };
        let data_type = attribute.map(|attribute| attribute.data_type.clone());
        (
            data_type,
            attribute.is_some_and(|attribute| attribute.auto_increment),
        )
    }

    /// A condition with attributes named by their columns.
    pub fn where_(&self, given: Js) -> Js {
        match self.model {
            Some(model) => fields_of_where(model, &given),
            None => given,
        }
    }

    /// The columns to return; everything of a model is what its attributes are.
    pub fn returning(&self, given: Option<Vec<String>>) -> Option<Vec<String>> {
        match (given, self.model) {
            (Some(fields), Some(model)) if fields.is_empty() => {
                let own = model
                    .attributes
                    .iter()
                    .filter(|own| own.data_type.key != "VIRTUAL");
                Some(own.map(|own| own.field.clone()).collect())
            }
            (given, _) => given,
        }
    }
}

impl<'a> Target<'a> {
    /// A change of rows of this table.
    pub fn change(&'a self, registry: &'a Registry, where_: &'a Js) -> Change<'a> {
        Change {
            registry,
            table: &self.table,
            model: self.model,
            where_,
        }
    }
}

/// A model's table; `Model.schema(…)` is the same model over another schema's table.
pub fn table_of(model: &Model, request: &Request) -> TableName {
    let own = TableName::of(model);
    TableName {
        schema: request.text("schema").map(str::to_owned).or(own.schema),
        name: own.name,
    }
}
