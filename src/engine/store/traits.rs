//! `GlueSQL`'s traits: reading, writing, indexes, transactions.
//!
//! A scanned row's key is its id as `Key::U64`, a type none of our columns has, so
//! that a table needs no primary key and `GlueSQL` writes back to the same row.

use gluesql::core::ast::{IndexOperator, OrderByExpr};
use gluesql::core::data::Schema;
use gluesql::core::error::AlterError;
use gluesql::core::store::{
    CustomFunction, CustomFunctionMut, Index as IndexTrait, IndexError, IndexMut, Metadata,
    RowIter, Store as StoreTrait, StoreMut, Transaction,
};
use gluesql::prelude::{Error, Key as EngineKey, Value};

use super::definition::definition_of;
use super::key::Key;
use super::probe::{Probe, probe};
use super::table::StoredTable;
use super::{Row, Store};
use crate::engine::protocol::RowId;

type Result<T> = std::result::Result<T, Error>;

impl StoreTrait for Store {
    fn fetch_schema(&self, table_name: &str) -> Result<Option<Schema>> {
        Ok(self.table(table_name).map(|table| table.schema().clone()))
    }

    fn fetch_all_schemas(&self) -> Result<Vec<Schema>> {
        Ok(self
            .tables()
            .into_iter()
            .map(|table| table.schema().clone())
            .collect())
    }

    fn fetch_data(&self, table_name: &str, key: &EngineKey) -> Result<Option<Vec<Value>>> {
        let table = self.known(table_name)?;
        Ok(row_of(table, key)
            .and_then(|id| table.row(id))
            .map(|row| row.to_vec()))
    }

    fn scan_data<'a>(&'a self, table_name: &str) -> Result<RowIter<'a>> {
        let table = self.known(table_name)?;
        Ok(match &self.focus {
            Some((focused, rows)) if focused == table_name => Box::new(
                rows.iter()
                    .filter_map(|id| Some(Ok(scanned(*id, table.row(*id)?)))),
            ),
            _ => Box::new(table.rows().iter().map(|(id, row)| Ok(scanned(id, row)))),
        })
    }
}

impl StoreMut for Store {
    fn insert_schema(&mut self, schema: &Schema) -> Result<()> {
        // A table that stands keeps its definition, which knows more, and its rows.
        if self.table(&schema.table_name).is_none() {
            self.create(definition_of(schema));
        }
        Ok(())
    }

    fn delete_schema(&mut self, table_name: &str) -> Result<()> {
        self.remove(table_name);
        Ok(())
    }

    fn append_data(&mut self, table_name: &str, rows: Vec<Vec<Value>>) -> Result<()> {
        let table = self.known_mut(table_name)?;
        for row in rows {
            refuse_conflict(table, &row, None)?;
            table.append(row);
        }
        Ok(())
    }

    fn insert_data(&mut self, table_name: &str, rows: Vec<(EngineKey, Vec<Value>)>) -> Result<()> {
        let table = self.known_mut(table_name)?;
        for (key, row) in rows {
            // Only an UPDATE comes with the id of a row; an INSERT's key is that of a row to be.
            if let EngineKey::U64(_) = key
                && let Some(id) = row_of(table, &key)
            {
                refuse_conflict(table, &row, Some(id))?;
                table.replace(id, row);
            } else {
                refuse_conflict(table, &row, None)?;
                table.append(row);
            }
        }
        Ok(())
    }

    fn delete_data(&mut self, table_name: &str, keys: Vec<EngineKey>) -> Result<()> {
        let table = self.known_mut(table_name)?;
        for key in keys {
            if let Some(id) = row_of(table, &key) {
                table.remove(id);
            }
        }
        Ok(())
    }
}

