//! UNION, INTERSECT and EXCEPT.

use gluesql::core::sqlparser::ast::SetOperator;
use gluesql::prelude::Value;

use super::Plan;
use super::common::is_new;
use crate::engine::postgres::expression::{Frame, Runtime};
use crate::engine::postgres::value::{Hashed, Level, cast, equal, hash_all};
use crate::engine::postgres::{Kind, PgError};
use crate::engine::store::Row;

/// The rows of several queries combined; `enough` rows are enough where they are strung together.
pub(super) fn combine(
    operator: SetOperator,
    is_all: bool,
    parts: &[(Plan, Option<Vec<Kind>>)],
    enough: Option<usize>,
    runtime: &Runtime,
    outer: Option<&Frame>,
) -> Result<Vec<Row>, PgError> {
    let mut all: Vec<Row> = Vec::new();
    let is_strung = operator == SetOperator::Union && is_all;
    for (place, part) in parts.iter().enumerate() {
        let most = enough.filter(|_| is_strung);
        if most.is_some_and(|most| all.len() >= most) {
            break;
        }
        let rows = rows(part, most, runtime, outer)?;
        match operator {
            SetOperator::Union => all.extend(rows),
            _ if place == 0 => all = rows,
            SetOperator::Intersect => all = meet(all, rows, is_all, true),
            SetOperator::Except => all = meet(all, rows, is_all, false),
        }
    }
    if operator == SetOperator::Union && !is_all {
        let mut seen = Hashed::default();
        all.retain(|row| is_new(&mut seen, row));
    }
    Ok(all)
}

fn rows(
    (plan, kinds): &(Plan, Option<Vec<Kind>>),
    most: Option<usize>,
    runtime: &Runtime,
    outer: Option<&Frame>,
) -> Result<Vec<Row>, PgError> {
    let rows = plan.run(runtime, outer, most)?;
    let Some(kinds) = kinds else {
        return Ok((0..rows.len()).map(|row| rows.shared(row)).collect());
    };
    (0..rows.len())
        .map(|row| {
            rows.row(row)
                .zip(plan.columns.iter().zip(kinds))
                .map(|(value, ((_, from), to))| {
                    cast(
                        value.clone(),
                        from,
                        to,
                        Level::Implicit,
                        runtime.environment,
                    )
                })
                .collect::<Result<Vec<Value>, PgError>>()
                .map(Row::from)
        })
        .collect()
}

/// The rows of the first that are among the second (INTERSECT), or are not (EXCEPT).
fn meet(first: Vec<Row>, second: Vec<Row>, is_all: bool, wanted: bool) -> Vec<Row> {
    // How often each row is in the second; with ALL, each time counts once.
    let mut counts: Hashed<Vec<(Row, usize)>> = Hashed::default();
    for row in second {
        let same = counts.entry(hash_all(row.iter())).or_default();
        match same.iter_mut().find(|(other, _)| is_same(other, &row)) {
            Some((_, count)) => *count += 1,
            None => same.push((row, 1)),
        }
    }
    let mut seen = Hashed::default();
    first
        .into_iter()
        .filter(|row| {
            let count = counts
                .get_mut(&hash_all(row.iter()))
                .and_then(|same| same.iter_mut().find(|(other, _)| is_same(other, row)))
                .map(|(_, count)| count);
            let is_there = match count {
                Some(count) if is_all && *count > 0 => {
                    *count -= 1;
                    true
                }
                Some(count) => *count > 0,
                None => false,
            };
            is_there == wanted && (is_all || is_new(&mut seen, row))
        })
        .collect()
}

fn is_same(left: &Row, right: &Row) -> bool {
    left.iter()
        .zip(right.iter())
        .all(|(left, right)| equal(left, right))
}
