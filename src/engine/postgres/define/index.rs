//! CREATE INDEX and DROP INDEX.

use std::collections::BTreeSet;
use std::rc::Rc;

use gluesql::core::sqlparser::ast::{CreateIndex, Expr};

use super::constraint::not_unique;
use super::create::copy_of;
use crate::engine::postgres::expression::{compile, compile_condition};
use crate::engine::postgres::names::{cut, key, made_of, name_of, parts_of};
use crate::engine::postgres::relation::{IndexDefinition, IndexPart, IndexedBy};
use crate::engine::postgres::work::Work;
use crate::engine::postgres::write::{Guard, scope_of};
use crate::engine::postgres::{Outcome, PgError, refusal};

impl Work<'_> {
    /// Runs a CREATE INDEX.
    ///
    /// # Errors
    /// What Postgres refuses, and rows that share a key of a unique index.
    pub fn create_index(&mut self, create: &CreateIndex) -> Result<Outcome, PgError> {
        let outcome = Outcome {
            command: "CREATE INDEX",
            ..Outcome::default()
        };
        let table = key(&create.table_name);
        let relation = self.relation_named(&create.table_name)?;
        let scope = scope_of(&relation);
        let mut parts = Vec::with_capacity(create.columns.len());
        for column in &create.columns {
            let (expr, collation) = match &column.expr {
                Expr::Collate { expr, collation } => (&**expr, collation.0.last().map(name_of)),
                expr => (expr, None),
            };
            let of = match expr {
                Expr::Identifier(name) => {
                    let name = name_of(name);
                    if relation.place(&name).is_none() {
                        return Err(PgError::new(
                            "42703",
                            format!("column \"{name}\" does not exist"),
                        ));
                    }
                    IndexedBy::Column(name)
                }
                expr => {
                    compile(expr, &scope, self.runtime)?;
                    IndexedBy::Expression(Rc::new(expr.clone()))
                }
            };
            parts.push(IndexPart {
                of,
                descending: column.asc == Some(false),
                nulls_first: column.nulls_first,
                collation,
                class: None,
            });
        }
        if let Some(predicate) = &create.predicate {
            compile_condition(predicate, "WHERE", &scope, self.runtime)?;
        }
        let name = if let Some(name) = &create.name {
            cut(&parts_of(name).1)
        } else {
            let columns: Vec<&str> = parts
                .iter()
                .map(|part| match &part.of {
                    IndexedBy::Column(name) => name.as_str(),
                    IndexedBy::Expression(expr) => match &**expr {
                        Expr::Function(function) => function
                            .name
                            .0
                            .last()
                            .map_or("expr", |name| name.value.as_str()),
                        _ => "expr",
                    },
                })
                .collect();
            self.free_name(&relation.schema, |number| {
                made_of(&relation.name, &columns.join("_"), &format!("idx{number}"))
            })
        };
        if self.is_relation(&relation.schema, &name) {
            if create.if_not_exists {
                return Ok(outcome);
            }
            return Err(refusal::relation_exists(&name));
        }
        let mut changed = copy_of(&relation);
        changed.indexes.push(IndexDefinition {
            name: name.clone(),
            parts,
            is_unique: create.unique,
            predicate: create.predicate.clone().map(Rc::new),
            method: create
                .using
                .as_ref()
                .map_or_else(|| "btree".to_owned(), name_of),
            made: self.catalog.make(),
        });
        self.stored_mut(&table)?.relate(changed);
        if create.unique {
            self.refuse_repeated_in(&table, &name)?;
        }
        Ok(outcome)
    }

    /// Refuses rows that share a key of a new unique index.
    fn refuse_repeated_in(&mut self, table: &str, name: &str) -> Result<(), PgError> {
        let relation = self.relation(table)?;
        let mut guard = Guard::new(Rc::clone(&relation), self.runtime)?;
        let unique = guard.uniques.iter().position(|unique| unique.name == name);
        let only: Vec<usize> = unique.into_iter().collect();
        let stored = self.stored(table)?;
        for (id, row) in stored.rows().iter() {
            let met = guard.conflict(stored, row, Some(id), Some(&only), self.runtime)?;
            if let Some((unique, _)) = met {
                let refused = guard.refusal(unique, row, self.runtime)?;
                let detail = refused.detail.unwrap_or_default();
                let inner = detail
                    .trim_start_matches("Key (")
                    .trim_end_matches(") already exists.");
                let (columns, values) = inner.split_once(")=(").unwrap_or((inner, ""));
                return Err(not_unique(&relation, name, columns, values));
            }
        }
        Ok(())
    }

    /// Runs a DROP INDEX.
    ///
    /// # Errors
    /// 42704, 2BP01.
    pub fn drop_indexes(
        &mut self,
        indexes: &[(String, String)],
        if_exists: bool,
        cascade: bool,
    ) -> Result<Outcome, PgError> {
        for (schema, name) in indexes {
            let found = self
                .relations()
                .filter(|relation| relation.schema == *schema)
                .find(|relation| {
                    relation.indexes.iter().any(|index| index.name == *name)
                        || relation.keys.iter().any(|key| key.name == *name)
                })
                .map(Rc::clone);
            let Some(relation) = found else {
                if if_exists {
                    continue;
                }
                return Err(PgError::new(
                    "42704",
                    format!("index \"{name}\" does not exist"),
                ));
            };
            let shown = crate::engine::postgres::names::shown;
            if relation.keys.iter().any(|key| key.name == *name) {
                return Err(PgError::new(
                    "2BP01",
                    format!(
                        "cannot drop index {} because constraint {name} on table {} requires it",
                        shown(name),
                        shown(&relation.name)
                    ),
                ));
            }
            self.drop_index(&relation.key(), name, cascade)?;
        }
        Ok(Outcome {
            command: "DROP INDEX",
            ..Outcome::default()
        })
    }

    fn drop_index(&mut self, table: &str, name: &str, cascade: bool) -> Result<(), PgError> {
        let relation = self.relation(table)?;
        let mut changed = copy_of(&relation);
        changed.indexes.retain(|index| index.name != name);
        let needing: Vec<_> = self
            .referencing(table)
            .iter()
            .filter(|by| !super::foreign::is_key(&changed, &by.key.target_columns))
            .cloned()
            .collect();
        if !needing.is_empty() && !cascade {
            let what = format!("index {}", crate::engine::postgres::names::shown(name));
            return Err(self.depended_on(&what, &what, &needing)?);
        }
        self.stored_mut(table)?.relate(changed);
        let gone: BTreeSet<String> = needing.into_iter().map(|by| by.key.name).collect();
        self.redefine(|relation| {
            let before = relation.foreign_keys.len();
            relation
                .foreign_keys
                .retain(|key| !gone.contains(&key.name));
            before != relation.foreign_keys.len()
        })
    }
}
