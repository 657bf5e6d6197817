//! ON CONFLICT: which keys it means, and what then happens.

use std::collections::HashSet;
use std::rc::Rc;

use gluesql::core::sqlparser::ast::{ConflictTarget, Expr, OnConflict, OnConflictAction};

use super::guard::{Guard, Unique};
use super::insert::Inserting;
use super::update::Setting;
use crate::engine::postgres::expression::{Expression, Runtime, Scope, compile_condition, holds};
use crate::engine::postgres::names::name_of;
use crate::engine::postgres::relation::Relation;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{PgError, refusal};
use crate::engine::protocol::RowId;
use crate::engine::store::Row;

/// Which unique keys a conflict is looked for in.
#[derive(Debug, Clone)]
pub enum Arbiter {
    /// In all.
    Any,
    /// In those of a guard.
    These(Rc<[usize]>),
}

/// What an INSERT does where a key is taken.
#[derive(Debug)]
pub enum Resolution {
    /// It fails.
    Fail,
    /// It leaves the row out.
    Skip(Target, Arbiter),
    /// It changes the row that has the key.
    Change {
        /// Which keys it means.
        target: Target,
        /// The same, found.
        arbiter: Arbiter,
        /// What it sets. The scope is the table's row, then the row that was to come.
        set: Vec<Setting>,
        /// The rows it changes.
        condition: Option<Expression>,
        /// Which rows this statement wrote: it may not change one twice.
        written: HashSet<usize>,
        /// Those rows, kept so that no other comes to stand at their address.
        kept: Vec<Row>,
    },
}

/// Which keys a conflict target names.
#[derive(Debug, Clone)]
pub enum Target {
    /// All.
    Any,
    /// Those over exactly these columns.
    Columns(Vec<String>, bool),
    /// That one.
    Constraint(String),
}

impl Resolution {
    /// Reads a conflict clause.
    ///
    /// # Errors
    /// What Postgres refuses in it.
    pub fn read(
        conflict: &OnConflict,
        arbiter: Option<&Expr>,
        relation: &Rc<Relation>,
        alias: &str,
        runtime: &Runtime,
    ) -> Result<Self, PgError> {
        let target = match &conflict.conflict_target {
            None => Target::Any,
            Some(ConflictTarget::Columns(columns)) => {
                let names: Vec<String> = columns.iter().map(name_of).collect();
                for name in &names {
                    if relation.place(name).is_none() {
                        return Err(PgError::new(
                            "42703",
                            format!("column \"{name}\" does not exist"),
                        ));
                    }
                }
                Target::Columns(names, arbiter.is_some())
            }
            Some(ConflictTarget::OnConstraint(name)) => {
                Target::Constraint(name.0.last().map(name_of).unwrap_or_default())
            }
        };
        match &conflict.action {
            OnConflictAction::DoNothing => Ok(Self::Skip(target, Arbiter::Any)),
            OnConflictAction::DoUpdate(update) => {
                if matches!(target, Target::Any) {
                    return Err(PgError::new(
                        "42601",
                        "ON CONFLICT DO UPDATE requires inference specification or constraint name",
                    ));
                }
                let mut scope = Scope::empty();
                scope.add(alias, relation.kinds());
                scope.add("excluded", relation.kinds());
                let set = Setting::read(&update.assignments, relation, &scope, runtime)?;
                let condition = update
                    .selection
                    .as_ref()
                    .map(|condition| compile_condition(condition, "WHERE", &scope, runtime))
                    .transpose()?;
                Ok(Self::Change {
                    target,
                    arbiter: Arbiter::Any,
                    set,
                    condition,
                    written: HashSet::new(),
                    kept: Vec::new(),
                })
            }
        }
    }

    /// Finds the keys it means.
    ///
    /// # Errors
    /// 42P10 where there are none, 42704 where a constraint is unknown.
    pub fn bind(&mut self, guard: &mut Guard) -> Result<(), PgError> {
        match self {
            Self::Fail => {}
            Self::Skip(target, arbiter)
            | Self::Change {
                target, arbiter, ..
            } => {
                *arbiter = target.find(guard)?;
            }
        }
        Ok(())
    }

