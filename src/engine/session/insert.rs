//! INSERT: values of the right type, defaults, keys; then the rows.

use std::collections::BTreeSet;
use std::rc::Rc;

use gluesql::prelude::Value as EngineValue;

use super::work::Work;
use crate::engine::convert;
use crate::engine::emit;
use crate::engine::protocol::{Action, EngineError, RowId};
use crate::engine::store::{Index, Key, Row, StoredTable};
use crate::orm::schema::{DataType, DefaultValue};
use crate::orm::sql::{Column, Table};
use crate::orm::value::Value;

/// From how many rows on the store takes them itself: `GlueSQL` plans and checks each literal, some forty times slower.
const MANY: usize = 100;
/// How many rows the SQL of a large insert shows.
const SHOWN: usize = 3;

impl Work {
    /// Inserts rows, all or none.
    pub fn insert(
        &mut self,
        name: &str,
        columns: &[String],
        given: &[Vec<Value>],
    ) -> Result<(), EngineError> {
        let table = self.table(name)?;
        let definition = table.shared_definition();
        let places = places_of(table, columns)?;
        let mut sequence = table.sequence;
        let rows = given
            .iter()
            .map(|given| self.row_of(&definition, &places, given, &mut sequence))
            .collect::<Result<Vec<_>, _>>()?;
        let table = self.table(name)?;
        refuse_repeated(table, &rows)?;
        self.refuse_dangling(&definition, &rows)?;
        let first = table.rows().next();
        self.write(&definition, rows)?;
        let table = self.table_mut(name)?;
        table.sequence = sequence;
        let added = (first.0..table.rows().next().0).map(RowId);
        let added: Vec<_> = added
            .filter_map(|id| Some((id, Rc::clone(table.row(id)?))))
            .collect();
        self.effect(name, Action::Inserted, None, &added)
    }

    /// One row, whole: what is given, and what the columns fill in.
    fn row_of(
        &mut self,
        table: &Table,
        places: &[usize],
        given: &[Value],
        sequence: &mut i64,
    ) -> Result<Vec<EngineValue>, EngineError> {
        let mut row = Vec::with_capacity(table.columns.len());
        for (place, column) in table.columns.iter().enumerate() {
            let value = places
                .iter()
                .position(|other| *other == place)
                .and_then(|index| given.get(index));
            let value = match value {
                Some(Value::Null) | None if column.auto_increment => {
                    next_of(table, column, *sequence)?
                }
                Some(value) => convert::coerce(&table.name, column, value)?,
                None => self.default_of(table, column)?.unwrap_or(EngineValue::Null),
            };
            if value.is_null() && !may_be_null(column) {
                return Err(EngineError::NotNull {
                    table: table.name.clone(),
                    column: column.name.clone(),
                });
            }
            if let (true, EngineValue::I64(id)) = (column.auto_increment, &value) {
                // Postgres' sequence would not follow an id given by hand, and collide with it later;
                // SQLite's does. A learner who fills a grid is spared the collision.
                *sequence = (*sequence).max(id.saturating_add(1));
            }
            row.push(value);
        }
        Ok(row)
    }

    /// What a column fills in where no value is given.
    pub fn default_of(
        &mut self,
        table: &Table,
        column: &Column,
    ) -> Result<Option<EngineValue>, EngineError> {
        let value = match &column.default_value {
            Some(DefaultValue::Literal(value)) => {
                return convert::coerce(&table.name, column, value).map(Some);
            }
            Some(DefaultValue::Now) => {
                Value::Text(convert::format_moment(convert::time_of_clock(self.now)))
            }
            Some(DefaultValue::UuidV4) => Value::Text(convert::format_uuid(self.uuid())),
            None if is_timestamp(column) => {
                return Ok(Some(EngineValue::Timestamp(convert::time_of_clock(
                    self.now,
                ))));
            }
            None => return Ok(None),
        };
        let value = match (&column.default_value, &column.data_type, value) {
            // A time of day takes that part of the clock.
            (Some(DefaultValue::Now), DataType::Time, Value::Text(text)) => {
                Value::Text(text[11..23].to_owned())
            }
            (_, _, value) => value,
        };
        convert::coerce(&table.name, column, &value).map(Some)
    }

