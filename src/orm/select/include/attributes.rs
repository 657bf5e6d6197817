//! Lists of attributes: spelled out, with the fields of VIRTUAL ones, by their columns.

use super::Include;
use crate::orm::declare::Model;
use crate::orm::js::Js;
use crate::orm::select::condition::{fields_of_where, with_fields};

/// Makes a list of `attributes: {include, exclude}`: `_expandAttributes`.
pub fn expand(include: &mut Include, model: &Model) {
    let Some(given) = include.attribute_object.take() else {
        return;
    };
    let list = |name: &str| match given.get(name) {
        Some(Js::Array(items)) => items.clone(),
        Some(item @ Js::Text(_)) => vec![item.clone()],
        _ => Vec::new(),
    };
    let excluded = list("exclude");
    let own = model.attributes.iter();
    let own = own.map(|attribute| Js::Text(attribute.name.clone()));
    let mut attributes: Vec<Js> = own.filter(|name| !excluded.contains(name)).collect();
    attributes.extend(list("include"));
    include.attributes = Some(attributes);
}

/// A list with the fields its VIRTUAL attributes are made of: `_injectDependentVirtualAttributes`.
pub fn with_virtual_fields(attributes: &[Js], model: &Model) -> Vec<Js> {
    if !model.attributes.iter().any(is_virtual) {
        return attributes.to_vec();
    }
    let fields = attributes.iter().filter_map(|item| {
        let attribute = model.attribute(item.text()?)?;
        is_virtual(attribute).then_some(&attribute.data_type.fields)
    });
    let fields: Vec<Js> = fields.flatten().cloned().map(Js::Text).collect();
    let mut all: Vec<Js> = Vec::new();
    for item in attributes.iter().chain(&fields) {
        let is_known = matches!(item, Js::Text(_)) && all.contains(item);
        if !is_known {
            all.push(item.clone());
        }
    }
    all
}

/// Names columns, and leaves VIRTUAL attributes out: `mapFinderOptions`.
pub fn map(include: &mut Include, model: &Model) {
    if let Some(attributes) = &include.attributes {
        let mut mapped = with_virtual_fields(attributes, model);
        mapped.retain(|item| {
            let attribute = item.text().and_then(|name| model.attribute(name));
            !attribute.is_some_and(is_virtual)
        });
        with_fields(model, &mut mapped);
        include.attributes = Some(mapped);
    }
    if let Some(where_ @ Js::Object(_)) = &include.where_ {
        include.where_ = Some(fields_of_where(model, where_));
    }
}

/// The names of all attributes that have a column.
pub fn columns(model: &Model) -> Vec<Js> {
    let attributes = model.attributes.iter();
    attributes
        .filter(|attribute| !is_virtual(attribute))
        .map(|attribute| Js::Text(attribute.name.clone()))
        .collect()
}

/// Whether a list names an attribute, by itself or within `[column, alias]`.
pub fn names(attributes: &[Js], name: &str) -> bool {
    attributes.iter().any(|item| match item {
        Js::Text(own) => own == name,
        Js::Array(parts) => parts.iter().any(|part| part.text() == Some(name)),
        _ => false,
    })
}

fn is_virtual(attribute: &crate::orm::declare::Attribute) -> bool {
    attribute.data_type.key == "VIRTUAL"
}
