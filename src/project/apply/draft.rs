//! A document's schema while an edit is made to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::migrations;
use crate::orm::query::prune;
use crate::orm::schema::{
    Association, AssociationKind, Attribute, AttributeId, DataType, Model, ModelId, Schema,
};
use crate::project::{EditError, Position, Project};

/// What an edit of the schema changes. What is left half done is never seen.
#[derive(Debug)]
pub(super) struct Draft {
    /// The models and associations.
    pub schema: Schema,
    /// Where the cards stand.
    pub layout: BTreeMap<ModelId, Position>,
    next_id: u32,
}

impl Draft {
    pub fn of(project: &Project) -> Self {
        Self {
            schema: (*project.schema).clone(),
            layout: project.layout.clone(),
            // A file may have been written by hand.
            next_id: project.next_id.max(project.schema.next_id()),
        }
    }

    /// The document with this schema, its migrations brought along.
    pub fn finish(mut self, before: &Project) -> Project {
        self.layout
            .retain(|model, _| self.schema.models.iter().any(|kept| kept.id == *model));
        let schema = Arc::new(self.schema);
        let mut after = Project {
            layout: self.layout,
            next_id: self.next_id,
            ..before.clone()
        };
        if *schema != *before.schema {
            after.query = after.query.take().and_then(|find| prune(&schema, find));
            migrations::absorb(&mut after, schema);
        }
        after
    }

    /// A number never given before.
    pub fn fresh(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id - 1
    }

    pub fn model(&self, id: ModelId) -> Result<&Model, EditError> {
        self.schema.model(id).ok_or(EditError::Gone)
    }

    pub fn model_mut(&mut self, id: ModelId) -> Result<&mut Model, EditError> {
        self.schema
            .models
            .iter_mut()
            .find(|model| model.id == id)
            .ok_or(EditError::Gone)
    }

    /// The model and attribute of that attribute id.
    pub fn attribute(&self, id: AttributeId) -> Result<(&Model, &Attribute), EditError> {
        self.schema.attribute(id).ok_or(EditError::Gone)
    }

    pub fn attribute_mut(&mut self, id: AttributeId) -> Result<&mut Attribute, EditError> {
        let mut attributes = self
            .schema
            .models
            .iter_mut()
            .flat_map(|model| &mut model.attributes);
        attributes
            .find(|attribute| attribute.id == id)
            .ok_or(EditError::Gone)
    }

    /// Whether that attribute is one that Sequelize keeps by itself.
    pub fn is_timestamp(model: &Model, attribute: &Attribute) -> bool {
        model.timestamps && (attribute.name == "createdAt" || attribute.name == "updatedAt")
    }

    /// Whether an attribute is the key of an association, or of either side of a join table.
    pub fn carries(&self, attribute: AttributeId) -> bool {
        self.schema
            .associations
            .iter()
            .any(|association| keys(association).0.contains(&attribute))
    }

    /// What points to an attribute: `Post.userId`.
    pub fn pointer_to(&self, attribute: AttributeId) -> Option<String> {
        let associations = &self.schema.associations;
        let points = |pointing: &Attribute| {
            pointing
                .references
                .as_ref()
                .is_some_and(|reference| reference.attribute == attribute)
                || associations.iter().any(|association| {
                    let (carrying, pointed) = keys(association);
                    carrying
                        .iter()
                        .zip(pointed)
                        .any(|(key, to)| *key == pointing.id && to == attribute)
                })
        };
        self.schema.models.iter().find_map(|model| {
            let pointing = model.attributes.iter().find(|pointing| points(pointing))?;
            Some(format!("{}.{}", model.name, pointing.name))
        })
    }

    /// Whether a model is a join table no file declares, and nothing links to.
    pub fn is_mere_join(&self, id: ModelId) -> bool {
        let is_implied = self.schema.model(id).is_some_and(|model| model.is_implied);
        let is_linked = self
            .schema
            .associations
            .iter()
            .any(|association| association.source == id || association.target == id);
        let mut attributes = self
            .schema
            .models
            .iter()
            .flat_map(|model| &model.attributes);
        let is_referenced = attributes.any(|attribute| {
            attribute
                .references
                .as_ref()
                .is_some_and(|to| to.model == id)
        });
        is_implied && !is_linked && !is_referenced
    }

