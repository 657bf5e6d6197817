//! Expressions: compiled once against a scope, evaluated per row.
//!
//! Compiling finds columns, types and functions, and refuses what Postgres refuses
//! before it runs. Evaluating reads rows by reference and copies no value it need not.

mod aggregate;
mod coerce;
mod comparison;
mod compile;
mod construct;
mod evaluate;
mod literal;
mod membership;
mod operator;
mod runtime;
mod scope;
mod subquery;
mod types;
mod walk;

pub use aggregate::{AggregateCall, Sort};
pub use aggregate::{aggregate_call, arguments, name_of as function_name, position, sort, sorted};
pub use coerce::{coerce, common, settle, to as coerce_to};
pub use comparison::{Comparison, comparison as compare};
pub use compile::Compiler;
pub use evaluate::Frame;
pub use literal::name_of;
pub use runtime::Runtime;
pub use scope::{Merged, Relation, Scope};
pub use subquery::{Remembered, Subquery};
pub use types::type_of;
pub use walk::{parts, references};

use std::rc::Rc;

use gluesql::core::sqlparser::ast;
use gluesql::prelude::Value;

use super::function::Call;
use super::value::{Hashed, Level, Modifier};
use super::{Kind, PgError};
use crate::engine::store::Row;

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

/// A column of a joined row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// How many queries further out the row is.
    pub level: usize,
    /// The relation's slot.
    pub slot: usize,
    /// The column's place in its row.
    pub column: usize,
}

/// What an expression does.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Always the same value.
    Constant(Value),
    /// A column's value.
    Column(Reference),
    /// A whole row of a relation, as JSON; its columns by name and type.
    Whole {
        /// How many queries further out the row is.
        level: usize,
        /// The relation's slot.
        slot: usize,
        /// The columns of it.
        columns: Rc<[(String, Kind)]>,
    },
    /// True if all are; flat, however many the text joins.
    And(Vec<Expression>),
    /// True if any is.
    Or(Vec<Expression>),
    /// The opposite; null stays null.
    Not(Box<Expression>),
    /// `IS [NOT] NULL`.
    IsNull {
        /// What is asked.
        of: Box<Expression>,
        /// Whether it is `IS NOT NULL`.
        negated: bool,
    },
    /// `IS [NOT] TRUE`, `FALSE`, `UNKNOWN`.
    Is {
        /// What is asked.
        of: Box<Expression>,
        /// What it should be; none is unknown.
        truth: Option<bool>,
        /// Whether it should not.
        negated: bool,
    },
    /// A comparison of two values of one type.
    Compare(Comparison, Box<(Expression, Expression)>),
    /// `IS [NOT] DISTINCT FROM`.
    IsDistinct {
        /// The two values.
        sides: Box<(Expression, Expression)>,
        /// Whether it is `IS NOT DISTINCT FROM`.
        negated: bool,
    },
    /// `[NOT] IN` a list of expressions.
    In {
        /// What is sought.
        of: Box<Expression>,
        /// Where.
        list: Vec<Expression>,
        /// Whether it should be absent.
        negated: bool,
    },
    /// `[NOT] IN` many constants.
    Among {
        /// What is sought.
        of: Box<Expression>,
        /// Where.
        set: Rc<Set>,
        /// Whether it should be absent.
        negated: bool,
    },
    /// `CASE`: conditions and what they lead to.
    Case {
        /// Condition and result.
        branches: Vec<(Expression, Expression)>,
        /// The result where none holds.
        otherwise: Option<Box<Expression>>,
    },
    /// The first that is not null.
    Coalesce(Vec<Expression>),
    /// `ARRAY[…]`.
    Array(Vec<Expression>),
    /// A value made one of another type.
    Cast {
        /// The value.
        of: Box<Expression>,
        /// Whether the statement asked for it.
        level: Level,
        /// The precision and scale of a `numeric`.
        modifier: Modifier,
    },
    /// A function or an operator.
    Call(Call, Vec<Expression>),
    /// `x = ANY (array)`, `x < ALL (array)`.
    Quantified {
        /// The left side.
        of: Box<Expression>,
        /// How it is compared with each element.
        comparison: Comparison,
        /// Whether all must satisfy it.
        all: bool,
        /// The array.
        array: Box<Expression>,
    },
    /// `x LIKE ANY (array)` and other operators over an array.
    CallQuantified {
        /// The operator.
        call: Call,
        /// The left side.
        of: Box<Expression>,
        /// Whether all must satisfy it.
        all: bool,
        /// The array.
        array: Box<Expression>,
    },
    /// A query's one value.
    Scalar(Subquery),
    /// Whether a query has rows.
    Exists(Subquery),
    /// All values of a query, as an array.
    ArrayOf(Subquery),
    /// `[NOT] IN (SELECT …)`, of one value or several.
    InQuery {
        /// What is sought.
        of: Vec<Expression>,
        /// Where.
        query: Subquery,
        /// Whether it should be absent.
        negated: bool,
    },
    /// `x < ANY (SELECT …)`.
    QuantifiedQuery {
        /// The left side.
        of: Box<Expression>,
        /// How it is compared with each row.
        comparison: Comparison,
        /// Whether all must satisfy it.
        all: bool,
        /// The query.
        query: Subquery,
    },
}

