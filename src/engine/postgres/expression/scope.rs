//! Which names stand for which columns.

use std::rc::Rc;

use crate::engine::postgres::Kind;

/// A relation a name can reach: one slot of the joined row.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Its alias, or its own name where it has none.
    pub name: String,
    /// Its columns.
    pub columns: Rc<[(String, Kind)]>,
}

/// The relations of one level, and those of the levels around it.
#[derive(Debug, Default)]
pub struct Scope<'s> {
    /// The relations, each of the slot that is its place here.
    pub relations: Vec<Relation>,
    /// The scope a subquery stands in.
    pub outer: Option<&'s Scope<'s>>,
}

impl Scope<'_> {
    /// A scope of no relations: for defaults and constants.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Adds a relation, which takes the next slot.
    pub fn add(&mut self, name: impl Into<String>, columns: Vec<(String, Kind)>) {
        self.relations.push(Relation {
            name: name.into(),
            columns: columns.into(),
        });
    }
}
