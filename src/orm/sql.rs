//! The database's side of a schema: tables and columns as values.
//!
//! Table and column are words of this module and of `engine`; models and
//! attributes are words of `schema`.

mod table;

pub use table::{Column, Reference, Table};
