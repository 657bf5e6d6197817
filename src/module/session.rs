//! The way to the database: statements are noted for `logging`, then run.

use serde_json::Value as Json;

use super::failure::Failure;
use super::request::Request;
use crate::engine::postgres::{
    Conflict, Database, Outcome, Relation, Route, TransactionId, Value, to_value,
};
use crate::orm::declare::Type;
use crate::orm::js::Js;
use crate::orm::select::literal;
use crate::orm::select::text::json;
use crate::orm::write::Bound;

/// A statement that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its text.
    pub sql: String,
    /// The values sent beside it, as JSON.
    pub binds: Vec<String>,
}

/// The database, and what a command does with it.
pub struct Session {
    /// The database.
    pub database: Database,
    /// The transaction the command runs in.
    pub transaction: Option<TransactionId>,
    statements: Vec<Statement>,
    is_logging: bool,
    is_rendering: bool,
}

impl Session {
    /// A session over a database.
    pub const fn new(database: Database) -> Self {
        Self {
            database,
            transaction: None,
            statements: Vec::new(),
            is_logging: true,
            is_rendering: false,
        }
    }

    /// Begins a command: statements are noted afresh.
    pub fn begin_command(&mut self, request: &Request) {
        self.statements.clear();
        self.is_rendering = false;
        self.is_logging = request.json("logging") != Some(&Json::Bool(false));
        let transaction = request.json("transaction").and_then(Json::as_u64);
        let transaction = transaction.and_then(|id| u32::try_from(id).ok());
        self.transaction = transaction.map(TransactionId);
    }

    /// From here on statements are noted and not run.
    pub const fn only_render(&mut self) {
        self.is_rendering = true;
    }

    /// Whether statements are noted and not run.
    pub const fn is_rendering(&self) -> bool {
        self.is_rendering
    }

    /// Whether the texts of statements are wanted where none is needed to run them.
    pub const fn wants_text(&self) -> bool {
        self.is_logging || self.is_rendering
    }

    /// The statements noted.
    pub fn take_statements(&mut self) -> Vec<Statement> {
        std::mem::take(&mut self.statements)
    }

    /// The text of the last statement noted.
    pub fn last_statement(&self) -> &str {
        self.statements
            .last()
            .map_or("", |statement| &statement.sql)
    }

    /// Notes a statement that runs otherwise.
    pub fn note(&mut self, sql: impl Into<String>) {
        let sql: String = sql.into();
        self.statements.push(Statement {
            sql: sql.trim().to_owned(),
            binds: Vec::new(),
        });
    }

    /// Notes a statement with its values.
    pub fn note_bound(&mut self, bound: &Bound) {
        self.statements.push(Statement {
            sql: bound.sql.clone(),
            binds: bound
                .binds
                .iter()
                .map(|(value, data_type)| bind_text(value, data_type.as_ref()))
                .collect(),
        });
    }

    /// Notes and runs a statement.
    ///
    /// # Errors
    /// What the database refuses.
    pub fn execute(&mut self, sql: &str) -> Result<Outcome, Failure> {
        self.note(sql);
        if self.is_rendering {
            return Ok(Outcome::default());
        }
        Ok(self.database.execute(self.transaction, sql)?)
    }

    /// Notes and runs a text of one statement or more, with values that have no types.
    ///
    /// # Errors
    /// What the database refuses.
    pub fn execute_each(&mut self, sql: String, binds: Vec<Js>) -> Result<Vec<Outcome>, Failure> {
        let binds = binds.into_iter().map(|value| (value, None)).collect();
        let bound = Bound { sql, binds };
        if bound.binds.is_empty() {
            self.note(bound.sql.as_str());
        } else {
            self.note_bound(&bound);
        }
        if self.is_rendering {
            return Ok(Vec::new());
        }
        let binds = values_of(&bound)?;
        Ok(self
            .database
            .execute_all(self.transaction, &bound.sql, &binds)?)
    }

    /// Notes and runs a statement with its values.
    ///
    /// # Errors
    /// What the database refuses.
    pub fn execute_bound(&mut self, bound: &Bound) -> Result<Outcome, Failure> {
        self.note_bound(bound);
        if self.is_rendering {
            return Ok(Outcome::default());
        }
        let binds = values_of(bound)?;
        Ok(self
            .database
            .execute_with(self.transaction, &bound.sql, &binds)?)
    }

    /// Marks where to come back to, in a transaction.
    ///
    /// # Errors
    /// What the database refuses.
    pub fn save(&mut self) -> Result<(), Failure> {
        self.control("SAVEPOINT \"relata\"")
    }

    /// Goes on from where `save` was, or from there again after a failure.
    ///
    /// # Errors
    /// What the database refuses.
    pub fn settle(&mut self, has_failed: bool) -> Result<(), Failure> {
        if has_failed {
            self.control("ROLLBACK TO SAVEPOINT \"relata\"")?;
        }
        self.control("RELEASE SAVEPOINT \"relata\"")
    }

    fn control(&mut self, sql: &str) -> Result<(), Failure> {
        if self.transaction.is_some() && !self.is_rendering {
            self.database.execute(self.transaction, sql)?;
        }
        Ok(())
    }

    /// What Postgres knows of a table, by its key.
    pub fn relation(&self, table: &str) -> Option<&Relation> {
        let store = self.database.store(self.transaction);
        store.table(table)?.relation().map(std::rc::Rc::as_ref)
    }

    /// Inserts rows without a statement's text.
    ///
    /// # Errors
    /// What the database refuses.
    pub fn insert(
        &mut self,
        table: &str,
        columns: &[String],
        rows: Vec<Vec<Value>>,
        conflict: Conflict,
        returning: &[String],
    ) -> Result<Outcome, Failure> {
        Ok(self
            .database
            .insert(self.transaction, table, columns, rows, conflict, returning)?)
    }
}

/// A value as `logQueryParameters` shows it: as its type has it sent.
fn bind_text(value: &Js, data_type: Option<&Type>) -> String {
    let sent = literal::bound(value, data_type);
    json(sent.as_ref().unwrap_or(value)).unwrap_or_else(|| "null".to_owned())
}

/// The values of a statement for the database.
fn values_of(bound: &Bound) -> Result<Vec<Value>, Failure> {
    let values = bound.binds.iter();
    let values = values.map(|(value, data_type)| to_value(value, data_type.as_ref(), Route::Bind));
    Ok(values.collect::<Result<_, _>>()?)
}
