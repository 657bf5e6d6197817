//! Rows pushed from sources, through joins, to whoever takes them.

mod hash;

use std::cell::OnceCell;
use std::ops::ControlFlow;
use std::rc::Rc;

use gluesql::prelude::Value;

use super::join::{at_most, looked_up};
use super::source::{Access, Join, JoinKind, Keys, Source, Table};
use super::values;
use super::walk::Walk;
use crate::engine::postgres::PgError;
use crate::engine::postgres::expression::{Expression, Frame, Runtime, Slot};
use crate::engine::postgres::value::equal;
use crate::engine::protocol::RowId;
use crate::engine::store::{Key, Row, StoredTable};

/// Whether more rows are wanted.
pub(super) type Flow = Result<ControlFlow<()>, PgError>;

/// Who takes joined rows.
pub(super) type Next<'n> = &'n mut dyn FnMut(&mut Vec<Slot>) -> Flow;

const GO_ON: Flow = Ok(ControlFlow::Continue(()));

/// One run of a plan's sources.
#[derive(Clone, Copy)]
pub(super) struct Scan<'s> {
    pub runtime: &'s Runtime<'s>,
    pub outer: Option<&'s Frame<'s>>,
    /// Whether a few rows may be enough.
    pub is_limited: bool,
    /// The index through which the first table is read in order.
    pub walk: Option<Walk<'s>>,
}

