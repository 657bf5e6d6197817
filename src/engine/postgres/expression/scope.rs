//! Which names stand for which columns.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use super::{AggregateCall, Expression, Node, Reference};
use crate::engine::postgres::select::{Common, WindowCall};
use crate::engine::postgres::{Kind, PgError};

/// A relation a name can reach: one slot of the joined row.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Its alias, or its own name where it has none.
    pub name: String,
    /// Its columns.
    pub columns: Rc<[(String, Kind)]>,
    /// The stored table it is, if it is one: its primary key decides about GROUP BY.
    pub table: Option<String>,
    /// Whether its columns need their relation's name: those of `EXCLUDED`.
    pub qualified_only: bool,
}

/// A column that `USING` merged of two.
#[derive(Debug, Clone)]
pub struct Merged {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub value: Expression,
    /// The columns it hides from `*` and from bare names.
    pub hides: Vec<Reference>,
}

/// The relations of one level, and those of the levels around it.
#[derive(Debug, Default)]
pub struct Scope<'s> {
    /// The relations, each of the slot that is its place here.
    pub relations: Vec<Relation>,
    /// The columns merged by `USING` and `NATURAL`.
    pub merged: Vec<Merged>,
    /// The scope a subquery stands in.
    pub outer: Option<&'s Scope<'s>>,
    /// The queries that `WITH` names here.
    pub commons: Vec<Rc<Common>>,
    /// The clause that is compiled, for errors; none where aggregates may stand.
    pub clause: Cell<Option<&'static str>>,
    /// The aggregates met, where they may stand.
    pub aggregates: RefCell<Vec<AggregateCall>>,
    /// The window functions met.
    pub windows: RefCell<Vec<WindowCall>>,
    /// Whether an aggregate's argument is being compiled.
    pub in_aggregate: Cell<bool>,
    /// The columns of outer levels that were used, as seen from here.
    pub used: RefCell<BTreeSet<Reference>>,
}

impl<'s> Scope<'s> {
    /// A scope of no relations: for defaults and constants. Aggregates may not stand in it.
    pub fn empty() -> Self {
        let scope = Self::default();
        scope.clause.set(Some("this clause"));
        scope
    }

    /// A scope within another.
    pub fn within(outer: Option<&'s Scope<'s>>) -> Self {
        Self {
            outer,
            ..Self::default()
        }
    }

    /// Adds a relation, which takes the next slot.
    pub fn add(&mut self, name: impl Into<String>, columns: Vec<(String, Kind)>) {
        self.relations.push(Relation {
            name: name.into(),
            columns: columns.into(),
            table: None,
            qualified_only: false,
        });
    }

    /// The slot of the aggregates' values: after all relations.
    pub fn aggregate_slot(&self) -> usize {
        self.relations.len()
    }

    /// The slot of the window functions' values.
    pub fn window_slot(&self) -> usize {
        self.relations.len() + 1
    }

    /// The column of a bare name, looked for from the inside out.
    ///
    /// # Errors
    /// `42703` where there is none, `42702` where there are several.
    pub fn column(&self, name: &str) -> Result<Expression, PgError> {
        let mut level = 0;
        let mut scope = Some(self);
        while let Some(at) = scope {
            if let Some(found) = at.own_column(name)? {
                return Ok(self.reached(found, level));
            }
            level += 1;
            scope = at.outer;
        }
        // A relation's name alone is its whole row.
        if let Some(whole) = self.whole(name) {
            return Ok(whole);
        }
        Err(PgError::new(
            "42703",
            format!("column \"{name}\" does not exist"),
        ))
    }

    /// The column of a relation.
    ///
    /// # Errors
    /// `42P01` where there is no such relation, `42703` where it has no such column.
    pub fn column_of(&self, relation: &str, name: &str) -> Result<Expression, PgError> {
        let mut level = 0;
        let mut scope = Some(self);
        while let Some(at) = scope {
            if let Some((slot, found)) = at.relation(relation)? {
                let columns = found.columns.iter().enumerate();
                let mut columns = columns.filter(|(_, (column, _))| column == name);
                let Some((column, (_, kind))) = columns.next() else {
                    return Err(PgError::new(
                        "42703",
                        format!("column {relation}.{name} does not exist"),
                    ));
                };
                // A query in FROM may call two columns the same.
                if columns.next().is_some() {
                    return Err(ambiguous(name));
                }
                let found = Expression::column(slot, column, kind.clone());
                return Ok(self.reached(found, level));
            }
            level += 1;
            scope = at.outer;
        }
        Err(self.missing(relation))
    }

