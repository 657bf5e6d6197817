//! Why the engine refuses, as data the page can point with.

use serde::{Deserialize, Serialize};

use super::Revision;

/// Why the engine could not do it. Nothing of the change remains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
pub enum EngineError {
    /// Two rows would have the same unique value.
    #[error("another row of `{table}` already has this {}: {value}", .columns.join(", "))]
    Unique {
        /// The table.
        table: String,
        /// The columns of the key.
        columns: Vec<String>,
        /// The value they would share, as text.
        value: String,
    },
    /// A value is missing.
    #[error("`{column}` of `{table}` needs a value")]
    NotNull {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// The row pointed to is not there.
    #[error("`{column}` points to {value}, but `{references}` has no such row")]
    ForeignKeyMissing {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The value, as text.
        value: String,
        /// The table it references.
        references: String,
    },
    /// Rows still point to it.
    #[error("{count} row(s) of `{by}` still point to this row of `{table}` by `{column}`")]
    ForeignKeyInUse {
        /// The table of the row that would go.
        table: String,
        /// The table that points to it.
        by: String,
        /// The column it points by.
        column: String,
        /// How many rows do.
        count: u32,
    },
    /// The value does not fit the type.
    #[error("`{column}` is {expected}, which `{value}` is not")]
    Type {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The value, as text.
        value: String,
        /// What the type takes, in words: `a whole number`.
        expected: String,
    },
    /// The table is not there.
    #[error("there is no table `{table}`: its migration is not applied")]
    NoTable {
        /// The table.
        table: String,
    },
    /// The column is not there.
    #[error("`{table}` has no column `{column}`")]
    NoColumn {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// The row is gone.
    #[error("that row of `{table}` is not there any more")]
    NoRow {
        /// The table.
        table: String,
    },
    /// A migration asks what the rows or tables do not allow.
    #[error("cannot {operation}: {reason}")]
    Migration {
        /// The operation, in words: add `nickname` to `Users`.
        operation: String,
        /// Why, and what helps.
        reason: String,
    },
    /// The find is not one Sequelize would run.
    #[error("{message}")]
    Find {
        /// Sequelize's own words where it has some.
        message: String,
    },
    /// No snapshot of that revision is kept.
    #[error("the state to go back to is not kept any more")]
    NoRevision {
        /// The revision.
        revision: Revision,
    },
    /// The dump cannot be read.
    #[error("the saved rows cannot be read: {reason}")]
    BadDump {
        /// Why.
        reason: String,
    },
    /// `GlueSQL` refused a statement it should have taken.
    #[error("the engine refused `{sql}`: {reason}")]
    Engine {
        /// The statement.
        sql: String,
        /// Its words.
        reason: String,
    },
    /// The engine was stopped, or broke, before it answered.
    #[error("the engine was stopped before it answered; nothing was changed")]
    Stopped,
}
