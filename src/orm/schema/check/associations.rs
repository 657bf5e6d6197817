//! Associations: their aliases, their keys, and how two of them fit together.

use super::names::is_name;
use super::{Found, Problem};
use crate::orm::naming::is_member;
use crate::orm::schema::{Association, AssociationKind, AttributeId, Model, Schema, is_inverse};

pub(super) fn check(schema: &Schema, place: usize, association: &Association, found: &mut Found) {
    let (id, alias) = (association.id, &association.alias);
    let (Some(source), Some(target)) = (
        schema.model(association.source),
        schema.model(association.target),
    ) else {
        found.error(
            id,
            Problem::NoAssociationKey {
                alias: alias.clone(),
            },
        );
        return;
    };
    if is_name(id.into(), alias, found) && is_member(alias) {
        found.warning(
            id,
            Problem::ShadowsMethod {
                name: alias.clone(),
            },
        );
    }
    let earlier = &schema.associations[..place];
    if earlier
        .iter()
        .any(|other| other.source == source.id && other.alias == *alias)
    {
        found.error(
            id,
            Problem::DuplicateAlias {
                alias: alias.clone(),
            },
        );
    }
    if source.attribute_named(alias).is_some() {
        found.error(
            id,
            Problem::NamingCollision {
                alias: alias.clone(),
                model: source.name.clone(),
            },
        );
    }
    if !has_keys(schema, association, source, target) {
        found.error(
            id,
            Problem::NoAssociationKey {
                alias: alias.clone(),
            },
        );
        return;
    }
    match association.kind {
        AssociationKind::BelongsToMany { .. } => check_pairs(schema, earlier, association, found),
        AssociationKind::BelongsTo { .. } => {}
        AssociationKind::HasOne { .. } | AssociationKind::HasMany { .. } => {
            check_one_key(schema, association, source, target, found);
        }
    }
}

/// Whether all attributes it goes by are where they must be.
fn has_keys(schema: &Schema, association: &Association, source: &Model, target: &Model) -> bool {
    let has = |model: &Model, id: AttributeId| model.attribute(id).is_some();
    match association.kind {
        AssociationKind::HasOne {
            foreign_key,
            source_key,
        }
        | AssociationKind::HasMany {
            foreign_key,
            source_key,
        } => has(target, foreign_key) && has(source, source_key),
        AssociationKind::BelongsTo {
            foreign_key,
            target_key,
        } => has(source, foreign_key) && has(target, target_key),
        AssociationKind::BelongsToMany {
            through,
            foreign_key,
            other_key,
            source_key,
            target_key,
        } => {
            has(source, source_key)
                && has(target, target_key)
                && schema
                    .model(through)
                    .is_some_and(|through| has(through, foreign_key) && has(through, other_key))
        }
    }
}

fn check_pairs(
    schema: &Schema,
    earlier: &[Association],
    association: &Association,
    found: &mut Found,
) {
    let AssociationKind::BelongsToMany {
        through,
        foreign_key,
        other_key,
        ..
    } = association.kind
    else {
        return;
    };
    let Some(through) = schema.model(through) else {
        return;
    };
    let alias = || association.alias.clone();
    if foreign_key == other_key {
        let key = through
            .attribute(foreign_key)
            .map(|key| key.name.clone())
            .unwrap_or_default();
        found.warning(
            association.id,
            Problem::OneKeyForBoth {
                alias: alias(),
                key,
                through: through.name.clone(),
            },
        );
        return;
    }
    let same_way = earlier.iter().find(|other| {
        let is_opposite = other.source == association.target && other.target == association.source;
        let is_same_way = matches!(other.kind, AssociationKind::BelongsToMany { through: other, foreign_key: key, .. }
            if other == through.id && key == foreign_key);
        is_opposite && is_same_way && association.source != association.target
    });
    if let Some(other) = same_way {
        let other_alias = other.alias.clone();
        let problem = Problem::KeysNotSwapped {
            alias: alias(),
            other_alias,
            through: through.name.clone(),
        };
        found.warning(association.id, problem);
    }
    let needy = through.attributes.iter().find(|attribute| {
        let is_given =
            attribute.id == foreign_key || attribute.id == other_key || attribute.auto_increment;
        let is_stamp =
            through.timestamps && matches!(attribute.name.as_str(), "createdAt" | "updatedAt");
        let needs_value = !attribute.allow_null || attribute.primary_key;
        needs_value && attribute.default_value.is_none() && !is_given && !is_stamp
    });
    if let Some(attribute) = needy {
        let (through, attribute) = (through.name.clone(), attribute.name.clone());
        found.warning(
            association.id,
            Problem::ThroughNeedsValue {
                through,
                attribute,
                alias: alias(),
            },
        );
    }
}

/// Notes a `hasOne` or `hasMany` and a `belongsTo` back that each go by a key of their own, where neither has its inverse.
fn check_one_key(
    schema: &Schema,
    association: &Association,
    source: &Model,
    target: &Model,
    found: &mut Found,
) {
    let has_inverse = |one: &Association| {
        schema
            .associations
            .iter()
            .any(|other| is_inverse(one, other))
    };
    let is_back = |other: &&Association| {
        matches!(other.kind, AssociationKind::BelongsTo { .. })
            && other.source == association.target
            && other.target == association.source
            && other.id != association.id
    };
    if has_inverse(association) {
        return;
    }
    let Some(back) = schema
        .associations
        .iter()
        .filter(is_back)
        .find(|other| !has_inverse(other))
    else {
        return;
    };
    let name = |id: AttributeId| {
        target
            .attribute(id)
            .map(|attribute| attribute.name.clone())
            .unwrap_or_default()
    };
    let (key, other_key) = (association.kind.foreign_key(), back.kind.foreign_key());
    if key != other_key {
        let problem = Problem::TwoKeys {
            source_model: source.name.clone(),
            alias: association.alias.clone(),
            key: name(key),
            other: target.name.clone(),
            other_alias: back.alias.clone(),
            other_key: name(other_key),
            holder: target.table_name.clone(),
        };
        found.warning(association.id, problem);
    }
}
