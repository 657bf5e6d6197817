//! IN, BETWEEN, LIKE, and comparisons with ANY and ALL.

mod quantified;

use std::rc::Rc;

use gluesql::core::sqlparser::ast::{BinaryOperator, Expr, Query};
use gluesql::core::sqlparser::dialect::PostgreSqlDialect;
use gluesql::core::sqlparser::parser::{Parser, ParserError};
use gluesql::prelude::Value;

use super::compile::{Compiler, not, truth, unsupported};
use super::operator::{both, row, rows};
use super::{Comparison, Expression, Node, Set, coerce, comparison, subquery};
use crate::engine::postgres::value::hash;
use crate::engine::postgres::{Kind, PgError};
use quantified::{like, quantified};

/// From how many constants on a list is looked up by hash.
const MANY: usize = 8;

/// Compiles one of these expressions.
pub fn compile(compiler: Compiler, expr: &Expr) -> Result<Expression, PgError> {
    match expr {
        Expr::InList {
            expr,
            list,
            negated,
        } => in_list(compiler, expr, list, *negated),
        Expr::InSubquery {
            expr,
            subquery,
            negated,
        } => in_query(compiler, expr, subquery, *negated),
        Expr::Between {
            expr,
            negated,
            low,
            high,
        } => {
            let compare = |operator, bound: &Expr| {
                comparison::comparison(
                    operator,
                    compiler.compile(expr)?,
                    compiler.compile(bound)?,
                    compiler.runtime,
                )
            };
            let between = both(
                compare(Comparison::GreaterOrEqual, low)?,
                compare(Comparison::LessOrEqual, high)?,
            );
            Ok(if *negated { not(between) } else { between })
        }
        Expr::Like {
            negated,
            any,
            expr,
            pattern,
            escape_char,
        } => like(
            compiler,
            "~~",
            (*negated, *any),
            expr,
            pattern,
            escape_char.as_deref(),
        ),
        Expr::ILike {
            negated,
            any,
            expr,
            pattern,
            escape_char,
        } => like(
            compiler,
            "~~*",
            (*negated, *any),
            expr,
            pattern,
            escape_char.as_deref(),
        ),
        Expr::SimilarTo {
            negated,
            expr,
            pattern,
            ..
        } => {
            let list = vec![compiler.compile(expr)?, compiler.compile(pattern)?];
            let similar = compiler.call("similar", list)?;
            Ok(if *negated { not(similar) } else { similar })
        }
        Expr::AnyOp {
            left,
            compare_op,
            right,
            ..
        } => quantified(compiler, left, compare_op, right, false),
        Expr::AllOp {
            left,
            compare_op,
            right,
        } => quantified(compiler, left, compare_op, right, true),
        other => Err(unsupported(&other.to_string())),
    }
}

fn in_list(
    compiler: Compiler,
    of: &Expr,
    list: &[Expr],
    negated: bool,
) -> Result<Expression, PgError> {
    if let Expr::Tuple(parts) = of {
        let mut any = Vec::with_capacity(list.len());
        for other in list {
            let Expr::Tuple(other) = other else {
                return Err(PgError::new(
                    "42601",
                    "unequal number of entries in row expressions",
                ));
            };
            let (left, right) = (row(compiler, parts)?, row(compiler, other)?);
            any.push(rows(compiler, &BinaryOperator::Eq, left, right)?);
        }
        let found = truth(Node::Or(any));
        return Ok(if negated { not(found) } else { found });
    }
    let mut of = compiler.compile(of)?;
    let mut list = list
        .iter()
        .map(|part| compiler.compile(part))
        .collect::<Result<Vec<_>, _>>()?;
    let mut kind = of.kind.clone();
    for part in &list {
        kind = coerce::common(&kind, &part.kind)
            .ok_or_else(|| comparison::no_operator(&of.kind, "=", &part.kind))?;
    }
    if kind == Kind::Unknown {
        kind = Kind::Text;
    }
    if kind == Kind::Json {
        // A list of several is compared as an array, whose items have the type already.
        let other = if list.len() > 1 { &kind } else { &list[0].kind };
        return Err(comparison::no_operator(&Kind::Json, "=", other));
    }
    let same = |part: Expression| {
        // Where types meet elsewhere, each pair is compared as `=` would.
        let (_, part) = comparison::meet(
            "=",
            Expression::constant(Value::Null, kind.clone()),
            part,
            compiler.runtime,
        )?;
        Ok::<_, PgError>(part)
    };
    of = same(of)?;
    list = list.into_iter().map(same).collect::<Result<_, _>>()?;
    let of = Box::new(of);
    if list.len() < MANY || list.iter().any(|part| part.as_constant().is_none()) {
        return Ok(truth(Node::In { of, list, negated }));
    }
    let mut set = Set::default();
    for part in list {
        if let Node::Constant(value) = part.node {
            if value.is_null() {
                set.has_null = true;
            } else {
                set.values.entry(hash(&value)).or_default().push(value);
            }
        }
    }
    Ok(truth(Node::Among {
        of,
        set: Rc::new(set),
        negated,
    }))
}

