//! What a compiled query is.

use std::collections::BTreeSet;
use std::rc::Rc;

use gluesql::core::sqlparser::ast::SetOperator;

use super::rowset::{Place, Rowset};
use super::source::Source;
use super::{Common, WindowCall};
use crate::engine::postgres::expression::{AggregateCall, Expression, Frame, Reference, Runtime};
use crate::engine::postgres::{Kind, PgError};

/// A compiled query.
#[derive(Debug)]
pub struct Plan {
    /// Its columns by name and type.
    pub columns: Rc<[(String, Kind)]>,
    /// The columns of outer rows it reads, as seen from inside.
    pub used: BTreeSet<Reference>,
    pub(super) body: Body,
    /// The queries that its WITH names: their rows are made anew with each run.
    pub(super) commons: Vec<Rc<Common>>,
    pub(super) limit: Option<Expression>,
    pub(super) offset: Option<Expression>,
    /// The order of a set operation's or of VALUES' rows, by their columns.
    pub(super) order: Vec<Key>,
}

/// What makes the rows.
#[derive(Debug)]
pub(super) enum Body {
    Select(Box<Select>),
    Values(Vec<Vec<Expression>>),
    Set {
        operator: SetOperator,
        is_all: bool,
        /// The queries, in order, and the types their columns have to become where they differ.
        parts: Vec<(Plan, Option<Vec<Kind>>)>,
    },
    /// A query in parentheses with an order or a limit of its own.
    Nested(Box<Plan>),
}

/// One SELECT.
#[derive(Debug)]
pub(super) struct Select {
    /// Where its rows come from; nothing is one empty row.
    pub source: Option<Source>,
    /// How many slots the sources fill.
    pub width: usize,
    /// Conditions on no source: they let all rows pass or none.
    pub guards: Vec<Expression>,
    /// Conditions on joined rows.
    pub filter: Vec<Expression>,
    pub grouping: Option<Grouping>,
    pub windows: Vec<WindowCall>,
    /// Values computed for each row, in the last slot.
    pub computed: Vec<Expression>,
    /// The output's columns.
    pub outputs: Rc<[Place]>,
    pub distinct: Distinct,
    pub order: Vec<Key>,
}

/// How rows are grouped.
#[derive(Debug)]
pub(super) struct Grouping {
    /// What rows of a group share. None at all is one group, of no rows too.
    pub keys: Vec<Expression>,
    pub aggregates: Vec<AggregateCall>,
    pub having: Option<Expression>,
}

/// Which rows count as the same.
#[derive(Debug)]
pub(super) enum Distinct {
    None,
    All,
    On(Vec<Place>),
}

/// One key of an order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub place: Place,
    pub is_descending: bool,
    pub nulls_first: bool,
}

impl Plan {
    /// Runs it, for the row of an outer query where it stands in one; `most` rows are enough.
    ///
    /// # Errors
    /// What Postgres refuses at run time.
    pub fn run(
        &self,
        runtime: &Runtime,
        outer: Option<&Frame>,
        most: Option<usize>,
    ) -> Result<Rowset, PgError> {
        super::execute::run(self, runtime, outer, most)
    }
}
