//! Calls by name: aggregates and window functions are noted in the scope, others resolved.

use gluesql::core::sqlparser::ast::{
    DuplicateTreatment, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentClause,
    FunctionArguments, OrderByExpr,
};

use super::comparison::ranked;
use super::compile::{Compiler, unsupported};
use super::{Expression, Node, coerce, comparison, literal, subquery};
use crate::engine::postgres::select::{Aggregate, window};
use crate::engine::postgres::{Kind, PgError, refusal};

/// One key of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct Sort {
    /// What is sorted by.
    pub by: Expression,
    /// Whether the greatest comes first.
    pub is_descending: bool,
    /// Whether nulls come first.
    pub nulls_first: bool,
}

/// A call of an aggregate.
#[derive(Debug, Clone, PartialEq)]
pub struct AggregateCall {
    /// Which.
    pub function: Aggregate,
    /// Its arguments; none is `count(*)`.
    pub arguments: Vec<Expression>,
    /// Whether equal arguments count once.
    pub is_distinct: bool,
    /// The order its values come in.
    pub order: Vec<Sort>,
    /// Which rows count.
    pub filter: Option<Expression>,
    /// The type of its value.
    pub kind: Kind,
}

/// The schemas whose functions are known.
const SCHEMAS: [&str; 3] = ["pg_catalog", "information_schema", "public"];

/// Compiles a call.
pub fn function(compiler: Compiler, of: &Function) -> Result<Expression, PgError> {
    let name = name_of(of);
    if let [schema, _] = of.name.0.as_slice() {
        let schema = literal::name_of(schema);
        if !SCHEMAS.contains(&schema.as_str()) {
            return Err(refusal::no_schema(&schema));
        }
    }
    if of.over.is_some() {
        return window::compile(compiler, of, &name);
    }
    if let Some(function) = Aggregate::of(&name) {
        return aggregate(compiler, of, &name, function);
    }
    let list = match &of.args {
        FunctionArguments::None => Vec::new(),
        FunctionArguments::Subquery(query) if name == "array" => {
            let query = subquery::compile(query, Some(1), compiler.scope, compiler.runtime)?;
            let kind = query.plan.columns[0].1.clone().array();
            return Ok(Expression {
                kind,
                node: Node::ArrayOf(query),
            });
        }
        FunctionArguments::Subquery(_) => return Err(unsupported("a query as an argument")),
        FunctionArguments::List(_) => arguments(compiler, of)?,
    };
    named(compiler, &name, list)
}

/// A call of a function that is no aggregate.
pub fn named(compiler: Compiler, name: &str, list: Vec<Expression>) -> Result<Expression, PgError> {
    let runtime = compiler.runtime;
    match name {
        "coalesce" | "greatest" | "least" if !list.is_empty() => {
            let construct = name.to_uppercase();
            let (list, kind) = coerce::settle(list, &construct, runtime)?;
            if name == "coalesce" {
                return Ok(Expression {
                    kind,
                    node: Node::Coalesce(list),
                });
            }
            extreme(list, kind, name == "greatest", compiler)
        }
        "nullif" if list.len() == 2 => {
            let mut list = list.into_iter();
            let (Some(left), Some(right)) = (list.next(), list.next()) else {
                return Err(unsupported("nullif of nothing"));
            };
            let kind = match &left.kind {
                Kind::Unknown | Kind::Varchar(_) => Kind::Text,
                kind => kind.clone(),
            };
            let equal = comparison::comparison(
                comparison::Comparison::Equal,
                left.clone(),
                right,
                runtime,
            )?;
            let null = Expression::constant(gluesql::prelude::Value::Null, kind.clone());
            Ok(Expression {
                node: Node::Case {
                    branches: vec![(equal, null)],
                    otherwise: Some(Box::new(coerce::to(left, &kind, runtime)?)),
                },
                kind,
            })
        }
        "row" => Err(unsupported("a row outside a comparison")),
        _ => compiler.call(name, list),
    }
}

/// The greatest or the least of several; nulls do not count.
fn extreme(
    list: Vec<Expression>,
    kind: Kind,
    is_greatest: bool,
    compiler: Compiler,
) -> Result<Expression, PgError> {
    let operator = if is_greatest {
        comparison::Comparison::GreaterOrEqual
    } else {
        comparison::Comparison::LessOrEqual
    };
    let mut parts = list.into_iter();
    let Some(mut best) = parts.next() else {
        return Err(unsupported("an extreme of nothing"));
    };
    for part in parts {
        let wins = comparison::comparison(operator, best.clone(), part.clone(), compiler.runtime)?;
        let is_missing = super::compile::truth(Node::IsNull {
            of: Box::new(part.clone()),
            negated: false,
        });
        best = Expression {
            kind: kind.clone(),
            node: Node::Case {
                branches: vec![(
                    super::compile::truth(Node::Or(vec![wins, is_missing])),
                    best,
                )],
                otherwise: Some(Box::new(part)),
            },
        };
    }
    Ok(best)
}

