//! Foreign keys: what the change of one row asks of others.
//!
//! Postgres sees to them by triggers that wait until a statement is done, in the order
//! of the rows and of the keys' making; what a trigger changes waits behind. So here.

use std::rc::Rc;

use gluesql::prelude::Value;

use super::guard::Guard;
use super::insert::Filler;
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

/// A check put off until the end of the transaction.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The table that has the foreign key, by key.
    table: String,
    /// The foreign key's name.
    pub constraint: String,
    /// The row that references, or the one that was referenced.
    row: Row,
    /// Whether it is the latter.
    was_referenced: bool,
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
                self.pending.push(Pending {
                    table: table.to_owned(),
                    constraint: key.name.clone(),
                    row: Rc::clone(row),
                    was_referenced: false,
                });
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
                    self.pending.push(Pending {
                        table: by.table.clone(),
                        constraint: by.key.name.clone(),
                        row: Rc::clone(old),
                        was_referenced: true,
                    });
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
    fn rewrite(
        &mut self,
        by: &Referencing,
        rows: &[RowId],
        key: &[Value],
    ) -> Result<(), PgError> {
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

    /// Adds a row, if its table lets it in.
    ///
    /// # Errors
    /// 23502, 23514, 23505.
    pub(super) fn add(
        &mut self,
        table: &Rc<str>,
        guard: &mut Guard,
        row: Row,
    ) -> Result<RowId, PgError> {
        guard.check(&row, self.runtime)?;
        self.add_checked(table, guard, row)
    }

    /// Adds a row that is right by itself.
    pub(super) fn add_checked(
        &mut self,
        table: &Rc<str>,
        guard: &mut Guard,
        row: Row,
    ) -> Result<RowId, PgError> {
        let stored = self.stored(table)?;
        if let Some((unique, _)) = guard.conflict(stored, &row, None, None, self.runtime)? {
            return Err(guard.refusal(unique, &row, self.runtime)?);
        }
        let id = self.stored_mut(table)?.append_row(Rc::clone(&row));
        guard.note(&row, id, true, self.runtime)?;
        if !guard.relation.foreign_keys.is_empty() {
            self.queue.push_back(Event {
                table: Rc::clone(table),
                old: None,
                new: Some((row, id)),
            });
        }
        Ok(id)
    }

    /// Makes a row another, if its table lets it. As in Postgres' heap it then stands last.
    ///
    /// # Errors
    /// 23502, 23514, 23505.
    pub(super) fn change(
        &mut self,
        table: &str,
        guard: &mut Guard,
        id: RowId,
        row: Row,
    ) -> Result<RowId, PgError> {
        guard.check(&row, self.runtime)?;
        let stored = self.stored(table)?;
        if let Some((unique, _)) = guard.conflict(stored, &row, Some(id), None, self.runtime)? {
            return Err(guard.refusal(unique, &row, self.runtime)?);
        }
        let stored = self.stored_mut(table)?;
        let Some(old) = stored.remove(id) else {
            return Ok(id);
        };
        let after = stored.append_row(Rc::clone(&row));
        guard.note(&old, id, false, self.runtime)?;
        guard.note(&row, after, true, self.runtime)?;
        self.note(Event {
            table: Rc::from(table),
            old: Some(old),
            new: Some((row, after)),
        })?;
        Ok(after)
    }

    /// Takes a row out.
    ///
    /// # Errors
    /// The table is gone.
    pub(super) fn take_out(&mut self, table: &str, id: RowId) -> Result<Option<Row>, PgError> {
        let Some(old) = self.stored_mut(table)?.remove(id) else {
            return Ok(None);
        };
        self.note(Event {
            table: Rc::from(table),
            old: Some(Rc::clone(&old)),
            new: None,
        })?;
        Ok(Some(old))
    }
}

impl Pending {
    /// Makes the check that was put off.
    ///
    /// # Errors
    /// 23503.
    pub fn check(&self, store: &Store) -> Result<(), PgError> {
        // A table or a constraint that is gone asks nothing any more.
        let Some(relation) = store.table(&self.table).and_then(StoredTable::relation) else {
            return Ok(());
        };
        let mut keys = relation.foreign_keys.iter();
        let Some(key) = keys.find(|key| key.name == self.constraint) else {
            return Ok(());
        };
        let places = relation.places(&key.columns);
        let (Some(table), Some(target)) = (store.table(&self.table), store.table(&key.target))
        else {
            return Ok(());
        };
        if self.was_referenced {
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
}

fn dangling(store: &Store, relation: &Relation, key: &ForeignKey, row: &Row) -> PgError {
    let target = store.table(&key.target).and_then(StoredTable::relation);
    let target = target.map_or(&*key.target, |target| &target.name);
    refusal::dangling(relation, key, row, target)
}

/// Whether the table referenced has a row of that key.
fn is_present(store: &Store, key: &ForeignKey, wanted: &Key) -> bool {
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