    /// The keys it means; none where a conflict fails.
    pub fn arbiter(&self) -> Option<Arbiter> {
        match self {
            Self::Fail => None,
            Self::Skip(_, arbiter) | Self::Change { arbiter, .. } => Some(arbiter.clone()),
        }
    }

    /// Notes a row that this statement wrote.
    pub fn wrote(&mut self, row: &Row) {
        if let Self::Change { written, kept, .. } = self {
            written.insert(address(row));
            kept.push(Rc::clone(row));
        }
    }
}

impl Target {
    fn find(&self, guard: &Guard) -> Result<Arbiter, PgError> {
        let relation = &guard.relation;
        let found: Vec<usize> = match self {
            Self::Any => return Ok(Arbiter::Any),
            Self::Columns(names, has_predicate) => {
                if let Some(name) = names.iter().find(|name| relation.place(name).is_none()) {
                    return Err(PgError::new(
                        "42703",
                        format!("column \"{name}\" does not exist"),
                    ));
                }
                let mut wanted = relation.places(names);
                wanted.sort_unstable();
                wanted.dedup();
                let is_meant = |unique: &Unique| {
                    (*has_predicate || !unique.is_partial())
                        && unique.places.as_ref().is_some_and(|places| {
                            let mut places = places.clone();
                            places.sort_unstable();
                            places == wanted
                        })
                };
                numbers(guard, is_meant)
            }
            Self::Constraint(name) => {
                let found = numbers(guard, |unique| unique.name == *name);
                if found.is_empty() {
                    return Err(PgError::new(
                        "42704",
                        format!(
                            "constraint \"{name}\" for table \"{}\" does not exist",
                            relation.name
                        ),
                    ));
                }
                found
            }
        };
        if found.is_empty() {
            return Err(PgError::new(
                "42P10",
                "there is no unique or exclusion constraint matching the ON CONFLICT specification",
            ));
        }
        Ok(Arbiter::These(found.into()))
    }
}

fn numbers(guard: &Guard, is_meant: impl Fn(&Unique) -> bool) -> Vec<usize> {
    guard
        .uniques
        .iter()
        .enumerate()
        .filter(|(_, unique)| is_meant(unique))
        .map(|(number, _)| number)
        .collect()
}

fn address(row: &Row) -> usize {
    Rc::as_ptr(row).cast::<()>() as usize
}

impl Work<'_> {
    /// Does what the statement says with the row whose key a new row has.
    pub(super) fn resolve(
        &mut self,
        inserting: &mut Inserting,
        excluded: &Row,
        met: RowId,
    ) -> Result<Option<Row>, PgError> {
        let Resolution::Change {
            set,
            condition,
            written,
            kept,
            ..
        } = &mut inserting.resolution
        else {
            return Ok(None);
        };
        let table = Rc::clone(&inserting.table);
        let existing = self
            .stored(&table)?
            .row(met)
            .map(Rc::clone)
            .ok_or_else(|| refusal::no_relation(&table))?;
        if written.contains(&address(&existing)) {
            return Err(PgError::new(
                "21000",
                "ON CONFLICT DO UPDATE command cannot affect row a second time",
            ));
        }
        let slots = [Some(Rc::clone(&existing)), Some(Rc::clone(excluded))];
        if let Some(condition) = condition
            && !holds(condition, &slots, self.runtime)?
        {
            return Ok(None);
        }
        let mut values = existing.to_vec();
        Setting::apply(set, &mut values, &slots, self.runtime, &inserting.fillers)?;
        let row: Row = values.into();
        self.change(&table, &mut inserting.guard, met, Rc::clone(&row))?;
        written.insert(address(&row));
        kept.push(Rc::clone(&row));
        Ok(Some(row))
    }
}
