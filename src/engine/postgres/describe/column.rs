//! A table's columns and constraints, as `information_schema` tells them.

use crate::engine::postgres::relation::{
    Action, ColumnDefault, Identity, Relation, RelationColumn,
};
use crate::engine::postgres::{Catalog, Database, Kind, TransactionId, deparse, names};

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct DescribedColumn {
    /// Its name.
    pub name: String,
    /// Its type, as Sequelize's `describeTable` shows it: `CHARACTER VARYING(255)`, `USER-DEFINED`.
    pub type_text: String,
    /// Its kind.
    pub kind: Kind,
    /// Whether it takes NULL.
    pub allow_null: bool,
    /// Its default: `nextval('"Users_id_seq"'::regclass)`, `'draft'::"enum_Posts_status"`.
    pub default: Option<String>,
    /// Its comment.
    pub comment: Option<String>,
    /// Whether it is the primary key or part of it.
    pub primary_key: bool,
    /// The values of its enumerated type.
    pub enum_values: Vec<String>,
    /// Whether it is an identity column, and of which kind.
    pub identity: Option<Identity>,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribedForeignKey {
    /// Its name.
    pub name: String,
    /// The schema of the table that has it.
    pub schema: String,
    /// The table that has it.
    pub table: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// The schema of the table referenced.
    pub target_schema: String,
    /// The table referenced.
    pub target: String,
    /// The columns referenced.
    pub target_columns: Vec<String>,
    /// `CASCADE`, `SET NULL`, `SET DEFAULT`, `RESTRICT`, `NO ACTION`.
    pub on_delete: &'static str,
    /// The same, of an UPDATE.
    pub on_update: &'static str,
    /// Whether a transaction may put its check off.
    pub deferrable: bool,
    /// Whether its check is put off from the start.
    pub deferred: bool,
}

/// A constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribedConstraint {
    /// Its name.
    pub name: String,
    /// `PRIMARY KEY`, `UNIQUE`, `FOREIGN KEY`, `CHECK`.
    pub kind: &'static str,
    /// Its columns; those of a check are not told.
    pub columns: Vec<String>,
    /// It as `pg_get_constraintdef` writes it.
    pub definition: String,
    /// Whether a transaction may put its check off.
    pub deferrable: bool,
    /// Whether its check is put off from the start.
    pub deferred: bool,
}

impl Database {
    /// The columns of a table, by key; none where there is no such table.
    pub fn describe(
        &self,
        transaction: Option<TransactionId>,
        table: &str,
    ) -> Option<Vec<DescribedColumn>> {
        let relation = self.store(transaction).table(table)?.relation()?;
        let catalog = self.catalog(transaction);
        let columns = relation.columns.iter();
        Some(
            columns
                .map(|column| described(relation, column, catalog))
                .collect(),
        )
    }

    /// The foreign keys of a table, by key.
    pub fn foreign_keys(
        &self,
        transaction: Option<TransactionId>,
        table: &str,
    ) -> Vec<DescribedForeignKey> {
        let store = self.store(transaction);
        let Some(relation) = store.table(table).and_then(|table| table.relation()) else {
            return Vec::new();
        };
        let keys = relation.foreign_keys.iter().map(|key| {
            let target = store.table(&key.target).and_then(|table| table.relation());
            DescribedForeignKey {
                name: key.name.clone(),
                schema: relation.schema.clone(),
                table: relation.name.clone(),
                columns: key.columns.clone(),
                target_schema: target.map(|of| of.schema.clone()).unwrap_or_default(),
                target: target.map(|of| of.name.clone()).unwrap_or_default(),
                target_columns: key.target_columns.clone(),
                on_delete: action_text(key.on_delete),
                on_update: action_text(key.on_update),
                deferrable: key.timing.deferrable,
                deferred: key.timing.deferred,
            }
        });
        keys.collect()
    }

