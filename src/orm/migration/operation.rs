//! The calls of Sequelize's `QueryInterface`, as data.

use serde::{Deserialize, Serialize};

use crate::orm::sql::{Column, Table};

/// One call a migration makes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Operation {
    /// `createTable`.
    CreateTable {
        /// The table as it shall be.
        table: Table,
    },
    /// `dropTable`. Refused while another table references it.
    DropTable {
        /// The table's name.
        table: String,
    },
    /// `renameTable`. References to it follow.
    RenameTable {
        /// Its name now.
        from: String,
        /// Its name after.
        to: String,
    },
    /// `addColumn`.
    AddColumn {
        /// The table's name.
        table: String,
        /// The column as it shall be. It comes last.
        column: Column,
    },
    /// `removeColumn`.
    RemoveColumn {
        /// The table's name.
        table: String,
        /// The column's name.
        column: String,
    },
    /// `renameColumn`. References to it follow.
    RenameColumn {
        /// The table's name.
        table: String,
        /// Its name now.
        from: String,
        /// Its name after.
        to: String,
    },
    /// `changeColumn`: type, null, default, uniqueness, reference.
    ChangeColumn {
        /// The table's name.
        table: String,
        /// The column as it shall be, under the name it has.
        column: Column,
    },
    /// `addConstraint` of type `unique` over several columns.
    AddUnique {
        /// The table's name.
        table: String,
        /// The columns.
        columns: Vec<String>,
    },
    /// `removeConstraint` of such a one.
    RemoveUnique {
        /// The table's name.
        table: String,
        /// The columns.
        columns: Vec<String>,
    },
}
