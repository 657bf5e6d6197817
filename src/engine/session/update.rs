//! UPDATE of one row, and of the rows that point to it by a key that changes.

use std::rc::Rc;

use gluesql::prelude::Value as EngineValue;

use super::count;
use super::insert::{changed, is_timestamp, may_be_null, places_of, repeated};
use super::reference::referencing;
use super::work::Work;
use crate::engine::convert;
use crate::engine::emit;
use crate::engine::protocol::{Action, EngineError, RowId};
use crate::engine::store::{Key, Row};
use crate::orm::schema::ReferentialAction;
use crate::orm::value::Value;

impl Work {
    /// Changes columns of one row.
    pub fn update(
        &mut self,
        name: &str,
        id: RowId,
        values: &[(String, Value)],
    ) -> Result<(), EngineError> {
        let table = self.table(name)?;
        let old = table.row(id).cloned().ok_or_else(|| EngineError::NoRow {
            table: name.to_owned(),
        })?;
        let definition = table.shared_definition();
        let names: Vec<String> = values.iter().map(|(column, _)| column.clone()).collect();
        let mut changes = Vec::with_capacity(values.len() + 1);
        for (place, (_, value)) in places_of(table, &names)?.into_iter().zip(values) {
            let column = &definition.columns[place];
            changes.push((place, convert::coerce(name, column, value)?));
        }
        if let Some((place, column)) = table.column("updatedAt")
            && is_timestamp(column)
            && changes.iter().all(|(other, _)| *other != place)
        {
            changes.push((
                place,
                EngineValue::Timestamp(convert::time_of_clock(self.now)),
            ));
        }
        self.change_row(name, id, &old, &changes)?;
        let row = changed(&old, &changes).into();
        self.effect(name, Action::Updated, None, &[(id, row)])?;
        self.follow_key(name, &old, &changes)
    }

    /// Writes one row, where the table allows it.
    fn change_row(
        &mut self,
        name: &str,
        id: RowId,
        old: &Row,
        changes: &[(usize, EngineValue)],
    ) -> Result<(), EngineError> {
        let table = self.table(name)?;
        let definition = table.shared_definition();
        let new = changed(old, changes);
        if let Some((place, _)) = changes
            .iter()
            .find(|(place, _)| new[*place].is_null() && !may_be_null(&definition.columns[*place]))
        {
            return Err(EngineError::NotNull {
                table: name.to_owned(),
                column: definition.columns[*place].name.clone(),
            });
        }
        if let Some(index) = table.conflict(&new, Some(id)) {
            return Err(repeated(&definition, index, &new));
        }
        self.refuse_dangling(&definition, std::slice::from_ref(&new))?;
        let condition = emit::row_condition(table, &[old]);
        let is_key_kept = table
            .primary()
            .is_some_and(|index| index.key_of(old) == index.key_of(&new));
        let (keys, others): (Vec<_>, Vec<_>) = changes
            .iter()
            .cloned()
            .partition(|(place, _)| definition.columns[*place].primary_key);
        match condition {
            Some(_) if is_key_kept && others.is_empty() => Ok(()),
            condition @ Some(_) if is_key_kept => {
                self.run(emit::update(&definition, &others, condition))
            }
            condition => {
                let is_named = condition.is_some();
                let mut sql = emit::statement(&emit::update(&definition, changes, condition));
                if !is_named {
                    sql = format!("{sql} WHERE /* row {} */ TRUE", id.0);
                }
                let reason = if keys.is_empty() {
                    "the table has no primary key to name the row by"
                } else {
                    "GlueSQL cannot change a primary key"
                };
                self.straight(sql, reason, |store| {
                    let table = store.table_mut(name).ok_or_else(|| EngineError::NoTable {
                        table: name.to_owned(),
                    })?;
                    table.replace(id, new);
                    Ok(1)
                })
            }
        }?;
        let table = self.table_mut(name)?;
        for (place, value) in changes {
            if let (true, EngineValue::I64(id)) = (definition.columns[*place].auto_increment, value)
            {
                table.sequence = table.sequence.max(id.saturating_add(1));
            }
        }
        Ok(())
    }

