//! Foreign keys: what the change of one row asks of others.
//!
//! Postgres sees to them by triggers that wait until a statement is done, in the order
//! of the rows and of the keys' making; what a trigger changes waits behind. So here.

use std::rc::Rc;

use gluesql::prelude::Value;

use super::filler::Filler;
use super::guard::Guard;
use super::pending::{Asks, Pending};
use crate::engine::postgres::relation::{Action, ForeignKey, Relation};
use crate::engine::postgres::work::{Referencing, Work};
use crate::engine::postgres::{PgError, refusal};
use crate::engine::protocol::RowId;
use crate::engine::store::{Key, Row, Store, StoredTable};

/// What happened to a row.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its table, by key.
    pub table: Rc<str>,
    /// The row as it was; none where it is new.
    pub old: Option<Row>,
    /// The row as it is, and its id; none where it is gone.
    pub new: Option<(Row, RowId)>,
}

impl Work<'_> {
    /// Sees to all foreign keys of what was written so far.
    ///
    /// # Errors
    /// 23503, and whatever the rows that are changed along refuse.
    pub fn settle(&mut self) -> Result<(), PgError> {
        while let Some(event) = self.queue.pop_front() {
            if let Some(old) = &event.old {
                self.act(&event.table, old, event.new.as_ref().map(|(row, _)| row))?;
            }
            if let Some((row, id)) = &event.new {
                self.look_up(&event.table, event.old.as_ref(), row, *id)?;
            }
        }
        for (check, timing) in std::mem::take(&mut self.later) {
            if self.timings.is_deferred(&check.constraint, timing) {
                self.pending.push(check);
            } else {
                check.check(&self.store)?;
            }
        }
        Ok(())
    }

    /// Notes what happened to a row, if a foreign key may care.
    pub(super) fn note(&mut self, event: Event) -> Result<(), PgError> {
        let is_watched = (event.new.is_some()
            && !self.relation(&event.table)?.foreign_keys.is_empty())
            || (event.old.is_some() && !self.referencing(&event.table).is_empty());
        if is_watched {
            self.queue.push_back(event);
        }
        Ok(())
    }

    /// Refuses a row that references nothing.
    fn look_up(
        &mut self,
        table: &str,
        old: Option<&Row>,
        row: &Row,
        id: RowId,
    ) -> Result<(), PgError> {
        let relation = self.relation(table)?;
        for key in &relation.foreign_keys {
            let places = relation.places(&key.columns);
            let wanted = Key::of_columns(row, &places);
            if wanted.has_null() || old.is_some_and(|old| Key::of_columns(old, &places) == wanted) {
                continue;
            }
            if self.timings.is_deferred(&key.name, key.timing) {
                let check = Pending::new(table, &key.name, row, Asks::Target);
                self.pending.push(check);
                continue;
            }
            // A row that this very statement changed on or took out again is none to check.
            let is_there = self
                .stored(table)?
                .row(id)
                .is_some_and(|there| Rc::ptr_eq(there, row));
            if is_there && !is_present(&self.store, key, &wanted) {
                return Err(dangling(&self.store, &relation, key, row));
            }
        }
        Ok(())
    }

    /// Does to the rows that reference one what their foreign keys say.
    fn act(&mut self, table: &str, old: &Row, new: Option<&Row>) -> Result<(), PgError> {
        let referencing = self.referencing(table);
        if referencing.is_empty() {
            return Ok(());
        }
        let relation = self.relation(table)?;
        for by in &*referencing {
            let target = relation.places(&by.key.target_columns);
            let was = Key::of_columns(old, &target);
            if was.has_null() || new.is_some_and(|new| Key::of_columns(new, &target) == was) {
                continue;
            }
            let action = if new.is_some() {
                by.key.on_update
            } else {
                by.key.on_delete
            };
            match action {
                Action::NoAction if self.timings.is_deferred(&by.key.name, by.key.timing) => {
                    let check = Pending::new(&by.table, &by.key.name, old, Asks::NoChildren);
                    self.pending.push(check);
                }
                Action::NoAction | Action::Restrict => {
                    let is_back =
                        action == Action::NoAction && is_present(&self.store, &by.key, &was);
                    if !is_back && !self.children(by, &was)?.is_empty() {
                        let child = self.relation(&by.table)?;
                        return Err(refusal::referenced(&relation, old, &child, &by.key));
                    }
                }
                Action::Cascade | Action::SetNull | Action::SetDefault => {
                    let children = self.children(by, &was)?;
                    let key: Vec<Value> = match (action, new) {
                        (Action::Cascade, Some(new)) => {
                            target.iter().map(|place| new[*place].clone()).collect()
                        }
                        (Action::Cascade, None) => {
                            for child in children {
                                self.take_out(&by.table, child)?;
                            }
                            continue;
                        }
                        (Action::SetDefault, _) => self.defaults(by)?,
                        _ => vec![Value::Null; target.len()],
                    };
                    self.rewrite(by, &children, &key)?;
                    // A default that is the very key gone would not be looked up: it did not change.
                    if action == Action::SetDefault
                        && !is_present(&self.store, &by.key, &was)
                        && !self.children(by, &was)?.is_empty()
                    {
                        let child = self.relation(&by.table)?;
                        return Err(refusal::referenced(&relation, old, &child, &by.key));
                    }
                }
            }
        }
        Ok(())
    }

    /// The rows that reference that key.
    fn children(&self, by: &Referencing, key: &Key) -> Result<Vec<RowId>, PgError> {
        let table = self.stored(&by.table)?;
        let places = self.relation(&by.table)?.places(&by.key.columns);
        Ok(rows_of(table, &places, key))
    }

    /// The defaults of a foreign key's columns.
    fn defaults(&self, by: &Referencing) -> Result<Vec<Value>, PgError> {
        let relation = self.relation(&by.table)?;
        relation
            .places(&by.key.columns)
            .into_iter()
            .map(|place| {
                Filler::of(&relation.columns[place], &self.catalog, self.runtime)?
                    .value(self.runtime)
            })
            .collect()
    }

    /// Gives rows another foreign key.
    fn rewrite(&mut self, by: &Referencing, rows: &[RowId], key: &[Value]) -> Result<(), PgError> {
        if rows.is_empty() {
            return Ok(());
        }
        let relation = self.relation(&by.table)?;
        let places = relation.places(&by.key.columns);
        let mut guard = Guard::new(Rc::clone(&relation), self.runtime)?;
        for id in rows {
            let Some(row) = self.stored(&by.table)?.row(*id) else {
                continue;
            };
            let mut values = row.to_vec();
            for (place, value) in places.iter().zip(key) {
                values[*place] = value.clone();
            }
            self.change(&by.table, &mut guard, *id, values.into())?;
        }
        Ok(())
    }
}

