//! ALTER TABLE: its operations, one after the other.

use gluesql::core::sqlparser::ast::{AlterTableOperation, ObjectName};

use super::constraint::wanted;
use crate::engine::postgres::names::{key, name_of};
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Outcome, PgError, refusal};

impl Work<'_> {
    /// Runs an ALTER TABLE.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub fn alter_table(
        &mut self,
        name: &ObjectName,
        if_exists: bool,
        operations: &[AlterTableOperation],
    ) -> Result<Outcome, PgError> {
        let table = key(name);
        let outcome = Outcome {
            command: "ALTER TABLE",
            ..Outcome::default()
        };
        if self.store.table(&table).is_none() && if_exists {
            return Ok(outcome);
        }
        self.relation_named(name)?;
        for operation in operations {
            match operation {
                AlterTableOperation::AddColumn {
                    if_not_exists,
                    column_def,
                    ..
                } => self.add_column(&table, column_def, *if_not_exists)?,
                AlterTableOperation::AddConstraint(written) => {
                    self.constrain(&table, vec![wanted(written)?])?;
                }
                AlterTableOperation::DropColumn {
                    column_name,
                    if_exists,
                    cascade,
                } => self.drop_column(&table, &name_of(column_name), *if_exists, *cascade)?,
                AlterTableOperation::DropConstraint {
                    if_exists,
                    name,
                    cascade,
                } => self.drop_constraint(&table, &name_of(name), *if_exists, *cascade)?,
                AlterTableOperation::RenameColumn {
                    old_column_name,
                    new_column_name,
                } => {
                    self.rename_column(
                        &table,
                        &name_of(old_column_name),
                        &name_of(new_column_name),
                    )?;
                }
                AlterTableOperation::RenameTable { table_name } => {
                    self.rename_table(&table, table_name)?;
                }
                AlterTableOperation::RenameConstraint { old_name, new_name } => {
                    self.rename_constraint(&table, &name_of(old_name), &name_of(new_name))?;
                }
                AlterTableOperation::AlterColumn { column_name, op } => {
                    self.alter_column(&table, &name_of(column_name), op)?;
                }
                AlterTableOperation::OwnerTo { .. } => {}
                other => return Err(refusal::unsupported(&other.to_string())),
            }
        }
        Ok(outcome)
    }
}
