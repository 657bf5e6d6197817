//! `ALTER TABLE` on rows in place: ids, indexes and the order of tables stay.

use std::rc::Rc;

use gluesql::core::ast::ColumnDef;
use gluesql::core::executor::evaluate_stateless;
use gluesql::core::plan::plan_scalar_expr;
use gluesql::core::store::{AlterTable, AlterTableError};
use gluesql::prelude::{Error, Value};

use super::definition::definition_of_column;
use super::{Row, Store};

impl AlterTable for Store {
    fn rename_schema(&mut self, table_name: &str, new_table_name: &str) -> Result<(), Error> {
        self.known(table_name)?;
        if self.table(new_table_name).is_some() {
            return Err(Error::StorageMsg(format!(
                "there is a table `{new_table_name}` already"
            )));
        }
        if let Some(table) = self.remove(table_name) {
            let mut table = Rc::unwrap_or_clone(table);
            let mut definition = table.definition().clone();
            new_table_name.clone_into(&mut definition.name);
            table.redefine(definition);
            self.insert(table);
        }
        Ok(())
    }

    fn rename_column(
        &mut self,
        table_name: &str,
        old_column_name: &str,
        new_column_name: &str,
    ) -> Result<(), Error> {
        let table = self.known_mut(table_name)?;
        if table.column(new_column_name).is_some() {
            return Err(AlterTableError::AlreadyExistingColumn(new_column_name.to_owned()).into());
        }
        let (place, _) = table
            .column(old_column_name)
            .ok_or(AlterTableError::RenamingColumnNotFound)?;
        let mut definition = table.definition().clone();
        new_column_name.clone_into(&mut definition.columns[place].name);
        for name in definition
            .unique_keys
            .iter_mut()
            .flatten()
            .filter(|name| *name == old_column_name)
        {
            new_column_name.clone_into(name);
        }
        table.redefine(definition);
        Ok(())
    }

    fn add_column(&mut self, table_name: &str, column_def: &ColumnDef) -> Result<(), Error> {
        let value = match &column_def.default {
            Some(default) => evaluate_stateless(None, &plan_scalar_expr(default.clone()))?
                .try_into_value(&column_def.data_type, column_def.nullable)?,
            None if column_def.nullable => Value::Null,
            None => return Err(AlterTableError::DefaultValueRequired(column_def.clone()).into()),
        };
        let table = self.known_mut(table_name)?;
        if table.column(&column_def.name).is_some() {
            return Err(AlterTableError::AlreadyExistingColumn(column_def.name.clone()).into());
        }
        let mut definition = table.definition().clone();
        definition.columns.push(definition_of_column(column_def));
        table.reshape(definition, |row| {
            Ok(row.iter().cloned().chain([value.clone()]).collect::<Row>())
        })
    }

    fn drop_column(
        &mut self,
        table_name: &str,
        column_name: &str,
        if_exists: bool,
    ) -> Result<(), Error> {
        let table = self.known_mut(table_name)?;
        let Some((place, _)) = table.column(column_name) else {
            let missing = AlterTableError::DroppingColumnNotFound(column_name.to_owned());
            return if if_exists {
                Ok(())
            } else {
                Err(missing.into())
            };
        };
        let mut definition = table.definition().clone();
        definition.columns.remove(place);
        definition
            .unique_keys
            .retain(|key| !key.iter().any(|name| name == column_name));
        table.reshape(definition, |row| {
            Ok(row
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place)
                .map(|(_, value)| value.clone())
                .collect())
        })
    }
}
