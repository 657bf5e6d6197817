//! What must hold after a migration: keys do not repeat, foreign keys point to rows.

use std::collections::BTreeSet;

use super::super::insert::repeated;
use super::super::reference::referencing;
use super::refusal;
use crate::engine::convert;
use crate::engine::protocol::EngineError;
use crate::engine::session::work::Work;
use crate::engine::store::{Key, StoredTable};
use crate::orm::schema::DefaultValue;
use crate::orm::sql::{Column, Reference, Table};

impl Work {
    /// Refuses a table two rows of which share a unique key.
    pub(super) fn refuse_duplicates(&self, name: &str, operation: &str) -> Result<(), EngineError> {
        let table = self.table(name)?;
        for index in table.indexes().iter().filter(|index| index.is_unique) {
            let mut before: Option<&Key> = None;
            for (key, id) in index.between((0, 0), index.end()) {
                if before == Some(key) && !key.has_null() {
                    let row = table.row(*id).map(|row| row.to_vec()).unwrap_or_default();
                    let EngineError::Unique { columns, value, .. } =
                        repeated(table.definition(), index, &row)
                    else {
                        continue;
                    };
                    let columns = columns.join("`, `");
                    let reason = format!(
                        "several rows have `{columns}` = {value}; change or delete all but one of them first"
                    );
                    return Err(refusal(operation, reason));
                }
                before = Some(key);
            }
        }
        Ok(())
    }

    /// Refuses foreign keys that could not be, of those tables and of any that point to them.
    pub(super) fn check_references(&self, touched: &BTreeSet<u32>) -> Result<(), EngineError> {
        let mut names: Vec<String> = Vec::new();
        for table in self
            .store
            .tables()
            .into_iter()
            .filter(|table| touched.contains(&table.made))
        {
            let name = &table.definition().name;
            names.push(name.clone());
            names.extend(
                referencing(&self.store, name)
                    .into_iter()
                    .map(|by| by.table),
            );
        }
        names.sort_unstable();
        names.dedup();
        names
            .iter()
            .try_for_each(|name| self.check_references_of(self.table(name)?))
    }

    /// Refuses foreign keys of one table that could not be.
    fn check_references_of(&self, table: &StoredTable) -> Result<(), EngineError> {
        let definition = table.definition();
        for (place, column) in definition.columns.iter().enumerate() {
            let Some(reference) = &column.references else {
                continue;
            };
            let operation = format!(
                "make `{}` of `{}` a foreign key",
                column.name, definition.name
            );
            let target = self.store.table(&reference.table).ok_or_else(|| {
                refusal(
                    &operation,
                    format!("there is no table `{}`; create it first", reference.table),
                )
            })?;
            let target_place = check_target(&operation, target, reference)?;
            let target_column = &target.definition().columns[target_place];
            if convert::engine_type(&column.data_type)
                != convert::engine_type(&target_column.data_type)
            {
                let reason = format!(
                    "it is {} and `{}.{}` is {}; give both the same type",
                    column.data_type.sql(),
                    reference.table,
                    reference.column,
                    target_column.data_type.sql(),
                );
                return Err(refusal(&operation, reason));
            }
            let index = target.index_on(&[target_place]);
            for (_, row) in table.rows().iter() {
                let key = Key::of(&row[place]);
                if key != Key::Null && !index.is_some_and(|index| index.contains(&key)) {
                    let value =
                        convert::shown(&convert::from_engine(&column.data_type, &row[place]));
                    let reason = format!(
                        "a row points to {value}, but `{}` has no such row; change or delete it first",
                        reference.table
                    );
                    return Err(refusal(&operation, reason));
                }
            }
        }
        Ok(())
    }
}

/// The place of the column a foreign key points to, which must be a key itself.
fn check_target(
    operation: &str,
    target: &StoredTable,
    reference: &Reference,
) -> Result<usize, EngineError> {
    let Some((place, _)) = target.column(&reference.column) else {
        let reason = format!(
            "`{}` has no column `{}`; add it first",
            reference.table, reference.column
        );
        return Err(refusal(operation, reason));
    };
    if is_key(target.definition(), &reference.column) {
        return Ok(place);
    }
    let reason = format!(
        "`{}.{}` is neither the primary key nor unique, so it does not name one row; make it unique first",
        reference.table, reference.column
    );
    Err(refusal(operation, reason))
}

/// Whether a column alone names a row.
pub fn is_key(table: &Table, column: &str) -> bool {
    let primary: Vec<_> = table
        .columns
        .iter()
        .filter(|column| column.primary_key)
        .collect();
    matches!(&primary[..], [only] if only.name == column)
        || table
            .columns
            .iter()
            .any(|other| other.name == column && other.unique)
        || table
            .unique_keys
            .iter()
            .any(|key| matches!(&key[..], [only] if only == column))
}

/// Refuses a column whose own options contradict one another, as Postgres would.
pub fn check_column(operation: &str, column: &Column) -> Result<(), EngineError> {
    let reason = if column.name.is_empty() {
        "a column has no name; give it one".to_owned()
    } else if let Some(DefaultValue::Literal(value)) = &column.default_value
        && convert::to_engine(&column.data_type, value).is_none()
    {
        format!(
            "the default of `{}`, `{}`, is not {}; change the default",
            column.name,
            convert::shown(value),
            convert::expected(&column.data_type)
        )
    } else if (column.unique || column.primary_key) && !column.data_type.is_comparable() {
        format!(
            "`{}` is {}, whose values cannot be compared, so it cannot be a key; choose another type",
            column.name,
            column.data_type.sql()
        )
    } else if column.auto_increment && !column.data_type.is_integer() {
        format!(
            "`{}` is {}, which cannot be counted up; make it a whole number",
            column.name,
            column.data_type.sql()
        )
    } else {
        return Ok(());
    };
    Err(refusal(operation, reason))
}
