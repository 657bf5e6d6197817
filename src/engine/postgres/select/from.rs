//! FROM: names become sources, joins become trees.

mod using;

use std::rc::Rc;

use gluesql::core::sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, Ident, Join as JoinAst, JoinConstraint, JoinOperator,
    ObjectName, Query, TableAlias, TableFactor, TableWithJoins,
};

use super::compile::{compile_within, settled_columns};
use super::source::{Columns, Generator, JoinKind, Source, Table};
use super::{Common, push};
use crate::engine::postgres::expression::{
    Expression, Reference, Relation, Runtime, Scope, compile, compile_condition, name_of,
    references,
};
use crate::engine::postgres::{Kind, PgError};

/// Builds the sources of one SELECT, and its scope with them.
pub(super) struct Builder<'b> {
    pub scope: Scope<'b>,
    pub runtime: &'b Runtime<'b>,
}

impl Builder<'_> {
    /// The sources of a FROM list; the tables of a list are joined without a condition.
    pub fn list(&mut self, from: &[TableWithJoins]) -> Result<Option<Source>, PgError> {
        let mut all: Option<Source> = None;
        for item in from {
            let source = self.tree(item)?;
            all = Some(match all {
                None => source,
                Some(left) => push::join(JoinKind::Inner, left, source, Vec::new()),
            });
        }
        Ok(all)
    }

    fn tree(&mut self, item: &TableWithJoins) -> Result<Source, PgError> {
        let first = self.scope.relations.len();
        let mut source = self.factor(&item.relation)?;
        for join in &item.joins {
            source = self.join(source, join, first)?;
        }
        Ok(source)
    }

    fn join(&mut self, left: Source, join: &JoinAst, first: usize) -> Result<Source, PgError> {
        let middle = self.scope.relations.len();
        let right = self.factor(&join.relation)?;
        let (kind, constraint, is_swapped) = match &join.join_operator {
            JoinOperator::Inner(constraint) => (JoinKind::Inner, constraint, false),
            JoinOperator::LeftOuter(constraint) => (JoinKind::Left, constraint, false),
            JoinOperator::RightOuter(constraint) => (JoinKind::Left, constraint, true),
            JoinOperator::FullOuter(constraint) => (JoinKind::Full, constraint, false),
            JoinOperator::CrossJoin => (JoinKind::Inner, &JoinConstraint::None, false),
            other => {
                return Err(PgError::new(
                    "42601",
                    format!("syntax error at or near \"{other:?}\""),
                ));
            }
        };
        let conditions = match constraint {
            JoinConstraint::None => Vec::new(),
            JoinConstraint::On(expr) => {
                let condition = compile_condition(expr, "JOIN/ON", &self.scope, self.runtime)?;
                self.hold_within(&condition, first)?;
                push::conjuncts(condition)
            }
            JoinConstraint::Using(names) => {
                let names: Vec<String> = names.iter().map(name_of).collect();
                self.using(&names, (first, middle), kind, is_swapped)?
            }
            JoinConstraint::Natural => {
                let shared = self.shared_names(first, middle);
                self.using(&shared, (first, middle), kind, is_swapped)?
            }
        };
        let (left, right) = if is_swapped {
            (right, left)
        } else {
            (left, right)
        };
        Ok(push::join(kind, left, right, conditions))
    }

    /// A condition of a join reads its own tables only.
    fn hold_within(&self, condition: &Expression, first: usize) -> Result<(), PgError> {
        let mut outside = None;
        references(condition, &mut |reference: Reference| {
            if reference.level == 0 && reference.slot < first {
                outside = Some(reference.slot);
            }
        });
        match outside {
            None => Ok(()),
            Some(slot) => Err(PgError::new(
                "42P01",
                format!(
                    "invalid reference to FROM-clause entry for table \"{}\"",
                    self.scope.relations[slot].name
                ),
            )),
        }
    }

    fn factor(&mut self, factor: &TableFactor) -> Result<Source, PgError> {
        match factor {
            TableFactor::Table {
                name,
                alias,
                args: None,
                ..
            } => self.table(name, alias.as_ref()),
            TableFactor::Table {
                name,
                alias,
                args: Some(args),
                with_ordinality,
                ..
            } => self.function(name, &args.args, alias.as_ref(), *with_ordinality),
            TableFactor::Function {
                name, args, alias, ..
            } => self.function(name, args, alias.as_ref(), false),
            TableFactor::UNNEST {
                alias,
                array_exprs,
                with_ordinality,
                ..
            } => {
                let arguments = self.compile_all(array_exprs)?;
                self.generator("unnest", arguments, alias.as_ref(), *with_ordinality)
            }
            TableFactor::Derived {
                lateral,
                subquery,
                alias,
            } => self.derived(subquery, *lateral, alias.as_ref()),
            TableFactor::NestedJoin {
                table_with_joins, ..
            } => self.tree(table_with_joins),
            other => Err(PgError::new("0A000", format!("{other} is not supported"))),
        }
    }

    fn compile_all(&self, exprs: &[Expr]) -> Result<Vec<Expression>, PgError> {
        exprs
            .iter()
            .map(|expr| compile(expr, &self.scope, self.runtime))
            .collect()
    }

    /// Takes the next slot for a relation.
    fn add(
        &mut self,
        name: String,
        mut columns: Columns,
        alias: Option<&TableAlias>,
        table: Option<String>,
    ) -> Result<usize, PgError> {
        if let Some(alias) = alias {
            if alias.columns.len() > columns.len() {
                return Err(PgError::new(
                    "42P10",
                    format!(
                        "table \"{}\" has {} columns available but {} columns specified",
                        name_of(&alias.name),
                        columns.len(),
                        alias.columns.len()
                    ),
                ));
            }
            for ((column, _), renamed) in columns.iter_mut().zip(&alias.columns) {
                *column = name_of(renamed);
            }
        }
        let name = alias.map_or(name, |alias| name_of(&alias.name));
        if !name.is_empty() && self.scope.relations.iter().any(|other| other.name == name) {
            return Err(PgError::new(
                "42712",
                format!("table name \"{name}\" specified more than once"),
            ));
        }
        self.scope.relations.push(Relation {
            name,
            columns: columns.into(),
            table,
            qualified_only: false,
        });
        Ok(self.scope.relations.len() - 1)
    }

    fn table(&mut self, name: &ObjectName, alias: Option<&TableAlias>) -> Result<Source, PgError> {
        let parts: Vec<String> = name.0.iter().map(name_of).collect();
        let (schema, table) = match &parts[..] {
            [table] => (None, table.clone()),
            [.., schema, table] => (Some(schema.clone()), table.clone()),
            [] => return Err(PgError::new("42601", "syntax error in a name")),
        };
        if schema.is_none()
            && let Some(common) = self.scope.common(&table)
        {
            return self.common(common, alias);
        }
        let store = self.runtime.store;
        let stored = match schema.as_deref() {
            None | Some("public") => store.table(&table).map(|_| table.clone()),
            Some(schema) => {
                let qualified = format!("{schema}.{table}");
                store.table(&qualified).map(|_| qualified)
            }
        };
        let environment = self.runtime.environment;
        if let Some(stored) = stored
            && let Some(found) = store.table(&stored)
        {
            let columns = environment.columns(found);
            let slot = self.add(table, columns, alias, Some(stored.clone()))?;
            return Ok(Source::Table(Table {
                slot,
                name: stored,
                access: None,
                filter: Vec::new(),
            }));
        }
        if let Some(view) = environment.view(store, schema.as_deref(), &table) {
            let slot = self.add(table, view.columns, alias, None)?;
            return Ok(Source::Rows {
                slot,
                rows: Rc::new(view.rows),
                filter: Vec::new(),
            });
        }
        Err(PgError::new(
            "42P01",
            format!("relation \"{}\" does not exist", parts.join(".")),
        ))
    }

    fn common(
        &mut self,
        common: Rc<Common>,
        alias: Option<&TableAlias>,
    ) -> Result<Source, PgError> {
        let slot = self.add(common.name.clone(), common.columns.to_vec(), alias, None)?;
        Ok(Source::Common {
            slot,
            common,
            filter: Vec::new(),
        })
    }

    fn derived(
        &mut self,
        query: &Query,
        is_lateral: bool,
        alias: Option<&TableAlias>,
    ) -> Result<Source, PgError> {
        if alias.is_none() {
            return Err(PgError::new("42601", "subquery in FROM must have an alias"));
        }
        let outer = if is_lateral {
            Some(&self.scope)
        } else {
            self.scope.outer
        };
        let plan = compile_within(query, outer, &self.scope.commons, self.runtime)?;
        if !is_lateral {
            // It stands beside this query, not within: what it reads further out, this one does.
            self.scope
                .used
                .borrow_mut()
                .extend(plan.used.iter().copied());
        }
        let slot = self.add(String::new(), settled_columns(&plan.columns), alias, None)?;
        Ok(Source::Derived {
            slot,
            plan: Rc::new(plan),
            is_lateral,
            filter: Vec::new(),
        })
    }

    fn function(
        &mut self,
        name: &ObjectName,
        args: &[FunctionArg],
        alias: Option<&TableAlias>,
        has_ordinality: bool,
    ) -> Result<Source, PgError> {
        let exprs: Vec<Expr> = args
            .iter()
            .filter_map(|argument| match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr.clone()),
                _ => None,
            })
            .collect();
        let arguments = self.compile_all(&exprs)?;
        let name = name
            .0
            .last()
            .map(|ident: &Ident| name_of(ident))
            .unwrap_or_default();
        self.generator(&name, arguments, alias, has_ordinality)
    }

    fn generator(
        &mut self,
        name: &str,
        arguments: Vec<Expression>,
        alias: Option<&TableAlias>,
        has_ordinality: bool,
    ) -> Result<Source, PgError> {
        let (function, arguments, mut columns) =
            super::values::generator(name, arguments, self.runtime)?;
        // A function of one column names it after its alias.
        if let ([(column, _)], Some(alias)) = (&mut columns[..], alias)
            && alias.columns.is_empty()
            && !matches!(function, Generator::Elements(..))
        {
            *column = name_of(&alias.name);
        }
        if has_ordinality {
            columns.push(("ordinality".to_owned(), Kind::BigInt));
        }
        let slot = self.add(name.to_owned(), columns, alias, None)?;
        Ok(Source::Function {
            slot,
            function,
            arguments,
            has_ordinality,
            filter: Vec::new(),
        })
    }
}
