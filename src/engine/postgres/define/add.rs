//! ALTER TABLE … ADD COLUMN, and what of a column ALTER COLUMN changes.

use gluesql::core::sqlparser::ast::{AlterColumnOperation, ColumnDef, DataType, Expr, GeneratedAs};
use gluesql::prelude::Value;

use super::create::copy_of;
use super::foreign::check_kinds;
use crate::engine::postgres::expression::{assign, compile_assignment, evaluate};
use crate::engine::postgres::query::is_assignable;
use crate::engine::postgres::relation::{ColumnDefault, Identity, Relation};
use crate::engine::postgres::types::{ColumnType, column_type};
use crate::engine::postgres::work::{Work, referencing};
use crate::engine::postgres::write::{Filler, scope_of, sized};
use crate::engine::postgres::{PgError, refusal};
use crate::engine::store::Row;

impl Work<'_> {
    /// `ALTER TABLE … ADD COLUMN …`.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub(super) fn add_column(
        &mut self,
        table: &str,
        written: &ColumnDef,
        if_not_exists: bool,
    ) -> Result<(), PgError> {
        let relation = self.relation(table)?;
        let name = crate::engine::postgres::names::name_of(&written.name);
        if relation.place(&name).is_some() {
            return if if_not_exists {
                Ok(())
            } else {
                Err(refusal::column_exists(&relation, &name))
            };
        }
        let (column, constraints) = self.column_of(written, &relation)?;
        let filler = Filler::of(&column, &self.catalog, self.runtime)?;
        let is_required = column.not_null;
        let mut changed = copy_of(&relation);
        changed.columns.push(column);
        let place = relation.columns.len();
        let runtime = self.runtime;
        self.widen(table, changed, || filler.value(runtime))?;
        if is_required {
            let relation = self.relation(table)?;
            self.refuse_nulls(&relation, place)?;
        }
        self.constrain(table, constraints)
    }

    /// `ALTER TABLE … ALTER COLUMN …`.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub(super) fn alter_column(
        &mut self,
        table: &str,
        column: &str,
        operation: &AlterColumnOperation,
    ) -> Result<(), PgError> {
        let relation = self.relation(table)?;
        let place = relation
            .place(column)
            .ok_or_else(|| refusal::no_column(&relation, column))?;
        let mut changed = copy_of(&relation);
        let altered = &mut changed.columns[place];
        match operation {
            AlterColumnOperation::SetNotNull => {
                self.refuse_nulls(&relation, place)?;
                altered.not_null = true;
            }
            AlterColumnOperation::DropNotNull => {
                let is_primary = relation
                    .primary()
                    .is_some_and(|primary| primary.columns.iter().any(|name| name == column));
                if is_primary {
                    return Err(PgError::new(
                        "42P16",
                        format!("column \"{column}\" is in a primary key"),
                    ));
                }
                altered.not_null = false;
            }
            AlterColumnOperation::SetDefault { value } => {
                altered.default = self.default_of(value, column, &relation.columns[place].of)?;
            }
            AlterColumnOperation::DropDefault => altered.default = None,
            AlterColumnOperation::SetDataType { data_type, using } => {
                return self.retype(table, place, data_type, using.as_ref());
            }
            AlterColumnOperation::AddGenerated {
                generated_as,
                sequence_options,
            } => {
                let options = sequence_options.as_deref().unwrap_or_default();
                altered.identity = Some(match generated_as {
                    Some(GeneratedAs::Always) => Identity::Always,
                    _ => Identity::ByDefault,
                });
                altered.not_null = true;
                altered.default =
                    Some(self.sequence_for(&relation, &relation.columns[place], options)?);
            }
        }
        self.stored_mut(table)?.relate(changed);
        Ok(())
    }

    /// `ALTER COLUMN … TYPE … USING …`.
    fn retype(
        &mut self,
        table: &str,
        place: usize,
        data_type: &DataType,
        using: Option<&Expr>,
    ) -> Result<(), PgError> {
        let relation = self.relation(table)?;
        let column = &relation.columns[place];
        let written = column_type(data_type, &self.catalog)?;
        if written.is_serial {
            let name = data_type.to_string().to_lowercase();
            return Err(PgError::new(
                "42704",
                format!("type \"{name}\" does not exist"),
            ));
        }
        let to = written.of;
        let runtime = self.runtime;
        let from = column.of.kind.clone();
        let expression = match using {
            Some(expr) => {
                let scope = scope_of(&relation);
                let compiled = compile_assignment(expr, &column.name, &to.kind, &scope, runtime);
                Some(compiled.map_err(|error| match error.code {
                    "42804" => PgError::new(
                        "42804",
                        format!(
                            "result of USING clause for column \"{}\" cannot be cast automatically to type {}",
                            column.name, to.kind
                        ),
                    ),
                    _ => error,
                })?)
            }
            None if !is_assignable(&from, &to.kind) => {
                return Err(PgError::new(
                    "42804",
                    format!(
                        "column \"{}\" cannot be cast automatically to type {}",
                        column.name, to.kind
                    ),
                ));
            }
            None => None,
        };
        let mut changed = copy_of(&relation);
        changed.columns[place].of = to.clone();
        changed.columns[place].default = retyped(column.default.as_ref(), &column.of, &to, || {
            PgError::new(
                "42804",
                format!(
                    "default for column \"{}\" cannot be cast automatically to type {}",
                    column.name, to.kind
                ),
            )
        })?;
        if let Some(ColumnDefault::Constant(value, _)) = &mut changed.columns[place].default {
            // Its text stays: Postgres keeps what was written, and casts it.
            let kept = std::mem::replace(value, Value::Null);
            *value = sized(assign(kept, &column.of.kind, &to.kind, self.runtime)?, &to)?;
        }
        self.stored_mut(table)?.reshape_related(changed, |row| {
            let value = match &expression {
                Some(expression) => evaluate(expression, &[Some(row.clone())], runtime)?,
                None => assign(row[place].clone(), &from, &to.kind, runtime)?,
            };
            let mut values = row.to_vec();
            values[place] = sized(value, &to)?;
            Ok::<_, PgError>(Row::from(values))
        })?;
        let relation = self.relation(table)?;
        for key in &relation.keys {
            let places = relation.places(&key.columns);
            if places.contains(&place) {
                self.refuse_repeated(&relation, &key.name, &places)?;
            }
        }
        self.recheck_kinds(&relation)
    }

    /// Refuses a table whose foreign keys, or those of others to it, no longer fit.
    fn recheck_kinds(&self, relation: &Relation) -> Result<(), PgError> {
        for key in &relation.foreign_keys {
            check_kinds(relation, key, &*self.relation(&key.target)?)?;
        }
        for by in referencing(&self.store, &relation.key()) {
            check_kinds(&*self.relation(&by.table)?, &by.key, relation)?;
        }
        Ok(())
    }
}

/// The default a column of another type keeps.
fn retyped(
    default: Option<&ColumnDefault>,
    from: &ColumnType,
    to: &ColumnType,
    refuse: impl Fn() -> PgError,
) -> Result<Option<ColumnDefault>, PgError> {
    match default {
        None => Ok(None),
        Some(ColumnDefault::Sequence(_)) if !to.kind.is_number() => Err(refuse()),
        Some(_) if !is_assignable(&from.kind, &to.kind) => Err(refuse()),
        Some(default) => Ok(Some(default.clone())),
    }
}
