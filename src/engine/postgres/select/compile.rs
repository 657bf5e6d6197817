//! From the parser's queries to plans.

mod keys;
mod select;
mod set;

use std::cell::RefCell;
use std::rc::Rc;

use gluesql::core::sqlparser::ast::{
    Cte, Expr, OrderByExpr, Query, SetExpr, SetOperator, SetQuantifier, With,
};

use super::common::{Common, Definition};
use super::plan::{Body, Plan};
use super::source::Columns;
use crate::engine::postgres::expression::{
    Expression, Runtime, Scope, coerce, compile as compile_expr, name_of,
};
use crate::engine::postgres::value::Level;
use crate::engine::postgres::{Kind, PgError};

/// Compiles a query that stands alone.
///
/// # Errors
/// What Postgres refuses.
pub fn compile(query: &Query, runtime: &Runtime) -> Result<Plan, PgError> {
    let mut plan = compile_within(query, None, &[], runtime)?;
    plan.columns = settled_columns(&plan.columns).into();
    Ok(plan)
}

/// Columns of which none is of unknown type: what nothing says a type of is text.
pub(super) fn settled_columns(columns: &[(String, Kind)]) -> Columns {
    columns
        .iter()
        .map(|(name, kind)| {
            let kind = if *kind == Kind::Unknown {
                Kind::Text
            } else {
                kind.clone()
            };
            (name.clone(), kind)
        })
        .collect()
}

/// Compiles a query within a scope, with the queries that WITH names around it.
///
/// # Errors
/// What Postgres refuses.
pub fn compile_within(
    query: &Query,
    outer: Option<&Scope>,
    commons: &[Rc<Common>],
    runtime: &Runtime,
) -> Result<Plan, PgError> {
    let mut context = Context {
        outer,
        commons: commons.to_vec(),
        runtime,
    };
    let own = match &query.with {
        Some(with) => context.with(with)?,
        None => Vec::new(),
    };
    let order: &[OrderByExpr] = query.order_by.as_ref().map_or(&[], |order| &order.exprs);
    let mut plan = match &*query.body {
        SetExpr::Select(select) => context.select(select, order)?,
        body => {
            let mut plan = context.body(body)?;
            if !plan.order.is_empty() || plan.limit.is_some() || plan.offset.is_some() {
                plan = nested(plan);
            }
            plan.order = context.order_of_columns(order, &plan.columns)?;
            plan
        }
    };
    for common in &own {
        let used = match &common.body {
            Definition::Plan(plan) => plan.used.clone(),
            Definition::Recursive { first, step, .. } => &first.used | &step.used,
            Definition::Working => continue,
        };
        plan.used.extend(used);
    }
    plan.commons.extend(own);
    let limit = query
        .limit
        .as_ref()
        .or_else(|| query.fetch.as_ref()?.quantity.as_ref());
    let limit = context.bound(limit)?;
    let offset = context.bound(query.offset.as_ref().map(|offset| &offset.value))?;
    if (limit.is_some() || offset.is_some()) && (plan.limit.is_some() || plan.offset.is_some()) {
        plan = nested(plan);
    }
    plan.limit = limit.or(plan.limit);
    plan.offset = offset.or(plan.offset);
    Ok(plan)
}

fn nested(inner: Plan) -> Plan {
    Plan {
        columns: Rc::clone(&inner.columns),
        used: inner.used.clone(),
        commons: Vec::new(),
        body: Body::Nested(Box::new(inner)),
        limit: None,
        offset: None,
        order: Vec::new(),
    }
}

/// What compiling a query needs at hand.
struct Context<'c> {
    outer: Option<&'c Scope<'c>>,
    commons: Vec<Rc<Common>>,
    runtime: &'c Runtime<'c>,
}

impl Context<'_> {
    fn scope(&self) -> Scope<'_> {
        Scope {
            commons: self.commons.clone(),
            ..Scope::within(self.outer)
        }
    }

    /// A number of rows: of outer columns at most.
    fn bound(&self, expr: Option<&Expr>) -> Result<Option<Expression>, PgError> {
        let Some(expr) = expr else {
            return Ok(None);
        };
        let scope = self.scope();
        let number = compile_expr(expr, &scope, self.runtime)?;
        let number = coerce(number, &Kind::BigInt, Level::Assignment, self.runtime)?;
        number
            .map(Some)
            .ok_or_else(|| PgError::new("42804", "argument of LIMIT must be type bigint"))
    }

    fn with(&mut self, with: &With) -> Result<Vec<Rc<Common>>, PgError> {
        let mut own = Vec::new();
        for cte in &with.cte_tables {
            let common = Rc::new(self.common(cte, with.recursive)?);
            self.commons.push(Rc::clone(&common));
            own.push(common);
        }
        Ok(own)
    }

    fn common(&self, cte: &Cte, is_recursive: bool) -> Result<Common, PgError> {
        let name = name_of(&cte.alias.name);
        let named = |columns: &[(String, Kind)]| -> Rc<[(String, Kind)]> {
            let mut columns = settled_columns(columns);
            for ((column, _), renamed) in columns.iter_mut().zip(&cte.alias.columns) {
                *column = name_of(renamed);
            }
            columns.into()
        };
        if is_recursive
            && let SetExpr::SetOperation {
                op: SetOperator::Union,
                set_quantifier,
                left,
                right,
            } = &*cte.query.body
        {
            let first = self.body(left)?;
            let columns = named(&first.columns);
            let working = Rc::new(Common {
                name: name.clone(),
                columns: Rc::clone(&columns),
                body: Definition::Working,
                rows: RefCell::default(),
            });
            let mut inner = Context {
                outer: self.outer,
                commons: self.commons.clone(),
                runtime: self.runtime,
            };
            inner.commons.push(Rc::clone(&working));
            let step = inner.body(right)?;
            if step.columns.len() != columns.len() {
                return Err(set::unequal("UNION"));
            }
            return Ok(Common {
                name,
                columns,
                body: Definition::Recursive {
                    first: Rc::new(first),
                    step: Rc::new(step),
                    is_all: *set_quantifier == SetQuantifier::All,
                    working,
                },
                rows: RefCell::default(),
            });
        }
        let plan = compile_within(&cte.query, self.outer, &self.commons, self.runtime)?;
        Ok(Common {
            name,
            columns: named(&plan.columns),
            body: Definition::Plan(Rc::new(plan)),
            rows: RefCell::default(),
        })
    }

    fn body(&self, body: &SetExpr) -> Result<Plan, PgError> {
        match body {
            SetExpr::Select(select) => self.select(select, &[]),
            SetExpr::Query(query) => compile_within(query, self.outer, &self.commons, self.runtime),
            SetExpr::Values(values) => self.values(&values.rows),
            SetExpr::SetOperation { .. } => self.set(body),
            other => Err(PgError::new(
                "0A000",
                format!("{other} is not supported here"),
            )),
        }
    }
}