    /// Lets the rows that pointed to a row by a key that has changed do what their foreign keys say.
    pub fn follow_key(
        &mut self,
        name: &str,
        old: &Row,
        changes: &[(usize, EngineValue)],
    ) -> Result<(), EngineError> {
        for by in referencing(&self.store, name) {
            let before = Key::of(&old[by.target]);
            let Some((_, after)) = changes.iter().find(|(place, _)| *place == by.target) else {
                continue;
            };
            if before == Key::Null || before == Key::of(after) {
                continue;
            }
            // Another row may have the old value still, where the key is no longer unique.
            let rows = self.table(&by.table)?.find(by.place, &before);
            if rows.is_empty() {
                continue;
            }
            let value = match by.reference.on_update {
                ReferentialAction::Cascade => after.clone(),
                ReferentialAction::SetNull => EngineValue::Null,
                ReferentialAction::Restrict | ReferentialAction::NoAction => {
                    return Err(EngineError::ForeignKeyInUse {
                        table: name.to_owned(),
                        by: by.table,
                        column: by.column,
                        count: count(rows.len()),
                    });
                }
            };
            self.set_foreign_key(&by.table, by.place, &rows, &value)?;
        }
        Ok(())
    }

    /// Sets a foreign key of rows, as its action says, and goes on to those that point to it in turn.
    pub fn set_foreign_key(
        &mut self,
        name: &str,
        place: usize,
        ids: &[RowId],
        value: &EngineValue,
    ) -> Result<(), EngineError> {
        let table = self.table(name)?;
        let definition = table.shared_definition();
        let column = &definition.columns[place];
        if value.is_null() && !may_be_null(column) {
            return Err(EngineError::NotNull {
                table: name.to_owned(),
                column: column.name.clone(),
            });
        }
        let olds: Vec<(RowId, Row)> = ids
            .iter()
            .filter_map(|id| Some((*id, Rc::clone(table.row(*id)?))))
            .collect();
        let changes = [(place, value.clone())];
        for (id, old) in &olds {
            let new = changed(old, &changes);
            if let Some(index) = table.conflict(&new, Some(*id)) {
                return Err(repeated(&definition, index, &new));
            }
        }
        self.write_foreign_key(name, &olds, &changes)?;
        let action = if value.is_null() {
            Action::SetNull
        } else {
            Action::Updated
        };
        let news: Vec<_> = olds
            .iter()
            .map(|(id, old)| (*id, Row::from(changed(old, &changes))))
            .collect();
        self.effect(name, action, Some(&column.name), &news)?;
        olds.iter()
            .try_for_each(|(_, old)| self.follow_key(name, old, &changes))
    }

    /// Writes the same value to one column of rows.
    fn write_foreign_key(
        &mut self,
        name: &str,
        olds: &[(RowId, Row)],
        changes: &[(usize, EngineValue)],
    ) -> Result<(), EngineError> {
        let table = self.table(name)?;
        let definition = table.shared_definition();
        let is_key = changes
            .iter()
            .any(|(place, _)| definition.columns[*place].primary_key);
        match self.condition_of(name, olds)? {
            condition @ Some(_) if !is_key => {
                self.run(emit::update(&definition, changes, condition))
            }
            condition => {
                let reason = if is_key {
                    "GlueSQL cannot change a primary key"
                } else {
                    Self::TOO_MANY
                };
                let is_named = condition.is_some();
                let mut sql = emit::statement(&emit::update(&definition, changes, condition));
                if !is_named {
                    sql = format!("{sql} WHERE /* {} rows */ TRUE", olds.len());
                }
                self.straight(sql, reason, |store| {
                    let table = store.table_mut(name).ok_or_else(|| EngineError::NoTable {
                        table: name.to_owned(),
                    })?;
                    for (id, old) in olds {
                        table.replace(*id, changed(old, changes));
                    }
                    Ok(olds.len())
                })
            }
        }
    }

    /// Why the store takes many rows at once.
    pub const TOO_MANY: &str = "so many rows at once go faster straight through the store's index";

    /// The condition those rows alone satisfy, where `GlueSQL` is to run it: not for many rows, as it
    /// compares each with each.
    pub fn condition_of(
        &self,
        name: &str,
        rows: &[(RowId, Row)],
    ) -> Result<Option<emit::Expr>, EngineError> {
        const FEW: usize = 50;
        let rows: Vec<&Row> = rows.iter().map(|(_, row)| row).collect();
        Ok(if rows.len() <= FEW {
            emit::row_condition(self.table(name)?, &rows)
        } else {
            None
        })
    }
}
