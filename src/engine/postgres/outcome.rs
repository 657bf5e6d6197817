//! What a statement returns.

use gluesql::prelude::Value;

use super::Kind;
use super::select::Rowset;

/// What a statement returns.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The columns of its rows, by name and type.
    pub columns: Vec<(String, Kind)>,
    /// Its rows.
    pub rows: Returned,
    /// How many rows it returned or changed: Postgres' `rowCount`.
    pub count: usize,
    /// What it was: `SELECT`, `INSERT`, `CREATE TABLE`, …
    pub command: &'static str,
}

/// The rows of an outcome.
#[derive(Debug, Clone)]
pub enum Returned {
    /// Rows that were made for it.
    Made(Vec<Vec<Value>>),
    /// A query's rows, which are still the tables' own: a copy of each costs more than the query.
    Found(Rowset),
}

impl Default for Returned {
    fn default() -> Self {
        Self::Made(Vec::new())
    }
}

impl Returned {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Made(rows) => rows.len(),
            Self::Found(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A value, by row and column.
    pub fn value(&self, row: usize, column: usize) -> &Value {
        match self {
            Self::Made(rows) => &rows[row][column],
            Self::Found(rows) => rows.value(row, column),
        }
    }

    /// Adds a row that was made.
    pub fn push(&mut self, row: Vec<Value>) {
        let mut rows = std::mem::take(self).into_rows();
        rows.push(row);
        *self = Self::Made(rows);
    }

    /// The rows as values of their own.
    pub fn into_rows(self) -> Vec<Vec<Value>> {
        match self {
            Self::Made(rows) => rows,
            Self::Found(rows) => rows.into_rows(),
        }
    }
}
