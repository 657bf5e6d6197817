//! Constraints as they are written, named and put on a table.

use std::collections::BTreeSet;
use std::rc::Rc;

use gluesql::core::sqlparser::ast::{
    ConstraintCharacteristics, DeferrableInitial, Expr, TableConstraint,
};
use gluesql::prelude::Value;

use super::column::{Wanted, WantedKind, action};
use super::rename::columns_in;
use crate::engine::postgres::expression::{compile_condition, evaluate};
use crate::engine::postgres::names::{cut, key, made_of, name_of};
use crate::engine::postgres::relation::{Check, Relation, Timing, UniqueKey};
use crate::engine::postgres::work::Work;
use crate::engine::postgres::write::scope_of;
use crate::engine::postgres::{PgError, refusal};
use crate::engine::store::{Key, StoredTable};

/// Reads a constraint of a table.
///
/// # Errors
/// It is of a kind that Postgres has not.
pub(super) fn wanted(written: &TableConstraint) -> Result<Wanted, PgError> {
    let names = |columns: &[gluesql::core::sqlparser::ast::Ident]| -> Vec<String> {
        columns.iter().map(name_of).collect()
    };
    Ok(match written {
        TableConstraint::Unique {
            name,
            index_name,
            columns,
            characteristics,
            ..
        } => Wanted {
            name: name.as_ref().or(index_name.as_ref()).map(name_of),
            what: WantedKind::Unique(names(columns)),
            timing: timing(characteristics.as_ref()),
        },
        TableConstraint::PrimaryKey {
            name,
            columns,
            characteristics,
            ..
        } => Wanted {
            name: name.as_ref().map(name_of),
            what: WantedKind::Primary(names(columns)),
            timing: timing(characteristics.as_ref()),
        },
        TableConstraint::ForeignKey {
            name,
            columns,
            foreign_table,
            referred_columns,
            on_delete,
            on_update,
            characteristics,
        } => Wanted {
            name: name.as_ref().map(name_of),
            what: WantedKind::Foreign {
                columns: names(columns),
                target: key(foreign_table),
                target_columns: names(referred_columns),
                on_delete: action(on_delete.as_ref()),
                on_update: action(on_update.as_ref()),
            },
            timing: timing(characteristics.as_ref()),
        },
        TableConstraint::Check { name, expr } => Wanted {
            name: name.as_ref().map(name_of),
            what: WantedKind::Check(Rc::new((**expr).clone()), columns_in(expr)),
            timing: Timing::default(),
        },
        other => return Err(refusal::unsupported(&other.to_string())),
    })
}

/// When a constraint is checked.
pub(super) fn timing(written: Option<&ConstraintCharacteristics>) -> Timing {
    let deferred =
        written.is_some_and(|written| written.initially == Some(DeferrableInitial::Deferred));
    Timing {
        deferrable: deferred || written.is_some_and(|written| written.deferrable == Some(true)),
        deferred,
    }
}

