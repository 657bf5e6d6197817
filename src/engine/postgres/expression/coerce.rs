//! How types meet.

use gluesql::prelude::Value;

use super::{Expression, Node, Runtime};
use crate::engine::postgres::value::{Level, cast, castable};
use crate::engine::postgres::{Kind, PgError};

/// An expression made one of another type, if it becomes one at that level.
///
/// # Errors
/// A constant that does not convert: `22P02`.
pub fn coerce(
    mut expression: Expression,
    to: &Kind,
    level: Level,
    runtime: &Runtime,
) -> Result<Option<Expression>, PgError> {
    if expression.kind == *to {
        return Ok(Some(expression));
    }
    if castable(&expression.kind, to).is_none_or(|needed| needed > level) {
        return Ok(None);
    }
    if expression.kind == Kind::Unknown
        && let Node::Constant(value) = expression.node
    {
        return constant(value, to, level, runtime).map(Some);
    }
    if expression.kind == Kind::Unknown
        && let (Node::Array(parts), Kind::Array(of)) = (&expression.node, to)
        && parts.is_empty()
    {
        let _ = of;
        return Ok(Some(Expression {
            kind: to.clone(),
            node: expression.node,
        }));
    }
    if is_same_value(&expression.kind, to) {
        expression.kind = to.clone();
        return Ok(Some(expression));
    }
    Ok(Some(Expression {
        kind: to.clone(),
        node: Node::Cast {
            of: Box::new(expression),
            level,
            modifier: None,
        },
    }))
}

/// A literal or a parameter as a value of a type.
fn constant(
    value: Value,
    to: &Kind,
    level: Level,
    runtime: &Runtime,
) -> Result<Expression, PgError> {
    let from = match &value {
        Value::Null => return Ok(Expression::constant(Value::Null, to.clone())),
        // A parameter comes with the type JavaScript gave it, and converts as its text would.
        Value::Bool(_) => Kind::Boolean,
        Value::I64(_) => Kind::BigInt,
        Value::F64(_) => Kind::Double,
        Value::Decimal(_) => Kind::Numeric,
        Value::Timestamp(_) => Kind::TimestampTz,
        Value::Bytea(_) => Kind::Bytea,
        Value::List(_) => Kind::Array(Box::new(Kind::Unknown)),
        _ => Kind::Unknown,
    };
    let value = cast(value, &from, to, level, runtime.environment)?;
    Ok(Expression::constant(value, to.clone()))
}

/// Whether a value of one type is one of the other as it stands.
fn is_same_value(from: &Kind, to: &Kind) -> bool {
    match (from, to) {
        (from, Kind::Text | Kind::Varchar(None)) if from.is_text() => true,
        (Kind::Enum(_) | Kind::Json | Kind::Jsonb, Kind::Text) => true,
        (Kind::Timestamp, Kind::TimestampTz) | (Kind::TimestampTz, Kind::Timestamp) => true,
        (Kind::Real, Kind::Double) => true,
        (from, to) if from.is_whole() && to.is_whole() => from.rank() < to.rank(),
        (Kind::Array(from), Kind::Array(to)) => from == to || is_same_value(from, to),
        _ => false,
    }
}

/// The type at which two meet in a comparison, a CASE or a UNION; none where they do not.
pub fn common(left: &Kind, right: &Kind) -> Option<Kind> {
    if left == right {
        return Some(left.clone());
    }
    match (left, right) {
        (Kind::Unknown, other) | (other, Kind::Unknown) => Some(other.clone()),
        (left, right) if left.is_text() && right.is_text() => Some(Kind::Text),
        (left, right) if left.is_number() && right.is_number() => {
            Some(match (left.rank()?.max(right.rank()?), left == right) {
                // A real meets anything else at double.
                (5, false) => Kind::Double,
                (rank, _) if left.rank() == Some(rank) => left.clone(),
                _ => right.clone(),
            })
        }
        (left, right) if left.is_moment() && right.is_moment() => {
            Some(if [left, right].contains(&&Kind::TimestampTz) {
                Kind::TimestampTz
            } else {
                Kind::Timestamp
            })
        }
        (Kind::Array(left), Kind::Array(right)) => {
            // Arrays are of one type or of none; only the empty one takes the other's.
            let is_same = left == right
                || **left == Kind::Unknown
                || **right == Kind::Unknown
                || matches!(
                    (&**left, &**right),
                    (Kind::Varchar(_), Kind::Varchar(_)) | (Kind::Char(_), Kind::Char(_))
                );
            is_same.then(|| {
                Kind::Array(if **left == Kind::Unknown {
                    right.clone()
                } else {
                    left.clone()
                })
            })
        }
        (Kind::Time, Kind::Interval) | (Kind::Interval, Kind::Time) => Some(Kind::Interval),
        _ => None,
    }
}

/// Several expressions at their common type, which is text where none says one.
///
/// # Errors
/// `42804`: `CASE types integer and text cannot be matched`, for that construct.
pub fn settle(
    expressions: Vec<Expression>,
    construct: &str,
    runtime: &Runtime,
) -> Result<(Vec<Expression>, Kind), PgError> {
    let mut kind = Kind::Unknown;
    for expression in &expressions {
        kind = common(&kind, &expression.kind).ok_or_else(|| {
            PgError::new(
                "42804",
                format!(
                    "{construct} types {kind} and {} cannot be matched",
                    expression.kind
                ),
            )
        })?;
    }
    if kind == Kind::Unknown {
        kind = Kind::Text;
    }
    let settled = expressions
        .into_iter()
        .map(|expression| to(expression, &kind, runtime))
        .collect::<Result<_, _>>()?;
    Ok((settled, kind))
}

/// An expression at a type it is known to become.
///
/// # Errors
/// A constant that does not convert, and `42846` where it does not become one after all.
pub fn to(expression: Expression, kind: &Kind, runtime: &Runtime) -> Result<Expression, PgError> {
    let from = expression.kind.clone();
    coerce(expression, kind, Level::Implicit, runtime)?
        .ok_or_else(|| PgError::new("42846", format!("cannot cast type {from} to {kind}")))
}

/// A condition.
///
/// # Errors
/// `42804`: `argument of WHERE must be type boolean, not type integer`.
pub fn boolean(
    expression: Expression,
    clause: &str,
    runtime: &Runtime,
) -> Result<Expression, PgError> {
    let found = expression.kind.clone();
    coerce(expression, &Kind::Boolean, Level::Implicit, runtime)?.ok_or_else(|| {
        PgError::new(
            "42804",
            format!("argument of {clause} must be type boolean, not type {found}"),
        )
    })
}
