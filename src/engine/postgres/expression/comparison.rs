//! The six comparisons.

use std::cmp::Ordering;

use gluesql::core::sqlparser::ast::BinaryOperator;
use gluesql::prelude::Value;

use super::{Expression, Node, Runtime, coerce};
use crate::engine::postgres::value::compare;
use crate::engine::postgres::{Environment, Kind, PgError};

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// The comparison an operator is.
    pub const fn of(operator: &BinaryOperator) -> Option<Self> {
        Some(match operator {
            BinaryOperator::Eq => Self::Equal,
            BinaryOperator::NotEq => Self::NotEqual,
            BinaryOperator::Lt => Self::Less,
            BinaryOperator::LtEq => Self::LessOrEqual,
            BinaryOperator::Gt => Self::Greater,
            BinaryOperator::GtEq => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    /// As statements write it.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// Whether values that so compare satisfy it.
    pub const fn accepts(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }

    /// Whether two values satisfy it; none where one is null.
    pub fn holds(self, left: &Value, right: &Value) -> Option<bool> {
        if left.is_null() || right.is_null() {
            return None;
        }
        Some(self.accepts(compare(left, right)))
    }
}

/// A comparison of two expressions at the type where they meet.
///
/// # Errors
/// `42883`: `operator does not exist: integer = text`.
pub fn comparison(
    operator: Comparison,
    left: Expression,
    right: Expression,
    runtime: &Runtime,
) -> Result<Expression, PgError> {
    let (left, right) = meet(operator.symbol(), left, right, runtime)?;
    let node = match &left.kind {
        // The order of an enum is that of its labels.
        Kind::Enum(name) if !matches!(operator, Comparison::Equal | Comparison::NotEqual) => {
            let labels = runtime.environment.labels(name).unwrap_or_default();
            let place = |of: Expression| ranked(of, &labels);
            Node::Compare(operator, Box::new((place(left), place(right))))
        }
        _ => Node::Compare(operator, Box::new((left, right))),
    };
    Ok(Expression {
        kind: Kind::Boolean,
        node,
    })
}

/// The place of an enum's value among its labels, to sort and compare by.
pub fn ranked(of: Expression, labels: &[String]) -> Expression {
    if let Node::Constant(Value::Str(text)) = &of.node {
        let place = labels.iter().position(|label| label == text);
        return Expression::constant(
            place.map_or(Value::Null, |place| {
                Value::I64(i64::try_from(place).unwrap_or(i64::MAX))
            }),
            Kind::Integer,
        );
    }
    let branches = labels
        .iter()
        .zip(0..)
        .map(|(label, place)| {
            let label = Expression::constant(Value::Str(label.clone()), of.kind.clone());
            let condition = Expression {
                kind: Kind::Boolean,
                node: Node::Compare(Comparison::Equal, Box::new((of.clone(), label))),
            };
            (
                condition,
                Expression::constant(Value::I64(place), Kind::Integer),
            )
        })
        .collect();
    Expression {
        kind: Kind::Integer,
        node: Node::Case {
            branches,
            otherwise: None,
        },
    }
}

/// Two expressions at the type where they meet, for an operator.
///
/// # Errors
/// `42883` where they do not meet, or where values of the type cannot be compared.
pub fn meet(
    symbol: &str,
    left: Expression,
    right: Expression,
    runtime: &Runtime,
) -> Result<(Expression, Expression), PgError> {
    let refuse = || no_operator(&left.kind, symbol, &right.kind);
    let kind = coerce::common(&left.kind, &right.kind).ok_or_else(refuse)?;
    if kind == Kind::Json {
        return Err(refuse());
    }
    let kind = match kind {
        Kind::Unknown => Kind::Text,
        // A length is no part of a comparison.
        Kind::Varchar(_) => Kind::Text,
        Kind::Char(_) => Kind::Char(None),
        kind => kind,
    };
    let (mut left, mut right) = (
        coerce::to(left, &kind, runtime)?,
        coerce::to(right, &kind, runtime)?,
    );
    if matches!(kind, Kind::Char(_)) {
        // Spaces at the end of a `character` do not count.
        left = trimmed(left);
        right = trimmed(right);
    }
    Ok((left, right))
}

fn trimmed(expression: Expression) -> Expression {
    if let Node::Constant(Value::Str(text)) = &expression.node {
        let text = text.trim_end_matches(' ').to_owned();
        return Expression::constant(Value::Str(text), expression.kind);
    }
    crate::engine::postgres::function::trim_end(expression)
}

/// `42883` of an operator.
pub fn no_operator(left: &Kind, symbol: &str, right: &Kind) -> PgError {
    PgError::new(
        "42883",
        format!("operator does not exist: {left} {symbol} {right}"),
    )
}

/// The labels of an enum, in order.
pub fn labels(kind: &Kind, environment: &dyn Environment) -> Option<Vec<String>> {
    if let Kind::Enum(name) = kind {
        environment.labels(name)
    } else {
        None
    }
}
