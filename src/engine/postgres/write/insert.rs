//! INSERT: rows of values, of defaults, of a query; and what happens where a key repeats.

use std::rc::Rc;

use gluesql::core::sqlparser::ast::{
    Expr, Insert, OnInsert, SelectItem, SetExpr, Value as Literal,
};
use gluesql::prelude::Value;

use super::conflict::{Arbiter, Resolution};
use super::filler::Filler;
use super::guard::Guard;
use super::returning::Returning;
use super::value::sized;
use crate::engine::postgres::expression::{Scope, assign, compile_assignment, evaluate};
use crate::engine::postgres::names::{key, name_of};
use crate::engine::postgres::query;
use crate::engine::postgres::read::Unparsed;
use crate::engine::postgres::relation::{Identity, Relation, RelationColumn};
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Kind, Outcome, PgError, refusal};
use crate::engine::store::Row;

/// What an INSERT does with each row: one per statement.
pub(super) struct Inserting {
    /// The table, by key.
    pub table: Rc<str>,
    /// What the table asks of rows.
    pub guard: Guard,
    /// What fills each column.
    pub fillers: Vec<Filler>,
    /// What happens where a key repeats.
    pub resolution: Resolution,
    /// What is returned.
    pub returning: Option<Returning>,
    /// The outcome so far.
    pub outcome: Outcome,
}

