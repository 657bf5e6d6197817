//! Links: what associations between two models are prefilled with.

use super::{LinkKind, LinkSpec};
use crate::orm::schema::{AssociationId, ModelId, ReferentialAction, Schema};

/// A link as Sequelize would name it, ready to be edited.
pub fn link_defaults(
    schema: &Schema,
    kind: LinkKind,
    source: ModelId,
    target: ModelId,
) -> LinkSpec {
    let name = |id| schema.model(id).map_or("", |model| model.name.as_str());
    LinkSpec {
        kind,
        source,
        target,
        source_alias: Some(name(target).to_lowercase()),
        target_alias: Some(name(source).to_lowercase()),
        foreign_key: format!("{}Id", name(source).to_lowercase()),
        other_key: format!("{}Id", name(target).to_lowercase()),
        through: format!("{}{}", name(source), name(target)),
        through_id: true,
        allow_null: true,
        on_delete: ReferentialAction::SetNull,
        on_update: ReferentialAction::Cascade,
    }
}

/// The link this association is one direction of, as it stands.
pub fn link_of(schema: &Schema, association: AssociationId) -> Option<LinkSpec> {
    let association = schema.association(association)?;
    Some(link_defaults(
        schema,
        LinkKind::OneToMany,
        association.source,
        association.target,
    ))
}
