//! What the options of includes mean for each other: `_validateIncludedElements`.

use std::rc::Rc;

use super::attributes::{columns, expand, map, names, with_virtual_fields};
use super::paranoid::all_of;
use super::{Include, model_of};
use crate::orm::declare::{Association, AssociationKind, ErrorClass, Model, OrmError, Registry};
use crate::orm::js::Js;
use crate::orm::select::type_error;

/// Validates all includes below a find or an include. `is_root` says that nothing is above it.
///
/// # Errors
/// An include that no association answers to.
pub fn validate(registry: &Registry, options: &mut Include, is_root: bool) -> Result<(), OrmError> {
    options.has_single = false;
    options.has_multi = false;
    if is_root {
        options.top_limit = options.limit.clone();
    }
    let mut list = options.below.take().unwrap_or_default();
    for include in &mut list {
        include.top_limit.clone_from(&options.top_limit);
        validate_one(registry, include, options)?;
        let duplicating = *include.duplicating.get_or_insert_with(|| {
            include
                .association
                .as_ref()
                .is_some_and(|association| association.kind.is_multiple())
        });
        include.has_duplicating |= duplicating;
        include.has_required |= include.required == Some(true);
        options.has_duplicating |= include.has_duplicating;
        options.has_required |= include.required == Some(true);
    }
    if let Some(through) = &mut options.through {
        through.top_limit.clone_from(&options.top_limit);
        validate_pairs(registry, through)?;
        options.has_single = true;
    }
    for include in &mut list {
        decide(include, options, is_root);
    }
    if is_root && options.sub_query.is_none() {
        options.sub_query = Some(false);
    }
    options.below = Some(list);
    Ok(())
}

/// Whether an include is joined within the sub-query, and whether it filters it.
fn decide(include: &mut Include, options: &mut Include, is_root: bool) {
    include.has_parent_required = options.has_parent_required || options.required == Some(true);
    let is_limited = options.top_limit.as_ref().is_some_and(Js::is_truthy);
    let duplicating = include.duplicating == Some(true);
    let given = include.sub_query == Some(true);
    if include.sub_query != Some(false) && options.has_duplicating && is_limited {
        if duplicating {
            include.sub_query = Some(given);
            include.is_filter = include.has_required;
        } else {
            include.sub_query = Some(include.has_required);
            include.is_filter = false;
        }
    } else {
        include.is_filter = duplicating && given;
        let is_required =
            include.has_parent_required && include.has_required && include.separate != Some(true);
        include.sub_query = Some(given || (!duplicating && is_required));
    }
    let is_double = include.sub_query == Some(true) || include.has_duplicating;
    if is_root && options.sub_query.is_none() && is_limited && is_double {
        options.sub_query = Some(true);
    }
    options.has_multi |= include.is_multiple() || include.has_multi;
    let is_single = include.association.is_some() && !include.is_multiple();
    options.has_single |= is_single || include.has_single;
}

fn validate_one(
    registry: &Registry,
    include: &mut Include,
    options: &mut Include,
) -> Result<(), OrmError> {
    if include.model.is_empty() {
        return Err(type_error(
            "Cannot read properties of undefined (reading 'getTableName')",
        ));
    }
    let model = model_of(registry, &include.model)?;
    choose(include, model, options.is_raw);
    let association = if let Some(association) = &include.association {
        Rc::clone(association)
    } else {
        let source = model_of(registry, &options.model)?;
        Rc::new(association_of(source, model, include.alias.as_deref())?.clone())
    };
    include.alias = Some(association.alias.clone());
    include.association = Some(Rc::clone(&association));
    if let Some(through) = &association.through {
        let pairs = include.through.get_or_insert_with(|| {
            Box::new(pairs(&through.model, include.through_options.as_ref()))
        });
        if let Some(scope) = &through.scope {
            pairs.where_ = Some(match pairs.where_.take() {
                Some(where_) => all_of(where_, scope.clone()),
                None => scope.clone(),
            });
        }
        include.below.get_or_insert_default();
    }
    if let Some(mut attributes) = include.scope_attributes.take() {
        let chosen = include.attributes.take().unwrap_or_default();
        for item in chosen {
            if !attributes.contains(&item) {
                attributes.push(item);
            }
        }
        include.attributes = Some(attributes);
    }
    if include.attributes.is_none() {
        include.attributes = Some(columns(model));
    }
    map(include, model);
    if include.required.is_none() {
        include.required = Some(include.where_.as_ref().is_some_and(Js::is_truthy));
    }
    if let Some(scope) = &association.scope {
        include.where_ = Some(match include.where_.take() {
            Some(where_) => all_of(where_, scope.clone()),
            None => scope.clone(),
        });
    }
    if include.limit.as_ref().is_some_and(Js::is_truthy) && include.separate.is_none() {
        include.separate = Some(true);
    }
    if include.separate == Some(true) {
        separate(include, options, &association)?;
    }
    if include.below.is_some() {
        validate(registry, include, false)?;
    }
    Ok(())
}

