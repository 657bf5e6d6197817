//! The other tables an UPDATE or a DELETE reads: what follows FROM or USING.

use gluesql::core::sqlparser::ast::{
    Expr, JoinConstraint, JoinOperator, TableFactor, TableWithJoins,
};

use crate::engine::postgres::expression::Scope;
use crate::engine::postgres::names::{key, name_of};
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Kind, PgError, columns, query, refusal};
use crate::engine::store::Row;

/// The other tables, each with its rows.
#[derive(Debug, Default)]
pub struct Sources {
    /// Them, in the order of their slots.
    pub list: Vec<Source>,
    /// What joins them.
    pub conditions: Vec<Expr>,
}

/// One of them.
#[derive(Debug)]
pub struct Source {
    name: String,
    columns: Vec<(String, Kind)>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Sources {
    /// Makes their columns known.
    pub fn enter(&self, scope: &mut Scope) {
        for source in &self.list {
            scope.add(source.name.clone(), source.columns.clone());
        }
    }
}

impl Work<'_> {
    /// Reads the other tables.
    ///
    /// # Errors
    /// What Postgres refuses, and joins that are not inner ones.
    pub(super) fn sources<'t>(
        &self,
        from: impl IntoIterator<Item = &'t TableWithJoins>,
    ) -> Result<Sources, PgError> {
        let mut sources = Sources::default();
        for from in from {
            sources.list.push(self.source(&from.relation)?);
            for join in &from.joins {
                sources.list.push(self.source(&join.relation)?);
                match &join.join_operator {
                    JoinOperator::Inner(JoinConstraint::On(condition)) => {
                        sources.conditions.push(condition.clone());
                    }
                    JoinOperator::CrossJoin | JoinOperator::Inner(JoinConstraint::None) => {}
                    _ => return Err(refusal::unsupported("an outer join of a table to write")),
                }
            }
        }
        Ok(sources)
    }

    fn source(&self, factor: &TableFactor) -> Result<Source, PgError> {
        match factor {
            TableFactor::Table { name, alias, .. } => {
                let table = self.stored(&key(name))?;
                let own = name.0.last().map(name_of).unwrap_or_default();
                Ok(Source {
                    name: alias.as_ref().map_or(own, |alias| name_of(&alias.name)),
                    columns: columns(table),
                    rows: table.rows().iter().map(|(_, row)| row.clone()).collect(),
                })
            }
            TableFactor::Derived {
                subquery, alias, ..
            } => {
                let mut found = query::run(subquery, self.runtime)?;
                if let Some(alias) = alias {
                    for (column, named) in found.columns.iter_mut().zip(&alias.columns) {
                        column.0 = name_of(named);
                    }
                }
                Ok(Source {
                    name: alias
                        .as_ref()
                        .map(|alias| name_of(&alias.name))
                        .unwrap_or_default(),
                    columns: found.columns,
                    rows: found.rows.into_rows().into_iter().map(Row::from).collect(),
                })
            }
            other => Err(refusal::unsupported(&other.to_string())),
        }
    }
}
