//! CREATE TABLE.

use std::rc::Rc;

use gluesql::core::sqlparser::ast::CreateTable;
use gluesql::prelude::Value;

use super::column::{Wanted, WantedKind};
use super::constraint::wanted;
use crate::engine::postgres::names::{cut, parts_of};
use crate::engine::postgres::relation::{Relation, RelationColumn, key_of};
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Kind, Outcome, PgError, query, refusal};
use crate::engine::store::{Row, StoredTable};

impl Work<'_> {
    /// Runs a CREATE TABLE.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub fn create_table(&mut self, create: &CreateTable) -> Result<Outcome, PgError> {
        let mut outcome = Outcome {
            command: "CREATE TABLE",
            ..Outcome::default()
        };
        let (schema, name) = parts_of(&create.name);
        let name = cut(&name);
        if !self.catalog.schemas().contains(&schema) {
            return Err(refusal::no_schema(&schema));
        }
        if self.is_relation(&schema, &name) {
            if create.if_not_exists {
                return Ok(outcome);
            }
            return Err(refusal::relation_exists(&name));
        }
        let mut relation = Relation {
            schema,
            name,
            columns: Vec::new(),
            keys: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
            indexes: Vec::new(),
            comment: None,
        };
        let mut constraints = Vec::new();
        for written in &create.columns {
            let (column, wanted) = self.column_of(written, &relation)?;
            if relation.place(&column.name).is_some() {
                return Err(PgError::new(
                    "42701",
                    format!("column \"{}\" specified more than once", column.name),
                ));
            }
            relation.columns.push(column);
            constraints.extend(wanted);
        }
        for written in &create.constraints {
            constraints.push(wanted(written)?);
        }
        let mut rows = Vec::new();
        if let Some(source) = &create.query {
            let found = query::run(source, self.runtime)?;
            for (name, kind) in found.columns {
                let kind = match kind {
                    Kind::Unknown => Kind::Text,
                    kind => kind,
                };
                relation.columns.push(RelationColumn {
                    name,
                    of: kind.into(),
                    not_null: false,
                    default: None,
                    identity: None,
                    comment: None,
                });
            }
            outcome.count = found.rows.len();
            outcome.command = "SELECT";
            rows = found.rows.into_rows();
        }
        let table = key_of(&relation.schema, &relation.name);
        let made = self.catalog.make();
        let mut stored = StoredTable::of_relation(relation, made);
        for row in rows {
            stored.append(row);
        }
        self.store.insert(stored);
        self.redefined();
        self.constrain(&table, without_repeats(constraints))?;
        Ok(outcome)
    }

    /// Gives each row of a table one more value.
    pub(super) fn widen(
        &mut self,
        table: &str,
        relation: Relation,
        mut value: impl FnMut() -> Result<Value, PgError>,
    ) -> Result<(), PgError> {
        self.stored_mut(table)?.reshape_related(relation, |row| {
            let value = value()?;
            Ok::<_, PgError>(row.iter().cloned().chain([value]).collect::<Row>())
        })
    }
}

/// Keys over the same columns are one, as in Postgres: the primary key, or the first; it takes the other's name where it has none.
fn without_repeats(wanted: Vec<Wanted>) -> Vec<Wanted> {
    let columns_of = |wanted: &Wanted| match &wanted.what {
        WantedKind::Primary(columns) => Some((columns.clone(), true)),
        WantedKind::Unique(columns) => Some((columns.clone(), false)),
        _ => None,
    };
    let mut wanted = wanted;
    wanted.sort_by_key(|wanted| !matches!(wanted.what, WantedKind::Primary(_)));
    let mut kept: Vec<Wanted> = Vec::new();
    for wanted in wanted {
        let repeated = columns_of(&wanted)
            .filter(|(_, is_primary)| !is_primary)
            .and_then(|(columns, _)| {
                kept.iter_mut().find(|other| {
                    other.timing == wanted.timing
                        && columns_of(other).is_some_and(|(others, _)| others == columns)
                })
            });
        match repeated {
            Some(other) => {
                if other.name.is_none() {
                    other.name = wanted.name;
                }
            }
            None => kept.push(wanted),
        }
    }
    kept
}

/// A table's definition shared, to be read while the table is written.
pub(super) fn copy_of(relation: &Rc<Relation>) -> Relation {
    Relation::clone(relation)
}
