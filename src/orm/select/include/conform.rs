//! Includes in all their spellings: `_conformIncludes`.

use std::rc::Rc;

use super::{Given, Include, derive, model_of};
use crate::orm::declare::{Association, ErrorClass, Model, OrmError, Registry};
use crate::orm::js::Js;
use crate::orm::select::type_error;

/// The includes of an option, of a model where it is known.
///
/// # Errors
/// An alias that does not exist, or something that is no include.
pub fn conform_all(
    registry: &Registry,
    given: Option<&Js>,
    own: Option<&Model>,
) -> Result<Option<Vec<Include>>, OrmError> {
    let list = match given {
        None => return Ok(None),
        Some(value) if !value.is_truthy() => return Ok(None),
        Some(Js::Array(list)) if list.is_empty() => return Ok(None),
        Some(Js::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
    };
    let list = list.iter().map(|given| conform(registry, given, own));
    list.collect::<Result<_, _>>().map(Some)
}

fn conform(registry: &Registry, given: &Js, own: Option<&Model>) -> Result<Include, OrmError> {
    match given {
        Js::Text(alias) if own.is_some() => Ok(reached(find(alias, own)?, own)),
        Js::Association(source, alias) => {
            Ok(reached(derive::resolve(registry, source, alias)?, own))
        }
        Js::Model(name) => Ok(Include {
            model: name.clone(),
            ..Include::default()
        }),
        Js::Object(_) => object(registry, given, own),
        _ => Err(unexpected()),
    }
}

fn unexpected() -> OrmError {
    OrmError::new(
        ErrorClass::Error,
        "Include unexpected. Element has to be either a Model, an Association or an object.",
    )
}

fn find(alias: &str, own: Option<&Model>) -> Result<Rc<Association>, OrmError> {
    let own = own.ok_or_else(unexpected)?;
    let association = own.association(alias).cloned().ok_or_else(|| {
        OrmError::new(
            ErrorClass::Error,
            format!(
                "Association with alias \"{alias}\" does not exist on {}",
                own.name
            ),
        )
    })?;
    Ok(Rc::new(association))
}

fn reached(association: Rc<Association>, own: Option<&Model>) -> Include {
    let is_own = own.is_some_and(|own| own.name == association.target);
    Include {
        model: if is_own {
            association.source.clone()
        } else {
            association.target.clone()
        },
        alias: Some(association.alias.clone()),
        association: Some(association),
        ..Include::default()
    }
}

fn object(registry: &Registry, given: &Js, own: Option<&Model>) -> Result<Include, OrmError> {
    let truthy = |name: &str| given.get(name).filter(|value| value.is_truthy());
    let mut include = match truthy("association") {
        Some(Js::Association(source, alias)) => {
            reached(derive::resolve(registry, source, alias)?, own)
        }
        Some(Js::Text(alias)) if own.is_some() => reached(find(alias, own)?, own),
        Some(_) => {
            return Err(type_error(
                "Cannot read properties of undefined (reading 'name')",
            ));
        }
        None if truthy("model").is_some() || truthy("all").is_some() => Include::default(),
        None => return Err(unexpected()),
    };
    let mut below = None;
    if include.association.is_some() {
        below = Some(include.model.clone());
    }
    match truthy("model") {
        Some(Js::Model(name)) => {
            include.model.clone_from(name);
            below.get_or_insert_with(|| name.clone());
        }
        Some(_) => return Err(type_error("include.model.getTableName is not a function")),
        None => {}
    }
    if let Some(alias) = truthy("as") {
        include.alias = match alias {
            Js::Text(alias) => Some(alias.clone()),
            object => object.get("plural").and_then(Js::text).map(str::to_owned),
        };
    }
    let below = match &below {
        Some(name) => Some(model_of(registry, name)?),
        None => None,
    };
    include.below = conform_all(registry, given.get("include"), below)?;
    include.all = truthy("all").filter(|_| include.model.is_empty()).cloned();
    include.is_nested = truthy("nested").is_some();
    fill(&mut include, given);
    Ok(include)
}

/// Takes over all options that are the same for a find and an include.
pub fn fill(include: &mut Include, given: &Js) {
    let get = |name: &str| given.get(name).cloned();
    let flag = |name: &str| given.get(name).map(Js::is_truthy);
    match get("attributes") {
        Some(Js::Array(items)) => include.attributes = Some(items),
        Some(object @ Js::Object(_)) => include.attribute_object = Some(object),
        _ => {}
    }
    if let Some(Js::Array(items)) = get("scopeAttributes") {
        include.scope_attributes = Some(items);
    }
    include.where_ = get("where").filter(|where_| *where_ != Js::Null);
    include.on = get("on").filter(Js::is_truthy);
    include.is_or = flag("or") == Some(true);
    include.is_right = flag("right") == Some(true);
    include.required = flag("required");
    include.separate = flag("separate");
    include.duplicating = flag("duplicating");
    include.sub_query = flag("subQuery");
    include.paranoid = flag("paranoid");
    include.limit = get("limit").filter(|limit| *limit != Js::Null);
    include.is_raw = flag("raw") == Some(true);
    include.through_options = get("through").filter(Js::is_truthy);
    include.options = Given(given.clone());
}
