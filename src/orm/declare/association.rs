//! An association of declared models, all defaults filled in.

use crate::orm::js::Js;

/// Which of the four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssociationKind {
    /// `hasOne`.
    HasOne,
    /// `hasMany`.
    HasMany,
    /// `belongsTo`.
    BelongsTo,
    /// `belongsToMany`.
    BelongsToMany,
}

impl AssociationKind {
    /// Whether the alias holds a list: Sequelize's `isMultiAssociation`.
    pub const fn is_multiple(self) -> bool {
        matches!(self, Self::HasMany | Self::BelongsToMany)
    }
}

/// A declared way from a source model to a target model.
#[derive(Debug, Clone, PartialEq)]
pub struct Association {
    /// Which of the four.
    pub kind: AssociationKind,
    /// The model it is declared on.
    pub source: String,
    /// The model it reaches.
    pub target: String,
    /// `as`.
    pub alias: String,
    /// Whether `as` was given.
    pub is_aliased: bool,
    /// `options.name.singular`.
    pub singular: String,
    /// `options.name.plural`.
    pub plural: String,
    /// The key's attribute: of the target (hasOne, hasMany), the source (belongsTo), the through model (belongsToMany).
    pub foreign_key: String,
    /// The key's column: `identifierField`.
    pub foreign_key_field: String,
    /// The source's attribute that the key goes by: hasOne, hasMany, belongsToMany.
    pub source_key: String,
    /// Its column.
    pub source_key_field: String,
    /// The target's attribute that the key goes by: belongsTo, belongsToMany.
    pub target_key: String,
    /// Its column.
    pub target_key_field: String,
    /// belongsToMany: the table of pairs.
    pub through: Option<Through>,
    /// `scope`: conditions on the target.
    pub scope: Option<Js>,
    /// Whether a constraint is made.
    pub constraints: bool,
    /// The options as they were given.
    pub options: Js,
}

/// The table of pairs of a belongsToMany.
#[derive(Debug, Clone, PartialEq)]
pub struct Through {
    /// The through model's name.
    pub model: String,
    /// The through model's attribute for the target.
    pub other_key: String,
    /// Its column.
    pub other_key_field: String,
    /// `through.scope`.
    pub scope: Option<Js>,
    /// `through.unique`.
    pub unique: bool,
    /// Whether the keys took the place of the through model's own primary key.
    pub key_replaced: bool,
    /// The alias of the association on the other side that goes by the same pairs, where there is one.
    pub paired: Option<String>,
}
