//! Migrations: the operations, one by one, then what must hold in the end.
//!
//! `GlueSQL` runs what it can: tables made, dropped and renamed, columns added,
//! dropped and renamed. Keys, foreign keys and changes of columns are the store's.

mod change;
mod check;
mod column;
mod table;

use std::collections::BTreeSet;

use gluesql::prelude::Value as EngineValue;

use super::work::Work;
use crate::engine::emit;
use crate::engine::protocol::{EngineError, Ledger};
use crate::engine::store::Store;
use crate::orm::migration::{LEDGER, Operation};
use crate::orm::schema::DataType;
use crate::orm::sql::{Column, Table};

/// Why the store keeps unique keys.
const UNIQUE_REASON: &str = "GlueSQL has no keys over several columns, and would read the whole table to check one: the store's index does";
/// Why the store keeps foreign keys.
const REFERENCE_REASON: &str =
    "GlueSQL has foreign keys without actions only, so the store keeps them and acts";
/// Why the store keeps primary keys of several columns.
const PRIMARY_REASON: &str =
    "GlueSQL has primary keys of one column only, so the store keeps this one";
/// Why the store changes columns.
const CHANGE_REASON: &str = "GlueSQL has no ALTER COLUMN, so the store converts the rows";
/// Why the store counts ids up.
const COUNT_REASON: &str =
    "GlueSQL takes AUTO_INCREMENT and does nothing with it, so the store counts";

impl Work {
    /// Runs the operations of a migration and notes it in the ledger.
    pub fn migrate(
        &mut self,
        operations: &[Operation],
        ledger: Option<&Ledger>,
    ) -> Result<(), EngineError> {
        // Tables whose foreign keys may have changed, by when they were made: that survives a rename.
        let mut touched = BTreeSet::new();
        for operation in operations {
            if let Some(made) = self.operate(operation)? {
                touched.insert(made);
            }
        }
        self.check_references(&touched)?;
        match ledger {
            Some(Ledger::Add(name)) => self.note(name, true),
            Some(Ledger::Remove(name)) => self.note(name, false),
            None => Ok(()),
        }
    }

    /// Runs one operation. Returns the table whose foreign keys are to be looked at.
    fn operate(&mut self, operation: &Operation) -> Result<Option<u32>, EngineError> {
        let table = match operation {
            Operation::CreateTable { table } => self.create_table(table).map(|()| &table.name)?,
            Operation::DropTable { table } => return self.drop_table(table).map(|()| None),
            Operation::RenameTable { from, to } => {
                return self.rename_table(from, to).map(|()| None);
            }
            Operation::AddColumn { table, column } => {
                self.add_column(table, column).map(|()| table)?
            }
            Operation::RemoveColumn { table, column } => {
                return self.remove_column(table, column).map(|()| None);
            }
            Operation::RenameColumn { table, from, to } => {
                return self.rename_column(table, from, to).map(|()| None);
            }
            Operation::ChangeColumn { table, column } => {
                self.change_column(table, column).map(|()| table)?
            }
            Operation::AddUnique { table, columns } => {
                return self.add_unique(table, columns).map(|()| None);
            }
            Operation::RemoveUnique { table, columns } => {
                return self.remove_unique(table, columns).map(|()| None);
            }
        };
        Ok(Some(self.table(table)?.made))
    }

    /// Notes a migration in `SequelizeMeta`, or takes the note out.
    fn note(&mut self, name: &str, is_applied: bool) -> Result<(), EngineError> {
        if self.store.table(LEDGER).is_none() {
            let table = Table {
                name: LEDGER.to_owned(),
                columns: vec![ledger_column()],
                unique_keys: Vec::new(),
            };
            self.run(emit::create_table(&table))?;
            self.define(table)?;
        }
        let name = EngineValue::Str(name.to_owned());
        if is_applied {
            let table = self.table(LEDGER)?.shared_definition();
            return self.run(emit::insert(&table, &[vec![name]]));
        }
        let column = emit::column(&ledger_column().name);
        let condition = emit::binary(column, emit::BinaryOperator::Eq, emit::value(&name));
        self.run(emit::delete(LEDGER, Some(condition)))
    }

    /// Gives a table its full definition, of which `GlueSQL` knows a part.
    fn define(&mut self, definition: Table) -> Result<(), EngineError> {
        self.table_mut(&definition.name.clone())?
            .redefine(definition);
        Ok(())
    }

    /// Notes a statement that a definition already covers.
    fn define_as(
        &mut self,
        sql: String,
        reason: &str,
        definition: Table,
    ) -> Result<(), EngineError> {
        self.straight(sql, reason, |store: &mut Store| {
            let name = definition.name.clone();
            let table = store
                .table_mut(&name)
                .ok_or(EngineError::NoTable { table: name })?;
            table.redefine(definition);
            Ok(0)
        })
    }

    /// The definition of a table a migration speaks of, to be changed.
    fn definition(&self, name: &str, operation: &str) -> Result<Table, EngineError> {
        let table = self.store.table(name);
        table
            .map(|table| table.definition().clone())
            .ok_or_else(|| {
                refusal(
                    operation,
                    format!(
                        "there is no table `{name}`; apply the migration that creates it first"
                    ),
                )
            })
    }
}

/// The one column of the ledger, as sequelize-cli makes it.
fn ledger_column() -> Column {
    Column {
        name: "name".to_owned(),
        data_type: DataType::String(Some(255)),
        allow_null: false,
        unique: false,
        primary_key: true,
        auto_increment: false,
        default_value: None,
        references: None,
    }
}

/// Why an operation cannot be.
fn refusal(operation: &str, reason: impl Into<String>) -> EngineError {
    EngineError::Migration {
        operation: operation.to_owned(),
        reason: reason.into(),
    }
}

/// `1 row` or `2 rows`.
fn rows_in_words(rows: usize) -> String {
    format!("{rows} row{}", if rows == 1 { "" } else { "s" })
}
