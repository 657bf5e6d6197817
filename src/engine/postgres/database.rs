//! The database: takes SQL, gives outcomes, and keeps each transaction's own state.

mod block;
mod merge;
mod run;
mod transaction;

pub use transaction::{Timings, TransactionId};

use std::collections::BTreeMap;

use gluesql::core::chrono::{DateTime, NaiveDateTime};
use gluesql::prelude::Value;

use super::catalog::Catalog;
use super::expression::Runtime;
use super::names::key_of_text;
use super::read::{Command, read};
use super::surroundings::Surroundings;
use super::work::Work;
use super::write::Conflict;
use super::{Outcome, PgError};
use crate::engine::store::Store;
use transaction::Transaction;

/// All that a transaction can change. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The tables.
    pub store: Store,
    /// Everything else.
    pub catalog: Catalog,
}

/// A database that speaks Postgres' SQL.
#[derive(Debug)]
pub struct Database {
    state: State,
    /// Counts the commits, so that a transaction knows whether others wrote meanwhile.
    version: u64,
    transactions: BTreeMap<TransactionId, Transaction>,
    /// The transaction that `BEGIN` as text opened for those who name none.
    session: Option<TransactionId>,
    next: u32,
    /// Milliseconds since 1970.
    clock: fn() -> f64,
}

impl Database {
    /// An empty database. `clock` tells milliseconds since 1970.
    pub fn new(clock: fn() -> f64) -> Self {
        Self {
            state: State::default(),
            version: 0,
            transactions: BTreeMap::new(),
            session: None,
            next: 0,
            clock,
        }
    }

    /// Runs SQL, in a transaction or by itself. Of several statements the last one's outcome counts.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub fn execute(
        &mut self,
        transaction: Option<TransactionId>,
        sql: &str,
    ) -> Result<Outcome, PgError> {
        self.execute_with(transaction, sql, &[])
    }

    /// The same, with values for `$1`, `$2`, …
    ///
    /// # Errors
    /// What Postgres refuses.
    pub fn execute_with(
        &mut self,
        transaction: Option<TransactionId>,
        sql: &str,
        binds: &[Value],
    ) -> Result<Outcome, PgError> {
        let mut outcomes = self.execute_all(transaction, sql, binds)?;
        Ok(outcomes.pop().unwrap_or_default())
    }

    /// The same, with the outcome of each statement. They are made together or not at all.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub fn execute_all(
        &mut self,
        transaction: Option<TransactionId>,
        sql: &str,
        binds: &[Value],
    ) -> Result<Vec<Outcome>, PgError> {
        let commands = read(sql).inspect_err(|_| self.fail(transaction))?;
        if !binds.is_empty() && commands.len() > 1 {
            self.fail(transaction);
            return Err(PgError::new(
                "42601",
                "cannot insert multiple commands into a prepared statement",
            ));
        }
        let is_alone = transaction.or(self.session).is_none() && commands.len() > 1;
        let before = is_alone.then(|| (self.state.clone(), self.version));
        let mut outcomes = Vec::with_capacity(commands.len());
        for command in &commands {
            match self.command(transaction, command, binds) {
                Ok(outcome) => outcomes.push(outcome),
                Err(error) => {
                    if let Some((state, version)) = before
                        && self.session.is_none()
                    {
                        self.state = state;
                        self.version = version;
                    }
                    return Err(error);
                }
            }
        }
        Ok(outcomes)
    }

    /// Inserts rows that no text was made of. A table is named as in SQL's text: `Users`, `"archive"."Users"`.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub fn insert(
        &mut self,
        transaction: Option<TransactionId>,
        table: &str,
        columns: &[String],
        rows: Vec<Vec<Value>>,
        conflict: Conflict,
        returning: &[String],
    ) -> Result<Outcome, PgError> {
        let key = if table.contains('"') {
            key_of_text(table)
        } else {
            table.to_owned()
        };
        self.act(transaction, &[], |work| {
            work.insert_many(&key, columns, rows, conflict, returning)
        })
    }

    /// The tables as a transaction sees them.
    pub fn store(&self, transaction: Option<TransactionId>) -> &Store {
        &self.seen(transaction).store
    }

    /// Types, sequences and schemas as a transaction sees them.
    pub fn catalog(&self, transaction: Option<TransactionId>) -> &Catalog {
        &self.seen(transaction).catalog
    }

    fn seen(&self, transaction: Option<TransactionId>) -> &State {
        transaction
            .or(self.session)
            .and_then(|id| self.transactions.get(&id))
            .map_or(&self.state, |transaction| &transaction.state)
    }

    /// Does something as one statement: whole, or not at all.
    fn act(
        &mut self,
        transaction: Option<TransactionId>,
        binds: &[Value],
        act: impl FnOnce(&mut Work) -> Result<Outcome, PgError>,
    ) -> Result<Outcome, PgError> {
        let id = transaction.or(self.session);
        self.enter(id)?;
        let open = id.and_then(|id| self.transactions.get(&id));
        let state = open.map_or(&self.state, |open| &open.state).clone();
        let started = open.map_or_else(self.clock, |open| open.started);
        let timings = open.map(|open| open.timings.clone()).unwrap_or_default();
        let surroundings = Surroundings {
            catalog: state.catalog.clone(),
            now: moment(started),
        };
        let runtime = Runtime::new(&state.store, &surroundings, binds);
        let mut work = Work::new(
            state.store.clone(),
            state.catalog.clone(),
            &runtime,
            &timings,
        );
        let result = act(&mut work);
        let (store, catalog, pending) = (work.store, work.catalog, work.pending);
        match result {
            Ok(outcome) => {
                if let Some(open) = id.and_then(|id| self.transactions.get_mut(&id)) {
                    open.state = State { store, catalog };
                    open.pending.extend(pending);
                } else {
                    for check in &pending {
                        check.check(&store)?;
                    }
                    let is_changed = !store.is(&state.store) || !catalog.is(&state.catalog);
                    self.version += u64::from(is_changed);
                    self.state = State { store, catalog };
                }
                Ok(outcome)
            }
            Err(error) => {
                self.fail(transaction);
                Err(error)
            }
        }
    }

    /// A transaction's statement failed: it takes no more until it is rolled back.
    fn fail(&mut self, transaction: Option<TransactionId>) {
        if let Some(open) = transaction
            .or(self.session)
            .and_then(|id| self.transactions.get_mut(&id))
        {
            open.is_failed = true;
        }
    }

    /// Runs one command.
    fn command(
        &mut self,
        transaction: Option<TransactionId>,
        command: &Command,
        binds: &[Value],
    ) -> Result<Outcome, PgError> {
        if let Some(done) = self.control(transaction, command) {
            return done;
        }
        self.act(transaction, binds, |work| work.run(command))
    }
}

/// A moment of the clock.
fn moment(milliseconds: f64) -> NaiveDateTime {
    #[expect(clippy::cast_possible_truncation, reason = "a clock stays within i64")]
    let milliseconds = milliseconds as i64;
    DateTime::from_timestamp_millis(milliseconds)
        .map_or_else(NaiveDateTime::default, |moment| moment.naive_utc())
}