impl Work<'_> {
    /// Puts constraints on a table, in Postgres' order: keys first, the primary one before the others.
    ///
    /// # Errors
    /// What Postgres refuses, and rows that break them.
    pub(super) fn constrain(&mut self, table: &str, wanted: Vec<Wanted>) -> Result<(), PgError> {
        let rank = |wanted: &Wanted| match wanted.what {
            WantedKind::Primary(_) => 0,
            WantedKind::Unique(_) => 1,
            WantedKind::Check(..) => 2,
            WantedKind::Foreign { .. } => 3,
        };
        let mut wanted = wanted;
        wanted.sort_by_key(rank);
        for wanted in wanted {
            let relation = self.relation(table)?;
            let is_key = matches!(wanted.what, WantedKind::Primary(_) | WantedKind::Unique(_));
            // A key's name is that of its index too, and is looked for among those.
            if let Some(name) = &wanted.name
                && !is_key
                && relation.has_constraint(name)
            {
                return Err(PgError::new(
                    "42710",
                    format!(
                        "constraint \"{name}\" for relation \"{}\" already exists",
                        relation.name
                    ),
                ));
            }
            match wanted.what {
                WantedKind::Primary(columns) => {
                    self.add_key(&relation, wanted.name, columns, true, wanted.timing)?;
                }
                WantedKind::Unique(columns) => {
                    self.add_key(&relation, wanted.name, columns, false, wanted.timing)?;
                }
                WantedKind::Check(expr, columns) => {
                    self.add_check(&relation, wanted.name, &expr, &columns)?;
                }
                WantedKind::Foreign { .. } => {
                    self.add_foreign(&relation, wanted)?;
                }
            }
        }
        self.redefined();
        Ok(())
    }

    fn add_key(
        &mut self,
        relation: &Rc<Relation>,
        name: Option<String>,
        columns: Vec<String>,
        is_primary: bool,
        timing: Timing,
    ) -> Result<(), PgError> {
        let name_given = name.as_ref();
        if is_primary && relation.primary().is_some() {
            return Err(PgError::new(
                "42P16",
                format!(
                    "multiple primary keys for table \"{}\" are not allowed",
                    relation.name
                ),
            ));
        }
        for column in &columns {
            if relation.place(column).is_none() {
                return Err(PgError::new(
                    "42703",
                    format!("column \"{column}\" named in key does not exist"),
                ));
            }
        }
        if let Some(name) = name_given
            && self.is_relation(&relation.schema, name)
        {
            return Err(refusal::relation_exists(name));
        }
        let mut changed = Relation::clone(relation);
        if is_primary {
            for column in &columns {
                if let Some(place) = changed.place(column) {
                    changed.columns[place].not_null = true;
                    self.refuse_nulls(relation, place)?;
                }
            }
        }
        let name = name.map_or_else(
            || {
                self.free_name(&relation.schema, |number| {
                    if is_primary {
                        made_of(&relation.name, "", &format!("pkey{number}"))
                    } else {
                        made_of(&relation.name, &columns.join("_"), &format!("key{number}"))
                    }
                })
            },
            |name| cut(&name),
        );
        self.refuse_repeated(relation, &name, &changed.places(&columns))?;
        let key = UniqueKey {
            name,
            is_primary,
            columns,
            timing,
            made: self.catalog.make(),
        };
        let place = if is_primary { 0 } else { changed.keys.len() };
        changed.keys.insert(place, key);
        self.stored_mut(&relation.key())?.relate(changed);
        Ok(())
    }

    fn add_check(
        &mut self,
        relation: &Rc<Relation>,
        name: Option<String>,
        expr: &Rc<Expr>,
        columns: &[String],
    ) -> Result<(), PgError> {
        let scope = scope_of(relation);
        let condition = compile_condition(expr, "CHECK", &scope, self.runtime)?;
        let distinct: BTreeSet<&String> = columns.iter().collect();
        let column = match distinct.len() {
            1 => columns[0].as_str(),
            _ => "",
        };
        let name = name.map_or_else(
            || {
                self.free_name(&relation.schema, |number| {
                    made_of(&relation.name, column, &format!("check{number}"))
                })
            },
            |name| cut(&name),
        );
        for (_, row) in self.stored(&relation.key())?.rows().iter() {
            let held = evaluate(&condition, &[Some(Rc::clone(row))], self.runtime)?;
            if held == Value::Bool(false) {
                return Err(PgError {
                    constraint: Some(name.clone()),
                    ..refusal::of(
                        relation,
                        "23514",
                        format!(
                            "check constraint \"{name}\" of relation \"{}\" is violated by some row",
                            relation.name
                        ),
                    )
                });
            }
        }
        let mut changed = Relation::clone(relation);
        changed.checks.push(Check {
            name,
            expression: Rc::clone(expr),
        });
        // Postgres asks checks in the order of their names.
        changed
            .checks
            .sort_by(|one, other| one.name.cmp(&other.name));
        self.stored_mut(&relation.key())?.relate(changed);
        Ok(())
    }

    /// Refuses rows without a value in a column that is to have one.
    pub(super) fn refuse_nulls(&self, relation: &Relation, place: usize) -> Result<(), PgError> {
        let table = self.stored(&relation.key())?;
        let column = &relation.columns[place].name;
        if table
            .rows()
            .iter()
            .any(|(_, row)| row[place] == Value::Null)
        {
            return Err(PgError {
                column: Some(column.clone()),
                ..refusal::of(
                    relation,
                    "23502",
                    format!(
                        "column \"{column}\" of relation \"{}\" contains null values",
                        relation.name
                    ),
                )
            });
        }
        Ok(())
    }

    /// Refuses rows that share a key that is to be unique.
    pub(super) fn refuse_repeated(
        &self,
        relation: &Relation,
        name: &str,
        places: &[usize],
    ) -> Result<(), PgError> {
        let table = self.stored(&relation.key())?;
        let Some(repeated) = repeated(table, places) else {
            return Ok(());
        };
        let (columns, values) = refusal::key_parts(relation, places, &repeated);
        Err(not_unique(relation, name, &columns, &values))
    }
}

/// `could not create unique index "x"`.
pub(super) fn not_unique(relation: &Relation, name: &str, columns: &str, values: &str) -> PgError {
    PgError {
        detail: Some(format!("Key ({columns})=({values}) is duplicated.")),
        constraint: Some(name.to_owned()),
        ..refusal::of(
            relation,
            "23505",
            format!("could not create unique index \"{name}\""),
        )
    }
}

/// A row whose key in those columns another one has.
fn repeated(table: &StoredTable, places: &[usize]) -> Option<Vec<Value>> {
    let mut seen = BTreeSet::new();
    let mut rows = table.rows().iter();
    let (_, row) = rows.find(|(_, row)| {
        let key = Key::of_columns(row, places);
        !key.has_null() && !seen.insert(key)
    })?;
    Some(row.to_vec())
}
