//! What the page says to the engine, and what it hears back.
//!
//! Every request carries an id and its reply the same. All changes travel as
//! `Change`s, which name the revision they lead to: the page can replay them on a
//! fresh engine, and get the same rows, as they carry their clock and randomness.

mod error;

pub use error::EngineError;

use serde::{Deserialize, Serialize};

use crate::orm::migration::Operation;
use crate::orm::query::Find;
use crate::orm::schema::Schema;
use crate::orm::value::Value;

/// Pairs a reply with its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RequestId(pub u32);

/// Names a state of the database. The empty one, before any change, is 0.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Revision(pub u32);

/// Names a row of a table for as long as it lives, whatever its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RowId(pub u32);

/// A message to the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// What is asked.
    pub command: Command,
}

/// A message from the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The id of the request it answers.
    pub id: RequestId,
    /// The answer.
    pub result: Result<Reply, EngineError>,
}

/// What can be asked.
#[allow(
    clippy::large_enum_variant,
    reason = "commands are made one at a time and moved once; only 64-bit pointers make them large"
)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Command {
    /// Become this database: forget all, read `base`, replay `changes`, stand at `revision`. Answered by `Done`.
    Load {
        /// A dump, or nothing for an empty database.
        base: Option<Dump>,
        /// The changes since, in order; each leaves a snapshot to restore.
        changes: Vec<Change>,
        /// The state to stand at in the end.
        revision: Revision,
    },
    /// Make a change, whole or not at all, and keep a snapshot of it. Answered by `Done`.
    Apply(Change),
    /// Go back, or forward again, to a snapshot. Answered by `Done`.
    Restore(Revision),
    /// Run a find. Answered by `Found`.
    Find {
        /// The models it speaks of, as the database has them now; none where they are those of the
        /// find before. Between two keystrokes they seldom change, and they are most of the message.
        schema: Option<Schema>,
        /// The find.
        find: Find,
    },
    /// Read rows of a table in the order of their primary key. Answered by `Rows`.
    Rows {
        /// The table's name.
        table: String,
        /// How many to pass over.
        offset: u32,
        /// How many to return at most.
        limit: u32,
    },
    /// Write the database down as it is at a revision. Answered by `Dumped`.
    Dump(Revision),
}

/// A database written down, in the engine's own form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dump {
    /// The state it is of.
    pub revision: Revision,
    /// Its bytes.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// Steps that lead from one revision to the next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The revision it leads to, never used before.
    pub revision: Revision,
    /// The clock: milliseconds since 1970, UTC. `NOW` and timestamps take it.
    pub now: f64,
    /// What random values (UUIDs) are drawn from.
    pub seed: u32,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// One step of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// Become another database: that of the dump, or an empty one. A file opened, or the story again.
    Become(Option<Dump>),
    /// Run the operations of a migration and note it in the ledger.
    Migrate {
        /// The operations, in order.
        operations: Vec<Operation>,
        /// What to note.
        ledger: Option<Ledger>,
    },
    /// Insert rows. Columns left out take their defaults; `createdAt` and `updatedAt` the clock, where they are `DATE`.
    Insert {
        /// The table's name.
        table: String,
        /// The columns given.
        columns: Vec<String>,
        /// The rows, a value a column.
        rows: Vec<Vec<Value>>,
    },
    /// Change columns of one row. `updatedAt` takes the clock, where there is one and it is not given.
    Update {
        /// The table's name.
        table: String,
        /// The row.
        row: RowId,
        /// The columns that change and their new values.
        values: Vec<(String, Value)>,
    },
    /// Delete rows, and what the foreign keys' actions make of the rows that point to them.
    Delete {
        /// The table's name.
        table: String,
        /// The rows.
        rows: Vec<RowId>,
    },
}

/// A change of `SequelizeMeta`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ledger {
    /// The migration of that name is applied.
    Add(String),
    /// It is not any more.
    Remove(String),
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reply {
    /// The database stands at that revision.
    Done {
        /// The revision.
        revision: Revision,
        /// The tables there are now, in the order of their making, with how many rows each has.
        tables: Vec<TableSummary>,
        /// What happened to rows, those the foreign keys' actions reached too.
        effects: Vec<Effect>,
        /// Every statement that ran.
        statements: Vec<Statement>,
    },
    /// The result of a find.
    Found(Box<Found>),
    /// Rows of a table.
    Rows(Rows),
    /// A dump.
    Dumped(Dump),
}

/// A table and its size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableSummary {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u32,
}

/// What a step did to rows of one table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Effect {
    /// The table's name.
    pub table: String,
    /// What was done.
    pub action: Action,
    /// The foreign key column whose action did it, where the rows were not named by the step.
    pub by: Option<String>,
    /// How many rows.
    pub count: u32,
    /// The first of them, 20 at most, by id and primary key as text.
    pub rows: Vec<(RowId, String)>,
}

/// What was done to rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// Inserted.
    Inserted,
    /// Changed.
    Updated,
    /// Deleted.
    Deleted,
    /// A foreign key became null.
    SetNull,
}

/// A statement that ran, and what it cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
    /// The SQL.
    pub sql: String,
    /// Who ran it.
    pub ran_by: RanBy,
    /// How long it took, milliseconds.
    pub milliseconds: f64,
    /// How many rows it returned or changed.
    pub rows: u32,
}

/// Who runs a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RanBy {
    /// `GlueSQL`, as it stands.
    GlueSql,
    /// The store, as `GlueSQL` cannot; the SQL says what it amounts to. Holds the reason, in a learner's words.
    Store(String),
}

/// The result of a find.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// What the call returns, as JSON text: an array, an object or `null`.
    pub json: String,
    /// How many rows of the model it has.
    pub count: u32,
    /// The rows the one-JOIN form returns, before nesting, 500 at most.
    pub flat: FlatRows,
    /// The one-JOIN form, as Sequelize sends it to Postgres.
    pub join_sql: String,
    /// Every statement that ran.
    pub statements: Vec<Statement>,
    /// The time of the whole find in the engine, milliseconds.
    pub milliseconds: f64,
}

/// Rows with dotted column names, as one JOIN returns them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FlatRows {
    /// The columns: `id`, `posts.id`, `groups.UserGroups.userId`.
    pub columns: Vec<String>,
    /// The rows, a value a column.
    pub rows: Vec<Vec<Value>>,
    /// How many there are in all.
    pub total: u32,
}

/// Rows of a table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rows {
    /// The table's name.
    pub table: String,
    /// The columns, in order.
    pub columns: Vec<String>,
    /// The rows, each by its id, a value a column.
    pub rows: Vec<(RowId, Vec<Value>)>,
    /// How many the table has.
    pub total: u32,
}
