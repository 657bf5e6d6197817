//! Edges: associations that go by the same key, seen as one line between two models.
//!
//! Sequelize declares each direction alone; the diagram draws one edge for both.

mod explain;

pub use explain::explain;

use super::{Association, AssociationId, AssociationKind, AttributeId, ModelId, Schema};

/// A line between two models, or from one to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// 1:1, 1:N or N:N.
    pub kind: EdgeKind,
    /// The model that has one or many of the other. For N:N, the one whose association came first.
    pub source: ModelId,
    /// The other model. For 1:1 and 1:N it holds the key.
    pub target: ModelId,
    /// The association declared on `source`, if that direction is.
    pub source_association: Option<AssociationId>,
    /// The association declared on `target`, if that direction is.
    pub target_association: Option<AssociationId>,
    /// The key that points to `source`, in the target or in the through model.
    pub foreign_key: AttributeId,
    /// N:N: the through model's key that points to `target`.
    pub other_key: Option<AttributeId>,
    /// N:N: the model whose rows are the pairs.
    pub through: Option<ModelId>,
    /// How many of the source one row of the target has.
    pub source_end: End,
    /// How many of the target one row of the source has.
    pub target_end: End,
}

/// How many of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// 1:1.
    OneToOne,
    /// 1:N.
    OneToMany,
    /// N:N.
    ManyToMany,
}

impl EdgeKind {
    /// As it is written: `1:N`.
    pub const fn text(self) -> &'static str {
        match self {
            Self::OneToOne => "1:1",
            Self::OneToMany => "1:N",
            Self::ManyToMany => "N:N",
        }
    }
}

/// One end of an edge, as crow's foot draws it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct End {
    /// Whether there may be none.
    pub is_optional: bool,
    /// Whether there may be more than one.
    pub is_many: bool,
}

impl End {
    /// In words: `zero or many`.
    pub const fn words(self) -> &'static str {
        match (self.is_optional, self.is_many) {
            (true, true) => "zero or many",
            (true, false) => "zero or one",
            (false, true) => "one or many",
            (false, false) => "exactly one",
        }
    }
}

impl Edge {
    /// Its associations: that of the source first.
    pub fn associations(&self) -> impl Iterator<Item = AssociationId> {
        self.source_association
            .into_iter()
            .chain(self.target_association)
    }

    /// The model that holds the foreign key or keys.
    pub fn key_holder(&self) -> ModelId {
        self.through.unwrap_or(self.target)
    }
}

/// All edges, in the order of their first association.
pub fn edges(schema: &Schema) -> Vec<Edge> {
    let mut paired = Vec::new();
    let mut edges = Vec::new();
    for association in &schema.associations {
        if paired.contains(&association.id) {
            continue;
        }
        let inverse = schema.associations.iter().find(|other| {
            other.id != association.id
                && !paired.contains(&other.id)
                && is_inverse(association, other)
        });
        paired.push(association.id);
        paired.extend(inverse.map(|inverse| inverse.id));
        edges.push(edge(schema, association, inverse));
    }
    edges
}

/// The edge that an association is one direction of.
pub fn edge_of(schema: &Schema, association: AssociationId) -> Option<Edge> {
    edges(schema)
        .into_iter()
        .find(|edge| edge.associations().any(|id| id == association))
}

/// Whether two associations go the same way in opposite directions.
pub fn is_inverse(one: &Association, other: &Association) -> bool {
    use AssociationKind::{BelongsTo, BelongsToMany, HasMany, HasOne};
    let is_opposite = one.source == other.target && one.target == other.source;
    is_opposite
        && match (&one.kind, &other.kind) {
            (
                HasOne {
                    foreign_key,
                    source_key: key,
                }
                | HasMany {
                    foreign_key,
                    source_key: key,
                },
                BelongsTo {
                    foreign_key: other_foreign_key,
                    target_key: other_key,
                },
            )
            | (
                BelongsTo {
                    foreign_key,
                    target_key: key,
                },
                HasOne {
                    foreign_key: other_foreign_key,
                    source_key: other_key,
                }
                | HasMany {
                    foreign_key: other_foreign_key,
                    source_key: other_key,
                },
            ) => foreign_key == other_foreign_key && key == other_key,
            (
                BelongsToMany {
                    through,
                    foreign_key,
                    other_key,
                    ..
                },
                BelongsToMany {
                    through: other_through,
                    foreign_key: other_foreign,
                    other_key: other_other,
                    ..
                },
            ) => {
                through == other_through && foreign_key == other_other && other_key == other_foreign
            }
            _ => false,
        }
}

fn edge(schema: &Schema, association: &Association, inverse: Option<&Association>) -> Edge {
    let many = End {
        is_optional: true,
        is_many: true,
    };
    if let AssociationKind::BelongsToMany {
        through,
        foreign_key,
        other_key,
        ..
    } = association.kind
    {
        return Edge {
            kind: EdgeKind::ManyToMany,
            source: association.source,
            target: association.target,
            source_association: Some(association.id),
            target_association: inverse.map(|inverse| inverse.id),
            foreign_key,
            other_key: Some(other_key),
            through: Some(through),
            source_end: many,
            target_end: many,
        };
    }
    let is_belonging = matches!(association.kind, AssociationKind::BelongsTo { .. });
    let (having, belonging) = if is_belonging {
        (inverse, Some(association))
    } else {
        (Some(association), inverse)
    };
    let (source, target) = if is_belonging {
        (association.target, association.source)
    } else {
        (association.source, association.target)
    };
    let foreign_key = association.kind.foreign_key();
    let key = schema
        .attribute(foreign_key)
        .map(|(_, attribute)| attribute);
    let is_one = match having {
        Some(having) => !having.kind.is_multiple(),
        None => key.is_some_and(|key| key.unique),
    };
    Edge {
        kind: if is_one {
            EdgeKind::OneToOne
        } else {
            EdgeKind::OneToMany
        },
        source,
        target,
        source_association: having.map(|having| having.id),
        target_association: belonging.map(|belonging| belonging.id),
        foreign_key,
        other_key: None,
        through: None,
        source_end: End {
            is_optional: key.is_none_or(|key| key.allow_null && !key.primary_key),
            is_many: false,
        },
        target_end: End {
            is_optional: true,
            is_many: !is_one,
        },
    }
}
