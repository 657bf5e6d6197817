//! What compiling and evaluating need around them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use gluesql::prelude::Value;

use super::subquery::Remembered;
use crate::engine::postgres::{Environment, PgError};
use crate::engine::store::Store;

/// All that compiling and evaluating need around them. One per statement.
pub struct Runtime<'r> {
    /// The tables.
    pub store: &'r Store,
    /// What surrounds the statement.
    pub environment: &'r dyn Environment,
    /// The values of `$1`, `$2`, …
    pub binds: &'r [Value],
    /// What queries that depend on no row returned, by the address of their plan.
    pub(in crate::engine::postgres) remembered: RefCell<HashMap<usize, Rc<Remembered>>>,
    /// Regular expressions made ready.
    patterns: RefCell<HashMap<String, Rc<crate::engine::postgres::function::Pattern>>>,
}

impl<'r> Runtime<'r> {
    /// The runtime of one statement.
    pub fn new(store: &'r Store, environment: &'r dyn Environment, binds: &'r [Value]) -> Self {
        Self {
            store,
            environment,
            binds,
            remembered: RefCell::default(),
            patterns: RefCell::default(),
        }
    }

    /// A regular expression made ready, once a statement.
    pub(in crate::engine::postgres) fn pattern(
        &self,
        text: &str,
        ignores_case: bool,
    ) -> Result<Rc<crate::engine::postgres::function::Pattern>, PgError> {
        let key = format!("{ignores_case}{text}");
        if let Some(known) = self.patterns.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let made = Rc::new(crate::engine::postgres::function::Pattern::new(
            text,
            ignores_case,
        )?);
        self.patterns.borrow_mut().insert(key, Rc::clone(&made));
        Ok(made)
    }
}
