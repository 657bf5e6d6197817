//! A change under way: the store it works on, and the record of what it did.

use gluesql::prelude::Payload;

use super::{Clock, count};
use crate::engine::convert;
use crate::engine::emit;
use crate::engine::protocol::{Action, Change, Effect, EngineError, RanBy, RowId, Statement, Step};
use crate::engine::store::{Row, Store, StoredTable};

/// How many rows an effect names.
const NAMED: usize = 20;
/// How much of a statement is kept, in bytes.
const LONGEST: usize = 4000;

/// A change under way.
#[derive(Debug)]
pub struct Work {
    /// What it works on.
    pub store: Store,
    /// The change's clock, milliseconds since 1970.
    pub now: f64,
    /// What it did to rows.
    pub effects: Vec<Effect>,
    /// The statements it ran.
    pub statements: Vec<Statement>,
    random: u64,
    clock: Clock,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            store: Store::default(),
            now: 0.0,
            effects: Vec::new(),
            statements: Vec::new(),
            random: 0,
            clock: || 0.0,
        }
    }
}

impl Work {
    /// A change about to begin.
    pub fn new(store: Store, change: &Change, clock: Clock) -> Self {
        Self {
            store,
            now: change.now,
            random: u64::from(change.seed),
            clock,
            ..Self::default()
        }
    }

    /// Carries out one step.
    pub fn step(&mut self, step: &Step) -> Result<(), EngineError> {
        match step {
            Step::Migrate { operations, ledger } => self.migrate(operations, ledger.as_ref()),
            Step::Insert {
                table,
                columns,
                rows,
            } => self.insert(table, columns, rows),
            Step::Update { table, row, values } => self.update(table, *row, values),
            Step::Delete { table, rows } => self.delete(table, rows),
            Step::Become(dump) => {
                self.store = match dump {
                    Some(dump) => super::dump::read(&dump.bytes)?,
                    None => Store::default(),
                };
                Ok(())
            }
        }
    }

    /// The table of that name.
    pub fn table(&self, name: &str) -> Result<&StoredTable, EngineError> {
        self.store.table(name).ok_or_else(|| EngineError::NoTable {
            table: name.to_owned(),
        })
    }

    /// The table of that name, to be written.
    pub fn table_mut(&mut self, name: &str) -> Result<&mut StoredTable, EngineError> {
        self.store
            .table_mut(name)
            .ok_or_else(|| EngineError::NoTable {
                table: name.to_owned(),
            })
    }

    /// Runs a statement through `GlueSQL`.
    pub fn run(&mut self, statement: emit::Statement) -> Result<(), EngineError> {
        let sql = emit::statement(&statement);
        debug_assert!(emit::reads_back(&statement, &sql), "{sql}");
        let start = (self.clock)();
        let payload = self.store.execute(statement);
        let milliseconds = (self.clock)() - start;
        let rows = match payload {
            Ok(Payload::Insert(rows) | Payload::Update(rows) | Payload::Delete(rows)) => {
                count(rows)
            }
            Ok(_) => 0,
            Err(error) => {
                return Err(EngineError::Engine {
                    sql: shortened(sql),
                    reason: error.to_string(),
                });
            }
        };
        self.statements.push(Statement {
            sql: shortened(sql),
            ran_by: RanBy::GlueSql,
            milliseconds,
            rows,
        });
        Ok(())
    }

    /// Has the store do what `GlueSQL` cannot, for that reason. `act` says how many rows it changed.
    pub fn straight<E>(
        &mut self,
        sql: String,
        reason: &str,
        act: impl FnOnce(&mut Store) -> Result<usize, E>,
    ) -> Result<(), E> {
        let start = (self.clock)();
        let rows = count(act(&mut self.store)?);
        let milliseconds = (self.clock)() - start;
        let ran_by = RanBy::Store(reason.to_owned());
        self.statements.push(Statement {
            sql: shortened(sql),
            ran_by,
            milliseconds,
            rows,
        });
        Ok(())
    }

    /// Notes what was done to rows, as they were or are.
    pub fn effect(
        &mut self,
        table: &str,
        action: Action,
        by: Option<&str>,
        rows: &[(RowId, Row)],
    ) -> Result<(), EngineError> {
        if rows.is_empty() {
            return Ok(());
        }
        let stored = self.table(table)?;
        let named = rows
            .iter()
            .take(NAMED)
            .map(|(id, row)| (*id, key_text(stored, row)))
            .collect();
        let effect = Effect {
            table: table.to_owned(),
            action,
            by: by.map(str::to_owned),
            count: count(rows.len()),
            rows: named,
        };
        self.effects.push(effect);
        Ok(())
    }

    /// A random UUID of version 4, drawn from the change's seed.
    pub fn uuid(&mut self) -> u128 {
        let bits = (u128::from(self.next_random()) << 64) | u128::from(self.next_random());
        bits & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62)
    }

    /// The next number of the sequence `SplitMix64` makes of the seed (Steele, Lea, Flood 2014).
    fn next_random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.random ^ (self.random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// The primary key of a row as text; of a table without one, the first column.
fn key_text(table: &StoredTable, row: &Row) -> String {
    let columns = table.primary().map_or(&[0][..], |index| &index.columns);
    let values = columns.iter().filter_map(|place| {
        let column = table.definition().columns.get(*place)?;
        Some(convert::shown(&convert::from_engine(
            &column.data_type,
            row.get(*place)?,
        )))
    });
    values.collect::<Vec<_>>().join(", ")
}

/// A statement short enough to show.
fn shortened(sql: String) -> String {
    if sql.len() <= LONGEST {
        return sql;
    }
    let end = (0..=LONGEST)
        .rev()
        .find(|end| sql.is_char_boundary(*end))
        .unwrap_or(0);
    format!("{}…", &sql[..end])
}
