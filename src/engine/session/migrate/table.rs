//! Tables made, dropped and renamed; keys over several columns.

use std::convert::Infallible;
use std::rc::Rc;

use super::super::reference::referencing;
use super::check::check_column;
use super::{PRIMARY_REASON, REFERENCE_REASON, UNIQUE_REASON, refusal};
use crate::engine::emit;
use crate::engine::protocol::{Action, EngineError};
use crate::engine::session::work::Work;
use crate::engine::store::{Store, engine_key};
use crate::orm::migration::LEDGER;
use crate::orm::sql::Table;

impl Work {
    /// `createTable`.
    pub(super) fn create_table(&mut self, table: &Table) -> Result<(), EngineError> {
        let operation = format!("create `{}`", table.name);
        self.refuse_name(&operation, &table.name)?;
        for (place, column) in table.columns.iter().enumerate() {
            if table.columns[..place]
                .iter()
                .any(|other| other.name == column.name)
            {
                return Err(refusal(
                    &operation,
                    format!("it has two columns named `{}`; rename one", column.name),
                ));
            }
            check_column(&operation, column)?;
            if let Some(reference) = column
                .references
                .as_ref()
                .filter(|reference| reference.table != table.name)
                && self.store.table(&reference.table).is_none()
            {
                return Err(refusal(
                    &operation,
                    format!(
                        "its `{}` references `{}`, which is not there yet; create that table first",
                        column.name, reference.table
                    ),
                ));
            }
        }
        if table.columns.is_empty() {
            // GlueSQL takes a table without columns for one without a schema.
            let reason = "GlueSQL knows no table without columns";
            let sql = emit::statement(&emit::create_table(table));
            return self.straight(sql, reason, |store: &mut Store| {
                store.create(table.clone());
                Ok(0)
            });
        }
        self.run(emit::create_table(table))?;
        self.define(table.clone())?;
        self.note_keys(table);
        Ok(())
    }

    /// Notes the keys of a new table that `GlueSQL` was not told of.
    fn note_keys(&mut self, table: &Table) {
        let name = emit::identifier(&table.name);
        let primary: Vec<_> = table
            .columns
            .iter()
            .filter(|column| column.primary_key)
            .map(|column| &*column.name)
            .collect();
        if !primary.is_empty() && engine_key(table).is_none() {
            self.note_key(
                format!(
                    "ALTER TABLE {name} ADD PRIMARY KEY ({})",
                    emit::identifiers(primary)
                ),
                PRIMARY_REASON,
            );
        }
        for column in table.columns.iter().filter(|column| column.unique) {
            self.note_key(
                format!(
                    "ALTER TABLE {name} ADD UNIQUE ({})",
                    emit::identifier(&column.name)
                ),
                UNIQUE_REASON,
            );
        }
        for key in &table.unique_keys {
            let columns = emit::identifiers(key.iter().map(String::as_str));
            self.note_key(
                format!("ALTER TABLE {name} ADD UNIQUE ({columns})"),
                UNIQUE_REASON,
            );
        }
        for column in &table.columns {
            if let Some(reference) = &column.references {
                let key = emit::identifier(&column.name);
                let sql = format!(
                    "ALTER TABLE {name} ADD FOREIGN KEY ({key}) {}",
                    emit::reference_sql(reference)
                );
                self.note_key(sql, REFERENCE_REASON);
            }
        }
    }

    /// Notes a key the store has made with the table.
    pub(super) fn note_key(&mut self, sql: String, reason: &str) {
        let Ok(()) = self.straight(sql, reason, |_| Ok::<_, Infallible>(0));
    }

    /// `dropTable`. Its rows go with it.
    pub(super) fn drop_table(&mut self, name: &str) -> Result<(), EngineError> {
        let operation = format!("drop `{name}`");
        self.definition(name, &operation)?;
        if let Some(by) = referencing(&self.store, name)
            .into_iter()
            .find(|by| by.table != name)
        {
            let reason = format!(
                "`{0}` still references it by `{1}`; drop `{0}`, or its `{1}`, first",
                by.table, by.column
            );
            return Err(refusal(&operation, reason));
        }
        let table = self.table(name)?;
        let gone: Vec<_> = table
            .ordered()
            .filter_map(|id| Some((id, Rc::clone(table.row(id)?))))
            .collect();
        self.effect(name, Action::Deleted, None, &gone)?;
        self.run(emit::drop_table(name))
    }

