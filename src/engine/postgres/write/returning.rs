//! RETURNING: what is told of each row written.

use gluesql::core::sqlparser::ast::{Expr, FunctionArguments, SelectItem};
use gluesql::prelude::Value;

use crate::engine::postgres::expression::{Expression, Runtime, Scope, Slot, compile, evaluate};
use crate::engine::postgres::names::name_of;
use crate::engine::postgres::{Kind, PgError};

/// What is told of each row.
#[derive(Debug)]
pub struct Returning {
    /// Its columns.
    pub columns: Vec<(String, Kind)>,
    items: Vec<Item>,
}

#[derive(Debug)]
enum Item {
    /// A column: slot and place.
    Column(usize, usize),
    /// Anything else.
    Expression(Expression),
}

impl Returning {
    /// Reads what follows RETURNING.
    ///
    /// # Errors
    /// What Postgres refuses in it.
    pub fn new(items: &[SelectItem], scope: &Scope, runtime: &Runtime) -> Result<Self, PgError> {
        let mut returning = Self {
            columns: Vec::new(),
            items: Vec::new(),
        };
        for item in items {
            match item {
                SelectItem::Wildcard(_) => {
                    for slot in 0..scope.relations.len() {
                        returning.all(scope, slot);
                    }
                }
                SelectItem::QualifiedWildcard(name, _) => {
                    let wanted = name.0.last().map(name_of).unwrap_or_default();
                    let slot = scope
                        .relations
                        .iter()
                        .position(|relation| relation.name == wanted);
                    let slot = slot.ok_or_else(|| {
                        PgError::new(
                            "42P01",
                            format!("missing FROM-clause entry for table \"{wanted}\""),
                        )
                    })?;
                    returning.all(scope, slot);
                }
                SelectItem::UnnamedExpr(expr) => {
                    returning.one(expr, label_of(expr), scope, runtime)?;
                }
                SelectItem::ExprWithAlias { expr, alias } => {
                    returning.one(expr, name_of(alias), scope, runtime)?;
                }
            }
        }
        Ok(returning)
    }

    /// The columns of those names of one table.
    pub fn of_places(columns: Vec<(String, Kind)>, places: &[usize]) -> Self {
        Self {
            columns,
            items: places.iter().map(|place| Item::Column(0, *place)).collect(),
        }
    }

    fn all(&mut self, scope: &Scope, slot: usize) {
        for (place, column) in scope.relations[slot].columns.iter().enumerate() {
            self.columns.push(column.clone());
            self.items.push(Item::Column(slot, place));
        }
    }

    fn one(
        &mut self,
        expr: &Expr,
        label: String,
        scope: &Scope,
        runtime: &Runtime,
    ) -> Result<(), PgError> {
        let compiled = compile(expr, scope, runtime)?;
        let kind = match &compiled.kind {
            Kind::Unknown => Kind::Text,
            kind => kind.clone(),
        };
        self.columns.push((label, kind));
        self.items.push(Item::Expression(compiled));
        Ok(())
    }

    /// What is told of one row.
    ///
    /// # Errors
    /// What an expression refuses.
    pub fn row(&self, slots: &[Slot], runtime: &Runtime) -> Result<Vec<Value>, PgError> {
        let mut row = Vec::with_capacity(self.items.len());
        for item in &self.items {
            row.push(match item {
                Item::Column(slot, place) => match &slots[*slot] {
                    Some(row) => row[*place].clone(),
                    None => Value::Null,
                },
                Item::Expression(expression) => evaluate(expression, slots, runtime)?,
            });
        }
        Ok(row)
    }
}

/// The name Postgres gives an expression without one.
fn label_of(expr: &Expr) -> String {
    match expr {
        Expr::Identifier(name) => name_of(name),
        Expr::CompoundIdentifier(names) => names.last().map(name_of).unwrap_or_default(),
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => label_of(inner),
        Expr::Function(function) if !matches!(function.args, FunctionArguments::Subquery(_)) => {
            function.name.0.last().map(name_of).unwrap_or_default()
        }
        Expr::Case { .. } => "case".to_owned(),
        _ => "?column?".to_owned(),
    }
}
