//! Conditions that mean in `GlueSQL` what it means in Postgres.
//!
//! `GlueSQL` takes TRUE OR NULL for NULL, fails on `LIKE` of a null, and compares
//! values of two types by chance (`engine-facts`, headlines 2 and 3). So a
//! comparison under OR or NOT never yields null here, and what cannot be said
//! safely is left to `evaluate`: the statement then selects more, never less.

use gluesql::prelude::Value as EngineValue;

use crate::engine::emit::{
    BinaryOperator, Expr, all_of, any_of, binary, coalesce, column_of, is_null, listed, literal,
    nested,
};
use crate::orm::query::{Cell, Clause, Comparison, Plan};
use crate::orm::schema::DataType;
use crate::orm::value::Value;

/// Terms of one AND or OR: `GlueSQL` recurses for each (`engine-facts`: it overflows near 500).
const MOST_TERMS: usize = 64;
/// Values of an IN.
const MOST_VALUES: usize = 200;
/// How deep groups may stand in one another.
const MOST_LEVELS: usize = 8;

/// A condition for `GlueSQL`.
pub struct Emitted {
    /// What can be said, or nothing.
    pub condition: Option<Expr>,
    /// Whether that is all of it.
    pub is_whole: bool,
}

/// The part of a condition that `GlueSQL` can be trusted with.
pub fn emit(plan: &Plan, clause: &Clause<Cell>) -> Emitted {
    let mut parts = Vec::new();
    let mut is_whole = true;
    let mut add = |part: Option<Expr>| match part {
        Some(part) => parts.push(part),
        None => is_whole = false,
    };
    for (cell, comparisons) in &clause.keys {
        for one in comparisons {
            // A null here rejects the row, as it should.
            add(comparison(plan, *cell, one, true));
        }
    }
    if !clause.any.is_empty() {
        add(any(plan, &clause.any, true, 0));
    }
    if let Some(clause) = &clause.not {
        add(group(plan, clause, false, 0));
    }
    for clause in &clause.all {
        add(group(plan, clause, true, 0));
    }
    is_whole &= parts.len() <= MOST_TERMS;
    parts.truncate(MOST_TERMS);
    Emitted {
        condition: all_of(parts),
        is_whole,
    }
}

/// An object, true or false but never null: whether it holds, or whether its opposite does.
fn group(plan: &Plan, clause: &Clause<Cell>, is_plain: bool, level: usize) -> Option<Expr> {
    if level > MOST_LEVELS {
        return None;
    }
    let mut parts = Vec::new();
    for (cell, comparisons) in &clause.keys {
        for one in comparisons {
            let comparison = comparison(plan, *cell, one, is_plain)?;
            parts.push(coalesce(comparison, EngineValue::Bool(false)));
        }
    }
    if !clause.any.is_empty() {
        parts.push(any(plan, &clause.any, is_plain, level + 1)?);
    }
    if let Some(clause) = &clause.not {
        parts.push(group(plan, clause, !is_plain, level + 1)?);
    }
    for clause in &clause.all {
        parts.push(group(plan, clause, is_plain, level + 1)?);
    }
    joined(parts, is_plain)
}

fn any(plan: &Plan, clauses: &[Clause<Cell>], is_plain: bool, level: usize) -> Option<Expr> {
    let parts = clauses
        .iter()
        .map(|clause| group(plan, clause, is_plain, level))
        .collect::<Option<Vec<_>>>()?;
    joined(parts, !is_plain)
}

fn joined(mut parts: Vec<Expr>, by_and: bool) -> Option<Expr> {
    match parts.len() {
        0 | 1 => parts.pop(),
        count if count > MOST_TERMS => None,
        _ if by_and => all_of(parts).map(nested),
        _ => any_of(parts).map(nested),
    }
}

/// One comparison, or its opposite; null where the value is, unless it asks for that.
fn comparison(plan: &Plan, cell: Cell, comparison: &Comparison, is_plain: bool) -> Option<Expr> {
    use BinaryOperator::{Eq, Gt, GtEq, Lt, LtEq, NotEq};
    let column = plan.column(cell);
    let data_type = &column.data_type;
    let name = || column_of(&plan.slots[cell.slot].alias, &column.name);
    let list = |values: &[Value], is_in: bool| {
        let is_short = !values.is_empty() && values.len() <= MOST_VALUES;
        let values = values.iter().map(|value| safe_literal(data_type, value));
        let values = values.collect::<Option<Vec<_>>>()?;
        is_short.then(|| listed(name(), values, is_in == is_plain))
    };
    let compared = |plain: BinaryOperator, opposite: BinaryOperator, value: Expr| {
        binary(name(), if is_plain { plain } else { opposite }, value)
    };
    Some(match comparison {
        Comparison::Eq(Value::Null) => is_null(name(), is_plain),
        Comparison::Ne(Value::Null) => is_null(name(), !is_plain),
        Comparison::Eq(right) => compared(Eq, NotEq, safe_literal(data_type, right)?),
        Comparison::Ne(right) => compared(NotEq, Eq, safe_literal(data_type, right)?),
        Comparison::Gt(right) => compared(Gt, LtEq, ordered(data_type, right)?),
        Comparison::Gte(right) => compared(GtEq, Lt, ordered(data_type, right)?),
        Comparison::Lt(right) => compared(Lt, GtEq, ordered(data_type, right)?),
        Comparison::Lte(right) => compared(LtEq, Gt, ordered(data_type, right)?),
        Comparison::In(values) => list(values, true)?,
        Comparison::NotIn(values) => list(values, false)?,
        Comparison::Between(low, high) | Comparison::NotBetween(low, high) => {
            let (low, high) = (ordered(data_type, low)?, ordered(data_type, high)?);
            let is_inside = matches!(comparison, Comparison::Between(..)) == is_plain;
            // Of one column both sides are null or neither is, so AND and OR see no null beside a truth.
            nested(if is_inside {
                let (low, high) = (binary(name(), GtEq, low), binary(name(), LtEq, high));
                binary(low, BinaryOperator::And, high)
            } else {
                let (low, high) = (binary(name(), Lt, low), binary(name(), Gt, high));
                binary(low, BinaryOperator::Or, high)
            })
        }
        // A pattern compiles a regex a row, and fails on nulls: `evaluate` does better.
        _ => return None,
    })
}

/// A literal of exactly the column's type, where the value has one.
fn safe_literal(data_type: &DataType, value: &Value) -> Option<Expr> {
    let wide = match (data_type, value) {
        (
            DataType::SmallInt | DataType::Integer | DataType::BigInt,
            Value::Integer(_) | Value::Text(_),
        ) => DataType::BigInt,
        (_, Value::Null)
        | (
            DataType::SmallInt
            | DataType::Integer
            | DataType::BigInt
            | DataType::Json
            | DataType::Jsonb
            | DataType::Blob
            | DataType::Real,
            _,
        ) => return None,
        (DataType::String(_) | DataType::Char(_), Value::Text(_)) => DataType::Text,
        // Rounding to the column's scale would make it another number.
        (DataType::Decimal(_), _) => DataType::Decimal(None),
        (other, _) => other.clone(),
    };
    crate::engine::convert::to_engine(&wide, value)?;
    Some(literal(&wide, value))
}

/// The same, to be sorted by: an ENUM is text in the engine, and sorts as text there.
fn ordered(data_type: &DataType, value: &Value) -> Option<Expr> {
    if matches!(data_type, DataType::Enum(_)) {
        return None;
    }
    safe_literal(data_type, value)
}
