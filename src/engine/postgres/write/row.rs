//! One row comes, changes or goes, and what that sets going.

use std::rc::Rc;

use super::guard::Guard;
use super::pending::{Asks, Pending};
use super::reference::Event;
use crate::engine::postgres::PgError;
use crate::engine::postgres::work::Work;
use crate::engine::protocol::RowId;
use crate::engine::store::Row;

impl Work<'_> {
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
        let quick = if guard.is_plain {
            self.stored_mut(table)?.append_unique(Rc::clone(&row))
        } else {
            None
        };
        let id = match quick {
            Some(id) => id,
            None => self.add_slowly(table, guard, &row)?,
        };
        if !guard.relation.foreign_keys.is_empty() {
            self.queue.push_back(Event {
                table: Rc::clone(table),
                old: None,
                new: Some((row, id)),
            });
        }
        Ok(id)
    }

    /// Adds a row whose conflicts the table's own indexes do not tell, or that has one.
    fn add_slowly(&mut self, table: &str, guard: &mut Guard, row: &Row) -> Result<RowId, PgError> {
        let stored = self.stored(table)?;
        if let Some((unique, _)) = guard.conflict(stored, row, None, None, self.runtime)? {
            return Err(guard.refusal(unique, row, self.runtime)?);
        }
        let id = self.stored_mut(table)?.append_row(Rc::clone(row));
        guard.note(row, id, true, self.runtime)?;
        self.put_off(table, guard, row, id)?;
        Ok(id)
    }

    /// Notes the deferrable keys that a row just written shares.
    fn put_off(
        &mut self,
        table: &str,
        guard: &mut Guard,
        row: &Row,
        id: RowId,
    ) -> Result<(), PgError> {
        let stored = self.stored(table)?;
        for (constraint, timing) in guard.later(stored, row, id, self.runtime)? {
            let check = Pending::new(table, &constraint, row, Asks::NoTwin);
            self.later.push((check, timing));
        }
        Ok(())
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
        self.put_off(table, guard, &row, after)?;
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
