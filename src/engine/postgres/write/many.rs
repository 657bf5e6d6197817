//! A bulk INSERT that no text was made of.

use std::collections::HashSet;
use std::rc::Rc;

use gluesql::core::sqlparser::ast::Expr;
use gluesql::prelude::Value;

use super::conflict::{Arbiter, Resolution, Target};
use super::insert::places_of;
use super::returning::Returning;
use super::update::Setting;
use super::value::fit;
use crate::engine::postgres::expression::{Scope, compile_condition};
use crate::engine::postgres::relation::{ColumnDefault, Relation};
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Outcome, PgError, refusal};

/// What a bulk INSERT does where a key is taken.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Conflict {
    /// It fails.
    #[default]
    Fail,
    /// It leaves the row out: `ON CONFLICT DO NOTHING`.
    Ignore,
    /// It changes the row that has the key: `ON CONFLICT (target) DO UPDATE SET x = EXCLUDED.x`.
    Update {
        /// The columns of the key.
        target: Vec<String>,
        /// The columns it sets.
        columns: Vec<String>,
        /// What the unique index meant is about: `ON CONFLICT (target) WHERE …`.
        predicate: Option<Box<Expr>>,
        /// The rows it changes.
        condition: Option<Box<Expr>>,
    },
}

impl Work<'_> {
    /// Inserts rows of values for those columns. NULL for a column that counts by itself is DEFAULT, as Sequelize sends it.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub fn insert_many(
        &mut self,
        table: &str,
        columns: &[String],
        mut rows: Vec<Vec<Value>>,
        conflict: Conflict,
        returning: &[String],
    ) -> Result<Outcome, PgError> {
        let relation = self.relation(table)?;
        let places = places_of(&relation, columns)?;
        let resolution = self.resolution(&relation, conflict)?;
        let returned = if returning == ["*"] {
            (0..relation.columns.len()).collect()
        } else {
            returning_places(&relation, returning)?
        };
        let kinds = relation.kinds();
        let labels = returned.iter().map(|place| kinds[*place].clone()).collect();
        let returning = (!returned.is_empty()).then(|| Returning::of_places(labels, &returned));
        let mut inserting = self.inserting(table, &relation, resolution, returning)?;
        // For each column the place of its value in what is given, and whether NULL is DEFAULT there.
        let sources: Vec<(Option<usize>, bool)> = relation
            .columns
            .iter()
            .enumerate()
            .map(|(place, column)| {
                let source = places.iter().position(|given| *given == place);
                let counts = matches!(column.default, Some(ColumnDefault::Sequence(_)));
                (source, counts)
            })
            .collect();
        // What is given is read before any default is taken: a value that is refused costs no
        // number of a sequence.
        for given in &mut rows {
            self.fit_all(given, &relation, &places)?;
        }
        for mut given in rows {
            let mut values = Vec::with_capacity(sources.len());
            for (place, (source, counts)) in sources.iter().enumerate() {
                let value = source.map(|source| std::mem::replace(&mut given[source], Value::Null));
                values.push(match value {
                    Some(value) if value != Value::Null || !counts => value,
                    _ => inserting.fillers[place].value(self.runtime)?,
                });
            }
            self.put_row(&mut inserting, values.into())?;
        }
        self.inserted(inserting)
    }

    /// Makes the values of a row what their columns hold.
    fn fit_all(
        &self,
        given: &mut [Value],
        relation: &Relation,
        places: &[usize],
    ) -> Result<(), PgError> {
        if given.len() != places.len() {
            return Err(PgError::new(
                "42601",
                "VALUES lists must all be the same length",
            ));
        }
        for (value, place) in given.iter_mut().zip(places) {
            let taken = std::mem::replace(value, Value::Null);
            *value = fit(taken, &relation.columns[*place], self.runtime)?;
        }
        Ok(())
    }

    fn resolution(
        &self,
        relation: &Rc<Relation>,
        conflict: Conflict,
    ) -> Result<Resolution, PgError> {
        Ok(match conflict {
            Conflict::Fail => Resolution::Fail,
            Conflict::Ignore => Resolution::Skip(Target::Any, Arbiter::Any),
            Conflict::Update {
                target,
                columns,
                predicate,
                condition,
            } => {
                let mut scope = Scope::empty();
                scope.add(relation.name.clone(), relation.kinds());
                scope.add("excluded", relation.kinds());
                let condition = condition
                    .map(|condition| compile_condition(&condition, "WHERE", &scope, self.runtime))
                    .transpose()?;
                Resolution::Change {
                    target: Target::Columns(target, predicate.is_some()),
                    arbiter: Arbiter::Any,
                    set: Setting::of_excluded(&columns, relation, &scope, self.runtime)?,
                    condition,
                    written: HashSet::new(),
                    kept: Vec::new(),
                }
            }
        })
    }
}

/// The places of columns to return.
fn returning_places(relation: &Relation, names: &[String]) -> Result<Vec<usize>, PgError> {
    let find = |name: &String| {
        relation
            .place(name)
            .ok_or_else(|| PgError::new("42703", format!("column \"{name}\" does not exist")))
    };
    names.iter().map(find).collect()
}

impl Setting {
    /// `SET x = EXCLUDED.x` for each of those columns.
    fn of_excluded(
        names: &[String],
        relation: &Relation,
        scope: &Scope,
        runtime: &crate::engine::postgres::expression::Runtime,
    ) -> Result<Vec<Self>, PgError> {
        use gluesql::core::sqlparser::ast::{Assignment, AssignmentTarget, Ident, ObjectName};
        let assignments: Vec<Assignment> = names
            .iter()
            .map(|name| {
                let column = Ident::with_quote('"', name);
                Assignment {
                    target: AssignmentTarget::ColumnName(ObjectName(vec![column.clone()])),
                    value: Expr::CompoundIdentifier(vec![Ident::new("excluded"), column]),
                }
            })
            .collect();
        if assignments.is_empty() {
            return Err(refusal::syntax("SET"));
        }
        Self::read(&assignments, relation, scope, runtime)
    }
}
