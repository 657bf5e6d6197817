//! An edge as the diagram shows it: with its aliases, and whether it is there already.

use crate::orm::schema::{Association, AssociationId, AssociationKind, Edge, Schema, edges};

/// One edge of the diagram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdgeView {
    /// The edge.
    pub edge: Edge,
    /// The association it is named by: the source's, where that is declared.
    pub id: AssociationId,
    /// The association back, where both are declared.
    pub inverse: Option<AssociationId>,
    /// The alias declared on the source.
    pub source_alias: Option<String>,
    /// The alias declared on the target.
    pub target_alias: Option<String>,
    /// Whether its join table is not shown.
    pub is_folded: bool,
    /// Whether the database has its key.
    pub is_migrated: bool,
    /// What it says, direction by direction: `User has many posts, Post belongs to user`.
    pub words: String,
}

impl EdgeView {
    /// Whether it shows that association.
    pub fn has(&self, association: AssociationId) -> bool {
        self.id == association || self.inverse == Some(association)
    }

    /// The alias it is named by in markup.
    pub fn name(&self) -> &str {
        let alias = self.source_alias.as_ref().or(self.target_alias.as_ref());
        alias.map_or("", String::as_str)
    }
}

/// All edges of a schema, in the order of their first associations.
pub fn edges_of(schema: &Schema, database: &Schema) -> Vec<EdgeView> {
    edges(schema)
        .into_iter()
        .filter_map(|edge| {
            let ids: Vec<AssociationId> = edge.associations().collect();
            let alias = |id: Option<AssociationId>| {
                let association = schema.association(id?)?;
                Some(association.alias.clone())
            };
            let words = ids
                .iter()
                .filter_map(|id| schema.association(*id))
                .map(|association| words(schema, association))
                .collect::<Vec<_>>()
                .join(", ");
            Some(EdgeView {
                id: *ids.first()?,
                inverse: ids.get(1).copied(),
                source_alias: alias(edge.source_association),
                target_alias: alias(edge.target_association),
                is_folded: false,
                is_migrated: database.attribute(edge.foreign_key).is_some(),
                words,
                edge,
            })
        })
        .collect()
}

/// `User has many posts`.
fn words(schema: &Schema, association: &Association) -> String {
    let source = schema.model(association.source);
    let source = source.map_or("?", |model| model.name.as_str());
    let verb = match association.kind {
        AssociationKind::HasOne { .. } => "has one",
        AssociationKind::HasMany { .. } => "has many",
        AssociationKind::BelongsTo { .. } => "belongs to",
        AssociationKind::BelongsToMany { .. } => "belongs to many",
    };
    format!("{source} {verb} {}", association.alias)
}
