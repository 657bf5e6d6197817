//! What goes: constraints, columns, tables; those that reference before those referenced.

use std::collections::HashMap;

use super::{Diff, Key, Shape, names, unique_keys};
use crate::orm::migration::Operation;
use crate::orm::schema::{Attribute, AttributeId, Model, ModelId};

/// What is taken away as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    Table(ModelId),
    Column(Key),
}

impl<'a> Diff<'a> {
    pub(super) fn remove(&mut self) {
        self.remove_unique_keys();
        self.detach_kept();
        let mut is_done = HashMap::new();
        for model in &self.before.models {
            for attribute in &model.attributes {
                if let Some(node) = self.removal(model.id, attribute.id) {
                    self.remove_node(node, &mut is_done);
                }
            }
            if self.after.model(model.id).is_none() {
                self.remove_node(Node::Table(model.id), &mut is_done);
            }
        }
    }

    fn remove_unique_keys(&mut self) {
        for (was, shall) in self.kept() {
            let stay = unique_keys(shall);
            for key in unique_keys(was)
                .into_iter()
                .filter(|key| !stay.contains(key))
            {
                let operation = Operation::RemoveUnique {
                    table: was.table_name.clone(),
                    columns: names(was, &key),
                };
                self.push(was.id, operation);
            }
        }
    }

    /// Takes off references of columns that stay, where what they point to goes or becomes another kind of key.
    fn detach_kept(&mut self) {
        for (was, shall) in self.kept() {
            for attribute in &was.attributes {
                let Some(reference) = Shape::of(self.before, attribute).references else {
                    continue;
                };
                let Some(then) = shall.attribute(attribute.id) else {
                    continue;
                };
                let target_was = self
                    .before
                    .model(reference.model)
                    .and_then(|model| model.attribute(reference.attribute));
                let target_shall = self
                    .after
                    .model(reference.model)
                    .and_then(|model| model.attribute(reference.attribute));
                let is_steady = attribute.data_type == then.data_type
                    && target_was.zip(target_shall).is_some_and(|(was, shall)| {
                        Shape::of(self.before, was).is_same_key(&Shape::of(self.after, shall))
                    });
                if !is_steady {
                    self.detach(was, attribute);
                }
            }
        }
    }

    /// The node an attribute goes with, if it goes.
    fn removal(&self, model: ModelId, attribute: AttributeId) -> Option<Node> {
        match self.after.model(model) {
            None => Some(Node::Table(model)),
            Some(shall) if shall.attribute(attribute).is_none() => {
                Some(Node::Column((model, attribute)))
            }
            Some(_) => None,
        }
    }

    fn remove_node(&mut self, node: Node, is_done: &mut HashMap<Node, bool>) {
        if is_done.contains_key(&node) {
            return;
        }
        is_done.insert(node, false);
        for (model, attribute) in self.referencing(node) {
            let Some(other) = self
                .removal(model.id, attribute.id)
                .filter(|other| *other != node)
            else {
                continue;
            };
            match is_done.get(&other) {
                Some(true) => {}
                // They reference each other in a ring: one of them lets go first.
                Some(false) => self.detach(model, attribute),
                None => self.remove_node(other, is_done),
            }
        }
        is_done.insert(node, true);
        match node {
            Node::Table(id) => {
                if let Some(model) = self.before.model(id) {
                    self.push(
                        id,
                        Operation::DropTable {
                            table: model.table_name.clone(),
                        },
                    );
                }
            }
            Node::Column((id, attribute)) => {
                let named = self
                    .before
                    .model(id)
                    .and_then(|model| Some((model, model.attribute(attribute)?)));
                if let Some((model, attribute)) = named {
                    let operation = Operation::RemoveColumn {
                        table: model.table_name.clone(),
                        column: attribute.name.clone(),
                    };
                    self.push(id, operation);
                }
            }
        }
    }

    /// The attributes that reference a node.
    fn referencing(&self, node: Node) -> Vec<(&'a Model, &'a Attribute)> {
        let attributes = self
            .before
            .models
            .iter()
            .flat_map(|model| model.attributes.iter().map(move |it| (model, it)));
        attributes
            .filter(|(_, attribute)| {
                attribute
                    .references
                    .as_ref()
                    .is_some_and(|reference| match node {
                        Node::Table(id) => reference.model == id,
                        Node::Column(key) => (reference.model, reference.attribute) == key,
                    })
            })
            .collect()
    }
}
