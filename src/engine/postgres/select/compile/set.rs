//! VALUES, and queries combined.

use std::collections::BTreeSet;
use std::rc::Rc;

use gluesql::core::sqlparser::ast::{Expr, OrderByExpr, SetExpr, SetOperator, SetQuantifier};

use super::keys::placed;
use super::{Context, settled_columns};
use crate::engine::postgres::expression::{
    Expression, common, compile as compile_expr, name_of, position, settle,
};
use crate::engine::postgres::select::plan::{Body, Key, Plan};
use crate::engine::postgres::select::rowset::Place;
use crate::engine::postgres::value::castable;
use crate::engine::postgres::{Kind, PgError};

impl Context<'_> {
    pub(super) fn values(&self, rows: &[Vec<Expr>]) -> Result<Plan, PgError> {
        let scope = self.scope();
        scope.clause.set(Some("VALUES"));
        let width = rows.first().map_or(0, Vec::len);
        let mut columns: Vec<Vec<Expression>> = vec![Vec::with_capacity(rows.len()); width];
        for row in rows {
            if row.len() != width {
                return Err(PgError::new(
                    "42601",
                    "VALUES lists must all be the same length",
                ));
            }
            for (column, expr) in columns.iter_mut().zip(row) {
                column.push(compile_expr(expr, &scope, self.runtime)?);
            }
        }
        let mut named = Vec::with_capacity(width);
        let mut settled = Vec::with_capacity(width);
        for (column, number) in columns.into_iter().zip(1..) {
            let (values, kind) = settle(column, "VALUES", self.runtime)?;
            named.push((format!("column{number}"), kind));
            settled.push(values.into_iter());
        }
        let rows = (0..rows.len())
            .map(|_| settled.iter_mut().filter_map(Iterator::next).collect())
            .collect();
        Ok(Plan {
            columns: named.into(),
            used: scope.used.take(),
            commons: Vec::new(),
            body: Body::Values(rows),
            limit: None,
            offset: None,
            order: Vec::new(),
        })
    }

    /// A set operation; a long chain of them is walked, not recursed into.
    pub(super) fn set(&self, body: &SetExpr) -> Result<Plan, PgError> {
        let mut chain = Vec::new();
        let mut first = body;
        while let SetExpr::SetOperation {
            op,
            set_quantifier,
            left,
            right,
        } = first
        {
            chain.push((*op, *set_quantifier == SetQuantifier::All, &**right));
            first = left;
        }
        let mut plan = self.body(first)?;
        let mut run: Option<(SetOperator, bool, Vec<Plan>)> = None;
        for (operator, is_all, right) in chain.into_iter().rev() {
            let right = self.body(right)?;
            run = Some(match run {
                None => (operator, is_all, vec![plan_taken(&mut plan), right]),
                Some((known, known_all, mut parts)) if known == operator && known_all == is_all => {
                    parts.push(right);
                    (operator, is_all, parts)
                }
                Some((known, known_all, parts)) => {
                    let left = self.combined(known, known_all, parts)?;
                    (operator, is_all, vec![left, right])
                }
            });
        }
        match run {
            Some((operator, is_all, parts)) => self.combined(operator, is_all, parts),
            None => Ok(plan),
        }
    }

    fn combined(
        &self,
        operator: SetOperator,
        is_all: bool,
        parts: Vec<Plan>,
    ) -> Result<Plan, PgError> {
        let word = operator.to_string();
        let Some(first) = parts.first() else {
            return Err(unequal(&word));
        };
        let mut columns = first.columns.to_vec();
        for part in &parts[1..] {
            if part.columns.len() != columns.len() {
                return Err(unequal(&word));
            }
            for ((_, kind), (_, other)) in columns.iter_mut().zip(part.columns.iter()) {
                *kind = common(kind, other).ok_or_else(|| {
                    PgError::new(
                        "42804",
                        format!("{word} types {kind} and {other} cannot be matched"),
                    )
                })?;
            }
        }
        let columns = settled_columns(&columns);
        let mut used = BTreeSet::new();
        let parts = parts
            .into_iter()
            .map(|part| {
                used.extend(part.used.iter().copied());
                let kinds: Vec<Kind> = columns.iter().map(|(_, kind)| kind.clone()).collect();
                let is_same = part.columns.iter().zip(&kinds).all(|((_, from), to)| {
                    from == to || from.is_text() && to.is_text() || from.is_whole() && to.is_whole()
                });
                let is_castable = part
                    .columns
                    .iter()
                    .zip(&kinds)
                    .all(|((_, from), to)| castable(from, to).is_some());
                if is_castable {
                    Ok((part, (!is_same).then_some(kinds)))
                } else {
                    Err(unequal(&word))
                }
            })
            .collect::<Result<_, _>>()?;
        Ok(Plan {
            columns: columns.into(),
            used,
            commons: Vec::new(),
            body: Body::Set {
                operator,
                is_all,
                parts,
            },
            limit: None,
            offset: None,
            order: Vec::new(),
        })
    }

    /// The order of rows that have no tables behind them: by name or position of a column.
    pub(super) fn order_of_columns(
        &self,
        order: &[OrderByExpr],
        columns: &[(String, Kind)],
    ) -> Result<Vec<Key>, PgError> {
        order
            .iter()
            .map(|key| {
                let column = match &key.expr {
                    Expr::Identifier(name) => {
                        let name = name_of(name);
                        columns
                            .iter()
                            .position(|(column, _)| *column == name)
                            .ok_or_else(|| {
                                PgError::new("42703", format!("column \"{name}\" does not exist"))
                            })?
                    }
                    expr => match position(expr) {
                        Some(number) => placed(number, columns.len(), "ORDER BY")?,
                        None => {
                            return Err(PgError::new(
                                "0A000",
                                "invalid UNION/INTERSECT/EXCEPT ORDER BY clause",
                            ));
                        }
                    },
                };
                let is_descending = key.asc == Some(false);
                Ok(Key {
                    place: Place { slot: 0, column },
                    is_descending,
                    nulls_first: key.nulls_first.unwrap_or(is_descending),
                })
            })
            .collect()
    }
}

/// Takes a plan out and leaves an empty one.
fn plan_taken(plan: &mut Plan) -> Plan {
    let empty = Plan {
        columns: Rc::from([]),
        used: BTreeSet::new(),
        commons: Vec::new(),
        body: Body::Values(Vec::new()),
        limit: None,
        offset: None,
        order: Vec::new(),
    };
    std::mem::replace(plan, empty)
}

/// `42601`: queries of different widths.
pub(super) fn unequal(word: &str) -> PgError {
    PgError::new(
        "42601",
        format!("each {word} query must have the same number of columns"),
    )
}
