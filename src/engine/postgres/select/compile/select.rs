//! One SELECT.

use gluesql::core::sqlparser::ast::{
    Distinct as DistinctAst, Expr, GroupByExpr, OrderByExpr, Select as SelectAst,
};

use super::Context;
use super::keys::{Outputs, by_column, by_position, order_key};
use crate::engine::postgres::expression::{
    Expression, Node, Runtime, Scope, coerce, compile as compile_expr, compile_condition, name_of,
    references,
};
use crate::engine::postgres::select::from::Builder;
use crate::engine::postgres::select::lift::{LIFTED, lift};
use crate::engine::postgres::select::plan::{Body, Distinct, Grouping, Key, Plan, Select};
use crate::engine::postgres::select::project::projection;
use crate::engine::postgres::select::rowset::Place;
use crate::engine::postgres::select::{group, join, push};
use crate::engine::postgres::value::Level;
use crate::engine::postgres::{Kind, PgError};

impl Context<'_> {
    /// One SELECT with its order.
    pub(super) fn select(
        &self,
        select: &SelectAst,
        order: &[OrderByExpr],
    ) -> Result<Plan, PgError> {
        let select = &*lift(select);
        let mut builder = Builder {
            scope: self.scope(),
            runtime: self.runtime,
        };
        builder.scope.clause.set(Some("functions in FROM"));
        let mut source = builder.list(&select.from)?;
        let mut scope = builder.scope;
        for relation in &mut scope.relations {
            relation.qualified_only |= relation.name == LIFTED;
        }
        let runtime = self.runtime;
        // As in Postgres, what is selected is looked at before the conditions.
        scope.clause.set(None);
        let columns = projection(&select.projection, &scope, runtime)?;
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
        let places: Vec<Place> = columns
            .iter()
            .map(|(_, column)| outputs.place_of_column(column))
            .collect();
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
                if let Some((_, json)) =
                    columns.iter().find(|(_, column)| column.kind == Kind::Json)
                {
                    return Err(PgError::new(
                        "42883",
                        format!(
                            "could not identify an equality operator for type {}",
                            json.kind
                        ),
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
            let parts = if let Expr::Tuple(parts) = expr {
                &parts[..]
            } else {
                std::slice::from_ref(expr)
            };
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

fn condition_of(of: Expression, clause: &str, runtime: &Runtime) -> Result<Expression, PgError> {
    let found = of.kind.clone();
    coerce(of, &Kind::Boolean, Level::Implicit, runtime)?.ok_or_else(|| {
        PgError::new(
            "42804",
            format!("argument of {clause} must be type boolean, not type {found}"),
        )
    })
}

fn reads_aggregates(key: &Expression, scope: &Scope) -> bool {
    let mut reads = false;
    references(key, &mut |reference| {
        reads |= reference.level == 0 && reference.slot >= scope.aggregate_slot();
    });
    reads
}
