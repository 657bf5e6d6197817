//! Everything a person can do to a document.

use serde::{Deserialize, Serialize};

use super::{Position, Project};
use crate::orm::query::Find;
use crate::orm::schema::{
    AssociationId, AttributeId, DataType, DefaultValue, ModelId, ReferentialAction,
};

/// One edit: one step of undo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Edit {
    /// Name the project.
    RenameProject(String),
    /// Add a model with `id`, `createdAt` and `updatedAt`; its table is Sequelize's plural.
    AddModel {
        /// Its name.
        name: String,
        /// Where its card stands.
        at: Position,
    },
    /// Rename a model. Its table follows while it is the plural of the name.
    RenameModel {
        /// The model.
        model: ModelId,
        /// Its new name.
        name: String,
    },
    /// Name a model's table.
    RenameTable {
        /// The model.
        model: ModelId,
        /// The table's new name.
        table_name: String,
    },
    /// Keep `createdAt` and `updatedAt`, or not.
    SetTimestamps {
        /// The model.
        model: ModelId,
        /// Whether to keep them.
        timestamps: bool,
    },
    /// Delete a model, its associations, their keys in other models and their join tables.
    DeleteModel(ModelId),
    /// Move cards.
    MoveModels(Vec<(ModelId, Position)>),
    /// Add an attribute before the timestamps and foreign keys.
    AddAttribute {
        /// The model.
        model: ModelId,
        /// Its name.
        name: String,
        /// Its type.
        data_type: DataType,
    },
    /// Change one thing of an attribute.
    EditAttribute {
        /// The attribute.
        attribute: AttributeId,
        /// What changes.
        change: AttributeEdit,
    },
    /// Put an attribute at another place in its model.
    MoveAttribute {
        /// The attribute.
        attribute: AttributeId,
        /// Its index after.
        to: usize,
    },
    /// Delete an attribute, and the associations that go by it.
    DeleteAttribute(AttributeId),
    /// Link two models: a pair of associations with their key or join table.
    Link(LinkSpec),
    /// Change the edge that this association is one direction of.
    EditLink {
        /// One of the edge's associations.
        association: AssociationId,
        /// What it shall be. Keys and join tables that keep their identity keep their rows.
        spec: LinkSpec,
    },
    /// Delete the edge that this association is one direction of, with its key or join table.
    Unlink(AssociationId),
    /// Mend how two associations fit together.
    Mend(Mend),
    /// Set the find of the query room. Successive ones are one step of undo.
    SetQuery(Option<Find>),
    /// Migrate edits at once, or wait for the button.
    SetLive(bool),
    /// Close the last migration, so that the next edit begins another.
    CloseMigration,
    /// Rename a migration that is not applied, or the last one.
    RenameMigration {
        /// Its name now.
        from: String,
        /// Its new name, without the time stamp before it.
        to: String,
    },
    /// Become another document: a file opened, the story again, an empty one.
    Replace(Box<Project>),
}

/// What mends associations that Sequelize would take as they are, hardly as meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mend {
    /// Have a `hasOne` or `hasMany` go by the key of the `belongsTo` back. Its own key goes, where nothing else needs it.
    ShareKey {
        /// The association that has.
        association: AssociationId,
        /// The `belongsTo` back.
        with: AssociationId,
    },
    /// Exchange the two keys of a `belongsToMany`.
    SwapKeys(AssociationId),
    /// Give a `belongsToMany` that goes by one key on both sides another one to its target.
    SplitKeys(AssociationId),
}

/// One thing of an attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AttributeEdit {
    /// Its name.
    Name(String),
    /// Its type.
    DataType(DataType),
    /// Whether it may be null.
    AllowNull(bool),
    /// Whether its values may not repeat.
    Unique(bool),
    /// Whether it is (part of) the primary key.
    PrimaryKey(bool),
    /// Whether the database counts it up.
    AutoIncrement(bool),
    /// Its default.
    DefaultValue(Option<DefaultValue>),
    /// What a delete of the referenced row does.
    OnDelete(ReferentialAction),
    /// What a change of the referenced key does.
    OnUpdate(ReferentialAction),
}

/// What a link between two models shall be. `project::link_defaults` fills one in as Sequelize would.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkSpec {
    /// 1:1, 1:N or N:N.
    pub kind: LinkKind,
    /// The model that has one or many of the other. For 1:1 and 1:N the other side holds the key.
    pub source: ModelId,
    /// The other model; it may be the same.
    pub target: ModelId,
    /// The alias declared on `source`; `None` where that direction is not declared.
    pub source_alias: Option<String>,
    /// The alias declared on `target`; `None` where that direction is not declared.
    pub target_alias: Option<String>,
    /// 1:1, 1:N: the key's name in the target. N:N: the join table's key to `source`.
    pub foreign_key: String,
    /// N:N: the join table's key to `target`.
    pub other_key: String,
    /// N:N: the join table, or the through model's name.
    pub through: String,
    /// N:N: whether the join table has an `id` of its own; else its two keys are its primary key.
    pub through_id: bool,
    /// Whether the key may be null (1:1, 1:N).
    pub allow_null: bool,
    /// What a delete of the referenced row does.
    pub on_delete: ReferentialAction,
    /// What a change of the referenced key does.
    pub on_update: ReferentialAction,
}

/// How many of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LinkKind {
    /// 1:1, `hasOne` and `belongsTo`.
    OneToOne,
    /// 1:N, `hasMany` and `belongsTo`.
    OneToMany,
    /// N:N, `belongsToMany` both ways.
    ManyToMany,
}
