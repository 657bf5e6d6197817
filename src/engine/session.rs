//! A session: the commands of the protocol, carried out on the store.
//!
//! A change is whole or not at all. Each leaves a snapshot, so that the page can
//! go back to it; changes carry their clock and their randomness, so that the
//! same changes on a fresh session make the same database.

mod delete;
mod dump;
mod insert;
mod migrate;
mod reference;
mod update;
mod work;

use std::collections::BTreeMap;

use super::convert;
use super::protocol::{Change, Command, Dump, EngineError, Reply, Revision, Rows, TableSummary};
use super::store::{Snapshot, Store};
use crate::orm::migration::LEDGER;
use crate::orm::schema::Schema;
use work::Work;

/// Tells the time in milliseconds, from any start. Statements are timed by it.
pub type Clock = fn() -> f64;

/// A database and its past states.
#[derive(Debug)]
pub struct Session {
    store: Store,
    revision: Revision,
    snapshots: BTreeMap<Revision, Snapshot>,
    /// The models of the last find since the database was loaded.
    schema: Option<Schema>,
    clock: Clock,
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

impl Session {
    /// An empty database, whose statements take no time: there is no clock.
    pub fn new() -> Self {
        Self::with_clock(|| 0.0)
    }

    /// An empty database with a clock.
    pub fn with_clock(clock: Clock) -> Self {
        let snapshots = BTreeMap::from([(Revision::default(), Snapshot::default())]);
        Self {
            store: Store::default(),
            revision: Revision::default(),
            snapshots,
            schema: None,
            clock,
        }
    }

    /// The tables as they stand.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Carries out a command.
    ///
    /// # Errors
    /// Whatever the database refuses; it is then as it was.
    pub fn execute(&mut self, command: Command) -> Result<Reply, EngineError> {
        match command {
            Command::Load {
                base,
                changes,
                revision,
            } => self.load(base, &changes, revision),
            Command::Apply(change) => self.apply(&change),
            Command::Restore(revision) => {
                let snapshot = self
                    .snapshots
                    .get(&revision)
                    .ok_or(EngineError::NoRevision { revision })?;
                self.store.restore(snapshot);
                self.revision = revision;
                Ok(self.done(Work::default()))
            }
            Command::Find { schema, find } => {
                if schema.is_some() {
                    self.schema = schema;
                }
                // A fresh engine knows no models: whoever counts on them has to load it first.
                let schema = self.schema.as_ref().ok_or(EngineError::Stopped)?;
                super::find::find(&self.store, schema, &find, self.clock)
                    .map(|found| Reply::Found(Box::new(found)))
            }
            Command::Rows {
                table,
                offset,
                limit,
            } => self.rows(&table, offset, limit).map(Reply::Rows),
            Command::Dump(revision) => {
                let snapshot = self
                    .snapshots
                    .get(&revision)
                    .ok_or(EngineError::NoRevision { revision })?;
                let mut store = Store::default();
                store.restore(snapshot);
                Ok(Reply::Dumped(Dump {
                    revision,
                    bytes: dump::write(&store)?,
                }))
            }
        }
    }

    /// Becomes the database of a dump and the changes since.
    fn load(
        &mut self,
        base: Option<Dump>,
        changes: &[Change],
        revision: Revision,
    ) -> Result<Reply, EngineError> {
        let mut fresh = Self::with_clock(self.clock);
        if let Some(base) = base {
            fresh.store = dump::read(&base.bytes)?;
            fresh.revision = base.revision;
            fresh.snapshots = BTreeMap::from([(base.revision, fresh.store.snapshot())]);
        }
        for change in changes {
            fresh.apply(change)?;
        }
        let reply = fresh.execute(Command::Restore(revision))?;
        *self = fresh;
        Ok(reply)
    }

    /// Makes a change, whole or not at all.
    fn apply(&mut self, change: &Change) -> Result<Reply, EngineError> {
        let before = self.store.snapshot();
        let mut work = Work::new(std::mem::take(&mut self.store), change, self.clock);
        let result = change.steps.iter().try_for_each(|step| work.step(step));
        self.store = std::mem::take(&mut work.store);
        if let Err(error) = result {
            self.store.restore(&before);
            return Err(error);
        }
        self.revision = change.revision;
        self.snapshots
            .insert(change.revision, self.store.snapshot());
        Ok(self.done(work))
    }

    /// What there is now, and what was done.
    fn done(&self, work: Work) -> Reply {
        let tables = self
            .store
            .tables()
            .into_iter()
            .filter(|table| table.definition().name != LEDGER);
        let tables = tables.map(|table| TableSummary {
            name: table.definition().name.clone(),
            rows: count(table.rows().len()),
        });
        Reply::Done {
            revision: self.revision,
            tables: tables.collect(),
            effects: work.effects,
            statements: work.statements,
        }
    }

    /// Rows of a table in the order of its primary key.
    fn rows(&self, name: &str, offset: u32, limit: u32) -> Result<Rows, EngineError> {
        let table = self.store.table(name).ok_or_else(|| EngineError::NoTable {
            table: name.to_owned(),
        })?;
        let columns = &table.definition().columns;
        let rows = table
            .ordered()
            .skip(offset as usize)
            .take(limit as usize)
            .filter_map(|id| {
                let row = table.row(id)?;
                let values = columns
                    .iter()
                    .zip(row.iter())
                    .map(|(column, value)| convert::from_engine(&column.data_type, value));
                Some((id, values.collect()))
            });
        Ok(Rows {
            table: name.to_owned(),
            columns: columns.iter().map(|column| column.name.clone()).collect(),
            rows: rows.collect(),
            total: count(table.rows().len()),
        })
    }
}

/// A count as the protocol has it.
fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
