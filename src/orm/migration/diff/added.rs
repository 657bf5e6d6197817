//! What comes or changes: tables, columns, constraints; those referenced before those that reference.

use std::collections::HashMap;

use super::{Diff, Key, Shape, names, unique_keys};
use crate::orm::migration::Operation;
use crate::orm::schema::{Attribute, AttributeId, ForeignKey, Model, ModelId};
use crate::orm::sql::{lower, lower_attribute};

/// What is made or changed as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    Table(ModelId),
    Column(Key),
}

/// How far the nodes are, and the columns whose reference must wait for a ring to be there.
#[derive(Default)]
struct Progress {
    is_done: HashMap<Node, bool>,
    waiting: Vec<Key>,
}

impl<'a> Diff<'a> {
    pub(super) fn add(&mut self) {
        let mut progress = Progress::default();
        let attributes = || {
            self.after.models.iter().flat_map(|model| {
                model
                    .attributes
                    .iter()
                    .map(move |attribute| (model, attribute))
            })
        };
        // A table has one primary key: the old one goes before a new one comes.
        let unkeyed = attributes().filter(|(model, attribute)| {
            let was = self
                .before
                .model(model.id)
                .and_then(|model| model.attribute(attribute.id));
            was.is_some_and(|was| was.primary_key && !attribute.primary_key)
        });
        let first: Vec<_> = unkeyed
            .chain(attributes())
            .map(|(model, attribute)| (model.id, attribute.id))
            .collect();
        for (model, attribute) in first {
            if let Some(node) = self.addition(model, attribute) {
                self.add_node(node, &mut progress);
            }
        }
        for model in self
            .after
            .models
            .iter()
            .filter(|model| model.attributes.is_empty())
        {
            if self.before.model(model.id).is_none() {
                self.add_node(Node::Table(model.id), &mut progress);
            }
        }
        for (model, attribute) in progress.waiting {
            let model = self.after.model(model);
            if let Some((model, attribute)) =
                model.and_then(|model| Some((model, model.attribute(attribute)?)))
            {
                let column = lower_attribute(self.after, attribute);
                self.push(
                    model.id,
                    Operation::ChangeColumn {
                        table: model.table_name.clone(),
                        column,
                    },
                );
            }
        }
        self.add_unique_keys();
    }

    fn add_unique_keys(&mut self) {
        for (was, shall) in self.kept() {
            let there = unique_keys(was);
            for key in unique_keys(shall)
                .into_iter()
                .filter(|key| !there.contains(key))
            {
                let operation = Operation::AddUnique {
                    table: shall.table_name.clone(),
                    columns: names(shall, &key),
                };
                self.push(shall.id, operation);
            }
        }
    }

    /// The node an attribute comes or changes with, if it does.
    fn addition(&self, model: ModelId, attribute: AttributeId) -> Option<Node> {
        let Some(was) = self.before.model(model) else {
            return Some(Node::Table(model));
        };
        let shall = self.after.model(model)?.attribute(attribute)?;
        let is_same = was
            .attribute(attribute)
            .is_some_and(|was| self.shape_now(model, was) == Shape::of(self.after, shall));
        (!is_same).then_some(Node::Column((model, attribute)))
    }

    fn add_node(&mut self, node: Node, progress: &mut Progress) {
        if progress.is_done.contains_key(&node) {
            return;
        }
        progress.is_done.insert(node, false);
        let mut without = Vec::new();
        for (model, attribute, reference) in self.references_of(node) {
            let Some(other) = self.addition(reference.model, reference.attribute) else {
                continue;
            };
            match progress.is_done.get(&other) {
                Some(true) => {}
                Some(false) if other == node => {}
                Some(false) => without.push((model, attribute.id)),
                None => self.add_node(other, progress),
            }
        }
        progress.is_done.insert(node, true);
        self.push_addition(node, &without);
        progress.waiting.extend(without);
    }

    fn push_addition(&mut self, node: Node, without: &[Key]) {
        let (Node::Table(id) | Node::Column((id, _))) = node;
        let Some(model) = self.after.model(id) else {
            return;
        };
        let operation = match node {
            Node::Table(_) => {
                let mut table = lower(self.after, model);
                for (column, attribute) in table.columns.iter_mut().zip(&model.attributes) {
                    if without.contains(&(id, attribute.id)) {
                        column.references = None;
                    }
                }
                Operation::CreateTable { table }
            }
            Node::Column(key) => {
                let Some(attribute) = model.attribute(key.1) else {
                    return;
                };
                let mut column = lower_attribute(self.after, attribute);
                if without.contains(&key) {
                    column.references = None;
                }
                let table = model.table_name.clone();
                let is_new = self
                    .before
                    .model(id)
                    .is_some_and(|model| model.attribute(key.1).is_none());
                if is_new {
                    Operation::AddColumn { table, column }
                } else {
                    Operation::ChangeColumn { table, column }
                }
            }
        };
        self.push(id, operation);
    }

    /// The references a node has once it is as it shall be.
    fn references_of(&self, node: Node) -> Vec<(ModelId, &'a Attribute, ForeignKey)> {
        let attributes: Vec<(&Model, &Attribute)> = match node {
            Node::Table(id) => self
                .after
                .model(id)
                .into_iter()
                .flat_map(|model| model.attributes.iter().map(move |it| (model, it)))
                .collect(),
            Node::Column((id, attribute)) => self
                .after
                .model(id)
                .and_then(|model| Some((model, model.attribute(attribute)?)))
                .into_iter()
                .collect(),
        };
        attributes
            .into_iter()
            .filter_map(|(model, attribute)| {
                Some((
                    model.id,
                    attribute,
                    Shape::of(self.after, attribute).references?,
                ))
            })
            .collect()
    }
}
