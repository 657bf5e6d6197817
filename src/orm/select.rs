//! A find's options, as code writes them, into the SQL that Sequelize sends to Postgres,
//! and the shape its rows are nested into.
//!
//! ```text
//! options ── include ──► Include (a tree, validated) ── generate ──► SQL
//!                              └── shape ──► Level ── load ──► Loaded (rows as a tree)
//! ```
//!
//! Nothing here runs a statement: `load` is handed something that does.

mod bind;
mod condition;
mod find;
mod generate;
pub mod identifier;
mod include;
mod inspect;
pub mod literal;
mod load;
mod moment;
mod nest;
mod rows;
mod separate;
mod shape;
pub mod text;

use std::cell::RefCell;

use super::declare::{ErrorClass, Model, OrmError, Registry, Type};
use super::js::Js;

pub use condition::fields_of_where;
pub use find::{bare, find};
pub use identifier::{quote, quote_path, quote_table};
pub use literal::{Target, escape, escape_for};
pub use load::{Loaded, load};
pub use rows::Rows;
pub use separate::Separate;
pub use shape::Level;

/// A find, ready to be sent.
#[derive(Debug, Clone)]
pub struct Select {
    /// Its statement, with the closing `;`.
    pub sql: String,
    /// What its rows are nested into.
    pub level: Level,
    /// The includes that are fetched by statements of their own.
    pub separates: Vec<Separate>,
    /// The paths of the includes that the façade finds in a sub-query.
    pub marked: Vec<String>,
    /// `raw`: rows are given as they come, columns and rows.
    pub is_raw: bool,
}

fn type_error(message: impl Into<String>) -> OrmError {
    OrmError::new(ErrorClass::TypeError, message)
}

/// The text of a condition, without `WHERE`; empty where there is none.
///
/// Keys are columns: attributes are named by `fields_of_where` before.
/// `prefix` is the quoted table or alias to put before each column.
///
/// # Errors
/// What Sequelize would throw of this condition.
pub fn where_sql(
    _registry: &Registry,
    model: Option<&Model>,
    where_: &Js,
    prefix: Option<&str>,
) -> Result<String, OrmError> {
    condition::condition(where_, condition::Scope::new(model, prefix))
}

/// `where_sql` whose simple values go through `bind`, as those of an UPDATE do: it is given
/// a value, made ready by its type, and answers the placeholder.
///
/// # Errors
/// As `where_sql`.
pub fn where_sql_bound(
    _registry: &Registry,
    model: Option<&Model>,
    where_: &Js,
    bind: &mut dyn FnMut(&Js, Option<&Type>) -> String,
) -> Result<String, OrmError> {
    let bind = RefCell::new(bind);
    let bind = |value: &Js, data_type: Option<&Type>| (bind.borrow_mut())(value, data_type);
    let mut scope = condition::Scope::new(model, None);
    scope.bind = Some(&bind);
    condition::items(where_, scope, " AND ")
}
