//! A statement under way: the copy of the state it writes, which replaces the state once all went well.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use gluesql::core::sqlparser::ast::ObjectName;

use super::catalog::Catalog;
use super::expression::Runtime;
use super::names::{key, name_of};
use super::refusal;
use super::relation::{ForeignKey, Relation, Timing};
use super::write::{Event, Pending};
use super::{PgError, Timings};
use crate::engine::store::{Store, StoredTable};

/// A foreign key, seen from the table it references.
#[derive(Debug, Clone)]
pub struct Referencing {
    /// The table that has it, by key.
    pub table: String,
    /// It.
    pub key: ForeignKey,
}

/// A statement under way.
pub struct Work<'w> {
    /// The tables it writes.
    pub store: Store,
    /// The catalog it writes.
    pub catalog: Catalog,
    /// What it reads: everything as it was before.
    pub runtime: &'w Runtime<'w>,
    /// Which constraints the transaction puts off.
    pub timings: &'w Timings,
    /// Checks put off until the end of the transaction.
    pub pending: Vec<Pending>,
    /// Checks put off until the end of the statement, and when they may be put off further.
    pub(super) later: Vec<(Pending, Timing)>,
    /// What happened to rows whose foreign keys are not seen to yet.
    pub(super) queue: VecDeque<Event>,
    /// The foreign keys that reference a table, once they were looked for.
    referencing: BTreeMap<String, Rc<[Referencing]>>,
}

impl<'w> Work<'w> {
    /// A statement about to begin.
    pub fn new(
        store: Store,
        catalog: Catalog,
        runtime: &'w Runtime<'w>,
        timings: &'w Timings,
    ) -> Self {
        Self {
            store,
            catalog,
            runtime,
            timings,
            pending: Vec::new(),
            later: Vec::new(),
            queue: VecDeque::new(),
            referencing: BTreeMap::new(),
        }
    }

    /// The table of that key.
    ///
    /// # Errors
    /// 42P01 where there is none.
    pub fn stored(&self, key: &str) -> Result<&StoredTable, PgError> {
        self.store
            .table(key)
            .ok_or_else(|| refusal::no_relation(key))
    }

    /// The table of that key, to be written.
    ///
    /// # Errors
    /// 42P01 where there is none.
    pub fn stored_mut(&mut self, key: &str) -> Result<&mut StoredTable, PgError> {
        self.store
            .table_mut(key)
            .ok_or_else(|| refusal::no_relation(key))
    }

    /// What the table of that key is.
    ///
    /// # Errors
    /// 42P01 where there is none.
    pub fn relation(&self, key: &str) -> Result<Rc<Relation>, PgError> {
        self.stored(key)?
            .relation()
            .map(Rc::clone)
            .ok_or_else(|| refusal::no_relation(key))
    }

    /// What the table of that name is.
    ///
    /// # Errors
    /// 42P01 where there is none, named as it is written: with its schema where that is.
    pub fn relation_named(&self, name: &ObjectName) -> Result<Rc<Relation>, PgError> {
        self.relation(&key(name)).map_err(|_| {
            let parts: Vec<String> = name.0.iter().map(name_of).collect();
            refusal::no_relation(&parts.join("."))
        })
    }

    /// The foreign keys that reference a table, oldest first.
    pub fn referencing(&mut self, key: &str) -> Rc<[Referencing]> {
        if let Some(found) = self.referencing.get(key) {
            return Rc::clone(found);
        }
        let found: Rc<[Referencing]> = referencing(&self.store, key).into();
        self.referencing.insert(key.to_owned(), Rc::clone(&found));
        found
    }

    /// Forgets what it knew of foreign keys, as a definition changed.
    pub fn redefined(&mut self) {
        self.referencing.clear();
    }
}

/// The foreign keys that reference a table, oldest first.
pub fn referencing(store: &Store, key: &str) -> Vec<Referencing> {
    let mut found: Vec<_> = store
        .tables()
        .into_iter()
        .filter_map(StoredTable::relation)
        .flat_map(|relation| {
            let keys = relation.foreign_keys.iter();
            keys.filter(|foreign| foreign.target == key)
                .map(|foreign| Referencing {
                    table: relation.key(),
                    key: foreign.clone(),
                })
        })
        .collect();
    found.sort_by_key(|by| by.key.made);
    found
}