impl Scan<'_> {
    /// The joined row as expressions read it.
    pub fn frame<'f>(&'f self, slots: &'f [Slot]) -> Frame<'f> {
        Frame {
            slots,
            outer: self.outer,
            runtime: self.runtime,
        }
    }

    fn holds(&self, conditions: &[Expression], slots: &[Slot]) -> Result<bool, PgError> {
        if conditions.is_empty() {
            return Ok(true);
        }
        let frame = self.frame(slots);
        for condition in conditions {
            if !frame.holds(condition)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Pushes all rows of a source.
    pub fn each(&self, source: &Source, slots: &mut Vec<Slot>, next: Next) -> Flow {
        match source {
            Source::Table(table) => self.table(table, slots, next),
            Source::Rows { slot, rows, filter } => self.rows(*slot, rows, filter, slots, next),
            Source::Common {
                slot,
                common,
                filter,
            } => {
                let rows = common.rows(self.runtime, self.outer)?;
                self.rows(*slot, &rows, filter, slots, next)
            }
            Source::Derived {
                slot,
                plan,
                is_lateral,
                filter,
            } => {
                let rows = if *is_lateral {
                    plan.run(self.runtime, Some(&self.frame(slots)), None)?
                } else {
                    plan.run(self.runtime, self.outer, None)?
                };
                for row in 0..rows.len() {
                    slots[*slot] = Some(rows.shared(row));
                    if self.holds(filter, slots)? && next(slots)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
                GO_ON
            }
            Source::Function {
                slot,
                function,
                arguments,
                has_ordinality,
                filter,
            } => {
                let values: Result<Vec<Value>, PgError> = {
                    let frame = self.frame(slots);
                    arguments
                        .iter()
                        .map(|argument| frame.value(argument).map(std::borrow::Cow::into_owned))
                        .collect()
                };
                let rows = values::generate(*function, &values?, arguments, *has_ordinality)?;
                self.rows(*slot, &rows, filter, slots, next)
            }
            Source::Join(join) => self.join(join, slots, next),
        }
    }

    fn rows(
        &self,
        slot: usize,
        rows: &[Row],
        filter: &[Expression],
        slots: &mut Vec<Slot>,
        next: Next,
    ) -> Flow {
        for row in rows {
            slots[slot] = Some(Rc::clone(row));
            if self.holds(filter, slots)? && next(slots)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        GO_ON
    }

    fn table(&self, table: &Table, slots: &mut Vec<Slot>, next: Next) -> Flow {
        let Some(stored) = self.runtime.store.table(&table.name) else {
            return Err(PgError::new(
                "42P01",
                format!("relation \"{}\" does not exist", table.name),
            ));
        };
        let mut take = |row: &Row, slots: &mut Vec<Slot>| {
            slots[table.slot] = Some(Rc::clone(row));
            if self.holds(&table.filter, slots)? {
                next(slots)
            } else {
                GO_ON
            }
        };
        match &table.access {
            None => {
                if let Some(walk) = self.walk.filter(|walk| walk.slot == table.slot) {
                    return walk.each(|id| match stored.row(id) {
                        Some(row) => take(row, slots),
                        None => GO_ON,
                    });
                }
                for (_, row) in stored.rows().iter() {
                    if take(row, slots)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
            }
            Some(access) => {
                for id in self.found(access, stored, slots)? {
                    if let Some(row) = stored.row(id)
                        && take(row, slots)?.is_break()
                    {
                        return Ok(ControlFlow::Break(()));
                    }
                }
            }
        }
        GO_ON
    }

    /// The rows an index has of the keys sought, oldest first.
    pub fn found(
        &self,
        access: &Access,
        stored: &StoredTable,
        slots: &[Slot],
    ) -> Result<Vec<RowId>, PgError> {
        let Some(index) = stored.index_on(&access.columns) else {
            return Ok(Vec::new());
        };
        let frame = self.frame(slots);
        let mut found = Vec::new();
        match &access.keys {
            Keys::One(values) => {
                let mut parts = Vec::with_capacity(values.len());
                for value in values {
                    let value = frame.value(value)?;
                    if value.is_null() {
                        return Ok(found);
                    }
                    parts.push(Key::of(&value));
                }
                let key = match parts.len() {
                    1 => parts.swap_remove(0),
                    _ => Key::Tuple(parts.into()),
                };
                found.extend(index.find(&key));
                return Ok(found);
            }
            Keys::Any(values) => {
                for value in values {
                    let value = frame.value(value)?;
                    if !value.is_null() {
                        found.extend(index.find(&Key::of(&value)));
                    }
                }
            }
            Keys::Elements(array) => {
                if let Value::List(values) = &*frame.value(array)? {
                    for value in values.iter().filter(|value| !value.is_null()) {
                        found.extend(index.find(&Key::of(value)));
                    }
                }
            }
        }
        // As a scan of the table would meet them.
        found.sort_unstable_by_key(|id| id.0);
        found.dedup();
        Ok(found)
    }

    fn join(&self, join: &Join, slots: &mut Vec<Slot>, next: Next) -> Flow {
        let right = join.right.slots();
        let mut lookups = self.lookups(join);
        let built = OnceCell::new();
        let mut met: Vec<bool> = Vec::new();
        let flow = self.each(&join.left, slots, &mut |slots| {
            let mut is_met = false;
            let flow = if join.is_lateral {
                self.each(&join.right, slots, &mut |slots| {
                    if !self.holds(&join.on, slots)? {
                        return GO_ON;
                    }
                    is_met = true;
                    next(slots)
                })?
            } else if let (Some(dependent), true) = (&join.dependent, lookups > 0) {
                lookups -= 1;
                self.each(dependent, slots, &mut |slots| {
                    if !self.has_equal_keys(join, slots)? || !self.holds(&join.on, slots)? {
                        return GO_ON;
                    }
                    is_met = true;
                    next(slots)
                })?
            } else {
                if built.get().is_none() {
                    let made = self.build(join, slots.len())?;
                    met = vec![
                        false;
                        if join.kind == JoinKind::Full {
                            made.len
                        } else {
                            0
                        }
                    ];
                    let _ = built.set(made);
                }
                let Some(built) = built.get() else {
                    return GO_ON;
                };
                self.probe(join, built, slots, &mut |place, slots| {
                    is_met = true;
                    if let Some(met) = met.get_mut(place) {
                        *met = true;
                    }
                    next(slots)
                })?
            };
            if flow.is_break() {
                return Ok(flow);
            }
            if !is_met && join.kind != JoinKind::Inner {
                slots[right.clone()].fill(None);
                return next(slots);
            }
            GO_ON
        })?;
        if flow.is_break() || join.kind != JoinKind::Full {
            return Ok(flow);
        }
        let built = match built.into_inner() {
            Some(built) => built,
            None => self.build(join, slots.len())?,
        };
        slots[join.left.slots()].fill(None);
        for place in 0..built.len {
            if !met.get(place).copied().unwrap_or(false) {
                slots[right.clone()].clone_from_slice(built.row(place));
                if next(slots)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        GO_ON
    }

    /// For how many left rows the index is asked before all right rows are hashed instead.
    fn lookups(&self, join: &Join) -> usize {
        let Some(dependent) = &join.dependent else {
            return 0;
        };
        let store = self.runtime.store;
        let worth = (looked_up(dependent, store) / 16).max(16);
        match at_most(&join.left, store) {
            Some(left) if left > worth && !self.is_limited => 0,
            _ => worth,
        }
    }

    fn has_equal_keys(&self, join: &Join, slots: &[Slot]) -> Result<bool, PgError> {
        let frame = self.frame(slots);
        for (left, right) in &join.keys {
            let (left, right) = (frame.value(left)?, frame.value(right)?);
            if left.is_null() || right.is_null() || !equal(&left, &right) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
