//! A column as CREATE TABLE and ADD COLUMN write it, and what it brings along.

use std::rc::Rc;

use gluesql::core::sqlparser::ast::{
    ColumnDef, ColumnOption, Expr, GeneratedAs, ReferentialAction, SequenceOptions,
};

use crate::engine::postgres::catalog::Sequence;
use crate::engine::postgres::names::{key, made_of, name_of};
use crate::engine::postgres::relation::{
    Action, ColumnDefault, Identity, Relation, RelationColumn, Timing, key_of,
};
use crate::engine::postgres::types::column_type;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Kind, PgError, refusal};

/// A constraint as it is written, not yet named.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// Its name, where one is given.
    pub name: Option<String>,
    /// What it is.
    pub what: WantedKind,
    /// When it is checked.
    pub timing: Timing,
}

/// What a written constraint is.
#[derive(Debug, Clone)]
pub(super) enum WantedKind {
    /// A primary key of those columns.
    Primary(Vec<String>),
    /// A unique key of those columns.
    Unique(Vec<String>),
    /// A foreign key.
    Foreign {
        /// Its columns.
        columns: Vec<String>,
        /// The table referenced, by key.
        target: String,
        /// The columns referenced; none for the primary key.
        target_columns: Vec<String>,
        /// What a DELETE does.
        on_delete: Action,
        /// What an UPDATE does.
        on_update: Action,
    },
    /// A check, and the columns it names.
    Check(Rc<Expr>, Vec<String>),
}

impl Work<'_> {
    /// Reads a column: itself, and the constraints written with it.
    ///
    /// # Errors
    /// What Postgres refuses in it.
    pub(super) fn column_of(
        &mut self,
        written: &ColumnDef,
        relation: &Relation,
    ) -> Result<(RelationColumn, Vec<Wanted>), PgError> {
        let name = name_of(&written.name);
        let of = column_type(&written.data_type, &self.catalog)?;
        let mut column = RelationColumn {
            name: name.clone(),
            not_null: of.is_serial,
            default: None,
            identity: None,
            comment: None,
            of: of.of,
        };
        if of.is_serial {
            column.default = Some(self.sequence_for(relation, &column, &[])?);
        }
        let mut wanted = Vec::new();
        for option in &written.options {
            let constraint = option.name.as_ref().map(name_of);
            let mut want = |what, timing| {
                wanted.push(Wanted {
                    name: constraint.clone(),
                    what,
                    timing,
                });
            };
            match &option.option {
                ColumnOption::Null => {
                    if column.not_null && !of.is_serial {
                        return Err(PgError::new(
                            "42601",
                            format!(
                                "conflicting NULL/NOT NULL declarations for column \"{name}\" of table \"{}\"",
                                relation.name
                            ),
                        ));
                    }
                }
                ColumnOption::NotNull => column.not_null = true,
                ColumnOption::Default(expr) => {
                    if of.is_serial {
                        return Err(PgError::new(
                            "42601",
                            format!(
                                "multiple default values specified for column \"{name}\" of table \"{}\"",
                                relation.name
                            ),
                        ));
                    }
                    column.default = self.default_of(expr, &name, &column.of)?;
                }
                ColumnOption::Unique {
                    is_primary,
                    characteristics,
                } => {
                    let columns = vec![name.clone()];
                    let what = if *is_primary {
                        WantedKind::Primary(columns)
                    } else {
                        WantedKind::Unique(columns)
                    };
                    want(what, super::constraint::timing(characteristics.as_ref()));
                }
                ColumnOption::ForeignKey {
                    foreign_table,
                    referred_columns,
                    on_delete,
                    on_update,
                    characteristics,
                } => want(
                    WantedKind::Foreign {
                        columns: vec![name.clone()],
                        target: key(foreign_table),
                        target_columns: referred_columns.iter().map(name_of).collect(),
                        on_delete: action(on_delete.as_ref()),
                        on_update: action(on_update.as_ref()),
                    },
                    super::constraint::timing(characteristics.as_ref()),
                ),
                ColumnOption::Check(expr) => want(
                    WantedKind::Check(Rc::new(expr.clone()), vec![name.clone()]),
                    Timing::default(),
                ),
                ColumnOption::Generated {
                    generated_as,
                    sequence_options,
                    generation_expr: None,
                    ..
                } => {
                    column.identity = Some(match generated_as {
                        GeneratedAs::Always => Identity::Always,
                        _ => Identity::ByDefault,
                    });
                    column.not_null = true;
                    let options = sequence_options.as_deref().unwrap_or_default();
                    column.default = Some(self.sequence_for(relation, &column, options)?);
                }
                ColumnOption::Comment(text) => column.comment = Some(text.clone()),
                ColumnOption::CharacterSet(_) => {}
                other => return Err(refusal::unsupported(&other.to_string())),
            }
        }
        Ok((column, wanted))
    }

    /// Makes the sequence of a column that counts by itself.
    pub(super) fn sequence_for(
        &mut self,
        relation: &Relation,
        column: &RelationColumn,
        options: &[SequenceOptions],
    ) -> Result<ColumnDefault, PgError> {
        let name = self.free_name(&relation.schema, |number| {
            made_of(&relation.name, &column.name, &format!("seq{number}"))
        });
        let mut sequence = Sequence::new(&relation.schema, &name);
        sequence.maximum = match column.of.kind {
            Kind::SmallInt => i64::from(i16::MAX),
            Kind::Integer => i64::from(i32::MAX),
            _ => i64::MAX,
        };
        sequence.owner = Some((relation.key(), column.name.clone()));
        super::sequence::set_options(&mut sequence, options)?;
        let key = key_of(&relation.schema, &name);
        self.catalog.put_sequence(key.clone(), sequence);
        Ok(ColumnDefault::Sequence(key))
    }

    /// A name that nothing in the schema has: what `make` makes of no number, of 1, of 2, …
    pub(super) fn free_name(&self, schema: &str, make: impl Fn(&str) -> String) -> String {
        let mut number = 0_u32;
        loop {
            let suffix = if number == 0 {
                String::new()
            } else {
                number.to_string()
            };
            let name = make(&suffix);
            if !self.is_taken(schema, &name) {
                return name;
            }
            number += 1;
        }
    }

    /// Whether a table, an index, a sequence or a constraint of a schema has that name.
    pub(super) fn is_taken(&self, schema: &str, name: &str) -> bool {
        self.is_relation(schema, name)
            || self
                .relations()
                .any(|relation| relation.schema == schema && relation.has_constraint(name))
    }

    /// Whether a table, an index or a sequence of a schema has that name.
    pub(super) fn is_relation(&self, schema: &str, name: &str) -> bool {
        let key = key_of(schema, name);
        self.store.table(&key).is_some()
            || self.catalog.sequence(&key).is_some()
            || self.relations().any(|relation| {
                relation.schema == schema
                    && (relation.keys.iter().any(|key| key.name == name)
                        || relation.indexes.iter().any(|index| index.name == name))
            })
    }
}

/// The action written.
pub(super) fn action(written: Option<&ReferentialAction>) -> Action {
    match written {
        None | Some(ReferentialAction::NoAction) => Action::NoAction,
        Some(ReferentialAction::Restrict) => Action::Restrict,
        Some(ReferentialAction::Cascade) => Action::Cascade,
        Some(ReferentialAction::SetNull) => Action::SetNull,
        Some(ReferentialAction::SetDefault) => Action::SetDefault,
    }
}
