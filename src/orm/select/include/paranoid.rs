//! Rows that are only marked as deleted are left out: `_paranoidClause`.

use super::{Include, model_of};
use crate::orm::declare::{OrmError, Registry};
use crate::orm::js::{Js, Key};

/// Adds the condition to a find and to all its includes.
///
/// # Errors
/// A model that is not defined any more.
pub fn add_paranoid(registry: &Registry, include: &mut Include) -> Result<(), OrmError> {
    for child in include.below.iter_mut().flatten() {
        add_paranoid(registry, child)?;
    }
    if let Some(through) = &mut include.through {
        add_paranoid(registry, through)?;
    }
    let model = model_of(registry, &include.model)?;
    let deleted = model
        .deleted_at
        .as_ref()
        .filter(|_| include.paranoid != Some(false));
    let Some(attribute) = deleted.and_then(|name| model.attribute(name)) else {
        return Ok(());
    };
    let default = attribute.default_value.clone().filter(Js::is_truthy);
    let value = default.unwrap_or_else(|| Js::Object(vec![(Key::Op("eq".to_owned()), Js::Null)]));
    let is_left = Js::Object(vec![(Key::Name(attribute.field.clone()), value)]);
    include.where_ = Some(match include.where_.take() {
        Some(Js::Object(object)) if object.is_empty() => is_left,
        where_ => all_of(is_left, where_.unwrap_or(Js::Undefined)),
    });
    Ok(())
}

/// `{[Op.and]: [first, second]}`.
pub fn all_of(first: Js, second: Js) -> Js {
    Js::Object(vec![(
        Key::Op("and".to_owned()),
        Js::Array(vec![first, second]),
    )])
}
