//! The problems and their texts.

use crate::orm::schema::{AssociationId, AttributeId, ModelId};

/// Whether a problem must be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Sequelize or the database would refuse it.
    Error,
    /// It works, though hardly as meant.
    Warning,
}

/// What a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A model.
    Model(ModelId),
    /// An attribute.
    Attribute(AttributeId),
    /// An association.
    Association(AssociationId),
}

impl From<ModelId> for Subject {
    fn from(id: ModelId) -> Self {
        Self::Model(id)
    }
}

impl From<AttributeId> for Subject {
    fn from(id: AttributeId) -> Self {
        Self::Attribute(id)
    }
}

impl From<AssociationId> for Subject {
    fn from(id: AssociationId) -> Self {
        Self::Association(id)
    }
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "a field is named as its text shows it")]
pub enum Problem {
    /// The name is no identifier.
    #[error(
        "`{name}` cannot be a name in code; begin with a letter and go on with letters, digits and _"
    )]
    InvalidName { name: String },
    /// There is no name.
    #[error("it has no name; give it one")]
    NoName,
    /// The name means something else in the generated code.
    #[error(
        "`{name}` already means something in JavaScript or in the generated file; choose another name"
    )]
    ReservedName { name: String },
    /// The name is that of a method of every row.
    #[error(
        "`{name}` is a method or property of every Sequelize row, which it would hide; choose another name"
    )]
    ShadowsMethod { name: String },
    /// The database keeps the name for itself.
    #[error("the table name `{name}` is reserved for the database; choose another")]
    ReservedTable { name: String },
    /// Postgres cuts names.
    #[error("`{name}` is longer than the 63 bytes Postgres keeps of a name; shorten it")]
    LongName { name: String },
    /// Two models have one name, or names that differ by case only.
    #[error("two models are called `{name}`, or would share the file `{file}`; rename one of them")]
    DuplicateModel { name: String, file: String },
    /// Two models have one table.
    #[error(
        "`{model}` and `{other}` both map to the table `{table}`; give one of them another table"
    )]
    DuplicateTable {
        model: String,
        other: String,
        table: String,
    },
    /// Two attributes have one name.
    #[error("`{model}` has two attributes called `{attribute}`; rename one of them")]
    DuplicateAttribute { model: String, attribute: String },
    /// No primary key.
    #[error(
        "`{model}` has no primary key, and Sequelize would look for an `id` its table does not have; mark an attribute as the primary key"
    )]
    NoPrimaryKey { model: String },
    /// Timestamps are on without their attributes.
    #[error(
        "`{model}` keeps timestamps but has no `{attribute}`; add it as a DATE or switch timestamps off"
    )]
    NoTimestamp { model: String, attribute: String },
    /// Counted up, but no whole number or no key.
    #[error(
        "`{attribute}` counts itself up but is not a whole-number primary key; switch auto-increment off, or make it one"
    )]
    AutoIncrement { attribute: String },
    /// Counted up twice.
    #[error("Invalid Instance definition. Only one autoincrement field allowed.")]
    TwoAutoIncrements,
    /// An `ENUM` of nothing.
    #[error(
        "the ENUM `{attribute}` has no values, so nothing could be stored in it; list its values"
    )]
    NoEnumValues { attribute: String },
    /// An `ENUM` with a value twice.
    #[error("the ENUM `{attribute}` lists `{value}` twice; remove one")]
    DuplicateEnumValue { attribute: String, value: String },
    /// The default is of another type.
    #[error("the default of `{attribute}` does not fit its type: {reason}")]
    BadDefault { attribute: String, reason: String },
    /// Postgres cannot compare `JSON`.
    #[error(
        "`{attribute}` is JSON, which Postgres cannot compare, so it can be neither unique nor a key; use JSONB"
    )]
    NotComparable { attribute: String },
    /// What it references is gone.
    #[error(
        "`{attribute}` references something that is not there any more; choose what it shall point to, or drop the reference"
    )]
    NoReference { attribute: String },
    /// Another type than what it references.
    #[error(
        "`{attribute}` is {own} but `{target}`, which it references, is {other}; give both the same type"
    )]
    ReferenceType {
        attribute: String,
        own: String,
        target: String,
        other: String,
    },
    /// What it references is no key.
    #[error(
        "`{attribute}` references `{target}`, which is neither the primary key nor unique; make that unique"
    )]
    ReferenceNotUnique { attribute: String, target: String },
    /// `SET NULL` where null is not allowed.
    #[error(
        "deleting what `{attribute}` points to would set it to null, which it does not allow; allow null, or choose CASCADE or RESTRICT"
    )]
    SetNullNotAllowed { attribute: String },
    /// An alias twice on one model.
    #[error(
        "You have used the alias {alias} in two separate associations. Aliased associations must have unique aliases."
    )]
    DuplicateAlias { alias: String },
    /// An alias that is an attribute.
    #[error(
        "Naming collision between attribute '{alias}' and association '{alias}' on model {model}. To remedy this, change either foreignKey or as in your association definition"
    )]
    NamingCollision { alias: String, model: String },
    /// A model or key an association goes by is gone.
    #[error(
        "the association `{alias}` goes by a model or key that is not there any more; delete it or link the models again"
    )]
    NoAssociationKey { alias: String },
    /// Both keys of a pair are one.
    #[error(
        "`{alias}` uses `{key}` for both sides, so every row of `{through}` would pair something with itself; set otherKey to a key of its own"
    )]
    OneKeyForBoth {
        alias: String,
        key: String,
        through: String,
    },
    /// The two directions go by two keys.
    #[error(
        "`{source_model}.{alias}` goes by `{key}` and `{other}.{other_alias}` by `{other_key}`, so `{holder}` has two keys for what looks like one link; give both the same foreignKey"
    )]
    TwoKeys {
        source_model: String,
        alias: String,
        key: String,
        other: String,
        other_alias: String,
        other_key: String,
        holder: String,
    },
    /// The other model's `belongsToMany` has its keys the same way round.
    #[error(
        "`{alias}` and `{other_alias}` go through `{through}` with their keys the same way round; exchange foreignKey and otherKey in one of them"
    )]
    KeysNotSwapped {
        alias: String,
        other_alias: String,
        through: String,
    },
    /// A declared through model needs a value that `add` does not give.
    #[error(
        "`{through}.{attribute}` allows no null and has no default, so adding to `{alias}` must always give it by `through`; allow null or set a default"
    )]
    ThroughNeedsValue {
        through: String,
        attribute: String,
        alias: String,
    },
}
