//! `changeColumn`: another type, null, default, key or reference, with the rows kept.

use gluesql::prelude::Value as EngineValue;

use super::super::insert::may_be_null;
use super::super::reference::referencing;
use super::check::{check_column, is_key};
use super::column::place_of;
use super::{
    CHANGE_REASON, COUNT_REASON, PRIMARY_REASON, REFERENCE_REASON, UNIQUE_REASON, refusal,
    rows_in_words,
};
use crate::engine::convert;
use crate::engine::emit;
use crate::engine::protocol::EngineError;
use crate::engine::session::work::Work;
use crate::engine::store::{Row, Store};
use crate::orm::schema::{DataType, DefaultValue};
use crate::orm::sql::{Column, Table};
use crate::orm::value::Value;

impl Work {
    /// `changeColumn`.
    pub(super) fn change_column(&mut self, name: &str, column: &Column) -> Result<(), EngineError> {
        let operation = format!("change `{}` of `{name}`", column.name);
        let mut definition = self.definition(name, &operation)?;
        let place = place_of(&definition, &column.name, &operation)?;
        check_column(&operation, column)?;
        let before = std::mem::replace(&mut definition.columns[place], column.clone());
        let converted = self.converted(name, place, &before, column)?;
        self.refuse_nulls(name, place, column, &operation, converted.as_deref())?;
        self.refuse_lost_key(&definition, &column.name, &operation)?;
        let statements = statements_of(name, &before, column);
        let mut sequence = None;
        if column.auto_increment && !before.auto_increment {
            sequence = self.highest(name, place)?.checked_add(1);
        }
        let mut statements = statements.into_iter();
        let Some((sql, reason)) = statements.next() else {
            return self.define(definition);
        };
        self.straight(
            sql,
            reason,
            |store: &mut Store| -> Result<usize, EngineError> {
                let table = store.table_mut(name).ok_or_else(|| EngineError::NoTable {
                    table: name.to_owned(),
                })?;
                table.sequence = sequence.unwrap_or(table.sequence);
                let Some(values) = converted else {
                    table.redefine(definition);
                    return Ok(0);
                };
                let count = values.len();
                let mut values = values.into_iter();
                table.reshape(definition, |row| -> Result<Row, EngineError> {
                    let mut row = row.to_vec();
                    row[place] = values.next().unwrap_or(EngineValue::Null);
                    Ok(row.into())
                })?;
                Ok(count)
            },
        )?;
        for (sql, reason) in statements {
            self.note_key(sql, reason);
        }
        self.refuse_duplicates(name, &operation)
    }

    /// The column's values in its new type, row by row, where the type changes.
    fn converted(
        &self,
        name: &str,
        place: usize,
        before: &Column,
        after: &Column,
    ) -> Result<Option<Vec<EngineValue>>, EngineError> {
        if before.data_type == after.data_type {
            return Ok(None);
        }
        let operation = format!(
            "change `{}` of `{name}` to {}",
            after.name,
            after.data_type.sql()
        );
        let values = self.table(name)?.rows().iter().map(|(_, row)| {
            let value = convert::from_engine(&before.data_type, &row[place]);
            convert::to_engine(&after.data_type, &between_types(&after.data_type, &value))
                .ok_or_else(|| {
                    let (shown, expected) =
                        (convert::shown(&value), convert::expected(&after.data_type));
                    refusal(
                        &operation,
                        format!(
                            "a row has `{shown}`, which is not {expected}; change that value first"
                        ),
                    )
                })
        });
        values.collect::<Result<_, _>>().map(Some)
    }

    /// Refuses nulls where none may be any more.
    fn refuse_nulls(
        &self,
        name: &str,
        place: usize,
        column: &Column,
        operation: &str,
        converted: Option<&[EngineValue]>,
    ) -> Result<(), EngineError> {
        if may_be_null(column) {
            return Ok(());
        }
        let nulls = match converted {
            Some(values) => values.iter().filter(|value| value.is_null()).count(),
            None => self
                .table(name)?
                .rows()
                .iter()
                .filter(|(_, row)| row[place].is_null())
                .count(),
        };
        if nulls == 0 {
            return Ok(());
        }
        let has = if nulls == 1 { "has" } else { "have" };
        let reason = format!(
            "{} {has} no value there; give every row one first, or allow null",
            rows_in_words(nulls)
        );
        Err(refusal(operation, reason))
    }

