//! Columns added, removed and renamed.

use gluesql::prelude::Value as EngineValue;

use super::super::insert::may_be_null;
use super::super::reference::referencing;
use super::check::check_column;
use super::{PRIMARY_REASON, REFERENCE_REASON, UNIQUE_REASON, refusal, rows_in_words};
use crate::engine::emit;
use crate::engine::protocol::EngineError;
use crate::engine::session::work::Work;
use crate::engine::store::{Row, Store};
use crate::orm::schema::DefaultValue;
use crate::orm::sql::{Column, Table};

impl Work {
    /// `addColumn`.
    pub(super) fn add_column(&mut self, name: &str, column: &Column) -> Result<(), EngineError> {
        let operation = format!("add `{}` to `{name}`", column.name);
        let mut definition = self.definition(name, &operation)?;
        check_column(&operation, column)?;
        if definition
            .columns
            .iter()
            .any(|other| other.name == column.name)
        {
            return Err(refusal(
                &operation,
                "there is a column of that name already; choose another name",
            ));
        }
        definition.columns.push(column.clone());
        let rows = self.table(name)?.rows().len();
        let is_same_for_all = matches!(column.default_value, None | Some(DefaultValue::Literal(_)))
            && !column.auto_increment;
        let may_glue =
            may_be_null(column) || matches!(column.default_value, Some(DefaultValue::Literal(_)));
        if may_glue && is_same_for_all {
            self.run(emit::add_column(name, column))?;
            self.define(definition)?;
        } else {
            self.fill_column(&operation, definition, column, rows)?;
        }
        let table = emit::identifier(name);
        let listed = emit::identifier(&column.name);
        if column.primary_key {
            self.note_key(
                format!("ALTER TABLE {table} ADD PRIMARY KEY ({listed})"),
                PRIMARY_REASON,
            );
        } else if column.unique {
            self.note_key(
                format!("ALTER TABLE {table} ADD UNIQUE ({listed})"),
                UNIQUE_REASON,
            );
        }
        if let Some(reference) = &column.references {
            let sql = format!(
                "ALTER TABLE {table} ADD FOREIGN KEY ({listed}) {}",
                emit::reference_sql(reference)
            );
            self.note_key(sql, REFERENCE_REASON);
        }
        self.refuse_duplicates(name, &operation)
    }

    /// Adds a column with a value of its own for each row.
    fn fill_column(
        &mut self,
        operation: &str,
        definition: Table,
        column: &Column,
        rows: usize,
    ) -> Result<(), EngineError> {
        let mut sequence = 1;
        let mut values = Vec::with_capacity(rows);
        for _ in 0..rows {
            let value = if column.auto_increment {
                sequence += 1;
                Some(EngineValue::I64(sequence - 1))
            } else {
                self.default_of(&definition, column)?
            };
            match value {
                Some(value) => values.push(value),
                None if may_be_null(column) => values.push(EngineValue::Null),
                None => {
                    let reason = format!(
                        "it does not allow null and has no default, and `{}` has {} without a value for it; allow null, give it a default, or delete the rows first",
                        definition.name,
                        rows_in_words(rows),
                    );
                    return Err(refusal(operation, reason));
                }
            }
        }
        let reason = if rows == 0 {
            "GlueSQL adds no required column without a default, not even to an empty table"
        } else {
            "GlueSQL would give every row the same value: the store gives each its own"
        };
        self.straight(
            emit::statement(&emit::add_column(&definition.name, column)),
            reason,
            |store: &mut Store| {
                let name = definition.name.clone();
                let table = store
                    .table_mut(&name)
                    .ok_or(EngineError::NoTable { table: name })?;
                let mut values = values.into_iter();
                let is_counted = column.auto_increment;
                table.reshape(definition, |row| -> Result<Row, EngineError> {
                    Ok(row
                        .iter()
                        .cloned()
                        .chain([values.next().unwrap_or(EngineValue::Null)])
                        .collect())
                })?;
                if is_counted {
                    table.sequence = sequence;
                }
                Ok(rows)
            },
        )
    }

    /// `removeColumn`.
    pub(super) fn remove_column(&mut self, name: &str, column: &str) -> Result<(), EngineError> {
        let operation = format!("remove `{column}` from `{name}`");
        let mut definition = self.definition(name, &operation)?;
        let place = place_of(&definition, column, &operation)?;
        let by = referencing(&self.store, name);
        if let Some(by) = by
            .into_iter()
            .find(|by| by.target == place && !(by.table == name && by.place == place))
        {
            let reason = format!(
                "`{0}` of `{1}` references it; remove `{0}` first",
                by.column, by.table
            );
            return Err(refusal(&operation, reason));
        }
        definition.columns.remove(place);
        definition
            .unique_keys
            .retain(|key| !key.iter().any(|other| other == column));
        self.run(emit::drop_column(name, column))?;
        self.define(definition)?;
        self.refuse_duplicates(name, &operation)
    }

    /// `renameColumn`. References follow, as Postgres' do.
    pub(super) fn rename_column(
        &mut self,
        name: &str,
        from: &str,
        to: &str,
    ) -> Result<(), EngineError> {
        let operation = format!("rename `{from}` of `{name}` to `{to}`");
        let definition = self.definition(name, &operation)?;
        place_of(&definition, from, &operation)?;
        if to.is_empty() {
            return Err(refusal(&operation, "a column needs a name"));
        }
        if definition.columns.iter().any(|column| column.name == to) {
            return Err(refusal(
                &operation,
                format!("there is a column `{to}` already; choose another name"),
            ));
        }
        self.run(emit::rename_column(name, from, to))?;
        self.redirect(|table, column| {
            if table == name && column == from {
                to.clone_into(column);
            }
        })
    }
}

/// The place of a column a migration speaks of.
pub fn place_of(table: &Table, column: &str, operation: &str) -> Result<usize, EngineError> {
    table
        .columns
        .iter()
        .position(|other| other.name == column)
        .ok_or_else(|| {
            refusal(
                operation,
                format!("there is no column `{column}`; apply the migration that adds it first"),
            )
        })
}
