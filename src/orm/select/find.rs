//! From options to a statement: Sequelize's `findAll`, up to where it asks the database.

use std::rc::Rc;

use super::generate::{Grouped, Query};
use super::include::{
    Include, add_paranoid, conform_all, expand, expand_all, fill, map, model_of, validate,
    with_virtual_fields,
};
use super::separate::{marked, separates};
use super::shape::Level;
use super::{Select, text};
use crate::orm::declare::{ErrorClass, Model, OrmError, Registry};
use crate::orm::js::Js;

/// The SELECT of a find.
///
/// # Errors
/// What Sequelize would throw of these options.
pub fn find(registry: &Registry, model: &str, options: &Js) -> Result<Select, OrmError> {
    let own = model_of(registry, model)?;
    // `Model.schema(name)` is the same model elsewhere.
    let elsewhere = options
        .get("schema")
        .and_then(Js::text)
        .map(|schema| Model {
            schema: Some(schema.to_owned()),
            ..own.clone()
        });
    let own = elsewhere.as_ref().unwrap_or(own);
    let mut root = Include {
        model: model.to_owned(),
        ..Include::default()
    };
    if let Some(attributes) = options.get("attributes").filter(|value| value.is_truthy())
        && !matches!(attributes, Js::Array(_) | Js::Object(_))
    {
        return Err(OrmError::new(
            ErrorClass::Query,
            "The attributes option must be an array of column names or an object",
        ));
    }
    fill(&mut root, options);
    // A subclass goes by its own name.
    root.alias = options
        .get("tableAlias")
        .and_then(Js::text)
        .map(str::to_owned);
    // A condition that is there but empty is not the same as none.
    root.where_ = options.get("where").cloned();
    root.below = conform_all(registry, options.get("include"), Some(own))?;
    let grouped = options.get("groupedLimit").and_then(Grouped::read);
    prepared(registry, own, root, grouped)
}

/// The SELECT of a table that no model stands for: it has no alias, and only in conditions do columns
/// say whose they are.
///
/// # Errors
/// What Sequelize would throw of these options.
pub fn bare(
    registry: &Registry,
    schema: Option<String>,
    table: String,
    options: &Js,
) -> Result<String, OrmError> {
    let model = Model::of_table(schema, table);
    let mut root = Include::default();
    fill(&mut root, options);
    root.where_ = options.get("where").cloned();
    statement(registry, &model, &root, None).map(|(sql, _)| sql)
}

/// The SELECT of a find whose includes are conformed.
pub fn prepared(
    registry: &Registry,
    model: &Model,
    mut root: Include,
    grouped: Option<Grouped>,
) -> Result<Select, OrmError> {
    expand(&mut root, model);
    expand_all(registry, &mut root)?;
    let has_join = root.below.is_some();
    let has_virtual = model
        .attributes
        .iter()
        .any(|attribute| attribute.data_type.key == "VIRTUAL");
    root.original = root
        .attributes
        .as_ref()
        .map(|attributes| with_virtual_fields(attributes, model));
    if has_join {
        validate(registry, &mut root, true)?;
        if !has_virtual {
            // What separate includes add is shown: without VIRTUAL attributes it is the same list.
            root.original.clone_from(&root.attributes);
        }
        add_primary_key(&mut root, model);
    }
    if root.attributes.is_none() {
        let names = model.attributes.iter();
        let names: Vec<Js> = names
            .map(|attribute| Js::Text(attribute.name.clone()))
            .collect();
        root.original = Some(with_virtual_fields(&names, model));
        root.attributes = Some(names);
    }
    map(&mut root, model);
    add_paranoid(registry, &mut root)?;
    let is_raw = root.is_raw;
    let (sql, repeats) = statement(registry, model, &root, grouped)?;
    for path in repeats {
        show_pair_keys(&mut root, &path);
    }
    Ok(Select {
        level: Level::of(registry, &root, has_join)?,
        separates: if is_raw { Vec::new() } else { separates(&root) },
        marked: marked(&root),
        sql,
        is_raw,
    })
}

/// What a filter of a sub-query validated again shows the keys of its pairs, which were added before.
fn show_pair_keys(root: &mut Include, path: &str) {
    let mut include = root;
    for name in path.split("->") {
        let mut below = include.below.iter_mut().flatten();
        let Some(child) = below.find(|child| child.alias.as_deref() == Some(name)) else {
            return;
        };
        include = child;
    }
    if let Some(through) = &mut include.through
        && through.original.is_some()
    {
        through.original.clone_from(&through.attributes);
    }
}

/// Rows are told apart by the primary key, so it is selected even where it is not shown.
fn add_primary_key(root: &mut Include, model: &Model) {
    let has_group = root.option("group").is_some_and(Js::is_truthy);
    let is_needed = !has_group || !root.has_single || root.has_multi;
    let (Some(key), Some(attributes), false) = (
        model.primary_keys().next(),
        &mut root.attributes,
        root.is_raw,
    ) else {
        return;
    };
    let key = Js::Text(key.name.clone());
    if is_needed && !attributes.contains(&key) {
        attributes.insert(0, key);
    }
}

fn statement(
    registry: &Registry,
    model: &Model,
    root: &Include,
    grouped: Option<Grouped>,
) -> Result<(String, Vec<String>), OrmError> {
    let option = |name: &str| root.option(name).cloned();
    let renamed = root.alias.as_ref().map(|name| Model {
        name: name.clone(),
        ..model.clone()
    });
    let mut query = Query::new(registry, model, root);
    query.renamed = renamed.as_ref();
    query.attributes.clone_from(&root.attributes);
    query.where_.clone_from(&root.where_);
    query.limit.clone_from(&root.limit);
    query.offset = option("offset");
    query.order = option("order");
    query.group = option("group");
    query.having = option("having");
    query.has_inner = root.sub_query == Some(true);
    query.ignores_attributes = root.option("includeIgnoreAttributes") == Some(&Js::Boolean(false));
    query.dot_notation = root.option("dotNotation").is_some_and(Js::is_truthy);
    query.table_alias.clone_from(&root.alias);
    query.grouped = grouped;
    let repeats = Rc::clone(&query.repeats);
    let sql = query.sql()?;
    let sql = match root.option("searchPath") {
        Some(path) if path.is_truthy() => {
            format!("SET search_path to {};{sql}", text::string(path))
        }
        _ => sql,
    };
    Ok((sql, repeats.take()))
}
