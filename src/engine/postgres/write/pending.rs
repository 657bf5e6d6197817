//! Checks put off: until the end of the statement, or of the transaction.

use std::rc::Rc;

use super::reference::{dangling, is_present, rows_of};
use crate::engine::postgres::relation::Relation;
use crate::engine::postgres::{PgError, refusal};
use crate::engine::store::{Key, Row, Store, StoredTable};

/// A check put off until the end of the transaction.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The table that has the foreign key, by key.
    table: String,
    /// The foreign key's name.
    pub constraint: String,
    /// The row it is about.
    row: Row,
    /// What is asked of it.
    asks: Asks,
}

/// What a check asks of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// That it references a row.
    Target,
    /// That no row references it, as it is gone.
    NoChildren,
    /// That no other row shares its key.
    NoTwin,
}

impl Pending {
    /// A check of that row of a table, by key.
    pub fn new(table: &str, constraint: &str, row: &Row, asks: Asks) -> Self {
        Self {
            table: table.to_owned(),
            constraint: constraint.to_owned(),
            row: Rc::clone(row),
            asks,
        }
    }

    /// Makes the check that was put off.
    ///
    /// # Errors
    /// 23503.
    pub fn check(&self, store: &Store) -> Result<(), PgError> {
        // A table or a constraint that is gone asks nothing any more.
        let Some(relation) = store.table(&self.table).and_then(StoredTable::relation) else {
            return Ok(());
        };
        if self.asks == Asks::NoTwin {
            return self.check_twin(store, relation);
        }
        let mut keys = relation.foreign_keys.iter();
        let Some(key) = keys.find(|key| key.name == self.constraint) else {
            return Ok(());
        };
        let places = relation.places(&key.columns);
        let (Some(table), Some(target)) = (store.table(&self.table), store.table(&key.target))
        else {
            return Ok(());
        };
        if self.asks == Asks::NoChildren {
            let Some(target) = target.relation() else {
                return Ok(());
            };
            let was = Key::of_columns(&self.row, &target.places(&key.target_columns));
            if !is_present(store, key, &was) && !rows_of(table, &places, &was).is_empty() {
                return Err(refusal::referenced(target, &self.row, relation, key));
            }
            return Ok(());
        }
        let wanted = Key::of_columns(&self.row, &places);
        // The row may have changed on, or be gone.
        let is_there = rows_of(table, &places, &wanted)
            .iter()
            .any(|id| table.row(*id).is_some_and(|row| *row == self.row));
        if is_there && !is_present(store, key, &wanted) {
            return Err(dangling(store, relation, key, &self.row));
        }
        Ok(())
    }

    fn check_twin(&self, store: &Store, relation: &Relation) -> Result<(), PgError> {
        let key = relation.keys.iter().find(|key| key.name == self.constraint);
        let (Some(key), Some(table)) = (key, store.table(&self.table)) else {
            return Ok(());
        };
        let places = relation.places(&key.columns);
        let wanted = Key::of_columns(&self.row, &places);
        if wanted.has_null() || rows_of(table, &places, &wanted).len() < 2 {
            return Ok(());
        }
        let (columns, values) = refusal::key_parts(relation, &places, &self.row);
        Err(refusal::duplicate(relation, &key.name, &columns, &values))
    }
}