    /// Writes rows that are allowed.
    fn write(&mut self, table: &Table, rows: Vec<Vec<EngineValue>>) -> Result<(), EngineError> {
        if rows.is_empty() {
            return Ok(());
        }
        if rows.len() < MANY && !table.columns.is_empty() {
            return self.run(emit::insert(table, &rows));
        }
        let mut sql = emit::statement(&emit::insert(table, &rows[..SHOWN.min(rows.len())]));
        if rows.len() > SHOWN {
            sql = format!("{sql}, … {} more rows", rows.len() - SHOWN);
        }
        self.straight(
            sql,
            "so many rows at once go faster straight into the store",
            |store| {
                let stored = store
                    .table_mut(&table.name)
                    .ok_or_else(|| EngineError::NoTable {
                        table: table.name.clone(),
                    })?;
                let count = rows.len();
                for row in rows {
                    stored.append(row);
                }
                Ok(count)
            },
        )
    }
}

/// The places of named columns.
pub fn places_of(table: &StoredTable, columns: &[String]) -> Result<Vec<usize>, EngineError> {
    let places = columns.iter().map(|name| match table.column(name) {
        Some((place, _)) => Ok(place),
        None => Err(EngineError::NoColumn {
            table: table.definition().name.clone(),
            column: name.clone(),
        }),
    });
    places.collect()
}

/// Whether a row may have no value there. Never in a primary key.
pub fn may_be_null(column: &Column) -> bool {
    column.allow_null && !column.primary_key
}

/// Whether Sequelize fills it in: `createdAt` or `updatedAt`, a moment.
pub fn is_timestamp(column: &Column) -> bool {
    column.data_type == DataType::Date && matches!(&*column.name, "createdAt" | "updatedAt")
}

/// The next number of a column that counts itself up.
fn next_of(table: &Table, column: &Column, sequence: i64) -> Result<EngineValue, EngineError> {
    convert::coerce(&table.name, column, &Value::Integer(sequence))
}

/// Refuses rows that repeat a unique key of the table, or of one another.
fn refuse_repeated(table: &StoredTable, rows: &[Vec<EngineValue>]) -> Result<(), EngineError> {
    for index in table.indexes().iter().filter(|index| index.is_unique) {
        let mut keys = BTreeSet::new();
        for row in rows {
            let key = index.key_of(row);
            if !key.has_null() && (index.contains(&key) || !keys.insert(key)) {
                return Err(repeated(table.definition(), index, row));
            }
        }
    }
    Ok(())
}

/// The error of a row that repeats a key.
pub fn repeated(table: &Table, index: &Index, row: &[EngineValue]) -> EngineError {
    let columns = index.columns.iter().map(|place| &table.columns[*place]);
    let values = index.columns.iter().map(|place| {
        convert::shown(&convert::from_engine(
            &table.columns[*place].data_type,
            &row[*place],
        ))
    });
    EngineError::Unique {
        table: table.name.clone(),
        columns: columns.map(|column| column.name.clone()).collect(),
        value: values.collect::<Vec<_>>().join(", "),
    }
}

impl Work {
    /// Refuses rows whose foreign keys point to nothing. They may point to one another.
    pub fn refuse_dangling(
        &self,
        table: &Table,
        rows: &[Vec<EngineValue>],
    ) -> Result<(), EngineError> {
        for (place, column) in table.columns.iter().enumerate() {
            let Some(reference) = &column.references else {
                continue;
            };
            let target = self.table(&reference.table)?;
            let Some((target_place, _)) = target.column(&reference.column) else {
                continue;
            };
            let own: BTreeSet<Key> = if reference.table == table.name {
                rows.iter().map(|row| Key::of(&row[target_place])).collect()
            } else {
                BTreeSet::new()
            };
            for row in rows {
                let key = Key::of(&row[place]);
                let is_there = || match target.index_on(&[target_place]) {
                    Some(index) => index.contains(&key),
                    None => !target.find(target_place, &key).is_empty(),
                };
                if key != Key::Null && !own.contains(&key) && !is_there() {
                    return Err(EngineError::ForeignKeyMissing {
                        table: table.name.clone(),
                        column: column.name.clone(),
                        value: convert::shown(&convert::from_engine(
                            &column.data_type,
                            &row[place],
                        )),
                        references: reference.table.clone(),
                    });
                }
            }
        }
        Ok(())
    }
}

/// A row of rows shared with the store, to be changed.
pub fn changed(row: &Row, changes: &[(usize, EngineValue)]) -> Vec<EngineValue> {
    let mut values = row.to_vec();
    for (place, value) in changes {
        values[*place] = value.clone();
    }
    values
}
