//! DROP: of tables, columns, constraints; what depends on them goes along or holds them.

use std::rc::Rc;

use super::create::copy_of;
use crate::engine::postgres::relation::{ForeignKey, IndexedBy, Relation};
use crate::engine::postgres::work::{Referencing, Work};
use crate::engine::postgres::{Outcome, PgError, refusal};
use crate::engine::store::Row;

impl Work<'_> {
    /// Runs a DROP TABLE.
    ///
    /// # Errors
    /// 42P01, 2BP01.
    pub fn drop_tables(
        &mut self,
        tables: &[String],
        if_exists: bool,
        cascade: bool,
    ) -> Result<Outcome, PgError> {
        let mut found: Vec<Rc<Relation>> = Vec::new();
        for table in tables {
            match self.relation(table) {
                Ok(relation) => found.push(relation),
                Err(_) if if_exists => {}
                Err(error) => {
                    return Err(PgError {
                        message: error.message.replacen("relation", "table", 1),
                        ..error
                    });
                }
            }
        }
        for relation in &found {
            let key = relation.key();
            let holding: Vec<Referencing> = self
                .referencing(&key)
                .iter()
                .filter(|by| !tables.contains(&by.table))
                .cloned()
                .collect();
            if !cascade && !holding.is_empty() {
                let what = format!(
                    "table {}",
                    crate::engine::postgres::names::shown(&relation.name)
                );
                return Err(self.depended_on(&what, &what, &holding)?);
            }
            for by in holding {
                self.remove_foreign(&by.table, &by.key.name)?;
            }
        }
        for relation in &found {
            let key = relation.key();
            self.store.remove(&key);
            self.drop_sequences(|owner| owner.0 == key);
        }
        self.redefined();
        Ok(Outcome {
            command: "DROP TABLE",
            ..Outcome::default()
        })
    }

    /// `cannot drop … because other objects depend on it`.
    pub(super) fn depended_on(
        &self,
        what: &str,
        on: &str,
        holding: &[Referencing],
    ) -> Result<PgError, PgError> {
        let lines = holding
            .iter()
            .map(|by| {
                let table = self.relation(&by.table)?;
                Ok(format!(
                    "constraint {} on table {} depends on {on}",
                    by.key.name,
                    crate::engine::postgres::names::shown(&table.name)
                ))
            })
            .collect::<Result<Vec<_>, PgError>>()?;
        Ok(PgError {
            detail: Some(lines.join("\n")),
            ..PgError::new(
                "2BP01",
                format!("cannot drop {what} because other objects depend on it"),
            )
        })
    }

    /// Takes a foreign key away.
    fn remove_foreign(&mut self, table: &str, name: &str) -> Result<(), PgError> {
        let mut changed = copy_of(&self.relation(table)?);
        changed.foreign_keys.retain(|key| key.name != name);
        self.stored_mut(table)?.relate(changed);
        self.redefined();
        Ok(())
    }

    /// Takes sequences away whose owner is gone.
    pub(super) fn drop_sequences(&mut self, is_gone: impl Fn(&(String, String)) -> bool) {
        let gone: Vec<String> = self
            .catalog
            .sequences()
            .filter(|(_, sequence)| sequence.owner.as_ref().is_some_and(&is_gone))
            .map(|(key, _)| key.clone())
            .collect();
        for key in gone {
            self.catalog.remove_sequence(&key);
        }
    }

    /// The foreign keys that need a unique key over those columns.
    fn needing(&mut self, table: &str, columns: &[String]) -> Vec<Referencing> {
        let is_same = |key: &ForeignKey| {
            key.target_columns.len() == columns.len()
                && key.target_columns.iter().all(|name| columns.contains(name))
        };
        let referencing = self.referencing(table);
        referencing
            .iter()
            .filter(|by| is_same(&by.key))
            .cloned()
            .collect()
    }

    /// `ALTER TABLE … DROP COLUMN …`.
    ///
    /// # Errors
    /// 42703, 2BP01.
    pub(super) fn drop_column(
        &mut self,
        table: &str,
        column: &str,
        if_exists: bool,
        cascade: bool,
    ) -> Result<(), PgError> {
        let relation = self.relation(table)?;
        let Some(place) = relation.place(column) else {
            return if if_exists {
                Ok(())
            } else {
                Err(refusal::no_column(&relation, column))
            };
        };
        let has = |names: &[String]| names.iter().any(|name| name == column);
        let holding: Vec<Referencing> = self
            .referencing(table)
            .iter()
            .filter(|by| {
                has(&by.key.target_columns) && !(by.table == table && has(&by.key.columns))
            })
            .cloned()
            .collect();
        if !cascade && !holding.is_empty() {
            let shown = crate::engine::postgres::names::shown;
            let what = format!("column {column} of table {}", shown(&relation.name));
            return Err(self.depended_on(&what, &what, &holding)?);
        }
        for by in holding {
            self.remove_foreign(&by.table, &by.key.name)?;
        }
        let mut changed = copy_of(&self.relation(table)?);
        changed.columns.remove(place);
        changed.keys.retain(|key| !has(&key.columns));
        changed.foreign_keys.retain(|key| !has(&key.columns));
        changed
            .checks
            .retain(|check| !has(&super::rename::columns_in(&check.expression)));
        changed.indexes.retain(|index| {
            let is_in_parts = index.parts.iter().any(|part| match &part.of {
                IndexedBy::Column(name) => name == column,
                IndexedBy::Expression(expr) => has(&super::rename::columns_in(expr)),
            });
            let predicate = index.predicate.as_ref();
            !is_in_parts && !predicate.is_some_and(|expr| has(&super::rename::columns_in(expr)))
        });
        self.stored_mut(table)?.reshape_related(changed, |row| {
            let kept = row.iter().enumerate().filter(|(other, _)| *other != place);
            Ok::<_, PgError>(kept.map(|(_, value)| value.clone()).collect::<Row>())
        })?;
        self.drop_sequences(|owner| owner.0 == table && owner.1 == column);
        self.redefined();
        Ok(())
    }

    /// `ALTER TABLE … DROP CONSTRAINT …`.
    ///
    /// # Errors
    /// 42704, 2BP01.
    pub(super) fn drop_constraint(
        &mut self,
        table: &str,
        name: &str,
        if_exists: bool,
        cascade: bool,
    ) -> Result<(), PgError> {
        let relation = self.relation(table)?;
        if !relation.has_constraint(name) {
            return if if_exists {
                Ok(())
            } else {
                Err(refusal::no_constraint(&relation, name))
            };
        }
        if let Some(key) = relation.keys.iter().find(|key| key.name == name) {
            let needing = self.needing(table, &key.columns);
            if !cascade && !needing.is_empty() {
                let shown = crate::engine::postgres::names::shown;
                let what = format!("constraint {name} on table {}", shown(&relation.name));
                let on = format!("index {}", shown(name));
                return Err(self.depended_on(&what, &on, &needing)?);
            }
            for by in needing {
                self.remove_foreign(&by.table, &by.key.name)?;
            }
        }
        let mut changed = copy_of(&self.relation(table)?);
        changed.keys.retain(|key| key.name != name);
        changed.foreign_keys.retain(|key| key.name != name);
        changed.checks.retain(|check| check.name != name);
        self.stored_mut(table)?.relate(changed);
        self.redefined();
        Ok(())
    }
}