impl Work<'_> {
    /// Runs an INSERT.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub fn insert(&mut self, insert: &Insert, unparsed: &Unparsed) -> Result<Outcome, PgError> {
        let table = key(&insert.table_name);
        let relation = self.relation_named(&insert.table_name)?;
        let names: Vec<String> = insert.columns.iter().map(name_of).collect();
        let is_short = insert.columns.is_empty();
        let places = if is_short {
            (0..relation.columns.len()).collect()
        } else {
            places_of(&relation, &names)?
        };
        let alias = insert
            .table_alias
            .as_ref()
            .map_or_else(|| relation.name.clone(), name_of);
        let resolution = match &insert.on {
            Some(OnInsert::OnConflict(conflict)) => Resolution::read(
                conflict,
                unparsed.arbiter.as_ref(),
                &relation,
                &alias,
                self.runtime,
            )?,
            Some(_) => return Err(refusal::syntax("ON")),
            None => Resolution::Fail,
        };
        let returning = match &insert.returning {
            Some(items) => {
                let mut scope = Scope::empty();
                scope.add(alias, relation.kinds());
                Some(Returning::new(items, &scope, self.runtime)?)
            }
            None => None,
        };
        let mut inserting = self.inserting(&table, &relation, resolution, returning)?;
        let mut columns: Vec<RelationColumn> = places
            .iter()
            .map(|place| relation.columns[*place].clone())
            .collect();
        if unparsed.overrides {
            for column in &mut columns {
                column.identity = None;
            }
        }
        match insert.source.as_deref() {
            None => self.put(&mut inserting, vec![None; relation.columns.len()])?,
            Some(query)
                if query.with.is_none() && query.order_by.is_none() && query.limit.is_none() =>
            {
                if let SetExpr::Values(values) = &*query.body {
                    if values
                        .rows
                        .iter()
                        .any(|row| row.len() != values.rows[0].len())
                    {
                        return Err(PgError::new(
                            "42601",
                            "VALUES lists must all be the same length",
                        ));
                    }
                    // What is no value of its column fails before any sequence counts.
                    let mut rows = Vec::with_capacity(values.rows.len());
                    for row in &values.rows {
                        check_count(row.len(), columns.len(), is_short)?;
                        let mut given = vec![None; relation.columns.len()];
                        for ((expr, column), place) in row.iter().zip(&columns).zip(&places) {
                            given[*place] = self.given(expr, column)?;
                        }
                        rows.push(given);
                    }
                    for given in rows {
                        self.put(&mut inserting, given)?;
                    }
                } else {
                    self.put_query(&mut inserting, query, &columns, &places, is_short)?;
                }
            }
            Some(query) => {
                self.put_query(&mut inserting, query, &columns, &places, is_short)?;
            }
        }
        self.inserted(inserting)
    }

    /// Makes an INSERT ready.
    pub(super) fn inserting(
        &mut self,
        table: &str,
        relation: &Rc<Relation>,
        resolution: Resolution,
        returning: Option<Returning>,
    ) -> Result<Inserting, PgError> {
        let fillers = relation
            .columns
            .iter()
            .map(|column| Filler::of(column, &self.catalog, self.runtime))
            .collect::<Result<_, _>>()?;
        let mut guard = Guard::new(Rc::clone(relation), self.runtime)?;
        let mut resolution = resolution;
        resolution.bind(&mut guard)?;
        let columns = returning
            .as_ref()
            .map(|returning| returning.columns.clone())
            .unwrap_or_default();
        Ok(Inserting {
            table: Rc::from(table),
            guard,
            fillers,
            resolution,
            returning,
            outcome: Outcome {
                columns,
                command: "INSERT",
                ..Outcome::default()
            },
        })
    }

    /// Ends an INSERT.
    pub(super) fn inserted(&mut self, inserting: Inserting) -> Result<Outcome, PgError> {
        self.settle()?;
        Ok(inserting.outcome)
    }

    /// The value a VALUES list gives a column; none for DEFAULT.
    fn given(&self, expr: &Expr, column: &RelationColumn) -> Result<Option<Value>, PgError> {
        if is_default(expr) {
            return Ok(None);
        }
        if column.identity == Some(Identity::Always) {
            return Err(PgError {
                detail: Some(format!(
                    "Column \"{}\" is an identity column defined as GENERATED ALWAYS.",
                    column.name
                )),
                ..PgError::new(
                    "428C9",
                    format!(
                        "cannot insert a non-DEFAULT value into column \"{}\"",
                        column.name
                    ),
                )
            });
        }
        let scope = Scope::empty();
        let kind = &column.of.kind;
        let compiled = compile_assignment(expr, &column.name, kind, &scope, self.runtime)?;
        sized(evaluate(&compiled, &[], self.runtime)?, &column.of).map(Some)
    }

    /// Inserts what a query returns.
    fn put_query(
        &mut self,
        inserting: &mut Inserting,
        query: &gluesql::core::sqlparser::ast::Query,
        columns: &[RelationColumn],
        places: &[usize],
        is_short: bool,
    ) -> Result<(), PgError> {
        let mut rows = query::run(query, self.runtime)?;
        // A text that stands alone takes the type of its column.
        if let SetExpr::Select(select) = &*query.body
            && select.projection.len() == rows.columns.len()
        {
            for (item, column) in select.projection.iter().zip(&mut rows.columns) {
                if let SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } = item
                    && matches!(
                        expr,
                        Expr::Value(Literal::SingleQuotedString(_) | Literal::Null)
                    )
                {
                    column.1 = Kind::Unknown;
                }
            }
        }
        check_count(rows.columns.len(), columns.len(), is_short)?;
        for ((_, from), column) in rows.columns.iter().zip(columns) {
            query::check_assignable(from, &column.of.kind, &column.name)?;
        }
        for row in rows.rows {
            let mut given = vec![None; inserting.fillers.len()];
            for (((value, (_, from)), column), place) in
                row.into_iter().zip(&rows.columns).zip(columns).zip(places)
            {
                let value = assign(value, from, &column.of.kind, self.runtime)?;
                given[*place] = Some(sized(value, &column.of)?);
            }
            self.put(inserting, given)?;
        }
        Ok(())
    }

    /// Inserts one row: what is given, and what fills the rest.
    pub(super) fn put(
        &mut self,
        inserting: &mut Inserting,
        given: Vec<Option<Value>>,
    ) -> Result<(), PgError> {
        let mut values = Vec::with_capacity(given.len());
        for (given, filler) in given.into_iter().zip(&inserting.fillers) {
            values.push(match given {
                Some(value) => value,
                None => filler.value(self.runtime)?,
            });
        }
        self.put_row(inserting, values.into())
    }

    /// Inserts one row that is whole.
    pub(super) fn put_row(&mut self, inserting: &mut Inserting, row: Row) -> Result<(), PgError> {
        let written = match inserting.resolution.arbiter() {
            None => {
                self.add(&inserting.table, &mut inserting.guard, Rc::clone(&row))?;
                Some(row)
            }
            Some(arbiter) => self.put_or_resolve(inserting, row, &arbiter)?,
        };
        if let Some(row) = written {
            inserting.outcome.count += 1;
            if let Some(returning) = &inserting.returning {
                let row = returning.row(&[Some(row)], self.runtime)?;
                inserting.outcome.rows.push(row);
            }
        }
        Ok(())
    }

    /// Inserts one row, or does what the statement says where its key is taken.
    fn put_or_resolve(
        &mut self,
        inserting: &mut Inserting,
        row: Row,
        arbiter: &Arbiter,
    ) -> Result<Option<Row>, PgError> {
        inserting.guard.check(&row, self.runtime)?;
        let stored = self.store.table(&inserting.table);
        let stored = stored.ok_or_else(|| refusal::no_relation(&inserting.table))?;
        let only = match arbiter {
            Arbiter::Any => None,
            Arbiter::These(uniques) => Some(&**uniques),
        };
        let met = inserting
            .guard
            .conflict(stored, &row, None, only, self.runtime)?;
        match met {
            None => {
                let table = Rc::clone(&inserting.table);
                self.add_checked(&table, &mut inserting.guard, Rc::clone(&row))?;
                inserting.resolution.wrote(&row);
                Ok(Some(row))
            }
            Some((_, id)) => self.resolve(inserting, &row, id),
        }
    }
}

/// Whether an expression is the word DEFAULT.
pub fn is_default(expr: &Expr) -> bool {
    matches!(expr, Expr::Identifier(ident)
        if ident.quote_style.is_none() && ident.value.eq_ignore_ascii_case("default"))
}

/// The places of the columns named, each once.
///
/// # Errors
/// 42703, 42701.
pub fn places_of(relation: &Relation, names: &[String]) -> Result<Vec<usize>, PgError> {
    let mut places = Vec::with_capacity(names.len());
    for name in names {
        let place = relation
            .place(name)
            .ok_or_else(|| refusal::no_column(relation, name))?;
        if places.contains(&place) {
            return Err(PgError::new(
                "42701",
                format!("column \"{name}\" specified more than once"),
            ));
        }
        places.push(place);
    }
    Ok(places)
}

/// Refuses rows of another length than the columns. A list of all columns may be given in part.
fn check_count(given: usize, columns: usize, is_short: bool) -> Result<(), PgError> {
    if given > columns {
        Err(PgError::new(
            "42601",
            "INSERT has more expressions than target columns",
        ))
    } else if given < columns && !is_short {
        Err(PgError::new(
            "42601",
            "INSERT has more target columns than expressions",
        ))
    } else {
        Ok(())
    }
}
