//! One table: its definition, its rows and its indexes.
//!
//! The definition is the truth about columns; what `GlueSQL` sees is made of it.
//! Every write keeps the indexes. Whether a write is allowed is decided above.

use std::rc::Rc;

use gluesql::core::data::Schema;
use gluesql::prelude::Value;

use super::definition::{schema_of, wanted};
use super::index::Index;
use super::key::Key;
use super::rows::{Row, Rows};
use crate::engine::postgres::Relation;
use crate::engine::protocol::RowId;
use crate::orm::sql::{Column, Table};

/// A table and its rows. Cheap to clone: chunks of rows and leaves of indexes are shared until written.
#[derive(Debug, Clone)]
pub struct StoredTable {
    definition: Rc<Table>,
    schema: Rc<Schema>,
    primary: Option<usize>,
    indexes: Vec<Index>,
    rows: Rows,
    /// What Postgres knows of it, where it was made by Postgres' statements.
    relation: Option<Rc<Relation>>,
    /// The number the next auto-increment takes.
    pub sequence: i64,
    /// When it was made, counted over all tables.
    pub made: u32,
}

impl StoredTable {
    /// An empty table.
    pub fn new(definition: Table, made: u32) -> Self {
        Self::with_rows(definition, made, Rows::default(), 1)
    }

    /// A table of those rows, which fit the definition.
    pub fn with_rows(definition: Table, made: u32, rows: Rows, sequence: i64) -> Self {
        let schema = Rc::new(schema_of(&definition));
        let definition = Rc::new(definition);
        let mut table = Self {
            definition,
            schema,
            primary: None,
            indexes: Vec::new(),
            rows,
            relation: None,
            sequence,
            made,
        };
        table.index();
        table
    }

    /// An empty table of Postgres' kinds.
    pub fn of_relation(relation: Relation, made: u32) -> Self {
        let mut table = Self::with_rows(relation.definition(), made, Rows::default(), 1);
        table.relation = Some(Rc::new(relation));
        table.index();
        table
    }

    /// What Postgres knows of it, where it was made by Postgres' statements.
    pub fn relation(&self) -> Option<&Rc<Relation>> {
        self.relation.as_ref()
    }

    /// What it is.
    pub fn definition(&self) -> &Table {
        &self.definition
    }

    /// The same, to keep while the table is written.
    pub fn shared_definition(&self) -> Rc<Table> {
        Rc::clone(&self.definition)
    }

    /// What `GlueSQL` sees of it: one primary key column at most, no unique ones, no foreign keys.
    ///
    /// Those are checked above, through indexes; `GlueSQL` would scan for them.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The column of that name, and its place in a row.
    pub fn column(&self, name: &str) -> Option<(usize, &Column)> {
        self.definition
            .columns
            .iter()
            .enumerate()
            .find(|(_, column)| column.name == name)
    }

    /// The rows.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// The row of that id.
    pub fn row(&self, id: RowId) -> Option<&Row> {
        self.rows.get(id)
    }

    /// All indexes, that of the primary key first.
    pub fn indexes(&self) -> &[Index] {
        &self.indexes
    }

    /// The index of the primary key, where there is one.
    pub fn primary(&self) -> Option<&Index> {
        self.primary.map(|index| &self.indexes[index])
    }

    /// An index over exactly those columns, in this order.
    pub fn index_on(&self, columns: &[usize]) -> Option<&Index> {
        self.indexes.iter().find(|index| index.columns == columns)
    }

    /// The rows with that value in that column, by index where there is one.
    pub fn find(&self, column: usize, key: &Key) -> Vec<RowId> {
        match self.index_on(&[column]) {
            Some(index) => index.find(key).collect(),
            None => self
                .rows
                .iter()
                .filter(|(_, row)| Key::of(&row[column]) == *key)
                .map(|(id, _)| id)
                .collect(),
        }
    }

