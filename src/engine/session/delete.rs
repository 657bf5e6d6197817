//! DELETE: which rows go, which lose their key, and which keep them all.
//!
//! First all is worked out on the rows as they stand, then done: children first.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use gluesql::prelude::Value as EngineValue;

use super::count;
use super::reference::{Referencing, referencing};
use super::work::Work;
use crate::engine::emit;
use crate::engine::protocol::{Action, EngineError, RowId};
use crate::engine::store::{Key, Row};
use crate::orm::schema::ReferentialAction;

/// What a delete comes to.
#[derive(Debug, Default)]
struct Plan {
    /// The rows that go, by table.
    doomed: BTreeMap<String, BTreeSet<RowId>>,
    /// The same in groups, by table and the foreign key column that took them, in the order found.
    groups: Vec<(String, Option<String>, Vec<RowId>)>,
    /// The rows that lose a foreign key, by table and the key's place, in the order found.
    nulled: Vec<(String, usize, BTreeSet<RowId>)>,
    /// The rows found to point with `NO ACTION`, to be looked at in the end.
    pointing: Vec<(String, Referencing, Vec<RowId>)>,
}

impl Plan {
    /// Dooms a row, if it is not already.
    fn doom(&mut self, table: &str, by: Option<&str>, id: RowId) -> bool {
        let is_new = self.doomed.entry(table.to_owned()).or_default().insert(id);
        if is_new {
            let group = self
                .groups
                .iter_mut()
                .find(|(other, column, _)| other == table && column.as_deref() == by);
            match group {
                Some((_, _, rows)) => rows.push(id),
                None => self
                    .groups
                    .push((table.to_owned(), by.map(str::to_owned), vec![id])),
            }
        }
        is_new
    }

    fn is_doomed(&self, table: &str, id: RowId) -> bool {
        self.doomed
            .get(table)
            .is_some_and(|rows| rows.contains(&id))
    }

    fn is_nulled(&self, table: &str, place: usize, id: RowId) -> bool {
        self.nulled
            .iter()
            .any(|(other, key, rows)| other == table && *key == place && rows.contains(&id))
    }

    fn null(&mut self, table: &str, place: usize, ids: &[RowId]) {
        match self
            .nulled
            .iter_mut()
            .find(|(other, key, _)| other == table && *key == place)
        {
            Some((_, _, rows)) => rows.extend(ids),
            None => self
                .nulled
                .push((table.to_owned(), place, ids.iter().copied().collect())),
        }
    }
}

impl Work {
    /// Deletes rows, and what the foreign keys' actions make of those that point to them.
    pub fn delete(&mut self, name: &str, ids: &[RowId]) -> Result<(), EngineError> {
        let plan = self.plan_delete(name, ids)?;
        let groups = plan
            .groups
            .iter()
            .map(|(table, by, ids)| {
                let stored = self.table(table)?;
                let rows = ids
                    .iter()
                    .filter_map(|id| Some((*id, Rc::clone(stored.row(*id)?))));
                Ok((table, by, rows.collect::<Vec<(RowId, Row)>>()))
            })
            .collect::<Result<Vec<_>, EngineError>>()?;
        for (table, by, rows) in &groups {
            self.effect(table, Action::Deleted, by.as_deref(), rows)?;
        }
        for (table, place, rows) in &plan.nulled {
            let rows: Vec<RowId> = rows
                .iter()
                .copied()
                .filter(|id| !plan.is_doomed(table, *id))
                .collect();
            if !rows.is_empty() {
                self.set_foreign_key(table, *place, &rows, &EngineValue::Null)?;
            }
        }
        groups
            .iter()
            .rev()
            .try_for_each(|(table, _, rows)| self.delete_rows(table, rows))
    }

    /// Works out what a delete comes to.
    fn plan_delete(&self, name: &str, ids: &[RowId]) -> Result<Plan, EngineError> {
        let table = self.table(name)?;
        let mut plan = Plan::default();
        let mut queue = VecDeque::new();
        let named: BTreeSet<RowId> = ids.iter().copied().collect();
        for id in ids {
            table.row(*id).ok_or_else(|| EngineError::NoRow {
                table: name.to_owned(),
            })?;
            if plan.doom(name, None, *id) {
                queue.push_back((name.to_owned(), *id));
            }
        }
        let mut keys: BTreeMap<String, Vec<Referencing>> = BTreeMap::new();
        while let Some((table, id)) = queue.pop_front() {
            let Some(row) = self.table(&table)?.row(id) else {
                continue;
            };
            let pointing = keys
                .entry(table.clone())
                .or_insert_with(|| referencing(&self.store, &table));
            for by in pointing.iter() {
                let key = Key::of(&row[by.target]);
                if key == Key::Null {
                    continue;
                }
                let rows = self.table(&by.table)?.find(by.place, &key);
                match by.reference.on_delete {
                    _ if rows.is_empty() => {}
                    ReferentialAction::Cascade => {
                        for row in rows {
                            if plan.doom(&by.table, Some(&by.column), row) {
                                queue.push_back((by.table.clone(), row));
                            }
                        }
                    }
                    ReferentialAction::SetNull => plan.null(&by.table, by.place, &rows),
                    // Rows of the same statement do not hold one another back; those a cascade takes later do.
                    ReferentialAction::Restrict => {
                        refuse_in_use(
                            &table,
                            by,
                            rows.iter()
                                .filter(|row| !(by.table == name && named.contains(row)))
                                .count(),
                        )?;
                    }
                    ReferentialAction::NoAction => {
                        plan.pointing.push((table.clone(), by.clone(), rows));
                    }
                }
            }
        }
        for (table, by, rows) in &plan.pointing {
            let left = rows.iter().filter(|row| {
                !plan.is_doomed(&by.table, **row) && !plan.is_nulled(&by.table, by.place, **row)
            });
            refuse_in_use(table, by, left.count())?;
        }
        Ok(plan)
    }

    /// Takes rows out.
    fn delete_rows(&mut self, name: &str, rows: &[(RowId, Row)]) -> Result<(), EngineError> {
        let condition = self.condition_of(name, rows)?;
        if condition.is_some() {
            return self.run(emit::delete(name, condition));
        }
        let has_key = self.table(name)?.primary().is_some();
        let reason = if has_key {
            Self::TOO_MANY
        } else {
            "the table has no primary key to name rows by"
        };
        self.straight(
            format!(
                "{} WHERE /* {} rows */ TRUE",
                emit::statement(&emit::delete(name, None)),
                rows.len()
            ),
            reason,
            |store| {
                let table = store.table_mut(name).ok_or_else(|| EngineError::NoTable {
                    table: name.to_owned(),
                })?;
                for (id, _) in rows {
                    table.remove(*id);
                }
                Ok(rows.len())
            },
        )
    }
}

/// Refuses where rows still point to one that would go.
fn refuse_in_use(table: &str, by: &Referencing, rows: usize) -> Result<(), EngineError> {
    if rows == 0 {
        return Ok(());
    }
    Err(EngineError::ForeignKeyInUse {
        table: table.to_owned(),
        by: by.table.clone(),
        column: by.column.clone(),
        count: count(rows),
    })
}