    /// Refuses to take a key away that foreign keys point to.
    fn refuse_lost_key(
        &self,
        definition: &Table,
        column: &str,
        operation: &str,
    ) -> Result<(), EngineError> {
        let pointing = referencing(&self.store, &definition.name).into_iter();
        let by = pointing.into_iter().find(|by| {
            by.reference.column == column && !(by.table == definition.name && by.column == column)
        });
        match by {
            Some(by) if !is_key(definition, column) => {
                let reason = format!(
                    "`{}` of `{}` references it, so it must stay unique; remove that one first",
                    by.column, by.table
                );
                Err(refusal(operation, reason))
            }
            _ => Ok(()),
        }
    }

    /// The highest number a column has.
    fn highest(&self, name: &str, place: usize) -> Result<i64, EngineError> {
        let numbers = self
            .table(name)?
            .rows()
            .iter()
            .filter_map(|(_, row)| match row[place] {
                EngineValue::I64(number) => Some(number),
                _ => None,
            });
        Ok(numbers.max().unwrap_or(0).max(0))
    }
}

/// A value on its way to a type that reads another form of it.
fn between_types(to: &DataType, value: &Value) -> Value {
    match (to, value) {
        // Numbers that stand for themselves in JSON would else be taken for JSON text; text becomes a JSON string.
        (DataType::Json | DataType::Jsonb, Value::Text(text))
            if serde_json::from_str::<serde_json::Value>(text).is_err() =>
        {
            Value::Json(serde_json::Value::from(text.as_str()).to_string())
        }
        (DataType::SmallInt | DataType::Integer | DataType::BigInt, Value::Boolean(value)) => {
            Value::Integer(i64::from(*value))
        }
        // A decimal that is whole is a whole number: 5.00 is 5.
        (DataType::SmallInt | DataType::Integer | DataType::BigInt, Value::Text(text)) => {
            match text.trim().split_once('.') {
                Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => {
                    Value::Text(whole.to_owned())
                }
                _ => value.clone(),
            }
        }
        _ => value.clone(),
    }
}

/// What Postgres would be told, and why the store does it.
fn statements_of(table: &str, before: &Column, after: &Column) -> Vec<(String, &'static str)> {
    let prefix = format!("ALTER TABLE {}", emit::identifier(table));
    let column = emit::identifier(&after.name);
    let mut statements = Vec::new();
    if before.data_type != after.data_type {
        statements.push((
            format!(
                "{prefix} ALTER COLUMN {column} TYPE {}",
                after.data_type.sql()
            ),
            CHANGE_REASON,
        ));
    }
    if before.allow_null != after.allow_null {
        let verb = if after.allow_null { "DROP" } else { "SET" };
        statements.push((
            format!("{prefix} ALTER COLUMN {column} {verb} NOT NULL"),
            CHANGE_REASON,
        ));
    }
    if before.default_value != after.default_value {
        let sql = match &after.default_value {
            Some(DefaultValue::Literal(value)) => {
                let value = emit::literal(&after.data_type, value);
                format!("SET DEFAULT {}", emit::expression(&value))
            }
            _ => "DROP DEFAULT".to_owned(),
        };
        statements.push((
            format!("{prefix} ALTER COLUMN {column} {sql}"),
            CHANGE_REASON,
        ));
    }
    if before.auto_increment != after.auto_increment {
        let verb = if after.auto_increment {
            "ADD GENERATED BY DEFAULT AS"
        } else {
            "DROP"
        };
        statements.push((
            format!("{prefix} ALTER COLUMN {column} {verb} IDENTITY"),
            COUNT_REASON,
        ));
    }
    let key = |kind: &str| emit::identifier(&format!("{table}_{}_{kind}", after.name));
    if before.primary_key != after.primary_key {
        let sql = if after.primary_key {
            format!("{prefix} ADD PRIMARY KEY ({column})")
        } else {
            format!(
                "{prefix} DROP CONSTRAINT {}",
                emit::identifier(&format!("{table}_pkey"))
            )
        };
        statements.push((sql, PRIMARY_REASON));
    }
    if before.unique != after.unique {
        let sql = if after.unique {
            format!("{prefix} ADD UNIQUE ({column})")
        } else {
            format!("{prefix} DROP CONSTRAINT {}", key("key"))
        };
        statements.push((sql, UNIQUE_REASON));
    }
    if before.references != after.references {
        if before.references.is_some() {
            statements.push((
                format!("{prefix} DROP CONSTRAINT {}", key("fkey")),
                REFERENCE_REASON,
            ));
        }
        if let Some(reference) = &after.references {
            statements.push((
                format!(
                    "{prefix} ADD FOREIGN KEY ({column}) {}",
                    emit::reference_sql(reference)
                ),
                REFERENCE_REASON,
            ));
        }
    }
    statements
}
