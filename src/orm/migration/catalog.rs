//! The names Postgres gives constraints, which a migration needs to take them away again.
//!
//! A name is made once, from the table and columns as they are called then; it
//! stays when those are renamed. So it takes all migrations so far to know it.

use std::collections::BTreeMap;

use super::{Migration, Operation, replay, tables_touched, up};
use crate::orm::schema::DataType;
use crate::orm::sql::{Column, Table, enum_name};

/// The tables as the operations so far leave them, and the names of what guards them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalog {
    tables: Vec<Table>,
    names: BTreeMap<(String, Guard, Vec<String>), String>,
}

/// What has a name of its own beside its table and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guard {
    /// The primary key.
    PrimaryKey,
    /// A unique key, of one column or several.
    Unique,
    /// A foreign key.
    ForeignKey,
    /// The type of an `ENUM` column.
    Enum,
}

impl Catalog {
    /// How things are after the first `count` migrations.
    pub fn after(migrations: &[Migration], count: usize) -> Self {
        let places = 0..count.min(migrations.len());
        places.fold(Self::default(), |catalog, place| {
            catalog.then(&up(migrations, place))
        })
    }

    /// How things are after these operations too.
    #[must_use]
    pub fn then(mut self, operations: &[Operation]) -> Self {
        for operation in operations {
            self.apply(operation, &Self::default());
        }
        self
    }

    /// The table of that name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The column of that name.
    pub fn column(&self, table: &str, column: &str) -> Option<&Column> {
        self.table(table)?
            .columns
            .iter()
            .find(|it| it.name == column)
    }

    /// The name of a guard: the one it has, or the one Postgres would give it.
    pub fn name(&self, table: &str, guard: Guard, columns: &[String]) -> String {
        let key = (table.to_owned(), guard, columns.to_vec());
        self.names
            .get(&key)
            .cloned()
            .unwrap_or_else(|| default_name(table, guard, columns))
    }

    /// Follows an operation. What it adds is named as in `wanted`, where that knows it: a `down` restores names.
    pub fn apply(&mut self, operation: &Operation, wanted: &Self) {
        match operation {
            Operation::RenameTable { from, to } => self.rename(|table, _| {
                if table == from {
                    table.clone_from(to);
                }
            }),
            Operation::RenameColumn { table, from, to } => self.rename(|other, columns| {
                for column in columns
                    .iter_mut()
                    .filter(|column| other == table && *column == from)
                {
                    column.clone_from(to);
                }
            }),
            Operation::ChangeColumn { table, column } => self.forget_remade(table, column),
            _ => {}
        }
        // What cannot be followed leaves the tables as they are; the engine refuses it in its own words.
        let _ = replay(&mut self.tables, operation);
        let touched = tables_touched(std::slice::from_ref(operation));
        let guards: Vec<_> = self
            .tables
            .iter()
            .filter(|table| touched.contains(table.name.as_str()))
            .flat_map(guards)
            .collect();
        self.names
            .retain(|key, _| !touched.contains(key.0.as_str()) || guards.contains(key));
        for key in guards {
            self.names
                .entry(key)
                .or_insert_with_key(|(table, guard, columns)| wanted.name(table, *guard, columns));
        }
    }

    /// Forgets the names of what a change takes away and makes anew.
    fn forget_remade(&mut self, table: &str, column: &Column) {
        let Some(was) = self.column(table, &column.name) else {
            return;
        };
        let is_remade = [
            (Guard::ForeignKey, was.references != column.references),
            (Guard::Enum, was.data_type != column.data_type),
            (Guard::PrimaryKey, was.primary_key != column.primary_key),
        ];
        for (guard, _) in is_remade.into_iter().filter(|(_, is_remade)| *is_remade) {
            let columns = if guard == Guard::PrimaryKey {
                Vec::new()
            } else {
                vec![column.name.clone()]
            };
            self.names.remove(&(table.to_owned(), guard, columns));
        }
    }

    fn rename(&mut self, change: impl Fn(&mut String, &mut Vec<String>)) {
        let names = std::mem::take(&mut self.names);
        self.names = names
            .into_iter()
            .map(|((mut table, guard, mut columns), name)| {
                change(&mut table, &mut columns);
                ((table, guard, columns), name)
            })
            .collect();
    }
}

/// The columns of a table's primary key.
pub fn primary_key(table: &Table) -> Vec<String> {
    table
        .columns
        .iter()
        .filter(|column| column.primary_key)
        .map(|column| column.name.clone())
        .collect()
}

/// All that has a name on a table.
fn guards(table: &Table) -> Vec<(String, Guard, Vec<String>)> {
    let guard = |guard, columns| (table.name.clone(), guard, columns);
    let mut guards = Vec::new();
    if !primary_key(table).is_empty() {
        // One name, whatever its columns come to be.
        guards.push(guard(Guard::PrimaryKey, Vec::new()));
    }
    guards.extend(
        table
            .unique_keys
            .iter()
            .map(|key| guard(Guard::Unique, key.clone())),
    );
    for column in &table.columns {
        let columns = || vec![column.name.clone()];
        if column.unique && !column.primary_key {
            guards.push(guard(Guard::Unique, columns()));
        }
        if column.references.is_some() {
            guards.push(guard(Guard::ForeignKey, columns()));
        }
        if matches!(column.data_type, DataType::Enum(_)) {
            guards.push(guard(Guard::Enum, columns()));
        }
    }
    guards
}

fn default_name(table: &str, guard: Guard, columns: &[String]) -> String {
    match guard {
        Guard::PrimaryKey => fitted(table, "", "pkey"),
        Guard::Unique => fitted(table, &columns.join("_"), "key"),
        Guard::ForeignKey => fitted(table, &columns.join("_"), "fkey"),
        Guard::Enum => enum_name(table, &columns.join("_")),
    }
}

/// Joins the parts of a name, cutting the longer one until all fit the 63 bytes Postgres keeps.
fn fitted(table: &str, columns: &str, label: &str) -> String {
    let separators = if columns.is_empty() { 1 } else { 2 };
    let room = 63 - label.len() - separators;
    let (mut table, mut columns) = (table.to_owned(), columns.to_owned());
    while table.len() + columns.len() > room {
        let longer = if table.len() > columns.len() {
            &mut table
        } else {
            &mut columns
        };
        longer.pop();
    }
    if columns.is_empty() {
        format!("{table}_{label}")
    } else {
        format!("{table}_{columns}_{label}")
    }
}
