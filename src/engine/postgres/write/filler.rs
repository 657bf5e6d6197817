//! What fills a column where no value is given.

use std::rc::Rc;

use gluesql::prelude::Value;

use super::value::sized;
use crate::engine::postgres::catalog::{Catalog, Sequence};
use crate::engine::postgres::expression::{
    Expression, Runtime, Scope, compile_assignment, evaluate,
};
use crate::engine::postgres::relation::{ColumnDefault, RelationColumn};
use crate::engine::postgres::types::ColumnType;
use crate::engine::postgres::{PgError, refusal};

/// What fills a column where no value is given.
#[derive(Debug, Clone)]
pub enum Filler {
    /// A value known beforehand.
    Constant(Value),
    /// The next number of a sequence.
    Sequence(Rc<Sequence>),
    /// What an expression gives.
    Expression(Expression, ColumnType),
}

impl Filler {
    /// What fills that column.
    ///
    /// # Errors
    /// The default names what is no more.
    pub fn of(
        column: &RelationColumn,
        catalog: &Catalog,
        runtime: &Runtime,
    ) -> Result<Self, PgError> {
        Ok(match &column.default {
            None => Self::Constant(Value::Null),
            Some(ColumnDefault::Constant(value, _)) => Self::Constant(value.clone()),
            Some(ColumnDefault::Sequence(key)) => Self::Sequence(Rc::clone(
                catalog
                    .sequence(key)
                    .ok_or_else(|| refusal::no_relation(key))?,
            )),
            Some(ColumnDefault::Expression(expression, _)) => {
                let kind = &column.of.kind;
                let scope = Scope::empty();
                let compiled = compile_assignment(expression, &column.name, kind, &scope, runtime)?;
                Self::Expression(compiled, column.of.clone())
            }
        })
    }

    /// The value for one row.
    ///
    /// # Errors
    /// The sequence has run out, or the expression fails.
    pub fn value(&self, runtime: &Runtime) -> Result<Value, PgError> {
        match self {
            Self::Constant(value) => Ok(value.clone()),
            Self::Sequence(sequence) => sequence.next().map(Value::I64),
            Self::Expression(expression, of) => sized(evaluate(expression, &[], runtime)?, of),
        }
    }
}