    /// `renameTable`. References follow, as Postgres' do.
    pub(super) fn rename_table(&mut self, from: &str, to: &str) -> Result<(), EngineError> {
        let operation = format!("rename `{from}` to `{to}`");
        self.definition(from, &operation)?;
        self.refuse_name(&operation, to)?;
        self.run(emit::rename_table(from, to))?;
        self.redirect(|table, _| {
            if table == from {
                to.clone_into(table);
            }
        })
    }

    /// Changes where foreign keys point: their table and column.
    pub(super) fn redirect(
        &mut self,
        change: impl Fn(&mut String, &mut String),
    ) -> Result<(), EngineError> {
        let definitions: Vec<_> = self
            .store
            .tables()
            .into_iter()
            .map(|table| table.definition().clone())
            .collect();
        for before in definitions {
            let mut after = before.clone();
            for reference in after
                .columns
                .iter_mut()
                .filter_map(|column| column.references.as_mut())
            {
                change(&mut reference.table, &mut reference.column);
            }
            if after != before {
                self.define(after)?;
            }
        }
        Ok(())
    }

    /// `addConstraint` of type `unique`.
    pub(super) fn add_unique(&mut self, name: &str, columns: &[String]) -> Result<(), EngineError> {
        let key = columns.join("`, `");
        let operation = format!("make `{key}` of `{name}` unique");
        let mut definition = self.definition(name, &operation)?;
        if let Some(missing) = columns.iter().find(|column| {
            definition
                .columns
                .iter()
                .all(|other| other.name != **column)
        }) {
            return Err(refusal(
                &operation,
                format!("there is no column `{missing}`; add it first"),
            ));
        }
        if !definition.unique_keys.iter().any(|other| other == columns) {
            definition.unique_keys.push(columns.to_vec());
        }
        let listed = emit::identifiers(columns.iter().map(String::as_str));
        self.define_as(
            format!(
                "ALTER TABLE {} ADD UNIQUE ({listed})",
                emit::identifier(name)
            ),
            UNIQUE_REASON,
            definition,
        )?;
        self.refuse_duplicates(name, &operation)
    }

    /// `removeConstraint` of such a one.
    pub(super) fn remove_unique(
        &mut self,
        name: &str,
        columns: &[String],
    ) -> Result<(), EngineError> {
        let operation = format!("let `{}` of `{name}` repeat", columns.join("`, `"));
        let mut definition = self.definition(name, &operation)?;
        definition.unique_keys.retain(|other| other != columns);
        let constraint = emit::identifier(&format!("{name}_{}_key", columns.join("_")));
        let sql = format!(
            "ALTER TABLE {} DROP CONSTRAINT {constraint}",
            emit::identifier(name)
        );
        self.define_as(sql, UNIQUE_REASON, definition)
    }

    /// Refuses a name no new table can have.
    fn refuse_name(&self, operation: &str, name: &str) -> Result<(), EngineError> {
        const RESERVED: [&str; 4] = [
            "GLUE_TABLES",
            "GLUE_OBJECTS",
            "GLUE_INDEXES",
            "GLUE_TABLE_COLUMNS",
        ];
        let reason = if name.is_empty() {
            "a table needs a name".to_owned()
        } else if name.contains('\0') {
            "its name has a NUL character in it; take it out".to_owned()
        } else if name == LEDGER
            || RESERVED
                .iter()
                .any(|reserved| name.eq_ignore_ascii_case(reserved))
        {
            format!("the name `{name}` is the database's own; choose another")
        } else if self.store.table(name).is_some() {
            format!("there is a table `{name}` already; choose another name")
        } else {
            return Ok(());
        };
        Err(refusal(operation, reason))
    }
}
