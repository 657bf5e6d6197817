//! Queries that WITH names.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Plan, Rowset};
use crate::engine::postgres::expression::{Frame, Runtime};
use crate::engine::postgres::value::{Hashed, equal, hash_all};
use crate::engine::postgres::{Kind, PgError};
use crate::engine::store::Row;

/// A query that WITH names.
#[derive(Debug)]
pub struct Common {
    /// Its name.
    pub name: String,
    /// Its columns by name and type.
    pub columns: Rc<[(String, Kind)]>,
    pub(super) body: Definition,
    /// The rows it has now: all, or those of the last step of a recursion.
    pub(super) rows: RefCell<Option<Rc<Vec<Row>>>>,
}

/// How its rows are made.
#[derive(Debug)]
pub(super) enum Definition {
    /// Once, by a query.
    Plan(Rc<Plan>),
    /// By a first query, and then by a second one over its own last rows until there are none.
    Recursive {
        first: Rc<Plan>,
        step: Rc<Plan>,
        is_all: bool,
        /// What the second query reads: the last rows.
        working: Rc<Common>,
    },
    /// From outside: the last rows of a recursion.
    Working,
}

/// The most rows a recursion may make.
const MOST: usize = 1_000_000;

impl Common {
    /// Its rows, made at the first call.
    pub(super) fn rows(
        &self,
        runtime: &Runtime,
        outer: Option<&Frame>,
    ) -> Result<Rc<Vec<Row>>, PgError> {
        if let Some(rows) = &*self.rows.borrow() {
            return Ok(Rc::clone(rows));
        }
        let (first, recursion) = match &self.body {
            Definition::Plan(plan) => (plan, None),
            Definition::Recursive {
                first,
                step,
                is_all,
                working,
            } => (first, Some((step, *is_all, working))),
            Definition::Working => return Ok(Rc::default()),
        };
        let collect =
            |rows: &Rowset| -> Vec<Row> { (0..rows.len()).map(|row| rows.shared(row)).collect() };
        let mut all = collect(&first.run(runtime, outer, None)?);
        if let Some((step, is_all, working)) = recursion {
            let mut seen = Hashed::default();
            if !is_all {
                all.retain(|row| is_new(&mut seen, row));
            }
            let mut last = all.clone();
            while !last.is_empty() {
                *working.rows.borrow_mut() = Some(Rc::new(last));
                last = collect(&step.run(runtime, outer, None)?);
                if !is_all {
                    last.retain(|row| is_new(&mut seen, row));
                }
                all.extend(last.iter().cloned());
                if all.len() > MOST {
                    return Err(PgError::new(
                        "54001",
                        "a recursive query makes too many rows",
                    ));
                }
            }
        }
        let all = Rc::new(all);
        *self.rows.borrow_mut() = Some(Rc::clone(&all));
        Ok(all)
    }
}

/// Whether a row was not seen before; it is then.
pub(super) fn is_new(seen: &mut Hashed<Vec<Row>>, row: &Row) -> bool {
    let same = seen.entry(hash_all(row.iter())).or_default();
    let is_known = same.iter().any(|other| {
        other
            .iter()
            .zip(row.iter())
            .all(|(left, right)| equal(left, right))
    });
    if !is_known {
        same.push(Rc::clone(row));
    }
    !is_known
}