/// Constants by their hashes.
#[derive(Debug, Clone, Default)]
pub struct Set {
    /// The values, those of one hash together.
    pub values: Hashed<Vec<Value>>,
    /// Whether a null is among them.
    pub has_null: bool,
}

impl PartialEq for Set {
    fn eq(&self, other: &Self) -> bool {
        self.has_null == other.has_null && self.values == other.values
    }
}

impl Expression {
    /// A constant.
    pub const fn constant(value: Value, kind: Kind) -> Self {
        Self {
            kind,
            node: Node::Constant(value),
        }
    }

    /// A column of the row at hand.
    pub const fn column(slot: usize, column: usize, kind: Kind) -> Self {
        Self {
            kind,
            node: Node::Column(Reference {
                level: 0,
                slot,
                column,
            }),
        }
    }

    /// Its value, where it is constant.
    pub const fn as_constant(&self) -> Option<&Value> {
        if let Node::Constant(value) = &self.node {
            Some(value)
        } else {
            None
        }
    }
}

/// Compiles an expression that may have any type. A literal stays of type `Unknown`.
///
/// # Errors
/// What Postgres refuses: unknown columns and functions, types that do not meet.
pub fn compile(expr: &ast::Expr, scope: &Scope, runtime: &Runtime) -> Result<Expression, PgError> {
    compile::Compiler { scope, runtime }.compile(expr)
}

/// Compiles a condition; `clause` is where it stands (`WHERE`), for errors.
///
/// # Errors
/// As `compile`, and an expression that is no boolean.
pub fn compile_condition(
    expr: &ast::Expr,
    clause: &'static str,
    scope: &Scope,
    runtime: &Runtime,
) -> Result<Expression, PgError> {
    let before = scope.clause.replace(Some(clause));
    let condition = compile(expr, scope, runtime);
    scope.clause.set(before);
    coerce::boolean(condition?, clause, runtime)
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
    let value = compile(expr, scope, runtime)?;
    let found = value.kind.clone();
    coerce(value, kind, Level::Assignment, runtime)?.ok_or_else(|| {
        PgError::new(
            "42804",
            format!("column \"{column}\" is of type {kind} but expression is of type {found}"),
        )
    })
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
    let frame = Frame {
        slots,
        outer: None,
        runtime,
    };
    frame.value(expression).map(std::borrow::Cow::into_owned)
}

/// Whether a condition is true on a row; null is not.
///
/// # Errors
/// As `evaluate`.
pub fn holds(condition: &Expression, slots: &[Slot], runtime: &Runtime) -> Result<bool, PgError> {
    Frame {
        slots,
        outer: None,
        runtime,
    }
    .holds(condition)
}

/// A value of one type made one of another, as an assignment to a column makes it.
///
/// # Errors
/// `22P02` and its like, `22001` where text is too long, `42804` where there is no such cast.
pub fn assign(value: Value, from: &Kind, to: &Kind, runtime: &Runtime) -> Result<Value, PgError> {
    match super::value::castable(from, to) {
        Some(Level::Implicit | Level::Assignment) => {
            super::value::cast(value, from, to, Level::Assignment, runtime.environment)
        }
        _ => Err(PgError::new(
            "42804",
            format!("a value of type {from} is none of type {to}"),
        )),
    }
}