    /// Deletes an attribute with nothing asked; its model keeps a primary key.
    pub fn remove_attribute(&mut self, id: AttributeId) {
        for model in &mut self.schema.models {
            model.attributes.retain(|attribute| attribute.id != id);
            for attribute in &mut model.attributes {
                attribute
                    .references
                    .take_if(|reference| reference.attribute == id);
            }
            model.unique_keys.retain(|key| !key.contains(&id));
        }
        self.schema.associations.retain(|association| {
            let (carrying, pointed) = keys(association);
            !carrying.contains(&id) && !pointed.contains(&id)
        });
    }

    /// Deletes models, and the associations that need them.
    pub fn remove_models(&mut self, gone: &[ModelId]) {
        self.schema.models.retain(|model| !gone.contains(&model.id));
        self.schema.associations.retain(|association| {
            ![
                Some(association.source),
                Some(association.target),
                through(association),
            ]
            .into_iter()
            .flatten()
            .any(|model| gone.contains(&model))
        });
    }

    /// Gives every model without a primary key one, as Sequelize would: the two keys of a join table, else `id`.
    ///
    /// A join table no association goes through any more is a model like others.
    pub fn tidy(&mut self) {
        let joins: Vec<(ModelId, [AttributeId; 2])> = self
            .schema
            .associations
            .iter()
            .filter_map(join_keys)
            .collect();
        for index in 0..self.schema.models.len() {
            let model = &mut self.schema.models[index];
            let join = joins
                .iter()
                .find(|(id, _)| *id == model.id)
                .map(|(_, keys)| *keys);
            model.is_implied &= join.is_some();
            if model.primary_key().next().is_some() {
                continue;
            }
            if let Some(keys) = join {
                for attribute in model
                    .attributes
                    .iter_mut()
                    .filter(|attribute| keys.contains(&attribute.id))
                {
                    attribute.primary_key = true;
                    attribute.allow_null = false;
                }
            } else {
                let id = self.fresh();
                let model = &mut self.schema.models[index];
                let name = ["id", "rowId", "key"]
                    .into_iter()
                    .find(|name| model.attribute_named(name).is_none());
                model.attributes.insert(
                    0,
                    Attribute {
                        name: name.unwrap_or("_id").to_owned(),
                        ..id_attribute(id)
                    },
                );
            }
        }
    }
}

/// The attributes that carry an association, and what each of them points to.
pub(super) fn keys(association: &Association) -> (Vec<AttributeId>, Vec<AttributeId>) {
    match association.kind {
        AssociationKind::HasOne {
            foreign_key,
            source_key: key,
        }
        | AssociationKind::HasMany {
            foreign_key,
            source_key: key,
        }
        | AssociationKind::BelongsTo {
            foreign_key,
            target_key: key,
        } => (vec![foreign_key], vec![key]),
        AssociationKind::BelongsToMany {
            foreign_key,
            other_key,
            source_key,
            target_key,
            ..
        } => (vec![foreign_key, other_key], vec![source_key, target_key]),
    }
}

/// The join table's model, where there is one.
pub(super) fn through(association: &Association) -> Option<ModelId> {
    join_keys(association).map(|(model, _)| model)
}

fn join_keys(association: &Association) -> Option<(ModelId, [AttributeId; 2])> {
    match association.kind {
        AssociationKind::BelongsToMany {
            through,
            foreign_key,
            other_key,
            ..
        } => Some((through, [foreign_key, other_key])),
        _ => None,
    }
}

/// An attribute that takes anything.
pub(super) fn plain(id: u32, name: &str, data_type: DataType) -> Attribute {
    Attribute {
        id: AttributeId(id),
        name: name.to_owned(),
        data_type,
        allow_null: true,
        unique: false,
        primary_key: false,
        auto_increment: false,
        default_value: None,
        references: None,
    }
}

/// The `id` Sequelize gives a model.
pub(super) fn id_attribute(id: u32) -> Attribute {
    Attribute {
        allow_null: false,
        primary_key: true,
        auto_increment: true,
        ..plain(id, "id", DataType::Integer)
    }
}

/// `createdAt` or `updatedAt`.
pub(super) fn timestamp(id: u32, name: &str) -> Attribute {
    Attribute {
        allow_null: false,
        ..plain(id, name, DataType::Date)
    }
}

/// Where a card of a join table stands at first: below and between its two.
pub(super) fn between(
    layout: &BTreeMap<ModelId, Position>,
    source: ModelId,
    target: ModelId,
) -> Position {
    let at = |model| layout.get(&model).copied().unwrap_or_default();
    let (source, target) = (at(source), at(target));
    Position {
        x: f64::midpoint(source.x, target.x),
        y: source.y.max(target.y) + 260.0,
    }
}
