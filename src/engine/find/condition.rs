//! Conditions as SQL that means in `GlueSQL` what it means in Postgres.
//!
//! `GlueSQL` takes TRUE OR NULL for NULL, fails on `LIKE` of a null, and compares
//! values of two types by chance (`engine-facts`, headlines 2 and 3). So a
//! comparison under OR or NOT never yields null here, and what cannot be said
//! safely is left to `evaluate`: the SQL then selects more, never less.

use crate::engine::emit::{identifier, literal};
use crate::orm::query::{Cell, Clause, Comparison, Plan};
use crate::orm::schema::DataType;
use crate::orm::value::Value;

/// Terms of one AND or OR: `GlueSQL` recurses for each (`engine-facts`: it overflows near 500).
const MOST_TERMS: usize = 64;
/// Values of an IN.
const MOST_VALUES: usize = 200;
/// How deep groups may stand in one another.
const MOST_LEVELS: usize = 8;

/// A condition in SQL.
pub struct Emitted {
    /// What can be said, or nothing.
    pub sql: String,
    /// Whether that is all of it.
    pub is_whole: bool,
}

/// The part of a condition that `GlueSQL` can be trusted with.
pub fn emit(plan: &Plan, clause: &Clause<Cell>) -> Emitted {
    let mut parts = Vec::new();
    let mut is_whole = true;
    let mut add = |part: Option<String>| match part {
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
        sql: parts.join(" AND "),
        is_whole,
    }
}

/// An object, true or false but never null: whether it holds, or whether its opposite does.
fn group(plan: &Plan, clause: &Clause<Cell>, is_plain: bool, level: usize) -> Option<String> {
    if level > MOST_LEVELS {
        return None;
    }
    let mut parts = Vec::new();
    for (cell, comparisons) in &clause.keys {
        for one in comparisons {
            let text = comparison(plan, *cell, one, is_plain)?;
            parts.push(format!("COALESCE({text}, FALSE)"));
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
    joined(&parts, if is_plain { " AND " } else { " OR " })
}

fn any(plan: &Plan, clauses: &[Clause<Cell>], is_plain: bool, level: usize) -> Option<String> {
    let parts = clauses
        .iter()
        .map(|clause| group(plan, clause, is_plain, level))
        .collect::<Option<Vec<_>>>()?;
    joined(&parts, if is_plain { " OR " } else { " AND " })
}

fn joined(parts: &[String], binding: &str) -> Option<String> {
    match parts {
        [] => None,
        [part] => Some(part.clone()),
        parts if parts.len() > MOST_TERMS => None,
        parts => Some(format!("({})", parts.join(binding))),
    }
}

/// One comparison, or its opposite; null where the value is, unless it asks for that.
fn comparison(plan: &Plan, cell: Cell, comparison: &Comparison, is_plain: bool) -> Option<String> {
    let column = plan.column(cell);
    let name = format!(
        "{}.{}",
        identifier(&plan.slots[cell.slot].alias),
        identifier(&column.name)
    );
    let value = |value: &Value| safe_literal(&column.data_type, value);
    let list = |values: &[Value]| {
        let is_short = !values.is_empty() && values.len() <= MOST_VALUES;
        let texts = values.iter().map(value).collect::<Option<Vec<_>>>()?;
        is_short.then(|| texts.join(", "))
    };
    let (straight, opposite, right) = match comparison {
        Comparison::Eq(Value::Null) => ("IS NULL", "IS NOT NULL", String::new()),
        Comparison::Ne(Value::Null) => ("IS NOT NULL", "IS NULL", String::new()),
        Comparison::Eq(right) => ("=", "<>", value(right)?),
        Comparison::Ne(right) => ("<>", "=", value(right)?),
        Comparison::Gt(right) => (">", "<=", ordered(&column.data_type, value(right)?)?),
        Comparison::Gte(right) => (">=", "<", ordered(&column.data_type, value(right)?)?),
        Comparison::Lt(right) => ("<", ">=", ordered(&column.data_type, value(right)?)?),
        Comparison::Lte(right) => ("<=", ">", ordered(&column.data_type, value(right)?)?),
        Comparison::In(values) => ("IN", "NOT IN", format!("({})", list(values)?)),
        Comparison::NotIn(values) => ("NOT IN", "IN", format!("({})", list(values)?)),
        Comparison::Between(low, high) | Comparison::NotBetween(low, high) => {
            let (low, high) = (
                ordered(&column.data_type, value(low)?)?,
                ordered(&column.data_type, value(high)?)?,
            );
            let is_inside = matches!(comparison, Comparison::Between(..)) == is_plain;
            // Of one column both sides are null or neither is, so AND and OR see no null beside a truth.
            return Some(if is_inside {
                format!("({name} >= {low} AND {name} <= {high})")
            } else {
                format!("({name} < {low} OR {name} > {high})")
            });
        }
        // A pattern compiles a regex a row, and fails on nulls: `evaluate` does better.
        _ => return None,
    };
    let operator = if is_plain { straight } else { opposite };
    Some(if right.is_empty() {
        format!("{name} {operator}")
    } else {
        format!("{name} {operator} {right}")
    })
}

/// A literal of exactly the column's type, where the value has one.
fn safe_literal(data_type: &DataType, value: &Value) -> Option<String> {
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

/// An ENUM is text in the engine, and sorts as text there.
fn ordered(data_type: &DataType, literal: String) -> Option<String> {
    (!matches!(data_type, DataType::Enum(_))).then_some(literal)
}
