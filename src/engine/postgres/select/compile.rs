//! From the parser's queries to plans.

use std::cell::RefCell;
use std::rc::Rc;

use gluesql::core::sqlparser::ast::{
    Cte, Distinct as DistinctAst, Expr, GroupByExpr, OrderByExpr, Query, Select as SelectAst, SetExpr,
    SetOperator, SetQuantifier, With,
};

use super::common::{Common, Definition};
use super::from::Builder;
use super::plan::{Body, Distinct, Grouping, Key, Plan, Select};
use super::project::projection;
use super::rowset::Place;
use super::source::Columns;
use super::{group, join, push};
use crate::engine::postgres::expression::{
    Compiler, Expression, Node, Runtime, Scope, common, compile as compile_expr, compile_condition,
    name_of, position, sorted,
};
use crate::engine::postgres::value::{Level, castable};
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
            let kind = if *kind == Kind::Unknown { Kind::Text } else { kind.clone() };
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
    let limit = query.limit.as_ref().or_else(|| query.fetch.as_ref()?.quantity.as_ref());
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
        let number = crate::engine::postgres::expression::coerce(
            number,
            &Kind::BigInt,
            Level::Assignment,
            self.runtime,
        )?;
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
                return Err(unequal("UNION"));
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
            other => Err(PgError::new("0A000", format!("{other} is not supported here"))),
        }
    }

    fn values(&self, rows: &[Vec<Expr>]) -> Result<Plan, PgError> {
        let scope = self.scope();
        scope.clause.set(Some("VALUES"));
        let width = rows.first().map_or(0, Vec::len);
        let mut columns: Vec<Vec<Expression>> = vec![Vec::with_capacity(rows.len()); width];
        for row in rows {
            if row.len() != width {
                return Err(PgError::new("42601", "VALUES lists must all be the same length"));
            }
            for (column, expr) in columns.iter_mut().zip(row) {
                column.push(compile_expr(expr, &scope, self.runtime)?);
            }
        }
        let mut named = Vec::with_capacity(width);
        let mut settled = Vec::with_capacity(width);
        for (column, number) in columns.into_iter().zip(1..) {
            let (values, kind) =
                crate::engine::postgres::expression::settle(column, "VALUES", self.runtime)?;
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
    fn set(&self, body: &SetExpr) -> Result<Plan, PgError> {
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
        let mut used = std::collections::BTreeSet::new();
        let parts = parts
            .into_iter()
            .map(|part| {
                used.extend(part.used.iter().copied());
                let kinds: Vec<Kind> = columns.iter().map(|(_, kind)| kind.clone()).collect();
                let is_same = part
                    .columns
                    .iter()
                    .zip(&kinds)
                    .all(|((_, from), to)| from == to || from.is_text() && to.is_text() || from.is_whole() && to.is_whole());
                let is_castable = part
                    .columns
                    .iter()
                    .zip(&kinds)
                    .all(|((_, from), to)| castable(from, to).is_some());
                if is_castable { Ok((part, (!is_same).then_some(kinds))) } else { Err(unequal(&word)) }
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
    fn order_of_columns(
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
                        columns.iter().position(|(column, _)| *column == name).ok_or_else(|| {
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

    fn select(&self, select: &SelectAst, order: &[OrderByExpr]) -> Result<Plan, PgError> {
        let mut builder = Builder {
            scope: self.scope(),
            runtime: self.runtime,
        };
        builder.scope.clause.set(Some("functions in FROM"));
        let mut source = builder.list(&select.from)?;
        let scope = builder.scope;
        let runtime = self.runtime;
        let mut guards = Vec::new();
        let mut filter = Vec::new();
        if let Some(selection) = &select.selection {
            let condition = compile_condition(selection, "WHERE", &scope, runtime)?;
            for condition in push::conjuncts(condition) {
                if !push::reads_rows(&condition) {
                    guards.push(condition);
                } else if let Some(source) = &mut source {
                    filter.extend(push::push(source, condition));
                }
            }
        }
        if let Some(source) = &mut source {
            join::settle(source, runtime.store);
        }
        scope.clause.set(None);
        let columns = projection(&select.projection, &scope, runtime)?;
        let mut outputs = Outputs {
            scope: &scope,
            computed: Vec::new(),
        };
        let keys = self.group_keys(&select.group_by, &columns, &scope)?;
        let having = match &select.having {
            Some(having) => {
                let condition = compile_expr(having, &scope, runtime)?;
                Some(condition_of(condition, "HAVING", runtime)?)
            }
            None => None,
        };
        let sorts = order
            .iter()
            .map(|key| order_key(key, &columns, &scope, runtime))
            .collect::<Result<Vec<_>, _>>()?;
        let distinct_on = match &select.distinct {
            Some(DistinctAst::On(list)) => list
                .iter()
                .map(|expr| by_column(expr, &columns, &scope, runtime, "DISTINCT ON"))
                .collect::<Result<Vec<_>, _>>()?,
            _ => Vec::new(),
        };
        let aggregates = scope.aggregates.take();
        let windows = scope.windows.take();
        let is_grouped = !keys.is_empty() || !aggregates.is_empty() || having.is_some();
        if is_grouped {
            let parts = columns.iter().map(|(_, column)| column);
            let sorted = sorts.iter().map(|sort| &sort.by);
            for part in parts.chain(&having).chain(sorted).chain(&distinct_on) {
                group::check(part, &keys, &scope, runtime.store)?;
            }
            for call in &windows {
                for part in call.parts() {
                    group::check(part, &keys, &scope, runtime.store)?;
                }
            }
        }
        let places: Vec<Place> = columns.iter().map(|(_, column)| outputs.place(column)).collect();
        let order: Vec<Key> = sorts
            .iter()
            .map(|sort| Key {
                place: outputs.place(&sort.by),
                is_descending: sort.is_descending,
                nulls_first: sort.nulls_first,
            })
            .collect();
        let distinct = match &select.distinct {
            None => Distinct::None,
            Some(DistinctAst::Distinct) => {
                if order.iter().any(|key| !places.contains(&key.place)) {
                    return Err(PgError::new(
                        "42P10",
                        "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
                    ));
                }
                if let Some((_, json)) = columns.iter().find(|(_, column)| column.kind == Kind::Json) {
                    return Err(PgError::new(
                        "42883",
                        format!("could not identify an equality operator for type {}", json.kind),
                    ));
                }
                Distinct::All
            }
            Some(DistinctAst::On(_)) => {
                let on: Vec<Place> = distinct_on.iter().map(|of| outputs.place(of)).collect();
                let is_leading = order
                    .iter()
                    .take(on.len())
                    .all(|key| on.contains(&key.place));
                if !is_leading {
                    return Err(PgError::new(
                        "42P10",
                        "SELECT DISTINCT ON expressions must match initial ORDER BY expressions",
                    ));
                }
                Distinct::On(on)
            }
        };
        let computed = outputs.computed;
        let used = scope.used.take();
        Ok(Plan {
            columns: columns
                .into_iter()
                .map(|(name, column)| (name, column.kind))
                .collect(),
            used,
            commons: Vec::new(),
            body: Body::Select(Box::new(Select {
                source,
                width: scope.relations.len(),
                guards,
                filter,
                grouping: is_grouped.then_some(Grouping {
                    keys,
                    aggregates,
                    having,
                }),
                windows,
                computed,
                outputs: places.into(),
                distinct,
                order,
            })),
            limit: None,
            offset: None,
            order: Vec::new(),
        })
    }

    fn group_keys(
        &self,
        group_by: &GroupByExpr,
        columns: &[(String, Expression)],
        scope: &Scope,
    ) -> Result<Vec<Expression>, PgError> {
        let GroupByExpr::Expressions(list, modifiers) = group_by else {
            return Err(PgError::new("42601", "syntax error at or near \"ALL\""));
        };
        if !modifiers.is_empty() {
            return Err(PgError::new("42601", "syntax error at or near \"WITH\""));
        }
        let before = scope.clause.replace(Some("GROUP BY"));
        let mut keys: Vec<Expression> = Vec::with_capacity(list.len());
        for expr in list {
            let parts = if let Expr::Tuple(parts) = expr { &parts[..] } else { std::slice::from_ref(expr) };
            for expr in parts {
                let key = self.group_key(expr, columns, scope)?;
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        scope.clause.set(before);
        Ok(keys)
    }

    /// What a group shares: a column of the sources before one of the output.
    fn group_key(
        &self,
        expr: &Expr,
        columns: &[(String, Expression)],
        scope: &Scope,
    ) -> Result<Expression, PgError> {
        let key = match expr {
            Expr::Identifier(name) => match scope.column(&name_of(name)) {
                Ok(key) if !matches!(key.node, Node::Whole { .. }) => key,
                found => {
                    let name = name_of(name);
                    match columns.iter().find(|(column, _)| *column == name) {
                        Some((_, column)) => column.clone(),
                        None => found?,
                    }
                }
            },
            expr => by_position(expr, columns, scope, self.runtime, "GROUP BY")?,
        };
        if reads_aggregates(&key, scope) {
            return Err(PgError::new(
                "42803",
                "aggregate functions are not allowed in GROUP BY",
            ));
        }
        if key.kind == Kind::Json {
            return Err(PgError::new(
                "42883",
                "could not identify an equality operator for type json",
            ));
        }
        Ok(key)
    }
}

/// Takes a plan out and leaves an empty one.
fn plan_taken(plan: &mut Plan) -> Plan {
    let empty = Plan {
        columns: Rc::from([]),
        used: std::collections::BTreeSet::new(),
        commons: Vec::new(),
        body: Body::Values(Vec::new()),
        limit: None,
        offset: None,
        order: Vec::new(),
    };
    std::mem::replace(plan, empty)
}

fn unequal(word: &str) -> PgError {
    PgError::new(
        "42601",
        format!("each {word} query must have the same number of columns"),
    )
}

fn condition_of(of: Expression, clause: &str, runtime: &Runtime) -> Result<Expression, PgError> {
    let found = of.kind.clone();
    crate::engine::postgres::expression::coerce(of, &Kind::Boolean, Level::Implicit, runtime)?
        .ok_or_else(|| {
            PgError::new(
                "42804",
                format!("argument of {clause} must be type boolean, not type {found}"),
            )
        })
}

fn reads_aggregates(key: &Expression, scope: &Scope) -> bool {
    let mut reads = false;
    crate::engine::postgres::expression::references(key, &mut |reference| {
        reads |= reference.level == 0 && reference.slot >= scope.aggregate_slot();
    });
    reads
}

/// The place in a list that a position names.
fn placed(number: usize, length: usize, clause: &str) -> Result<usize, PgError> {
    number
        .checked_sub(1)
        .filter(|place| *place < length)
        .ok_or_else(|| {
            PgError::new(
                "42P10",
                format!("{clause} position {number} is not in select list"),
            )
        })
}

/// A column of the output by its position, or an expression.
fn by_position(
    expr: &Expr,
    columns: &[(String, Expression)],
    scope: &Scope,
    runtime: &Runtime,
    clause: &str,
) -> Result<Expression, PgError> {
    match position(expr) {
        Some(number) => Ok(columns[placed(number, columns.len(), clause)?].1.clone()),
        None => compile_expr(expr, scope, runtime),
    }
}

/// A column of the output by its name or position, or an expression.
fn by_column(
    expr: &Expr,
    columns: &[(String, Expression)],
    scope: &Scope,
    runtime: &Runtime,
    clause: &str,
) -> Result<Expression, PgError> {
    let mut inner = expr;
    while let Expr::Nested(nested) = inner {
        inner = nested;
    }
    if let Expr::Identifier(name) = inner {
        let name = name_of(name);
        let mut found = columns.iter().filter(|(column, _)| *column == name);
        if let Some((_, column)) = found.next() {
            if found.any(|(_, other)| other != column) {
                return Err(PgError::new(
                    "42702",
                    format!("{clause} \"{name}\" is ambiguous"),
                ));
            }
            return Ok(column.clone());
        }
    }
    by_position(inner, columns, scope, runtime, clause)
}

fn order_key(
    key: &OrderByExpr,
    columns: &[(String, Expression)],
    scope: &Scope,
    runtime: &Runtime,
) -> Result<crate::engine::postgres::expression::Sort, PgError> {
    let by = by_column(&key.expr, columns, scope, runtime, "ORDER BY")?;
    if matches!(by.kind, Kind::Unknown) && by.as_constant().is_some() && position(&key.expr).is_none() {
        return Err(PgError::new("42601", "non-integer constant in ORDER BY"));
    }
    sorted(Compiler { scope, runtime }, by, key)
}

/// Where the values of the output come from; what is no plain column is computed.
struct Outputs<'o> {
    scope: &'o Scope<'o>,
    computed: Vec<Expression>,
}

impl Outputs<'_> {
    fn place(&mut self, of: &Expression) -> Place {
        if let Node::Column(reference) = &of.node
            && reference.level == 0
        {
            return Place {
                slot: reference.slot,
                column: reference.column,
            };
        }
        let known = self.computed.iter().position(|other| other == of);
        let column = known.unwrap_or_else(|| {
            self.computed.push(of.clone());
            self.computed.len() - 1
        });
        Place {
            slot: self.scope.relations.len() + 2,
            column,
        }
    }
}
