//! UPDATE: which rows, what they become.

use std::rc::Rc;

use gluesql::core::sqlparser::ast::{
    Assignment, AssignmentTarget, Expr, ObjectName, SelectItem, TableFactor, TableWithJoins,
};
use gluesql::prelude::Value;

use super::filler::Filler;
use super::guard::Guard;
use super::insert::is_default;
use super::returning::Returning;
use super::value::sized;
use crate::engine::postgres::expression::{
    Expression, Runtime, Scope, Slot, compile, compile_assignment, evaluate,
};
use crate::engine::postgres::names::{key, name_of};
use crate::engine::postgres::relation::Relation;
use crate::engine::postgres::types::ColumnType;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Outcome, PgError, refusal};
use crate::engine::protocol::RowId;
use crate::engine::store::Row;

/// A column and what it is set to.
#[derive(Debug)]
pub struct Setting {
    /// The column's place.
    pub place: usize,
    /// What it is set to; none for DEFAULT.
    value: Option<Expression>,
    of: ColumnType,
}

impl Setting {
    /// Reads what follows SET.
    ///
    /// # Errors
    /// What Postgres refuses in it.
    pub fn read(
        assignments: &[Assignment],
        relation: &Relation,
        scope: &Scope,
        runtime: &Runtime,
    ) -> Result<Vec<Self>, PgError> {
        let mut settings: Vec<Self> = Vec::new();
        for assignment in assignments {
            let pairs: Vec<(&ObjectName, &Expr)> = match (&assignment.target, &assignment.value) {
                (AssignmentTarget::ColumnName(name), value) => vec![(name, value)],
                (AssignmentTarget::Tuple(names), Expr::Tuple(values))
                    if names.len() == values.len() =>
                {
                    names.iter().zip(values).collect()
                }
                (AssignmentTarget::Tuple(_), _) => {
                    return Err(PgError::new(
                        "42601",
                        "number of columns does not match number of values",
                    ));
                }
            };
            for (name, value) in pairs {
                let name = name.0.first().map(name_of).unwrap_or_default();
                let Some(place) = relation.place(&name) else {
                    // Postgres reads the value first: what it names may be missing too.
                    if !is_default(value) {
                        compile(value, scope, runtime)?;
                    }
                    return Err(refusal::no_column(relation, &name));
                };
                if settings.iter().any(|other| other.place == place) {
                    return Err(PgError::new(
                        "42601",
                        format!("multiple assignments to same column \"{name}\""),
                    ));
                }
                let of = &relation.columns[place].of;
                let compiled = if is_default(value) {
                    None
                } else {
                    Some(compile_assignment(value, &name, &of.kind, scope, runtime)?)
                };
                settings.push(Self {
                    place,
                    value: compiled,
                    of: of.clone(),
                });
            }
        }
        Ok(settings)
    }

    /// Sets the columns of a row.
    ///
    /// # Errors
    /// What an expression refuses.
    pub fn apply(
        settings: &[Self],
        row: &mut [Value],
        slots: &[Slot],
        runtime: &Runtime,
        fillers: &[Filler],
    ) -> Result<(), PgError> {
        for setting in settings {
            row[setting.place] = match &setting.value {
                Some(value) => sized(evaluate(value, slots, runtime)?, &setting.of)?,
                None => fillers[setting.place].value(runtime)?,
            };
        }
        Ok(())
    }
}

/// The table an UPDATE or a DELETE writes, by key, and the name it goes by.
pub(super) fn target_of(
    factor: &TableFactor,
    work: &Work,
) -> Result<(String, Rc<Relation>, String), PgError> {
    let TableFactor::Table { name, alias, .. } = factor else {
        return Err(refusal::syntax(&factor.to_string()));
    };
    let table = key(name);
    let relation = work.relation_named(name)?;
    let alias = alias
        .as_ref()
        .map_or_else(|| relation.name.clone(), |alias| name_of(&alias.name));
    Ok((table, relation, alias))
}

impl Work<'_> {
    /// Runs an UPDATE.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub fn update(
        &mut self,
        table: &TableWithJoins,
        assignments: &[Assignment],
        from: Option<&TableWithJoins>,
        selection: Option<&Expr>,
        returning: Option<&[SelectItem]>,
    ) -> Result<Outcome, PgError> {
        let (table, relation, alias) = target_of(&table.relation, self)?;
        let sources = self.sources(from)?;
        let mut scope = Scope::empty();
        scope.add(alias, relation.kinds());
        sources.enter(&mut scope);
        let settings = Setting::read(assignments, &relation, &scope, self.runtime)?;
        let returning = returning
            .map(|items| Returning::new(items, &scope, self.runtime))
            .transpose()?;
        let found = self.find(&table, &scope, &sources, selection)?;
        let fillers = if settings.iter().any(|setting| setting.value.is_none()) {
            let columns = relation.columns.iter();
            columns
                .map(|column| Filler::of(column, &self.catalog, self.runtime))
                .collect::<Result<_, _>>()?
        } else {
            Vec::new()
        };
        let mut guard = Guard::new(Rc::clone(&relation), self.runtime)?;
        let mut outcome = Outcome {
            columns: returning
                .as_ref()
                .map(|returning| returning.columns.clone())
                .unwrap_or_default(),
            command: "UPDATE",
            ..Outcome::default()
        };
        for (id, mut slots) in found {
            let row = self.updated(&settings, &slots, &fillers)?;
            self.change(&table, &mut guard, id, Rc::clone(&row))?;
            outcome.count += 1;
            if let Some(returning) = &returning {
                slots[0] = Some(row);
                outcome.rows.push(returning.row(&slots, self.runtime)?);
            }
        }
        self.settle()?;
        Ok(outcome)
    }

    /// What a row becomes.
    fn updated(
        &self,
        settings: &[Setting],
        slots: &[Slot],
        fillers: &[Filler],
    ) -> Result<Row, PgError> {
        let mut values = slots[0]
            .as_ref()
            .map(|row| row.to_vec())
            .unwrap_or_default();
        Setting::apply(settings, &mut values, slots, self.runtime, fillers)?;
        Ok(values.into())
    }
}

/// A row to write and the slots it was found with, itself first.
pub type Found = (RowId, Vec<Slot>);