    /// `42P01`: no relation of that name is in reach; one that is there under an alias is told apart.
    pub fn missing(&self, name: &str) -> PgError {
        let mut scope = Some(self);
        while let Some(at) = scope {
            let is_aliased = at
                .relations
                .iter()
                .any(|relation| relation.table.as_deref() == Some(name));
            if is_aliased {
                return PgError::new(
                    "42P01",
                    format!("invalid reference to FROM-clause entry for table \"{name}\""),
                );
            }
            scope = at.outer;
        }
        PgError::new(
            "42P01",
            format!("missing FROM-clause entry for table \"{name}\""),
        )
    }

    /// The relation of that name at this level, and its slot.
    ///
    /// # Errors
    /// `42P09` where there are several.
    pub fn relation(&self, name: &str) -> Result<Option<(usize, &Relation)>, PgError> {
        let mut found = self
            .relations
            .iter()
            .enumerate()
            .filter(|(_, relation)| relation.name == name);
        let first = found.next();
        if found.next().is_some() {
            return Err(PgError::new(
                "42P09",
                format!("table reference \"{name}\" is ambiguous"),
            ));
        }
        Ok(first)
    }

    /// The query that `WITH` gave that name, looked for from the inside out.
    pub fn common(&self, name: &str) -> Option<Rc<Common>> {
        let mut scope = Some(self);
        while let Some(at) = scope {
            if let Some(found) = at.commons.iter().rev().find(|common| common.name == name) {
                return Some(Rc::clone(found));
            }
            scope = at.outer;
        }
        None
    }

    fn own_column(&self, name: &str) -> Result<Option<Expression>, PgError> {
        if let Some(merged) = self.merged.iter().rev().find(|merged| merged.name == name) {
            return Ok(Some(merged.value.clone()));
        }
        let mut found = None;
        for (slot, relation) in self.relations.iter().enumerate() {
            if relation.qualified_only {
                continue;
            }
            for (column, (_, kind)) in relation
                .columns
                .iter()
                .enumerate()
                .filter(|(_, (column, _))| column == name)
            {
                if found.is_some() {
                    return Err(ambiguous(name));
                }
                found = Some(Expression::column(slot, column, kind.clone()));
            }
        }
        Ok(found)
    }

    /// The whole row of a relation, which is JSON to whoever reads it.
    fn whole(&self, name: &str) -> Option<Expression> {
        let mut level = 0;
        let mut scope = Some(self);
        while let Some(at) = scope {
            if let Some((slot, relation)) = at.relation(name).ok().flatten() {
                let columns = Rc::clone(&relation.columns);
                if level > 0 {
                    for column in 0..columns.len() {
                        self.note(Reference {
                            level,
                            slot,
                            column,
                        });
                    }
                }
                return Some(Expression {
                    kind: Kind::Json,
                    node: Node::Whole {
                        level,
                        slot,
                        columns,
                    },
                });
            }
            level += 1;
            scope = at.outer;
        }
        None
    }

    /// A value of a level as seen from here; those of outer ones are noted on the way.
    fn reached(&self, mut found: Expression, level: usize) -> Expression {
        if level == 0 {
            return found;
        }
        super::walk::lift(&mut found, level);
        super::walk::references(&found, &mut |reference| self.note(reference));
        found
    }

    /// Notes a column of an outer level, here and in every scope between.
    fn note(&self, reference: Reference) {
        let mut scope = Some(self);
        let mut level = reference.level;
        while let Some(at) = scope {
            if level == 0 {
                break;
            }
            at.used
                .borrow_mut()
                .insert(Reference { level, ..reference });
            level -= 1;
            scope = at.outer;
        }
    }
}

fn ambiguous(name: &str) -> PgError {
    PgError::new("42702", format!("column reference \"{name}\" is ambiguous"))
}
