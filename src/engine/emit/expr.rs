//! Expressions, in the form `GlueSQL` reads them from SQL.

use gluesql::core::ast::{BinaryOperator, Expr, Function, Literal, UnaryOperator};
use gluesql::prelude::{DataType, Value};

use crate::engine::convert;

/// A column of the only table.
pub fn column(name: &str) -> Expr {
    Expr::Identifier(name.to_owned())
}

/// A column of one of several tables.
pub fn column_of(alias: &str, name: &str) -> Expr {
    Expr::CompoundIdentifier {
        alias: alias.to_owned(),
        ident: name.to_owned(),
    }
}

/// A whole number.
pub fn number(value: u64) -> Expr {
    Expr::Literal(Literal::Number(value.into()))
}

/// A stored value as a literal of its type.
pub fn value(value: &Value) -> Expr {
    match value {
        Value::Null | Value::Bool(_) | Value::Bytea(_) => Expr::Value(value.clone()),
        Value::I64(value) if *value < 0 => Expr::UnaryOp {
            op: UnaryOperator::Minus,
            expr: Box::new(number(value.unsigned_abs())),
        },
        Value::I64(value) => number(value.unsigned_abs()),
        Value::F64(value) => cast(format!("{value:e}"), DataType::Float),
        Value::Decimal(value) => cast(value.to_string(), DataType::Decimal),
        Value::Str(value) => text(value.clone()),
        Value::Date(day) => typed(day.format("%Y-%m-%d").to_string(), DataType::Date),
        Value::Time(time) => typed(time.format("%H:%M:%S%.f").to_string(), DataType::Time),
        Value::Timestamp(moment) => typed(
            moment.format("%Y-%m-%d %H:%M:%S%.3f").to_string(),
            DataType::Timestamp,
        ),
        Value::Uuid(value) => cast(convert::format_uuid(*value), DataType::Uuid),
        other => text(String::from(other.clone())),
    }
}

/// One expression and another.
pub fn binary(left: Expr, op: BinaryOperator, right: Expr) -> Expr {
    Expr::BinaryOp {
        left: Box::new(left),
        op,
        right: Box::new(right),
    }
}

/// `… IS NULL`, or `… IS NOT NULL`.
pub fn is_null(expr: Expr, is_plain: bool) -> Expr {
    if is_plain {
        Expr::IsNull(Box::new(expr))
    } else {
        Expr::IsNotNull(Box::new(expr))
    }
}

/// `… IN (…)`, or `… NOT IN (…)`.
pub fn listed(expr: Expr, list: Vec<Expr>, is_plain: bool) -> Expr {
    Expr::InList {
        expr: Box::new(expr),
        list,
        negated: !is_plain,
    }
}

/// Between parentheses.
pub fn nested(expr: Expr) -> Expr {
    Expr::Nested(Box::new(expr))
}

/// An expression, or what it is where it is null.
pub fn coalesce(expr: Expr, otherwise: Value) -> Expr {
    Expr::Function(Box::new(Function::Coalesce(vec![expr, value(&otherwise)])))
}

/// All of them, joined by AND; nothing of none.
pub fn all_of(parts: impl IntoIterator<Item = Expr>) -> Option<Expr> {
    let and = |left, right| binary(left, BinaryOperator::And, right);
    parts.into_iter().reduce(and)
}

/// Any of them, joined by OR; nothing of none.
pub fn any_of(parts: impl IntoIterator<Item = Expr>) -> Option<Expr> {
    let or = |left, right| binary(left, BinaryOperator::Or, right);
    parts.into_iter().reduce(or)
}

fn text(value: String) -> Expr {
    Expr::Literal(Literal::QuotedString(value))
}

fn cast(value: String, data_type: DataType) -> Expr {
    let expr = text(value);
    Expr::Function(Box::new(Function::Cast { expr, data_type }))
}

const fn typed(value: String, data_type: DataType) -> Expr {
    Expr::TypedString { data_type, value }
}
