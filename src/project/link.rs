//! Links: what a pair of associations is prefilled with, and how it is read back.
//!
//! A link is one edge of the diagram: the associations that go by the same key,
//! or through the same join table by the same two keys.

use super::{LinkKind, LinkSpec};
use crate::orm::naming;
use crate::orm::schema::{
    Association, AssociationId, AssociationKind, AttributeId, Model, ModelId, ReferentialAction,
    Schema,
};

/// A link as Sequelize would name it, small first letters as people write them, ready to be edited.
///
/// No alias or key it offers is taken already, and a self-link has `parent` and `children`.
pub fn link_defaults(
    schema: &Schema,
    kind: LinkKind,
    source: ModelId,
    target: ModelId,
) -> LinkSpec {
    let name = |id| schema.model(id).map_or("", |model| model.name.as_str());
    let key_name = |id| single_key(schema, id).map_or("id", |key| key);
    let is_many = kind == LinkKind::ManyToMany;
    let (source_alias, target_alias) = if source == target {
        let source_alias = if kind == LinkKind::OneToOne {
            "child"
        } else {
            "children"
        };
        (
            source_alias.to_owned(),
            if is_many { "parents" } else { "parent" }.to_owned(),
        )
    } else {
        (
            naming::usual_alias(name(target), kind != LinkKind::OneToOne),
            naming::usual_alias(name(source), is_many),
        )
    };
    let source_alias = free(source_alias, |alias| is_member(schema, source, alias));
    let target_alias = free(target_alias, |alias| {
        is_member(schema, target, alias) || (source == target && *alias == source_alias)
    });
    let (foreign_key, other_key) = if source == target {
        let key = key_name(source);
        (
            naming::usual_key(&naming::singularize(&target_alias), key),
            naming::usual_key(&naming::singularize(&source_alias), key),
        )
    } else {
        (
            naming::usual_key(name(source), key_name(source)),
            naming::usual_key(name(target), key_name(target)),
        )
    };
    let foreign_key = if is_many {
        foreign_key
    } else {
        // A second link between the two needs a key of its own, named after its alias.
        let is_taken = |key: &str| {
            let there = schema
                .model(target)
                .and_then(|model| model.attribute_named(key));
            there.is_some_and(|there| there.references.is_some() || there.primary_key)
                || schema
                    .associations_of(target)
                    .any(|association| association.alias == key)
        };
        if is_taken(&foreign_key) {
            free(naming::usual_key(&target_alias, key_name(source)), |key| {
                is_taken(key)
            })
        } else {
            foreign_key
        }
    };
    let through = free(
        naming::through_name(name(source), name(target)),
        |through| {
            schema.models.iter().any(|model| {
                model.name.eq_ignore_ascii_case(through)
                    || model.table_name.eq_ignore_ascii_case(through)
            })
        },
    );
    LinkSpec {
        kind,
        source,
        target,
        source_alias: Some(source_alias),
        target_alias: Some(target_alias),
        foreign_key,
        other_key,
        through,
        through_id: true,
        allow_null: true,
        on_delete: if is_many {
            ReferentialAction::Cascade
        } else {
            ReferentialAction::SetNull
        },
        on_update: ReferentialAction::Cascade,
    }
}

