//! IN, BETWEEN, LIKE, and comparisons with ANY and ALL.

use std::rc::Rc;

use gluesql::core::sqlparser::ast::{
    BinaryOperator, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Query,
};
use gluesql::core::sqlparser::dialect::PostgreSqlDialect;
use gluesql::core::sqlparser::parser::{Parser, ParserError};
use gluesql::prelude::Value;

use super::compile::{Compiler, not, truth, unsupported};
use super::operator::{array_of, both, row, rows, symbol};
use super::{Comparison, Expression, Node, Set, coerce, comparison, subquery};
use crate::engine::postgres::function;
use crate::engine::postgres::value::hash;
use crate::engine::postgres::{Kind, PgError};

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

fn like(
    compiler: Compiler,
    symbol: &str,
    (negated, any): (bool, bool),
    of: &Expr,
    pattern: &Expr,
    escape: Option<&str>,
) -> Result<Expression, PgError> {
    let of = compiler.compile(of)?;
    let all = all_of(pattern);
    if any || all.is_some() {
        let symbol = if negated {
            format!("!{symbol}")
        } else {
            symbol.to_owned()
        };
        return over_array(compiler, of, &symbol, all.unwrap_or(pattern), all.is_some());
    }
    let mut list = vec![of, compiler.compile(pattern)?];
    let kinds = (list[0].kind.clone(), list[1].kind.clone());
    if let Some(escape) = escape {
        list.push(super::compile::text_of(escape));
    }
    let found = match function::resolve(symbol, list, compiler.runtime) {
        Err(error) if error.code == "42883" => {
            let symbol = if negated {
                format!("!{symbol}")
            } else {
                symbol.to_owned()
            };
            return Err(comparison::no_operator(&kinds.0, &symbol, &kinds.1));
        }
        found => found?,
    };
    Ok(if negated { not(found) } else { found })
}

/// The array of `LIKE ALL (…)`, which the parser takes for a function of that name.
fn all_of(pattern: &Expr) -> Option<&Expr> {
    let Expr::Function(function) = pattern else {
        return None;
    };
    let [name] = function.name.0.as_slice() else {
        return None;
    };
    let FunctionArguments::List(list) = &function.args else {
        return None;
    };
    let is_all = name.quote_style.is_none() && name.value.eq_ignore_ascii_case("all");
    match list.args.as_slice() {
        [FunctionArg::Unnamed(FunctionArgExpr::Expr(array))] if is_all => Some(array),
        _ => None,
    }
}

fn quantified(
    compiler: Compiler,
    left: &Expr,
    op: &BinaryOperator,
    right: &Expr,
    all: bool,
) -> Result<Expression, PgError> {
    let of = compiler.compile(left)?;
    let mut right = right;
    while let Expr::Nested(inner) = right {
        right = inner;
    }
    let Some(operator) = Comparison::of(op) else {
        return over_array(compiler, of, &symbol(op), right, all);
    };
    if let Expr::Subquery(query) = right {
        let query = subquery_of(compiler, query, 1)?;
        let kind = query.plan.columns[0].1.clone();
        let refuse = comparison::no_operator(&of.kind, operator.symbol(), &kind);
        let of = Box::new(at_kind_of(compiler, of, &kind)?.ok_or(refuse)?);
        if operator == Comparison::Equal && !all {
            return Ok(truth(Node::InQuery {
                of: vec![*of],
                query,
                negated: false,
            }));
        }
        return Ok(truth(Node::QuantifiedQuery {
            of,
            comparison: operator,
            all,
            query,
        }));
    }
    let array = compiler.compile(right)?;
    let element = match &array.kind {
        Kind::Array(element) => (**element).clone(),
        Kind::Unknown if of.kind == Kind::Unknown => Kind::Text,
        Kind::Unknown => of.kind.clone(),
        _ => {
            return Err(PgError::new(
                "42809",
                "op ANY/ALL (array) requires array on right side",
            ));
        }
    };
    let kind = coerce::common(&of.kind, &element)
        .ok_or_else(|| comparison::no_operator(&of.kind, operator.symbol(), &element))?;
    let array = coerce::to(array, &array_of(&kind), compiler.runtime)?;
    let of = coerce::to(of, &kind, compiler.runtime)?;
    Ok(truth(Node::Quantified {
        of: Box::new(of),
        comparison: operator,
        all,
        array: Box::new(array),
    }))
}

/// `x LIKE ANY (array)` and other operators of text.
fn over_array(
    compiler: Compiler,
    of: Expression,
    symbol: &str,
    array: &Expr,
    all: bool,
) -> Result<Expression, PgError> {
    let mut right = array;
    while let Expr::Nested(inner) = right {
        right = inner;
    }
    let array = if let Expr::Subquery(query) = right {
        let query = subquery_of(compiler, query, 1)?;
        let kind = array_of(&query.plan.columns[0].1);
        Expression {
            kind,
            node: Node::ArrayOf(query),
        }
    } else {
        compiler.compile(right)?
    };
    let element = match &array.kind {
        Kind::Array(element) => (**element).clone(),
        _ => Kind::Text,
    };
    // The operator is chosen for one element and then called with each.
    let sample = Expression::constant(Value::Null, element.clone());
    let call = function::binary(symbol, of, sample, compiler.runtime)?;
    let Node::Call(call, mut sides) = call.node else {
        return Err(unsupported("this operator with ANY"));
    };
    let element = sides.pop().map_or(element, |sample| sample.kind);
    let of = sides
        .pop()
        .ok_or_else(|| unsupported("this operator with ANY"))?;
    let array = coerce::to(array, &array_of(&element), compiler.runtime)?;
    Ok(truth(Node::CallQuantified {
        call,
        of: Box::new(of),
        all,
        array: Box::new(array),
    }))
}
