//! What rows are nested into.
//!
//! A `Level` is known from the options; which columns of a statement belong to it is known
//! by their names when its rows are there: that makes a `Shape`.

use super::include::{Include, model_of};
use crate::orm::declare::{Model, OrmError, Registry, Unique};
use crate::orm::js::Js;

/// A model's rows among the rows of a find.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Level {
    /// The name it hangs by.
    pub name: String,
    /// The model.
    pub model: String,
    /// Whether it is a list.
    pub is_multiple: bool,
    /// The names shown, in order; nothing says all.
    pub shown: Option<Vec<String>>,
    /// The names its rows have in the find itself, by which separate includes are put to them;
    /// nothing says all.
    pub held: Option<Vec<String>>,
    /// Whether it selects nothing, so that nothing of it and below it is shown.
    pub is_hidden: bool,
    /// The VIRTUAL attributes, which are shown where a column is called so.
    pub virtuals: Vec<String>,
    /// The columns by which rows are told apart.
    pub keys: Vec<String>,
    /// The column that is null where there is no row.
    pub primary_key: Option<String>,
    /// What hangs below, in the order of the includes.
    pub children: Vec<Level>,
    /// Of the root: whether there are includes.
    pub has_join: bool,
    /// Of the root: whether rows are put together by their keys.
    pub is_grouped: bool,
}

impl Level {
    /// The levels of a validated find.
    ///
    /// # Errors
    /// A model that is not defined any more.
    pub fn of(registry: &Registry, root: &Include, has_join: bool) -> Result<Self, OrmError> {
        let mut level = level(registry, root)?;
        level.has_join = has_join;
        level.is_grouped = root.has_multi;
        Ok(level)
    }
}

fn level(registry: &Registry, include: &Include) -> Result<Level, OrmError> {
    let model = model_of(registry, &include.model)?;
    let joined = include.children().iter();
    let joined = joined.filter(|child| child.separate != Some(true));
    let children = joined.chain(include.through.as_deref());
    Ok(Level {
        name: include.alias.clone().unwrap_or_default(),
        model: model.name.clone(),
        is_multiple: include.is_multiple(),
        is_hidden: include.original.as_ref().is_some_and(Vec::is_empty),
        held: include.original.as_deref().map(names_shown),
        shown: include.original.as_deref().map(names_shown),
        virtuals: model
            .attributes
            .iter()
            .filter(|attribute| attribute.data_type.key == "VIRTUAL")
            .map(|attribute| attribute.name.clone())
            .collect(),
        keys: keys(model),
        primary_key: model.primary_keys().next().map(|key| key.name.clone()),
        children: children
            .map(|child| level(registry, child))
            .collect::<Result<_, _>>()?,
        ..Level::default()
    })
}

/// The names that a list of attributes shows.
pub fn names_shown(attributes: &[Js]) -> Vec<String> {
    let names = attributes.iter().filter_map(|item| match item {
        Js::Text(name) => Some(name.clone()),
        Js::Array(parts) => parts.get(1).and_then(Js::text).map(str::to_owned),
        _ => None,
    });
    names.collect()
}

/// The primary key, or without one the first unique key.
fn keys(model: &Model) -> Vec<String> {
    let primary: Vec<String> = model.primary_keys().map(|key| key.name.clone()).collect();
    if !primary.is_empty() {
        return primary;
    }
    let first = model
        .attributes
        .iter()
        .find(|attribute| attribute.unique != Unique::No);
    match first.map(|attribute| &attribute.unique) {
        Some(Unique::Named { name, .. }) => model
            .attributes
            .iter()
            .filter(|attribute| matches!(&attribute.unique, Unique::Named { name: own, .. } if own == name))
            .map(|attribute| attribute.name.clone())
            .collect(),
        Some(_) => first.map(|attribute| attribute.name.clone()).into_iter().collect(),
        None => Vec::new(),
    }
}
