//! Queries within expressions. Those that depend on no outer row run once a statement.

use std::collections::BTreeSet;
use std::rc::Rc;

use gluesql::core::sqlparser::ast::Query;
use gluesql::prelude::Value;

use super::{Comparison, Expression, Frame, Reference, Runtime, Scope};
use crate::engine::postgres::PgError;
use crate::engine::postgres::select::{Plan, Rowset, compile_within};
use crate::engine::postgres::value::{Hashed, equal, hash_all};

/// A query within an expression.
#[derive(Debug, Clone)]
pub struct Subquery {
    /// How it runs.
    pub plan: Rc<Plan>,
    /// The columns of outer rows it reads, as seen from inside it.
    pub used: Rc<BTreeSet<Reference>>,
}

impl PartialEq for Subquery {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.plan, &other.plan)
    }
}

/// What a query returned that depends on no row.
#[derive(Debug)]
pub enum Remembered {
    /// Its value.
    Value(Value),
    /// Its rows.
    Rows(Rowset),
    /// Its rows by their hashes, to look for one.
    Members(Members),
}

/// Rows to look for one among.
#[derive(Debug, Default)]
pub struct Members {
    rows: Hashed<Vec<Vec<Value>>>,
    has_null: bool,
}

/// Compiles a query within a scope.
///
/// # Errors
/// What Postgres refuses, `42601` where it has another number of columns than wanted.
pub fn compile(
    query: &Query,
    columns: Option<usize>,
    scope: &Scope,
    runtime: &Runtime,
) -> Result<Subquery, PgError> {
    let plan = compile_within(query, Some(scope), &[], runtime)?;
    if let Some(columns) = columns
        && plan.columns.len() != columns
    {
        let message = match (columns, plan.columns.len() > columns) {
            (1, _) => "subquery must return only one column",
            (_, true) => "subquery has too many columns",
            (_, false) => "subquery has too few columns",
        };
        return Err(PgError::new("42601", message));
    }
    let used = Rc::new(plan.used.clone());
    Ok(Subquery {
        plan: Rc::new(plan),
        used,
    })
}

impl Subquery {
    /// What it returned before, or what `make` makes of it now, kept where it depends on no row.
    fn remember(
        &self,
        frame: &Frame,
        make: impl FnOnce() -> Result<Remembered, PgError>,
    ) -> Result<Rc<Remembered>, PgError> {
        if !self.used.is_empty() {
            return make().map(Rc::new);
        }
        let key = Rc::as_ptr(&self.plan).addr();
        let known = frame.runtime.remembered.borrow().get(&key).map(Rc::clone);
        if let Some(known) = known {
            return Ok(known);
        }
        let made = Rc::new(make()?);
        frame
            .runtime
            .remembered
            .borrow_mut()
            .insert(key, Rc::clone(&made));
        Ok(made)
    }

    fn run(&self, frame: &Frame, most: Option<usize>) -> Result<Rowset, PgError> {
        self.plan.run(frame.runtime, Some(frame), most)
    }

    /// The value that was remembered.
    fn value(
        &self,
        frame: &Frame,
        make: impl FnOnce() -> Result<Value, PgError>,
    ) -> Result<Value, PgError> {
        let remembered = self.remember(frame, || make().map(Remembered::Value))?;
        Ok(match &*remembered {
            Remembered::Value(value) => value.clone(),
            _ => Value::Null,
        })
    }
}

/// The one value of a query; null where it has no row.
///
/// # Errors
/// `21000`: it has several rows.
pub fn scalar(frame: &Frame, query: &Subquery) -> Result<Value, PgError> {
    query.value(frame, || {
        let rows = query.run(frame, Some(2))?;
        if rows.len() > 1 {
            return Err(PgError::new(
                "21000",
                "more than one row returned by a subquery used as an expression",
            ));
        }
        Ok(if rows.is_empty() {
            Value::Null
        } else {
            rows.value(0, 0).clone()
        })
    })
}

/// Whether a query has rows.
///
/// # Errors
/// What it refuses.
pub fn exists(frame: &Frame, query: &Subquery) -> Result<bool, PgError> {
    let found = query.value(frame, || {
        let rows = query.run(frame, Some(1))?;
        Ok(Value::Bool(!rows.is_empty()))
    })?;
    Ok(found == Value::Bool(true))
}

/// The values of a query's one column.
///
/// # Errors
/// What it refuses.
pub fn array(frame: &Frame, query: &Subquery) -> Result<Value, PgError> {
    query.value(frame, || {
        let rows = query.run(frame, None)?;
        let values = (0..rows.len()).map(|row| rows.value(row, 0).clone());
        Ok(Value::List(values.collect()))
    })
}

/// Whether a row is among a query's; none where nulls leave it open.
///
/// # Errors
/// What it refuses.
pub fn contains(
    frame: &Frame,
    of: &[Expression],
    query: &Subquery,
) -> Result<Option<bool>, PgError> {
    let sought = of
        .iter()
        .map(|part| frame.value(part))
        .collect::<Result<Vec<_>, _>>()?;
    let remembered = query.remember(frame, || {
        let rows = query.run(frame, None)?;
        // Rows that depend on the frame are looked through once and forgotten.
        if query.used.is_empty() {
            Ok(Remembered::Members(members(&rows)))
        } else {
            Ok(Remembered::Rows(rows))
        }
    })?;
    match &*remembered {
        Remembered::Members(members)
            if !members.has_null && sought.iter().all(|value| !value.is_null()) =>
        {
            let hash = hash_all(sought.iter().map(|value| &**value));
            let is_found = members.rows.get(&hash).is_some_and(|rows| {
                rows.iter().any(|row| {
                    row.iter()
                        .zip(&sought)
                        .all(|(left, right)| equal(left, right))
                })
            });
            Ok(Some(is_found))
        }
        Remembered::Members(members) => {
            Ok(found(members.rows.values().flatten().map(|row| {
                same(row.iter().zip(sought.iter().map(|value| &**value)))
            })))
        }
        Remembered::Rows(rows) => Ok(found((0..rows.len()).map(|row| {
            let values = (0..sought.len()).map(|column| rows.value(row, column));
            same(values.zip(sought.iter().map(|value| &**value)))
        }))),
        Remembered::Value(_) => Ok(None),
    }
}

fn members(rows: &Rowset) -> Members {
    let mut members = Members::default();
    for row in 0..rows.len() {
        let values: Vec<Value> = rows.row(row).cloned().collect();
        members.has_null |= values.iter().any(Value::is_null);
        members
            .rows
            .entry(hash_all(values.iter()))
            .or_default()
            .push(values);
    }
    members
}

/// Whether all pairs are equal; none where nulls leave it open.
fn same<'v>(pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Option<bool> {
    let mut truth = Some(true);
    for (left, right) in pairs {
        match Comparison::Equal.holds(left, right) {
            Some(false) => return Some(false),
            None => truth = None,
            Some(true) => {}
        }
    }
    truth
}

/// Whether any is true; none where one is open and none true.
fn found(truths: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut open = false;
    for truth in truths {
        match truth {
            Some(true) => return Some(true),
            None => open = true,
            Some(false) => {}
        }
    }
    if open { None } else { Some(false) }
}
