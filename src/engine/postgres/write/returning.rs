//! RETURNING: what is told of each row written.

use gluesql::core::sqlparser::ast::SelectItem;
use gluesql::prelude::Value;

use crate::engine::postgres::expression::{Expression, Runtime, Scope, Slot, evaluate};
use crate::engine::postgres::select::projection;
use crate::engine::postgres::{Kind, PgError};

/// What is told of each row.
#[derive(Debug)]
pub struct Returning {
    /// Its columns.
    pub columns: Vec<(String, Kind)>,
    items: Vec<Expression>,
}

impl Returning {
    /// Reads what follows RETURNING.
    ///
    /// # Errors
    /// What Postgres refuses in it.
    pub fn new(items: &[SelectItem], scope: &Scope, runtime: &Runtime) -> Result<Self, PgError> {
        Ok(Self::of(projection(items, scope, runtime)?))
    }

    /// The columns of one table at those places.
    pub fn of_places(columns: Vec<(String, Kind)>, places: &[usize]) -> Self {
        let columns = columns.into_iter().zip(places);
        Self::of(
            columns
                .map(|((name, kind), place)| (name, Expression::column(0, *place, kind)))
                .collect(),
        )
    }

    fn of(list: Vec<(String, Expression)>) -> Self {
        let mut columns = Vec::with_capacity(list.len());
        let mut items = Vec::with_capacity(list.len());
        for (name, item) in list {
            let kind = match &item.kind {
                Kind::Unknown => Kind::Text,
                kind => kind.clone(),
            };
            columns.push((name, kind));
            items.push(item);
        }
        Self { columns, items }
    }

    /// What is told of one row.
    ///
    /// # Errors
    /// What an expression refuses.
    pub fn row(&self, slots: &[Slot], runtime: &Runtime) -> Result<Vec<Value>, PgError> {
        let items = self.items.iter();
        items.map(|item| evaluate(item, slots, runtime)).collect()
    }
}