    /// The constraints of a table, by key: primary key, unique keys, checks, foreign keys.
    pub fn constraints(
        &self,
        transaction: Option<TransactionId>,
        table: &str,
    ) -> Vec<DescribedConstraint> {
        let store = self.store(transaction);
        store
            .table(table)
            .and_then(|table| table.relation())
            .map(|relation| constraints_of(relation))
            .unwrap_or_default()
    }
}

/// The constraints of a table.
pub(super) fn constraints_of(relation: &Relation) -> Vec<DescribedConstraint> {
    let list = |columns: &[String]| {
        let columns: Vec<String> = columns.iter().map(|name| names::shown(name)).collect();
        columns.join(", ")
    };
    let keys = relation.keys.iter().map(|key| {
        let kind = if key.is_primary {
            "PRIMARY KEY"
        } else {
            "UNIQUE"
        };
        DescribedConstraint {
            name: key.name.clone(),
            kind,
            columns: key.columns.clone(),
            definition: format!("{kind} ({})", list(&key.columns)),
            deferrable: key.timing.deferrable,
            deferred: key.timing.deferred,
        }
    });
    let checks = relation.checks.iter().map(|check| DescribedConstraint {
        name: check.name.clone(),
        kind: "CHECK",
        columns: Vec::new(),
        definition: format!(
            "CHECK ({})",
            deparse::texts::expression(&check.expression, relation)
        ),
        deferrable: false,
        deferred: false,
    });
    let foreign = relation.foreign_keys.iter().map(|key| {
        let target = names::shown(&key.target);
        let mut definition = format!(
            "FOREIGN KEY ({}) REFERENCES {target}({})",
            list(&key.columns),
            list(&key.target_columns)
        );
        for (event, action) in [("UPDATE", key.on_update), ("DELETE", key.on_delete)] {
            if action != Action::NoAction {
                definition += &format!(" ON {event} {}", action_text(action));
            }
        }
        DescribedConstraint {
            name: key.name.clone(),
            kind: "FOREIGN KEY",
            columns: key.columns.clone(),
            definition,
            deferrable: key.timing.deferrable,
            deferred: key.timing.deferred,
        }
    });
    keys.chain(checks).chain(foreign).collect()
}

/// One column.
pub(super) fn described(
    relation: &Relation,
    column: &RelationColumn,
    catalog: &Catalog,
) -> DescribedColumn {
    let enum_values = enum_of(&column.of.kind)
        .and_then(|key| catalog.enum_type(key))
        .map(|of| of.added.clone())
        .unwrap_or_default();
    DescribedColumn {
        name: column.name.clone(),
        type_text: column.of.described(),
        kind: column.of.kind.clone(),
        allow_null: !column.not_null,
        default: default_text(column),
        comment: column.comment.clone(),
        primary_key: relation
            .primary()
            .is_some_and(|primary| primary.columns.contains(&column.name)),
        enum_values,
        identity: column.identity,
    }
}

fn enum_of(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Enum(key) => Some(key),
        _ => None,
    }
}

/// A column's default, as `information_schema` has it. An identity is none.
pub(super) fn default_text(column: &RelationColumn) -> Option<String> {
    if column.identity.is_some() {
        return None;
    }
    column.default.as_ref().map(|default| match default {
        ColumnDefault::Constant(_, text) | ColumnDefault::Expression(_, text) => text.clone(),
        ColumnDefault::Sequence(key) => {
            let shown: Vec<String> = key.splitn(2, '.').map(names::shown).collect();
            let name = shown.join(".").replace('\'', "''");
            format!("nextval('{name}'::regclass)")
        }
    })
}

const fn action_text(action: Action) -> &'static str {
    match action {
        Action::NoAction => "NO ACTION",
        Action::Restrict => "RESTRICT",
        Action::Cascade => "CASCADE",
        Action::SetNull => "SET NULL",
        Action::SetDefault => "SET DEFAULT",
    }
}
