//! The SQL that Sequelize sends to Postgres for all that is no find: INSERT, UPDATE, DELETE,
//! and what `sync` and `queryInterface` say of tables.

mod attribute;
mod catalog;
mod change;
mod constraint;
mod enums;
mod fragments;
mod index;
mod insert;
mod replace;
mod sort;
mod table;
mod types;

pub use attribute::{Place, attribute_sql};
pub use catalog::{
    describe_table, show_constraints, show_indexes, show_schemas, show_tables, table_exists,
};
pub use change::{Change, delete, increment, truncate, update};
pub use constraint::{add_constraint, drop_constraint, remove_constraint};
pub use enums::{add_enum_value, create_enum, drop_enum, enum_of, list_enums};
pub use index::{add_index, remove_index};
pub use insert::{Conflict, bulk_insert, insert, upsert_keys};
pub use replace::{bind, replace};
pub use sort::sorted;
pub use table::{
    add_column, change_column, create_table, drop_table, remove_column, rename_column, rename_table,
};
pub use types::type_sql;

use super::declare::{Model, Type};
use super::js::Js;
use super::select::quote_table;

/// A table's name, with its schema where one is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableName {
    /// Its schema.
    pub schema: Option<String>,
    /// Its name.
    pub name: String,
}

impl TableName {
    /// A table of the schema that is searched first.
    pub fn plain(name: &str) -> Self {
        Self {
            schema: None,
            name: name.to_owned(),
        }
    }

    /// A model's table.
    pub fn of(model: &Model) -> Self {
        Self {
            schema: model.schema.clone(),
            name: model.table_name.clone(),
        }
    }

    /// In double quotes.
    pub fn quoted(&self) -> String {
        quote_table(self.schema.as_deref(), &self.name)
    }

    /// Its schema, `public` where none is given.
    pub fn schema_or_public(&self) -> &str {
        self.schema.as_deref().unwrap_or("public")
    }
}

/// A statement whose values are sent beside it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bound {
    /// The statement, with `$1` and so on.
    pub sql: String,
    /// The values, in order, each with the type of its attribute.
    pub binds: Vec<(Js, Option<Type>)>,
}

impl Bound {
    /// Adds a value and answers its placeholder.
    pub fn bind(&mut self, value: &Js, data_type: Option<&Type>) -> String {
        self.binds.push((value.clone(), data_type.cloned()));
        format!("${}", self.binds.len())
    }
}