impl IndexTrait for Store {
    fn scan_indexed_data<'a>(
        &'a self,
        table_name: &str,
        index_name: &str,
        asc: Option<bool>,
        cmp_value: Option<(&IndexOperator, Value)>,
    ) -> Result<RowIter<'a>> {
        let table = self.known(table_name)?;
        let index = table
            .column(index_name)
            .and_then(|(column, _)| table.index_on(&[column]))
            .ok_or_else(|| IndexError::IndexNameDoesNotExist(index_name.to_owned()))?;
        let (from, to) = match cmp_value {
            None => ((0, 0), index.end()),
            Some((operator, value)) => {
                let column =
                    &table.schema().column_defs.as_deref().unwrap_or_default()[index.columns[0]];
                match probe(&column.data_type, operator, &value) {
                    Probe::Nothing => ((0, 0), (0, 0)),
                    Probe::Is(key) => (index.lower(&key), index.upper(&key)),
                    Probe::Below(key) => ((0, 0), index.lower(&key)),
                    Probe::UpTo(key) => ((0, 0), index.upper(&key)),
                    // A comparison with a value is never true of null, and nulls come last.
                    Probe::From(key) => (index.lower(&key), index.lower(&Key::Null)),
                    Probe::Above(key) => (index.upper(&key), index.lower(&Key::Null)),
                }
            }
        };
        let found = index
            .between(from, to)
            .filter_map(|(_, id)| Some(Ok(scanned(*id, table.row(*id)?))));
        Ok(if asc == Some(false) {
            Box::new(found.rev())
        } else {
            Box::new(found)
        })
    }
}

impl Transaction for Store {
    fn begin(&mut self, autocommit: bool) -> Result<bool> {
        if self.saved.is_some() {
            return if autocommit {
                Ok(false)
            } else {
                Err(Error::StorageMsg(
                    "a transaction is open already".to_owned(),
                ))
            };
        }
        self.saved = Some(self.snapshot());
        Ok(autocommit)
    }

    fn rollback(&mut self) -> Result<()> {
        if let Some(saved) = self.saved.take() {
            self.now = saved;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<()> {
        self.saved = None;
        Ok(())
    }
}

impl IndexMut for Store {
    fn create_index(&mut self, _: &str, _: &str, _: &OrderByExpr) -> Result<()> {
        Err(Error::StorageMsg(
            "indexes follow from keys: none is made by hand".to_owned(),
        ))
    }

    fn drop_index(&mut self, _: &str, _: &str) -> Result<()> {
        // Called before a column is dropped: its indexes go with it.
        Ok(())
    }
}

impl Metadata for Store {}
impl CustomFunction for Store {}
impl CustomFunctionMut for Store {}

impl Store {
    pub(super) fn known(&self, name: &str) -> Result<&StoredTable> {
        self.table(name)
            .ok_or_else(|| AlterError::TableNotFound(name.to_owned()).into())
    }

    pub(super) fn known_mut(&mut self, name: &str) -> Result<&mut StoredTable> {
        self.table_mut(name)
            .ok_or_else(|| AlterError::TableNotFound(name.to_owned()).into())
    }
}

/// A row as a scan gives it to `GlueSQL`.
fn scanned(id: RowId, row: &Row) -> (EngineKey, Vec<Value>) {
    (EngineKey::U64(u64::from(id.0)), row.to_vec())
}

/// The row a key of `GlueSQL`'s means: by id, or by primary key.
fn row_of(table: &StoredTable, key: &EngineKey) -> Option<RowId> {
    match key {
        EngineKey::U64(id) => u32::try_from(*id).ok().map(RowId),
        key => table
            .primary()?
            .find(&Key::of(&Value::from(key.clone())))
            .next(),
    }
}

/// Keeps unique keys unique, should a statement come past the session's own check.
fn refuse_conflict(table: &StoredTable, row: &[Value], except: Option<RowId>) -> Result<()> {
    table.conflict(row, except).map_or(Ok(()), |index| {
        let columns: Vec<_> = index
            .columns
            .iter()
            .map(|place| &*table.definition().columns[*place].name)
            .collect();
        Err(Error::StorageMsg(format!(
            "duplicate key in `{}`",
            columns.join("`, `")
        )))
    })
}
