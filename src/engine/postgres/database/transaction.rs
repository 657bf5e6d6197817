//! Transactions: each works on its own state, and joins it with the others' when it ends.
//!
//! Under READ COMMITTED, Postgres' default, a statement sees what others committed before
//! it began: a transaction takes in their work before each. Under the stricter levels it
//! does so only when it commits, and fails where both wrote the same row.

use std::collections::BTreeMap;

use super::merge::merged;
use super::run::of;
use super::{Database, State};
use crate::engine::postgres::read::Command;
use crate::engine::postgres::relation::Timing;
use crate::engine::postgres::write::Pending;
use crate::engine::postgres::{Outcome, PgError};
use crate::engine::store::{Store, StoredTable};

/// Names a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransactionId(pub u32);

/// Which constraints a transaction puts off: `SET CONSTRAINTS`.
#[derive(Debug, Clone, Default)]
pub struct Timings {
    all: Option<bool>,
    named: BTreeMap<String, bool>,
}

impl Timings {
    /// Whether a constraint's check waits for the end of the transaction.
    pub fn is_deferred(&self, name: &str, timing: Timing) -> bool {
        timing.deferrable
            && self
                .named
                .get(name)
                .copied()
                .or(self.all)
                .unwrap_or(timing.deferred)
    }
}

/// A transaction under way.
#[derive(Debug)]
pub(super) struct Transaction {
    /// What it works on.
    pub state: State,
    /// When it began, milliseconds since 1970.
    pub started: f64,
    /// Whether a statement failed, so that it takes no more.
    pub is_failed: bool,
    /// Which constraints it puts off.
    pub timings: Timings,
    /// The checks that it put off.
    pub pending: Vec<Pending>,
    /// What was committed when it last took in others' work.
    base: State,
    version: u64,
    /// Whether it sees one moment throughout.
    is_repeatable: bool,
    savepoints: Vec<Savepoint>,
}

/// A state to come back to.
#[derive(Debug)]
struct Savepoint {
    name: String,
    state: State,
    base: State,
    version: u64,
    pending: usize,
}

impl Transaction {
    /// Takes in what others committed meanwhile.
    fn take_in(&mut self, committed: &State, version: u64) -> Result<(), PgError> {
        if self.version != version {
            self.state = merged(&self.base, &self.state, committed, self.is_repeatable)?;
            self.base = committed.clone();
            self.version = version;
        }
        Ok(())
    }
}

impl Database {
    /// Begins a transaction.
    pub fn begin(&mut self) -> TransactionId {
        self.next += 1;
        let id = TransactionId(self.next);
        let transaction = Transaction {
            state: self.state.clone(),
            started: (self.clock)(),
            is_failed: false,
            timings: Timings::default(),
            pending: Vec::new(),
            base: self.state.clone(),
            version: self.version,
            is_repeatable: false,
            savepoints: Vec::new(),
        };
        self.transactions.insert(id, transaction);
        id
    }

    /// Commits a transaction. One that failed is rolled back instead, as in Postgres.
    ///
    /// # Errors
    /// What its deferred constraints refuse, 40001 where others wrote what it wrote.
    pub fn commit(&mut self, id: TransactionId) -> Result<Outcome, PgError> {
        let Some(mut transaction) = self.end(id) else {
            return Err(no_transaction());
        };
        if transaction.is_failed {
            return Ok(of("ROLLBACK"));
        }
        transaction.take_in(&self.state, self.version)?;
        for check in &transaction.pending {
            check.check(&transaction.state.store)?;
        }
        let is_changed = !transaction.state.store.is(&self.state.store)
            || !transaction.state.catalog.is(&self.state.catalog);
        self.version += u64::from(is_changed);
        self.state = transaction.state;
        Ok(of("COMMIT"))
    }

    /// Rolls a transaction back.
    ///
    /// # Errors
    /// There is none of that id.
    pub fn rollback(&mut self, id: TransactionId) -> Result<Outcome, PgError> {
        self.end(id)
            .map(|_| of("ROLLBACK"))
            .ok_or_else(no_transaction)
    }

    fn end(&mut self, id: TransactionId) -> Option<Transaction> {
        if self.session == Some(id) {
            self.session = None;
        }
        self.transactions.remove(&id)
    }

    /// A statement of a transaction is about to begin.
    pub(super) fn enter(&mut self, id: Option<TransactionId>) -> Result<(), PgError> {
        let Some(id) = id else {
            return Ok(());
        };
        let transaction = self.transactions.get_mut(&id).ok_or_else(no_transaction)?;
        if transaction.is_failed {
            return Err(PgError::new(
                "25P02",
                "current transaction is aborted, commands ignored until end of transaction block",
            ));
        }
        if !transaction.is_repeatable {
            let taken = transaction.take_in(&self.state, self.version);
            if taken.is_err() {
                transaction.is_failed = true;
            }
            taken?;
        }
        Ok(())
    }

