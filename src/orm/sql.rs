//! The database's side of a schema: tables and columns as values.
//!
//! Table and column are words of this module and of `engine`; models and
//! attributes are words of `schema`.

mod lower;
mod render;
mod table;

pub use lower::{lower, lower_attribute, tables};
pub use render::{
    create_enum, create_table, default_expression, definition, enum_name, identifier, identifiers,
    literal, references, type_name,
};
pub use table::{Column, Reference, Table};
