//! The associations that a belongsToMany has beside itself: from its table of pairs to
//! both sides, and back.
//!
//! The façade names one by the alias and the way, as in `groups.oneFromTarget`.

use std::rc::Rc;

use crate::orm::declare::{Association, AssociationKind, Model, OrmError, Registry};
use crate::orm::js::Js;
use crate::orm::select::type_error;

/// A way between a belongsToMany's table of pairs and one of its sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// belongsTo: from the pairs to the source.
    ToSource,
    /// belongsTo: from the pairs to the target.
    ToTarget,
    /// hasOne: from the source to its pair.
    OneFromSource,
    /// hasOne: from the target to its pair.
    OneFromTarget,
    /// hasMany: from the source to its pairs.
    ManyFromSource,
    /// hasMany: from the target to its pairs.
    ManyFromTarget,
}

/// An association by its source and alias, or one derived from it.
pub fn resolve(
    registry: &Registry,
    source: &str,
    alias: &str,
) -> Result<Rc<Association>, OrmError> {
    let unknown = || type_error(format!("{source} has no association {alias}"));
    let own = registry.model(source).ok_or_else(unknown)?;
    if let Some(association) = own.association(alias) {
        return Ok(Rc::new(association.clone()));
    }
    let (alias, side) = alias.rsplit_once('.').ok_or_else(unknown)?;
    let side = match side {
        "toSource" => Side::ToSource,
        "toTarget" => Side::ToTarget,
        "oneFromSource" => Side::OneFromSource,
        "oneFromTarget" => Side::OneFromTarget,
        "manyFromSource" => Side::ManyFromSource,
        "manyFromTarget" => Side::ManyFromTarget,
        _ => return Err(unknown()),
    };
    let association = own.association(alias).ok_or_else(unknown)?;
    derived(registry, association, side).map(Rc::new)
}

/// A way of a belongsToMany.
///
/// # Errors
/// A model that is not defined any more.
pub fn derived(
    registry: &Registry,
    association: &Association,
    side: Side,
) -> Result<Association, OrmError> {
    let gone = || type_error("Cannot read properties of undefined (reading 'name')");
    let through = association.through.as_ref().ok_or_else(gone)?;
    let is_target = matches!(
        side,
        Side::ToTarget | Side::OneFromTarget | Side::ManyFromTarget
    );
    let (end, key, key_field) = if is_target {
        (
            &association.target,
            &through.other_key,
            &through.other_key_field,
        )
    } else {
        (
            &association.source,
            &association.foreign_key,
            &association.foreign_key_field,
        )
    };
    let end = registry.model(end).ok_or_else(gone)?;
    let pairs = registry.model(&through.model).ok_or_else(gone)?;
    let (primary, primary_field) = primary(end);
    let own_key = if is_target {
        (
            association.target_key.clone(),
            association.target_key_field.clone(),
        )
    } else {
        (
            association.source_key.clone(),
            association.source_key_field.clone(),
        )
    };
    let (kind, source, target, alias, end_key) = match side {
        Side::ToSource | Side::ToTarget => (
            AssociationKind::BelongsTo,
            &pairs.name,
            &end.name,
            end.singular.clone(),
            (primary, primary_field),
        ),
        Side::OneFromSource | Side::OneFromTarget => (
            AssociationKind::HasOne,
            &end.name,
            &pairs.name,
            pairs.name.clone(),
            own_key,
        ),
        Side::ManyFromSource | Side::ManyFromTarget => (
            AssociationKind::HasMany,
            &end.name,
            &pairs.name,
            pairs.plural.clone(),
            (primary, primary_field),
        ),
    };
    Ok(Association {
        kind,
        source: source.clone(),
        target: target.clone(),
        is_aliased: kind == AssociationKind::HasOne,
        singular: alias.clone(),
        plural: alias.clone(),
        alias,
        foreign_key: key.clone(),
        foreign_key_field: key_field.clone(),
        source_key: end_key.0.clone(),
        source_key_field: end_key.1.clone(),
        target_key: end_key.0,
        target_key_field: end_key.1,
        through: None,
        scope: None,
        constraints: true,
        options: Js::Object(Vec::new()),
    })
}

fn primary(model: &Model) -> (String, String) {
    let key = model.primary_keys().next();
    key.map_or_else(
        || ("id".to_owned(), "id".to_owned()),
        |key| (key.name.clone(), key.field.clone()),
    )
}
