//! The database's side of a schema: tables and columns as values.
//!
//! Table and column are words of this module and of `engine`; models and
//! attributes are words of `schema`.

mod lower;
mod table;

pub use lower::{lower, lower_attribute, tables};
pub use table::{Column, Reference, Table};
