//! Running a plan.

use std::ops::ControlFlow;
use std::rc::Rc;

use gluesql::prelude::Value;

use super::plan::{Body, Distinct, Plan, Select};
use super::rowset::Rowset;
use super::scan::Scan;
use super::walk::Walk;
use super::{group, order, set, window};
use crate::engine::postgres::PgError;
use crate::engine::postgres::expression::{Expression, Frame, Runtime, Slot};
use crate::engine::store::Row;

/// Runs a plan; `most` rows are enough.
pub(super) fn run(
    plan: &Plan,
    runtime: &Runtime,
    outer: Option<&Frame>,
    most: Option<usize>,
) -> Result<Rowset, PgError> {
    for common in &plan.commons {
        *common.rows.borrow_mut() = None;
    }
    let skipped = bound(plan.offset.as_ref(), "OFFSET", runtime, outer)?.unwrap_or(0);
    let limit = bound(plan.limit.as_ref(), "LIMIT", runtime, outer)?;
    let wanted = match (limit, most) {
        (Some(limit), Some(most)) => Some(limit.min(most)),
        (limit, most) => limit.or(most),
    };
    let window = Window { skipped, wanted };
    let columns = Rc::clone(&plan.columns);
    match &plan.body {
        Body::Select(select) => select_rows(select, columns, runtime, outer, window),
        Body::Values(rows) => {
            let frame = Frame {
                slots: &[],
                outer,
                runtime,
            };
            let rows: Result<Vec<Row>, PgError> = rows
                .iter()
                .map(|row| values(row, &frame).map(Row::from))
                .collect();
            let rows = Rowset::of_rows(columns, rows?);
            Ok(order::finish(rows, &plan.order, window))
        }
        Body::Set {
            operator,
            is_all,
            parts,
        } => {
            // Parts that are only strung together need no more rows than are wanted.
            let enough = if plan.order.is_empty() {
                window.end()
            } else {
                None
            };
            let rows = set::combine(*operator, *is_all, parts, enough, runtime, outer)?;
            let rows = Rowset::of_rows(columns, rows);
            Ok(order::finish(rows, &plan.order, window))
        }
        Body::Nested(inner) => {
            let enough = if plan.order.is_empty() {
                window.end()
            } else {
                None
            };
            let rows = inner.run(runtime, outer, enough)?;
            Ok(order::finish(
                Rowset { columns, ..rows },
                &plan.order,
                window,
            ))
        }
    }
}

/// Which rows of all are returned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub skipped: usize,
    pub wanted: Option<usize>,
}

impl Window {
    /// After how many rows no more are needed.
    pub fn end(self) -> Option<usize> {
        self.wanted
            .map(|wanted| wanted.saturating_add(self.skipped))
    }
}

/// The values of expressions.
pub(super) fn values(list: &[Expression], frame: &Frame) -> Result<Vec<Value>, PgError> {
    list.iter()
        .map(|expression| frame.value(expression).map(std::borrow::Cow::into_owned))
        .collect()
}

fn bound(
    expression: Option<&Expression>,
    clause: &str,
    runtime: &Runtime,
    outer: Option<&Frame>,
) -> Result<Option<usize>, PgError> {
    let Some(expression) = expression else {
        return Ok(None);
    };
    let frame = Frame {
        slots: &[],
        outer,
        runtime,
    };
    match &*frame.value(expression)? {
        Value::I64(number) => usize::try_from(*number).map(Some).map_err(|_| {
            let code = if clause == "LIMIT" { "2201W" } else { "2201X" };
            PgError::new(code, format!("{clause} must not be negative"))
        }),
        _ => Ok(None),
    }
}

/// Joined rows as they are collected.
pub(super) struct Rows {
    /// How many slots of each are kept.
    pub width: usize,
    pub slots: Vec<Slot>,
    pub len: usize,
}

impl Rows {
    fn push(&mut self, slots: &[Slot]) {
        self.slots.extend_from_slice(&slots[..self.width]);
        self.len += 1;
    }
}

