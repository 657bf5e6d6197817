//! Associations: how one model reaches another.
//!
//! An association owns no table. It says which model holds the foreign key and
//! under which attribute; joins, includes and constraints all follow from that.
//! Each is declared in one direction, as in Sequelize; two that share a key are
//! one edge of the diagram.

use serde::{Deserialize, Serialize};

use super::{AttributeId, ModelId};

/// Names an association for as long as the project lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AssociationId(pub u32);

/// A declared way from a source model to a target model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Association {
    /// Its lasting id.
    pub id: AssociationId,
    /// The model it is declared on.
    pub source: ModelId,
    /// The model it reaches.
    pub target: ModelId,
    /// The name an include uses, Sequelize's `as`. Unique within `source`.
    pub alias: String,
    /// Which of the four it is, and the keys it goes by.
    pub kind: AssociationKind,
}

/// The four kinds, with the attributes that carry them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AssociationKind {
    /// One target at most; the target holds the key.
    HasOne {
        /// The key, an attribute of the target.
        foreign_key: AttributeId,
        /// What it points to, an attribute of the source: its primary key, mostly.
        source_key: AttributeId,
    },
    /// Any number of targets; the target holds the key.
    HasMany {
        /// The key, an attribute of the target.
        foreign_key: AttributeId,
        /// What it points to, an attribute of the source: its primary key, mostly.
        source_key: AttributeId,
    },
    /// One target at most; the source holds the key.
    BelongsTo {
        /// The key, an attribute of the source.
        foreign_key: AttributeId,
        /// What it points to, an attribute of the target: its primary key, mostly.
        target_key: AttributeId,
    },
    /// Any number on both sides, through a table of pairs.
    BelongsToMany {
        /// The model whose rows are the pairs.
        through: ModelId,
        /// The through model's key to the source.
        foreign_key: AttributeId,
        /// The through model's key to the target.
        other_key: AttributeId,
        /// What `foreign_key` points to, an attribute of the source.
        source_key: AttributeId,
        /// What `other_key` points to, an attribute of the target.
        target_key: AttributeId,
    },
}

impl AssociationKind {
    /// Whether the alias holds a list, not one object or null.
    pub const fn is_multiple(&self) -> bool {
        matches!(self, Self::HasMany { .. } | Self::BelongsToMany { .. })
    }

    /// The method of Sequelize that declares it: `hasMany`.
    pub const fn method(&self) -> &'static str {
        match self {
            Self::HasOne { .. } => "hasOne",
            Self::HasMany { .. } => "hasMany",
            Self::BelongsTo { .. } => "belongsTo",
            Self::BelongsToMany { .. } => "belongsToMany",
        }
    }

    /// The attribute that carries it: the foreign key, wherever it lives.
    pub const fn foreign_key(&self) -> AttributeId {
        match self {
            Self::HasOne { foreign_key, .. }
            | Self::HasMany { foreign_key, .. }
            | Self::BelongsTo { foreign_key, .. }
            | Self::BelongsToMany { foreign_key, .. } => *foreign_key,
        }
    }
}
