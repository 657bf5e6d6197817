//! From one schema to the next as operations, each such that it can run when its turn comes.
//!
//! Models and attributes are told apart by id, so a new name is a rename and rows
//! stay. First goes what nothing needs any more, children before parents; then
//! names change; then comes what is new or different, parents before children.

mod added;
mod removed;
mod rename;

use std::collections::{BTreeSet, HashMap};

use super::Operation;
use crate::orm::schema::{
    Attribute, AttributeId, DataType, DefaultValue, ForeignKey, Model, ModelId, Schema,
};
use crate::orm::sql::{Column, lower_attribute};

/// The operations that lead from `before` to `after`. None where only the order of attributes differs.
pub fn diff(before: &Schema, after: &Schema) -> Vec<Operation> {
    Diff::run(before, after)
        .operations
        .into_iter()
        .map(|(_, operation)| operation)
        .collect()
}

/// The models whose tables differ, those only one of the two has among them.
pub fn models_touched(before: &Schema, after: &Schema) -> BTreeSet<ModelId> {
    Diff::run(before, after)
        .operations
        .into_iter()
        .map(|(model, _)| model)
        .collect()
}

/// The names of the tables the operations are made on; of a renamed one, both.
pub fn tables_touched(operations: &[Operation]) -> BTreeSet<&str> {
    operations
        .iter()
        .flat_map(|operation| match operation {
            Operation::CreateTable { table } => vec![table.name.as_str()],
            Operation::RenameTable { from, to } => vec![from.as_str(), to.as_str()],
            Operation::DropTable { table }
            | Operation::AddColumn { table, .. }
            | Operation::RemoveColumn { table, .. }
            | Operation::RenameColumn { table, .. }
            | Operation::ChangeColumn { table, .. }
            | Operation::AddUnique { table, .. }
            | Operation::RemoveUnique { table, .. } => vec![table.as_str()],
        })
        .collect()
}

/// What a column is, but for its name, by ids.
#[derive(Debug, Clone, PartialEq)]
struct Shape {
    data_type: DataType,
    allow_null: bool,
    unique: bool,
    primary_key: bool,
    auto_increment: bool,
    default_value: Option<DefaultValue>,
    references: Option<ForeignKey>,
}

impl Shape {
    fn of(schema: &Schema, attribute: &Attribute) -> Self {
        let is_there = |reference: &&ForeignKey| {
            schema
                .model(reference.model)
                .is_some_and(|model| model.attribute(reference.attribute).is_some())
        };
        Self {
            data_type: attribute.data_type.clone(),
            allow_null: attribute.allow_null && !attribute.primary_key,
            unique: attribute.unique,
            primary_key: attribute.primary_key,
            auto_increment: attribute.auto_increment,
            default_value: attribute.default_value.clone(),
            references: attribute.references.as_ref().filter(is_there).cloned(),
        }
    }

    /// Whether another can still reference it as it did the other shape.
    fn is_same_key(&self, other: &Self) -> bool {
        self.data_type == other.data_type
            && self.unique == other.unique
            && self.primary_key == other.primary_key
    }
}

/// Tells apart the columns: the same attribute in another model is another column.
type Key = (ModelId, AttributeId);

struct Diff<'a> {
    before: &'a Schema,
    after: &'a Schema,
    /// The operations so far, each with the model whose table it is made on.
    operations: Vec<(ModelId, Operation)>,
    /// The columns that have changed so far.
    changed: HashMap<Key, Shape>,
}

impl<'a> Diff<'a> {
    fn run(before: &'a Schema, after: &'a Schema) -> Self {
        let mut diff = Self {
            before,
            after,
            operations: Vec::new(),
            changed: HashMap::new(),
        };
        diff.remove();
        diff.rename();
        diff.add();
        diff
    }

    fn push(&mut self, model: ModelId, operation: Operation) {
        self.operations.push((model, operation));
    }

    /// The models both have, as they were and as they shall be.
    fn kept(&self) -> impl Iterator<Item = (&'a Model, &'a Model)> + use<'a> {
        let after = self.after;
        self.before
            .models
            .iter()
            .filter_map(move |model| Some((model, after.model(model.id)?)))
    }

    /// What a column is by now.
    fn shape_now(&self, model: ModelId, attribute: &Attribute) -> Shape {
        self.changed
            .get(&(model, attribute.id))
            .cloned()
            .unwrap_or_else(|| Shape::of(self.before, attribute))
    }

    /// Takes the reference off a column, before anything is renamed.
    fn detach(&mut self, model: &Model, attribute: &Attribute) {
        if self.shape_now(model.id, attribute).references.is_none() {
            return;
        }
        let (after, name) = (self.after, &attribute.name);
        let then = after
            .model(model.id)
            .and_then(|model| model.attribute(attribute.id));
        let mut shape = Shape::of(self.before, attribute);
        let mut column = lower_attribute(self.before, attribute);
        // Where no other reference takes its place, all that changes can change at once.
        if let Some(then) = then.filter(|then| Shape::of(after, then).references.is_none()) {
            shape = Shape::of(after, then);
            column = Column {
                name: name.clone(),
                ..lower_attribute(after, then)
            };
        }
        shape.references = None;
        column.references = None;
        self.changed.insert((model.id, attribute.id), shape);
        self.push(
            model.id,
            Operation::ChangeColumn {
                table: model.table_name.clone(),
                column,
            },
        );
    }
}

/// The composite unique keys of a model, without what is not there.
fn unique_keys(model: &Model) -> Vec<Vec<AttributeId>> {
    let existing = |key: &Vec<AttributeId>| {
        key.iter()
            .copied()
            .filter(|id| model.attribute(*id).is_some())
            .collect()
    };
    model
        .unique_keys
        .iter()
        .map(existing)
        .filter(|key: &Vec<AttributeId>| !key.is_empty())
        .collect()
}

/// The names of a key's columns.
fn names(model: &Model, key: &[AttributeId]) -> Vec<String> {
    key.iter()
        .filter_map(|id| Some(model.attribute(*id)?.name.clone()))
        .collect()
}
