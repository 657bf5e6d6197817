//! From models to the tables they map to.

use std::collections::HashSet;

use super::{Column, Reference, Table};
use crate::orm::schema::{Attribute, Model, Schema};

/// The tables of a schema, each after those it references, as far as they form no ring.
pub fn tables(schema: &Schema) -> Vec<Table> {
    let mut order = Vec::with_capacity(schema.models.len());
    let mut seen = HashSet::new();
    for model in &schema.models {
        visit(schema, model, &mut seen, &mut order);
    }
    order
        .into_iter()
        .map(|model| lower(schema, model))
        .collect()
}

fn visit<'a>(
    schema: &'a Schema,
    model: &'a Model,
    seen: &mut HashSet<crate::orm::schema::ModelId>,
    order: &mut Vec<&'a Model>,
) {
    if !seen.insert(model.id) {
        return;
    }
    for reference in model
        .attributes
        .iter()
        .filter_map(|attribute| attribute.references.as_ref())
    {
        if let Some(parent) = schema.model(reference.model) {
            visit(schema, parent, seen, order);
        }
    }
    order.push(model);
}

/// The table of one model.
pub fn lower(schema: &Schema, model: &Model) -> Table {
    let names = |key: &Vec<_>| {
        key.iter()
            .filter_map(|id| Some(model.attribute(*id)?.name.clone()))
            .collect()
    };
    Table {
        name: model.table_name.clone(),
        columns: model
            .attributes
            .iter()
            .map(|attribute| lower_attribute(schema, attribute))
            .collect(),
        unique_keys: model
            .unique_keys
            .iter()
            .map(names)
            .filter(|key: &Vec<String>| !key.is_empty())
            .collect(),
    }
}

/// The column of one attribute. A reference to what is not there is left out.
pub fn lower_attribute(schema: &Schema, attribute: &Attribute) -> Column {
    Column {
        name: attribute.name.clone(),
        data_type: attribute.data_type.clone(),
        // A primary key is never null, whatever the attribute says.
        allow_null: attribute.allow_null && !attribute.primary_key,
        unique: attribute.unique,
        primary_key: attribute.primary_key,
        auto_increment: attribute.auto_increment,
        default_value: attribute.default_value.clone(),
        references: attribute.references.as_ref().and_then(|reference| {
            let model = schema.model(reference.model)?;
            Some(Reference {
                table: model.table_name.clone(),
                column: model.attribute(reference.attribute)?.name.clone(),
                on_delete: reference.on_delete,
                on_update: reference.on_update,
            })
        }),
    }
}
