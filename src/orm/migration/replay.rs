//! What the operations do to tables, without rows and without an engine.

use super::Operation;
use crate::orm::sql::{Column, Reference, Table};

/// Why an operation cannot be made on these tables.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// The table it speaks of is not there.
    #[error("there is no table `{table}`")]
    NoTable {
        /// The table.
        table: String,
    },
    /// The column it speaks of is not there.
    #[error("`{table}` has no column `{column}`")]
    NoColumn {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// The name it gives is taken.
    #[error("there is a `{name}` already")]
    Taken {
        /// The name.
        name: String,
    },
    /// Something references what it takes away.
    #[error("`{table}.{column}` still references it")]
    InUse {
        /// The table that does.
        table: String,
        /// The column that does.
        column: String,
    },
    /// The composite unique key it removes is not there, or the one it adds is.
    #[error("the unique key over {} of `{table}` is not as expected", .columns.join(", "))]
    UniqueKey {
        /// The table.
        table: String,
        /// The columns.
        columns: Vec<String>,
    },
}

/// Makes one operation on the tables.
///
/// # Errors
/// If the tables are not such that a database could make it.
pub fn replay(tables: &mut Vec<Table>, operation: &Operation) -> Result<(), ReplayError> {
    match operation {
        Operation::CreateTable { table } => {
            is_free(tables.iter().map(|table| &table.name), &table.name)?;
            tables.push(table.clone());
            for column in &table.columns {
                references_something(tables, column)?;
            }
        }
        Operation::DropTable { table } => {
            find(tables, table)?;
            is_unreferenced(
                tables.iter().filter(|other| other.name != *table),
                table,
                None,
            )?;
            tables.retain(|other| other.name != *table);
        }
        Operation::RenameTable { from, to } => {
            is_free(tables.iter().map(|table| &table.name), to)?;
            find(tables, from)?.name.clone_from(to);
            for reference in references(tables).filter(|reference| reference.table == *from) {
                reference.table.clone_from(to);
            }
        }
        Operation::AddColumn { table, column } => {
            let found = find(tables, table)?;
            is_free(
                found.columns.iter().map(|column| &column.name),
                &column.name,
            )?;
            found.columns.push(column.clone());
            references_something(tables, column)?;
        }
        Operation::RemoveColumn { table, column } => {
            let found = find(tables, table)?;
            find_column(found, column)?;
            if let Some(key) = found.unique_keys.iter().find(|key| key.contains(column)) {
                return Err(ReplayError::UniqueKey {
                    table: table.clone(),
                    columns: key.clone(),
                });
            }
            is_unreferenced(tables.iter(), table, Some(column))?;
            find(tables, table)?
                .columns
                .retain(|other| other.name != *column);
        }
        Operation::RenameColumn { table, from, to } => {
            let found = find(tables, table)?;
            is_free(found.columns.iter().map(|column| &column.name), to)?;
            find_column(found, from)?.name.clone_from(to);
            for name in found
                .unique_keys
                .iter_mut()
                .flatten()
                .filter(|name| *name == from)
            {
                name.clone_from(to);
            }
            for reference in references(tables)
                .filter(|reference| reference.table == *table && reference.column == *from)
            {
                reference.column.clone_from(to);
            }
        }
        Operation::ChangeColumn { table, column } => {
            *find_column(find(tables, table)?, &column.name)? = column.clone();
            references_something(tables, column)?;
        }
        Operation::AddUnique { table, columns } => {
            let found = find(tables, table)?;
            for column in columns {
                find_column(found, column)?;
            }
            if found.unique_keys.contains(columns) {
                return Err(ReplayError::UniqueKey {
                    table: table.clone(),
                    columns: columns.clone(),
                });
            }
            found.unique_keys.push(columns.clone());
        }
        Operation::RemoveUnique { table, columns } => {
            let keys = &mut find(tables, table)?.unique_keys;
            let Some(place) = keys.iter().position(|key| key == columns) else {
                return Err(ReplayError::UniqueKey {
                    table: table.clone(),
                    columns: columns.clone(),
                });
            };
            keys.remove(place);
        }
    }
    Ok(())
}

fn find<'a>(tables: &'a mut [Table], name: &str) -> Result<&'a mut Table, ReplayError> {
    tables
        .iter_mut()
        .find(|table| table.name == name)
        .ok_or_else(|| ReplayError::NoTable {
            table: name.to_owned(),
        })
}

fn find_column<'a>(table: &'a mut Table, name: &str) -> Result<&'a mut Column, ReplayError> {
    let missing = || ReplayError::NoColumn {
        table: table.name.clone(),
        column: name.to_owned(),
    };
    let missing = missing();
    table
        .columns
        .iter_mut()
        .find(|column| column.name == name)
        .ok_or(missing)
}

fn is_free<'a>(mut taken: impl Iterator<Item = &'a String>, name: &str) -> Result<(), ReplayError> {
    if taken.any(|other| other == name) {
        Err(ReplayError::Taken {
            name: name.to_owned(),
        })
    } else {
        Ok(())
    }
}

fn references(tables: &mut [Table]) -> impl Iterator<Item = &mut Reference> {
    tables
        .iter_mut()
        .flat_map(|table| &mut table.columns)
        .filter_map(|column| column.references.as_mut())
}

fn references_something(tables: &mut [Table], column: &Column) -> Result<(), ReplayError> {
    match &column.references {
        Some(reference) => {
            find_column(find(tables, &reference.table)?, &reference.column).map(|_| ())
        }
        None => Ok(()),
    }
}

/// Whether nothing references the table, or one column of it.
fn is_unreferenced<'a>(
    tables: impl Iterator<Item = &'a Table>,
    name: &str,
    referenced: Option<&str>,
) -> Result<(), ReplayError> {
    for table in tables {
        for column in &table.columns {
            let is_reference = column.references.as_ref().is_some_and(|reference| {
                let is_itself = table.name == name && Some(column.name.as_str()) == referenced;
                reference.table == name
                    && referenced.is_none_or(|column| reference.column == column)
                    && !is_itself
            });
            if is_reference {
                return Err(ReplayError::InUse {
                    table: table.name.clone(),
                    column: column.name.clone(),
                });
            }
        }
    }
    Ok(())
}