/// What an include selects, where that is said: its primary key is selected too, but not shown.
fn choose(include: &mut Include, model: &Model, is_raw: bool) {
    let is_chosen = include.attributes.is_some() || include.attribute_object.is_some();
    if !is_chosen || is_raw {
        map(include, model);
        return;
    }
    expand(include, model);
    let given = include.attributes.clone().unwrap_or_default();
    include.original = Some(with_virtual_fields(&given, model));
    map(include, model);
    let Some(attributes) = include.attributes.as_mut().filter(|list| !list.is_empty()) else {
        return;
    };
    for key in model.primary_keys() {
        let is_there = attributes.iter().any(|item| match item {
            Js::Text(name) => key.field == key.name && *name == key.name,
            Js::Array(parts) if key.field != key.name => {
                parts.first().and_then(Js::text) == Some(&key.field)
                    && parts.get(1).and_then(Js::text) == Some(&key.name)
            }
            _ => false,
        });
        if !is_there {
            attributes.insert(0, Js::Text(key.name.clone()));
        }
    }
}

/// The table of pairs, as `through` of the include wants it.
fn pairs(model: &str, given: Option<&Js>) -> Include {
    let mut pairs = Include {
        model: model.to_owned(),
        is_pseudo: true,
        ..Include::default()
    };
    if let Some(given @ Js::Object(_)) = given {
        super::conform::fill(&mut pairs, given);
        pairs.alias = given.get("as").and_then(Js::text).map(str::to_owned);
    }
    pairs.alias.get_or_insert_with(|| model.to_owned());
    pairs
}

fn validate_pairs(registry: &Registry, pairs: &mut Include) -> Result<(), OrmError> {
    let model = model_of(registry, &pairs.model)?;
    choose(pairs, model, false);
    if pairs.attributes.is_none() {
        pairs.attributes = Some(columns(model));
    }
    map(pairs, model);
    Ok(())
}

/// A separate include selects the key it is put back by, and so does what it hangs below.
fn separate(
    include: &mut Include,
    options: &mut Include,
    association: &Association,
) -> Result<(), OrmError> {
    if association.kind != AssociationKind::HasMany {
        return Err(OrmError::new(
            ErrorClass::Error,
            "Only HasMany associations support include.separate",
        ));
    }
    include.duplicating = Some(false);
    add(options.attributes.as_mut(), &association.source_key);
    add(include.attributes.as_mut(), &association.foreign_key);
    Ok(())
}

fn add(attributes: Option<&mut Vec<Js>>, name: &str) {
    if let Some(attributes) = attributes
        && !attributes.is_empty()
        && !names(attributes, name)
    {
        attributes.push(Js::Text(name.to_owned()));
    }
}

/// The association an include means: `_getIncludedAssociation`.
fn association_of<'a>(
    source: &'a Model,
    target: &Model,
    alias: Option<&str>,
) -> Result<&'a Association, OrmError> {
    let all: Vec<&Association> = source
        .associations
        .iter()
        .filter(|association| association.target == target.name)
        .collect();
    let found = all.iter().find(|association| match alias {
        Some(alias) => association.alias == alias,
        None => !association.is_aliased,
    });
    if let Some(found) = found {
        return Ok(found);
    }
    let (source, target) = (&source.name, &target.name);
    let message = match (all.len(), alias) {
        (0, _) => format!("{target} is not associated to {source}!"),
        (1, Some(alias)) => format!(
            "{target} is associated to {source} using an alias. You've included an alias ({alias}), but it does not match the alias(es) defined in your association ({}).",
            all[0].alias
        ),
        (1, None) => format!(
            "{target} is associated to {source} using an alias. You must use the 'as' keyword to specify the alias within your include statement."
        ),
        _ => format!(
            "{target} is associated to {source} multiple times. To identify the correct association, you must use the 'as' keyword to specify the alias of the association you want to include."
        ),
    };
    Err(OrmError::new(ErrorClass::EagerLoading, message))
}
