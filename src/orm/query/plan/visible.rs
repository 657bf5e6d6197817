//! A model's attributes in the order Sequelize has them.

use crate::orm::schema::{Association, AssociationKind, Attribute, AttributeId, Model, Schema};

/// The attributes of a model as Sequelize orders them: in SELECT, in objects, in a new row.
///
/// A model with a file has them as they stand: what `codegen` leaves to Sequelize is
/// added at the same place. A model that Sequelize makes of a string `through` has
/// its timestamps, and then the keys in the order in which the `belongsToMany` calls
/// bring them, models being loaded by the name of their file (observed: a run of the
/// seed's models).
pub fn visible_attributes<'a>(schema: &Schema, model: &'a Model) -> Vec<&'a Attribute> {
    if !model.is_implied {
        return model.attributes.iter().collect();
    }
    let stamps = ["createdAt", "updatedAt"].into_iter();
    let stamps = stamps.filter(|_| model.timestamps);
    let keys = implied_keys(schema, model).into_iter();
    stamps
        .filter_map(|name| model.attribute_named(name))
        .chain(keys.filter_map(|id| model.attribute(id)))
        .collect()
}

/// The primary key as Sequelize has it: an implied through model's is the pair of its keys.
pub(super) fn primary_key(schema: &Schema, model: &Model) -> Vec<AttributeId> {
    if model.is_implied {
        implied_keys(schema, model)
    } else {
        model.primary_key().map(|attribute| attribute.id).collect()
    }
}

fn implied_keys(schema: &Schema, model: &Model) -> Vec<AttributeId> {
    let mut calls: Vec<(String, &Association)> = schema
        .associations
        .iter()
        .filter(|association| matches!(association.kind, AssociationKind::BelongsToMany { through, .. } if through == model.id))
        .map(|association| (schema.model(association.source).map(|source| source.name.to_lowercase()).unwrap_or_default(), association))
        .collect();
    calls.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut keys = Vec::new();
    for (_, association) in calls {
        if let AssociationKind::BelongsToMany {
            foreign_key,
            other_key,
            ..
        } = association.kind
        {
            for key in [foreign_key, other_key] {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
    }
    keys
}