/// The link this association is one direction of, as it stands.
///
/// Its source is the model that has; for N:N, the one that declared it first.
pub fn link_of(schema: &Schema, association: AssociationId) -> Option<LinkSpec> {
    let asked = schema.association(association)?;
    let edge = edge(schema, association);
    let mirror = edge.iter().copied().find(|other| is_mirror(asked, other));
    let (forward, backward) = match (&asked.kind, mirror) {
        (AssociationKind::HasOne { .. } | AssociationKind::HasMany { .. }, mirror) => {
            (Some(asked), mirror)
        }
        (AssociationKind::BelongsTo { .. }, mirror) => (mirror, Some(asked)),
        (AssociationKind::BelongsToMany { .. }, Some(mirror)) => {
            let position = |of: &Association| {
                schema
                    .associations
                    .iter()
                    .position(|other| other.id == of.id)
            };
            if position(mirror) < position(asked) {
                (Some(mirror), Some(asked))
            } else {
                (Some(asked), Some(mirror))
            }
        }
        (AssociationKind::BelongsToMany { .. }, None) => (Some(asked), None),
    };
    let (source, target) = forward
        .map(|forward| (forward.source, forward.target))
        .or_else(|| backward.map(|backward| (backward.target, backward.source)))?;
    let key = forward.or(backward)?.kind.foreign_key();
    let (_, attribute) = schema.attribute(key)?;
    let kind = match forward.map(|forward| &forward.kind) {
        Some(AssociationKind::HasOne { .. }) => LinkKind::OneToOne,
        Some(AssociationKind::BelongsToMany { .. }) => LinkKind::ManyToMany,
        Some(_) => LinkKind::OneToMany,
        None if attribute.unique => LinkKind::OneToOne,
        None => LinkKind::OneToMany,
    };
    let mut spec = LinkSpec {
        source_alias: forward.map(|forward| forward.alias.clone()),
        target_alias: backward.map(|backward| backward.alias.clone()),
        foreign_key: attribute.name.clone(),
        allow_null: attribute.allow_null,
        on_delete: attribute
            .references
            .as_ref()
            .map_or(ReferentialAction::NoAction, |to| to.on_delete),
        on_update: attribute
            .references
            .as_ref()
            .map_or(ReferentialAction::NoAction, |to| to.on_update),
        ..link_defaults(schema, kind, source, target)
    };
    if let Some(AssociationKind::BelongsToMany {
        through,
        foreign_key,
        other_key,
        ..
    }) = forward.map(|forward| &forward.kind)
    {
        let through = schema.model(*through)?;
        spec.through.clone_from(&through.name);
        spec.through_id = has_own_key(through, [*foreign_key, *other_key]);
        spec.other_key
            .clone_from(&schema.attribute(*other_key)?.1.name);
    }
    Some(spec)
}

/// The associations of the edge this one is part of, in order, itself among them.
pub fn edge(schema: &Schema, association: AssociationId) -> Vec<&Association> {
    let Some(asked) = schema.association(association) else {
        return Vec::new();
    };
    let joined = |association: &Association| match association.kind {
        AssociationKind::BelongsToMany {
            through,
            foreign_key,
            other_key,
            ..
        } => Some((
            through,
            foreign_key.min(other_key),
            foreign_key.max(other_key),
        )),
        _ => None,
    };
    let is_same = |other: &&Association| match (joined(asked), joined(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => asked.kind.foreign_key() == other.kind.foreign_key(),
        _ => false,
    };
    schema.associations.iter().filter(is_same).collect()
}

/// Whether a join table has a primary key beside its two foreign keys.
pub(super) fn has_own_key(through: &Model, keys: [AttributeId; 2]) -> bool {
    through
        .primary_key()
        .any(|attribute| !keys.contains(&attribute.id))
}

/// Whether two associations of an edge are the two directions of one link.
fn is_mirror(one: &Association, other: &Association) -> bool {
    one.id != other.id
        && one.source == other.target
        && one.target == other.source
        && match (&one.kind, &other.kind) {
            (AssociationKind::BelongsTo { .. }, AssociationKind::BelongsTo { .. }) => false,
            (AssociationKind::BelongsTo { .. }, _) | (_, AssociationKind::BelongsTo { .. }) => true,
            (
                AssociationKind::BelongsToMany {
                    foreign_key,
                    other_key,
                    ..
                },
                AssociationKind::BelongsToMany {
                    foreign_key: to,
                    other_key: from,
                    ..
                },
            ) => foreign_key == from && other_key == to,
            _ => false,
        }
}

fn single_key(schema: &Schema, model: ModelId) -> Option<&str> {
    let mut keys = schema.model(model)?.primary_key();
    let key = keys.next()?;
    keys.next().is_none().then_some(key.name.as_str())
}

fn is_member(schema: &Schema, model: ModelId, name: &str) -> bool {
    schema
        .associations_of(model)
        .any(|association| association.alias == name)
        || schema
            .model(model)
            .is_some_and(|model| model.attribute_named(name).is_some())
}

/// The name, or the first of it with a number that is not taken.
fn free(name: String, is_taken: impl Fn(&String) -> bool) -> String {
    if !is_taken(&name) {
        return name;
    }
    (2..u32::MAX)
        .map(|number| format!("{name}{number}"))
        .find(|name| !is_taken(name))
        .unwrap_or(name)
}