fn in_query(
    compiler: Compiler,
    of: &Expr,
    written: &Query,
    negated: bool,
) -> Result<Expression, PgError> {
    let parts = match of {
        Expr::Tuple(parts) => row(compiler, parts)?,
        of => vec![compiler.compile(of)?],
    };
    let mut query = subquery_of(compiler, written, parts.len())?;
    if let ([part], [(_, kind)]) = (&parts[..], &query.plan.columns[..])
        && part.kind.is_number()
        && kind.is_number()
        && let Some(common) = coerce::common(&part.kind, kind).filter(|common| common != kind)
        && !(part.kind.is_whole() && kind.is_whole())
    {
        // The query's values are made what they are compared with.
        query = subquery_of(compiler, &cast_query(written, &common)?, 1)?;
    }
    let mut of = Vec::with_capacity(parts.len());
    for (part, (_, kind)) in parts.into_iter().zip(query.plan.columns.iter()) {
        let refuse = comparison::no_operator(&part.kind, "=", kind);
        of.push(at_kind_of(compiler, part, kind)?.ok_or(refuse)?);
    }
    Ok(truth(Node::InQuery { of, query, negated }))
}

/// A query of one column with its values cast.
fn cast_query(query: &Query, kind: &Kind) -> Result<Query, PgError> {
    let sql = format!("SELECT q.v::{kind} FROM ({query}) AS q(v)");
    let refused = |error: ParserError| PgError::new("42601", error.to_string());
    let mut parser = Parser::new(&PostgreSqlDialect {})
        .try_with_sql(&sql)
        .map_err(refused)?;
    parser.parse_query().map(|query| *query).map_err(refused)
}

/// A value such that it can be compared with a query's values as they stand; none where it cannot.
fn at_kind_of(
    compiler: Compiler,
    part: Expression,
    kind: &Kind,
) -> Result<Option<Expression>, PgError> {
    let is_alike = part.kind.is_whole() && kind.is_whole() || part.kind.is_text() && kind.is_text();
    if is_alike {
        return Ok(Some(part));
    }
    if coerce::common(&part.kind, kind).as_ref() != Some(kind) {
        return Ok(None);
    }
    coerce::to(part, kind, compiler.runtime).map(Some)
}

fn subquery_of(
    compiler: Compiler,
    query: &Query,
    columns: usize,
) -> Result<super::Subquery, PgError> {
    let compiled = subquery::compile(query, None, compiler.scope, compiler.runtime)?;
    match compiled.plan.columns.len().cmp(&columns) {
        std::cmp::Ordering::Greater => Err(PgError::new("42601", "subquery has too many columns")),
        std::cmp::Ordering::Less => Err(PgError::new("42601", "subquery has too few columns")),
        std::cmp::Ordering::Equal => Ok(compiled),
    }
}