fn select_rows(
    select: &Select,
    columns: Rc<[(String, crate::engine::postgres::Kind)]>,
    runtime: &Runtime,
    outer: Option<&Frame>,
    window: Window,
) -> Result<Rowset, PgError> {
    let is_plain = select.grouping.is_none() && select.windows.is_empty();
    let is_whole = is_plain && matches!(select.distinct, Distinct::None);
    let walk = match &select.source {
        Some(source) if is_whole && window.wanted.is_some() => {
            Walk::of(source, &select.order, runtime.store)
        }
        _ => None,
    };
    let is_streamed = is_whole && (select.order.is_empty() || walk.is_some());
    let scan = Scan {
        runtime,
        outer,
        is_limited: is_streamed && window.wanted.is_some(),
        walk,
    };
    let all = select.slots();
    let mut rows = Rows {
        width: select.kept(),
        slots: Vec::new(),
        len: 0,
    };
    let mut slots: Vec<Slot> = vec![None; all];
    let mut skipped = 0;
    let mut groups = select.grouping.as_ref().map(group::Groups::new);
    if window.wanted != Some(0) && passes(&select.guards, &scan, &slots)? {
        let mut take = |slots: &mut Vec<Slot>| {
            if !passes(&select.filter, &scan, slots)? {
                return Ok(ControlFlow::Continue(()));
            }
            if let Some(groups) = &mut groups {
                groups.add(&slots[..select.width], &scan)?;
                return Ok(ControlFlow::Continue(()));
            }
            if is_streamed && skipped < window.skipped {
                skipped += 1;
                return Ok(ControlFlow::Continue(()));
            }
            if is_plain {
                compute(select, &scan, slots)?;
            }
            rows.push(slots);
            if is_streamed && window.wanted.is_some_and(|wanted| rows.len >= wanted) {
                return Ok(ControlFlow::Break(()));
            }
            Ok(ControlFlow::Continue(()))
        };
        match &select.source {
            Some(source) => {
                let _ = scan.each(source, &mut slots, &mut take)?;
            }
            None => {
                let _ = take(&mut slots)?;
            }
        }
    }
    if let Some(groups) = groups {
        groups.finish(&scan, all, &mut |slots| {
            if select.windows.is_empty() {
                compute(select, &scan, slots)?;
            }
            rows.push(slots);
            Ok(())
        })?;
    }
    if !select.windows.is_empty() {
        rows = windowed(select, &scan, rows, all)?;
    }
    let rowset = Rowset {
        columns,
        places: Rc::clone(&select.outputs),
        width: rows.width,
        slots: rows.slots,
        len: rows.len,
    };
    if is_streamed {
        return Ok(rowset);
    }
    Ok(order::finish_select(
        rowset,
        &select.distinct,
        &select.order,
        window,
    ))
}

/// Rows with the values of window functions and all that is computed of them.
fn windowed(select: &Select, scan: &Scan, rows: Rows, all: usize) -> Result<Rows, PgError> {
    let values = window::evaluate(&select.windows, scan, &rows)?;
    let mut done = Rows {
        width: all,
        slots: Vec::with_capacity(rows.len * all),
        len: 0,
    };
    for (place, values) in values.into_iter().enumerate() {
        let start = place * rows.width;
        let mut slots = rows.slots[start..start + rows.width].to_vec();
        slots.resize(all, None);
        slots[select.width + 1] = Some(Row::from(values));
        compute(select, scan, &mut slots)?;
        done.push(&slots);
    }
    Ok(done)
}

fn passes(conditions: &[Expression], scan: &Scan, slots: &[Slot]) -> Result<bool, PgError> {
    let frame = scan.frame(slots);
    for condition in conditions {
        if !frame.holds(condition)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Fills the last slot with what is computed for the row.
fn compute(select: &Select, scan: &Scan, slots: &mut [Slot]) -> Result<(), PgError> {
    if !select.computed.is_empty() {
        let values = values(&select.computed, &scan.frame(slots))?;
        slots[select.width + 2] = Some(Row::from(values));
    }
    Ok(())
}

impl Select {
    /// How many slots a joined row has: of the sources, of aggregates, of windows, of what is computed.
    fn slots(&self) -> usize {
        self.width + 3
    }

    /// How many of them are kept for the output.
    fn kept(&self) -> usize {
        if !self.windows.is_empty() {
            self.width + 1
        } else if !self.computed.is_empty() {
            self.width + 3
        } else if self.grouping.is_some() {
            self.width + 1
        } else {
            self.width
        }
    }
}