pub(super) fn dangling(store: &Store, relation: &Relation, key: &ForeignKey, row: &Row) -> PgError {
    let target = store.table(&key.target).and_then(StoredTable::relation);
    let target = target.map_or(&*key.target, |target| &target.name);
    refusal::dangling(relation, key, row, target)
}

/// Whether the table referenced has a row of that key.
pub(super) fn is_present(store: &Store, key: &ForeignKey, wanted: &Key) -> bool {
    let Some(table) = store.table(&key.target) else {
        return false;
    };
    let Some(relation) = table.relation() else {
        return false;
    };
    let places = relation.places(&key.target_columns);
    match table.index_on(&places) {
        Some(index) => index.contains(wanted),
        None => !rows_of(table, &places, wanted).is_empty(),
    }
}

/// The rows with that key in those columns, by index where there is one.
pub fn rows_of(table: &StoredTable, places: &[usize], key: &Key) -> Vec<RowId> {
    match table.index_on(places) {
        Some(index) => index.find(key).collect(),
        None => table
            .rows()
            .iter()
            .filter(|(_, row)| Key::of_columns(row, places) == *key)
            .map(|(id, _)| id)
            .collect(),
    }
}

/// Refuses rows of a table that reference nothing, when a foreign key comes to it.
///
/// # Errors
/// 23503.
pub fn check_all(store: &Store, relation: &Relation, key: &ForeignKey) -> Result<(), PgError> {
    let Some(table) = store.table(&relation.key()) else {
        return Ok(());
    };
    let places = relation.places(&key.columns);
    for (_, row) in table.rows().iter() {
        let wanted = Key::of_columns(row, &places);
        if !wanted.has_null() && !is_present(store, key, &wanted) {
            return Err(dangling(store, relation, key, row));
        }
    }
    Ok(())
}