    /// Runs a command about transactions; none if it is about something else.
    pub(super) fn control(
        &mut self,
        transaction: Option<TransactionId>,
        command: &Command,
    ) -> Option<Result<Outcome, PgError>> {
        let id = transaction.or(self.session);
        Some(match command {
            Command::Begin(level) => {
                let id = id.unwrap_or_else(|| {
                    let id = self.begin();
                    self.session = Some(id);
                    id
                });
                self.set_level(id, *level);
                Ok(of("BEGIN"))
            }
            Command::Commit => match id {
                Some(id) => self.commit(id),
                None => Ok(of("COMMIT")),
            },
            Command::Rollback => match id {
                Some(id) => self.rollback(id),
                None => Ok(of("ROLLBACK")),
            },
            Command::SetIsolation(level) => {
                if let Some(id) = id {
                    self.set_level(id, Some(*level));
                }
                Ok(of("SET"))
            }
            Command::SetConstraints(names, is_deferred) => {
                self.set_constraints(id, names, *is_deferred)
            }
            Command::Savepoint(name) => self.savepoint(id, name),
            Command::Release(name) => self.release(id, name),
            Command::RollbackTo(name) => self.rollback_to(id, name),
            _ => return None,
        })
    }

    fn set_level(&mut self, id: TransactionId, level: Option<bool>) {
        if let (Some(transaction), Some(level)) = (self.transactions.get_mut(&id), level) {
            transaction.is_repeatable = level;
        }
    }

    fn set_constraints(
        &mut self,
        id: Option<TransactionId>,
        names: &[String],
        is_deferred: bool,
    ) -> Result<Outcome, PgError> {
        self.enter(id)?;
        if let Some(transaction) = id.and_then(|id| self.transactions.get_mut(&id)) {
            for name in names {
                if let Err(error) = check_deferrable(&transaction.state.store, name) {
                    transaction.is_failed = true;
                    return Err(error);
                }
            }
            if names.is_empty() {
                transaction.timings = Timings {
                    all: Some(is_deferred),
                    named: BTreeMap::new(),
                };
            }
            for name in names {
                transaction.timings.named.insert(name.clone(), is_deferred);
            }
            if !is_deferred {
                // What was put off is checked now.
                let is_meant =
                    |check: &Pending| names.is_empty() || names.contains(&check.constraint);
                let (now, later): (Vec<Pending>, Vec<Pending>) =
                    std::mem::take(&mut transaction.pending)
                        .into_iter()
                        .partition(is_meant);
                transaction.pending = later;
                for check in now {
                    if let Err(error) = check.check(&transaction.state.store) {
                        transaction.is_failed = true;
                        return Err(error);
                    }
                }
            }
        }
        Ok(of("SET CONSTRAINTS"))
    }

    fn savepoint(&mut self, id: Option<TransactionId>, name: &str) -> Result<Outcome, PgError> {
        self.enter(id)?;
        let transaction = id
            .and_then(|id| self.transactions.get_mut(&id))
            .ok_or_else(|| {
                PgError::new("25P01", "SAVEPOINT can only be used in transaction blocks")
            })?;
        transaction.savepoints.push(Savepoint {
            name: name.to_owned(),
            state: transaction.state.clone(),
            base: transaction.base.clone(),
            version: transaction.version,
            pending: transaction.pending.len(),
        });
        Ok(of("SAVEPOINT"))
    }

    fn release(&mut self, id: Option<TransactionId>, name: &str) -> Result<Outcome, PgError> {
        self.enter(id)?;
        let transaction = id
            .and_then(|id| self.transactions.get_mut(&id))
            .ok_or_else(|| {
                PgError::new(
                    "25P01",
                    "RELEASE SAVEPOINT can only be used in transaction blocks",
                )
            })?;
        let place = transaction.place_of(name)?;
        transaction.savepoints.truncate(place);
        Ok(of("RELEASE"))
    }

    fn rollback_to(&mut self, id: Option<TransactionId>, name: &str) -> Result<Outcome, PgError> {
        let transaction = id
            .and_then(|id| self.transactions.get_mut(&id))
            .ok_or_else(|| {
                PgError::new(
                    "25P01",
                    "ROLLBACK TO SAVEPOINT can only be used in transaction blocks",
                )
            })?;
        let place = transaction.place_of(name)?;
        transaction.savepoints.truncate(place + 1);
        let savepoint = &transaction.savepoints[place];
        transaction.state = savepoint.state.clone();
        transaction.base = savepoint.base.clone();
        transaction.version = savepoint.version;
        transaction.pending.truncate(savepoint.pending);
        transaction.is_failed = false;
        Ok(of("ROLLBACK"))
    }
}

impl Transaction {
    /// The place of the savepoint of that name.
    fn place_of(&mut self, name: &str) -> Result<usize, PgError> {
        let mut savepoints = self.savepoints.iter();
        let found = savepoints.rposition(|savepoint| savepoint.name == name);
        if found.is_none() {
            self.is_failed = true;
        }
        found.ok_or_else(|| PgError::new("3B001", format!("savepoint \"{name}\" does not exist")))
    }
}

/// Refuses the name of a constraint that cannot wait, or is not there.
fn check_deferrable(store: &Store, name: &str) -> Result<(), PgError> {
    let mut is_known = false;
    for relation in store.tables().into_iter().filter_map(StoredTable::relation) {
        let keys = relation.keys.iter().map(|key| (&key.name, key.timing));
        let foreign = relation
            .foreign_keys
            .iter()
            .map(|key| (&key.name, key.timing));
        for (_, timing) in keys.chain(foreign).filter(|(own, _)| *own == name) {
            if timing.deferrable {
                return Ok(());
            }
            is_known = true;
        }
        is_known |= relation.checks.iter().any(|check| check.name == name);
    }
    Err(if is_known {
        PgError::new("42809", format!("constraint \"{name}\" is not deferrable"))
    } else {
        PgError::new("42704", format!("constraint \"{name}\" does not exist"))
    })
}

fn no_transaction() -> PgError {
    PgError::new("25P01", "there is no transaction in progress")
}
