//! Binary operators. Chains of them are walked, not recursed into: they may be long.

use gluesql::core::sqlparser::ast::{BinaryOperator, Expr};

use super::compile::{Compiler, truth};
use super::{Comparison, Expression, Node, coerce, comparison};
use crate::engine::postgres::function;
use crate::engine::postgres::{Kind, PgError};

/// An operand: a value, or a row of them.
enum Operand {
    Value(Expression),
    Row(Vec<Expression>),
}

/// Compiles a chain of binary operators.
pub fn binary(compiler: Compiler, expr: &Expr) -> Result<Expression, PgError> {
    let mut chain = Vec::new();
    let mut first = expr;
    while let Expr::BinaryOp { left, op, right } = first {
        chain.push((op, &**right));
        first = left;
    }
    let mut left = operand(compiler, first)?;
    for (op, right) in chain.into_iter().rev() {
        let right = operand(compiler, right)?;
        left = Operand::Value(apply(compiler, op, left, right)?);
    }
    match left {
        Operand::Value(value) => Ok(value),
        Operand::Row(_) => Err(super::compile::unsupported("a row outside a comparison")),
    }
}

fn operand(compiler: Compiler, expr: &Expr) -> Result<Operand, PgError> {
    match expr {
        Expr::Tuple(parts) => row(compiler, parts).map(Operand::Row),
        expr => compiler.compile(expr).map(Operand::Value),
    }
}

/// The parts of a row.
pub fn row(compiler: Compiler, parts: &[Expr]) -> Result<Vec<Expression>, PgError> {
    parts.iter().map(|part| compiler.compile(part)).collect()
}

fn apply(
    compiler: Compiler,
    op: &BinaryOperator,
    left: Operand,
    right: Operand,
) -> Result<Expression, PgError> {
    let runtime = compiler.runtime;
    match (op, left, right) {
        (BinaryOperator::And, Operand::Value(left), Operand::Value(right)) => {
            let left = coerce::boolean(left, "AND", runtime)?;
            Ok(both(left, coerce::boolean(right, "AND", runtime)?))
        }
        (BinaryOperator::Or, Operand::Value(left), Operand::Value(right)) => {
            let left = coerce::boolean(left, "OR", runtime)?;
            let right = coerce::boolean(right, "OR", runtime)?;
            let mut list = match left.node {
                Node::Or(list) => list,
                node => vec![Expression {
                    kind: left.kind,
                    node,
                }],
            };
            match right.node {
                Node::Or(more) => list.extend(more),
                node => list.push(Expression {
                    kind: right.kind,
                    node,
                }),
            }
            Ok(truth(Node::Or(list)))
        }
        (op, Operand::Row(left), Operand::Row(right)) => rows(compiler, op, left, right),
        (op, Operand::Value(left), Operand::Value(right)) => {
            if let Some(operator) = Comparison::of(op) {
                return comparison::comparison(operator, left, right, runtime);
            }
            function::binary(&symbol(op), left, right, runtime)
        }
        (op, ..) => Err(PgError::new(
            "42883",
            format!("operator does not exist: record {op} record"),
        )),
    }
}

/// An operator's symbol as the tables of functions have it.
pub fn symbol(op: &BinaryOperator) -> String {
    match op {
        BinaryOperator::PGLikeMatch => "~~".to_owned(),
        BinaryOperator::PGCustomBinaryOperator(parts) => parts.last().cloned().unwrap_or_default(),
        op => op.to_string(),
    }
}

/// Both conditions, as one flat list.
pub fn both(left: Expression, right: Expression) -> Expression {
    let mut list = match left.node {
        Node::And(list) => list,
        node => vec![Expression {
            kind: left.kind,
            node,
        }],
    };
    match right.node {
        Node::And(more) => list.extend(more),
        node => list.push(Expression {
            kind: right.kind,
            node,
        }),
    }
    truth(Node::And(list))
}

/// A comparison of rows, column by column.
pub fn rows(
    compiler: Compiler,
    op: &BinaryOperator,
    left: Vec<Expression>,
    right: Vec<Expression>,
) -> Result<Expression, PgError> {
    if left.len() != right.len() {
        return Err(PgError::new(
            "42601",
            "unequal number of entries in row expressions",
        ));
    }
    let Some(operator) = Comparison::of(op) else {
        return Err(PgError::new(
            "42883",
            format!("operator does not exist: record {op} record"),
        ));
    };
    let pairs: Vec<(Expression, Expression)> = left.into_iter().zip(right).collect();
    let compare = |operator: Comparison, pair: &(Expression, Expression)| {
        comparison::comparison(operator, pair.0.clone(), pair.1.clone(), compiler.runtime)
    };
    match operator {
        Comparison::Equal => {
            let list: Result<Vec<_>, _> =
                pairs.iter().map(|pair| compare(operator, pair)).collect();
            Ok(truth(Node::And(list?)))
        }
        Comparison::NotEqual => {
            let list: Result<Vec<_>, _> =
                pairs.iter().map(|pair| compare(operator, pair)).collect();
            Ok(truth(Node::Or(list?)))
        }
        ordered => {
            // (a, b) < (c, d): a < c, or a = c and b < d; only the last may be equal.
            let strict = match ordered {
                Comparison::LessOrEqual => Comparison::Less,
                Comparison::GreaterOrEqual => Comparison::Greater,
                other => other,
            };
            let mut result: Option<Expression> = None;
            for (place, pair) in pairs.iter().enumerate().rev() {
                let is_last = place + 1 == pairs.len();
                let own = compare(if is_last { ordered } else { strict }, pair)?;
                result = Some(match result {
                    None => own,
                    Some(rest) => {
                        let equal = compare(Comparison::Equal, pair)?;
                        truth(Node::Or(vec![own, both(equal, rest)]))
                    }
                });
            }
            result.ok_or_else(|| PgError::new("42601", "cannot compare rows of zero length"))
        }
    }
}

/// The kind of arrays of a kind.
pub fn array_of(kind: &Kind) -> Kind {
    Kind::Array(Box::new(kind.clone()))
}