/// The arguments of a call, `*` left out.
///
/// # Errors
/// What Postgres refuses.
pub fn arguments(compiler: Compiler, of: &Function) -> Result<Vec<Expression>, PgError> {
    let FunctionArguments::List(list) = &of.args else {
        return Ok(Vec::new());
    };
    let mut arguments = Vec::with_capacity(list.args.len());
    for argument in &list.args {
        match argument {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expr))
            | FunctionArg::Named {
                arg: FunctionArgExpr::Expr(expr),
                ..
            } => arguments.push(compiler.compile(expr)?),
            _ => {}
        }
    }
    Ok(arguments)
}

fn aggregate(
    compiler: Compiler,
    of: &Function,
    name: &str,
    function: Aggregate,
) -> Result<Expression, PgError> {
    let scope = compiler.scope;
    if let Some(clause) = scope.clause.get() {
        return Err(PgError::new(
            "42803",
            format!("aggregate functions are not allowed in {clause}"),
        ));
    }
    if scope.in_aggregate.replace(true) {
        return Err(PgError::new(
            "42803",
            "aggregate function calls cannot be nested",
        ));
    }
    let call = aggregate_call(compiler, of, name, function);
    scope.in_aggregate.set(false);
    let call = call?;
    let mut calls = scope.aggregates.borrow_mut();
    let place = calls
        .iter()
        .position(|other| *other == call)
        .unwrap_or(calls.len());
    let kind = call.kind.clone();
    if place == calls.len() {
        calls.push(call);
    }
    Ok(Expression::column(scope.aggregate_slot(), place, kind))
}

/// The call of an aggregate, its arguments at the types it takes.
///
/// # Errors
/// What Postgres refuses.
pub fn aggregate_call(
    compiler: Compiler,
    of: &Function,
    name: &str,
    function: Aggregate,
) -> Result<AggregateCall, PgError> {
    let mut is_distinct = false;
    let mut order = Vec::new();
    let mut is_star = false;
    if let FunctionArguments::List(list) = &of.args {
        is_distinct = list.duplicate_treatment == Some(DuplicateTreatment::Distinct);
        is_star = list
            .args
            .iter()
            .any(|argument| matches!(argument, FunctionArg::Unnamed(FunctionArgExpr::Wildcard)));
        for clause in &list.clauses {
            if let FunctionArgumentClause::OrderBy(keys) = clause {
                order = keys
                    .iter()
                    .map(|key| sort(compiler, key))
                    .collect::<Result<_, _>>()?;
            }
        }
    }
    let arguments = arguments(compiler, of)?;
    if arguments.is_empty() && !is_star {
        let message = if function == Aggregate::Count {
            "count(*) must be used to call a parameterless aggregate function".to_owned()
        } else {
            format!("function {name}() does not exist")
        };
        let code = if function == Aggregate::Count {
            "42809"
        } else {
            "42883"
        };
        return Err(PgError::new(code, message));
    }
    let filter = match &of.filter {
        Some(filter) => Some(compiler.condition(filter, "FILTER")?),
        None => None,
    };
    let (arguments, kind) = function.settle(name, arguments, compiler.runtime)?;
    if let (Aggregate::Least | Aggregate::Greatest, Some(of)) = (function, arguments.first())
        && let Some(labels) = comparison::labels(&of.kind, compiler.runtime.environment)
    {
        // The order of an enum is that of its labels: the first by it is the answer.
        order = vec![Sort {
            by: ranked(of.clone(), &labels),
            is_descending: function == Aggregate::Greatest,
            nulls_first: false,
        }];
    }
    Ok(AggregateCall {
        function,
        arguments,
        is_distinct,
        order,
        filter,
        kind,
    })
}

/// A key of an order.
///
/// # Errors
/// What Postgres refuses.
pub fn sort(compiler: Compiler, key: &OrderByExpr) -> Result<Sort, PgError> {
    let by = compiler.compile(&key.expr)?;
    sorted(compiler, by, key)
}

/// A key of an order, of what it sorts by.
///
/// # Errors
/// What Postgres refuses.
pub fn sorted(compiler: Compiler, by: Expression, key: &OrderByExpr) -> Result<Sort, PgError> {
    let is_descending = key.asc == Some(false);
    let by = match comparison::labels(&by.kind, compiler.runtime.environment) {
        Some(labels) => ranked(by, &labels),
        None => by,
    };
    if by.kind == Kind::Json {
        return Err(PgError::new(
            "42883",
            "could not identify an ordering operator for type json",
        ));
    }
    Ok(Sort {
        by,
        is_descending,
        nulls_first: key.nulls_first.unwrap_or(is_descending),
    })
}

/// What a call is named.
pub fn name_of(of: &Function) -> String {
    of.name.0.last().map(literal::name_of).unwrap_or_default()
}

/// An expression's place among ORDER BY: a number is a position.
pub fn position(expr: &Expr) -> Option<usize> {
    if let Expr::Value(gluesql::core::sqlparser::ast::Value::Number(number, _)) = expr {
        return number.to_string().parse().ok();
    }
    None
}
