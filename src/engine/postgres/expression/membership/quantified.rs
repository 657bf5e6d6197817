//! LIKE, and comparisons with ANY and ALL.

use gluesql::core::sqlparser::ast::{
    BinaryOperator, Expr, FunctionArg, FunctionArgExpr, FunctionArguments,
};
use gluesql::prelude::Value;

use super::{at_kind_of, subquery_of};
use crate::engine::postgres::expression::compile::{Compiler, not, text_of, truth, unsupported};
use crate::engine::postgres::expression::operator::{array_of, symbol};
use crate::engine::postgres::expression::{Comparison, Expression, Node, coerce, comparison};
use crate::engine::postgres::function;
use crate::engine::postgres::{Kind, PgError};

pub(super) fn like(
    compiler: Compiler,
    symbol: &str,
    (negated, any): (bool, bool),
    of: &Expr,
    pattern: &Expr,
    escape: Option<&str>,
) -> Result<Expression, PgError> {
    let of = compiler.compile(of)?;
    let signed = if negated {
        format!("!{symbol}")
    } else {
        symbol.to_owned()
    };
    let all = all_of(pattern);
    if any || all.is_some() {
        return over_array(compiler, of, &signed, all.unwrap_or(pattern), all.is_some());
    }
    let mut list = vec![of, compiler.compile(pattern)?];
    let kinds = (list[0].kind.clone(), list[1].kind.clone());
    if let Some(escape) = escape {
        list.push(text_of(escape));
    }
    let found = match function::resolve(symbol, list, compiler.runtime) {
        Err(error) if error.code == "42883" => {
            return Err(comparison::no_operator(&kinds.0, &signed, &kinds.1));
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

pub(super) fn quantified(
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