    /// The ids of all rows in the order of the primary key, or of their making where there is none.
    pub fn ordered(&self) -> Box<dyn Iterator<Item = RowId> + '_> {
        match self.primary() {
            Some(index) => Box::new(index.rows()),
            None => Box::new(self.rows.iter().map(|(id, _)| id)),
        }
    }

    /// The unique index in which a row would meet another one, not counting `except`.
    pub fn conflict(&self, row: &[Value], except: Option<RowId>) -> Option<&Index> {
        self.indexes
            .iter()
            .filter(|index| index.is_unique)
            .find(|index| {
                let key = index.key_of(row);
                !key.has_null() && index.find(&key).any(|id| Some(id) != except)
            })
    }

    /// Adds a row.
    pub fn append(&mut self, values: Vec<Value>) -> RowId {
        self.append_row(Row::from(values))
    }

    /// Adds a row that is shared with who else holds it.
    pub fn append_row(&mut self, row: Row) -> RowId {
        let id = self.rows.push(Rc::clone(&row));
        for index in &mut self.indexes {
            index.insert(index.key_of(&row), id);
        }
        id
    }

    /// Adds a row, unless a unique index has its key.
    pub fn append_unique(&mut self, row: Row) -> Option<RowId> {
        let mut keys = Vec::with_capacity(self.indexes.len());
        for index in &self.indexes {
            let key = index.key_of(&row);
            if index.is_unique && !key.has_null() && index.contains(&key) {
                return None;
            }
            keys.push(key);
        }
        let id = self.rows.push(row);
        for (index, key) in self.indexes.iter_mut().zip(keys) {
            index.insert(key, id);
        }
        Some(id)
    }

    /// Makes a row another.
    pub fn replace(&mut self, id: RowId, values: Vec<Value>) {
        let Some(old) = self.rows.get(id).cloned() else {
            return;
        };
        let row = Row::from(values);
        for index in &mut self.indexes {
            let (before, after) = (index.key_of(&old), index.key_of(&row));
            if before != after {
                index.remove(&before, id);
                index.insert(after, id);
            }
        }
        self.rows.put(id, row);
    }

    /// Takes a row out.
    pub fn remove(&mut self, id: RowId) -> Option<Row> {
        let row = self.rows.remove(id)?;
        for index in &mut self.indexes {
            index.remove(&index.key_of(&row), id);
        }
        Some(row)
    }

    /// Takes another definition whose columns stand at the same places, and keeps the rows.
    pub fn redefine(&mut self, definition: Table) {
        self.schema = Rc::new(schema_of(&definition));
        self.definition = Rc::new(definition);
        self.index();
    }

    /// Takes another definition, and makes each row one of it.
    ///
    /// # Errors
    /// The first error `change` returns; the table is then as it was.
    pub fn reshape<E>(
        &mut self,
        definition: Table,
        change: impl FnMut(&Row) -> Result<Row, E>,
    ) -> Result<(), E> {
        let mut rows = self.rows.clone();
        rows.try_map(change)?;
        self.rows = rows;
        self.indexes.clear();
        self.redefine(definition);
        Ok(())
    }

    /// Takes what Postgres knows of it now; columns stand at the same places.
    pub fn relate(&mut self, relation: Relation) {
        let definition = relation.definition();
        self.relation = Some(Rc::new(relation));
        self.redefine(definition);
    }

    /// Takes what Postgres knows of it now, and makes each row one of it.
    ///
    /// # Errors
    /// The first error `change` returns; the table is then as it was.
    pub fn reshape_related<E>(
        &mut self,
        relation: Relation,
        change: impl FnMut(&Row) -> Result<Row, E>,
    ) -> Result<(), E> {
        let mut rows = self.rows.clone();
        rows.try_map(change)?;
        self.rows = rows;
        self.indexes.clear();
        self.relate(relation);
        Ok(())
    }

    /// Takes all rows out. Their ids are not given again.
    pub fn clear(&mut self) {
        let next = self.rows.next();
        self.rows = Rows::default();
        self.rows.reserve(next);
        self.indexes.clear();
        self.index();
    }

    /// Builds the indexes its definition asks for, and keeps those it has.
    fn index(&mut self) {
        let mut had = std::mem::take(&mut self.indexes);
        let wanted = match &self.relation {
            Some(relation) => relation.stored_indexes(),
            None => wanted(&self.definition),
        };
        for (columns, is_unique) in wanted {
            let kept = had.iter().position(|index| index.columns == columns);
            let mut index = kept.map_or_else(
                || {
                    Index::build(
                        columns,
                        is_unique,
                        self.rows.iter().map(|(id, row)| (id, &**row)),
                    )
                },
                |kept| had.swap_remove(kept),
            );
            index.is_unique = is_unique;
            self.indexes.push(index);
        }
        self.primary = self
            .definition
            .columns
            .iter()
            .any(|column| column.primary_key)
            .then_some(0);
    }
}
