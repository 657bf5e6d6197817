//! What the database knows of its tables, read from their definitions.
//!
//! Sequelize asks Postgres' catalogs by long statements; `logging` is shown those, the answers
//! come from here.

use std::rc::Rc;

use serde_json::{Value as Json, json};

use super::failure::Failure;
use super::session::Session;
use crate::engine::postgres::Relation;
use crate::engine::postgres::names::shown;
use crate::engine::postgres::relation::{ColumnDefault, IndexedBy};
use crate::engine::postgres::deparse;
use crate::orm::write::TableName;

/// A column, as `describeTable` tells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type: `CHARACTER VARYING(255)`.
    pub data_type: String,
    /// Whether it takes NULL.
    pub allow_null: bool,
    /// Its default as SQL: `'draft'::character varying`.
    pub default: Option<String>,
    /// What `COMMENT ON COLUMN` says.
    pub comment: Option<String>,
    /// The values of its enumerated type.
    pub special: Vec<String>,
    /// Whether it is of the primary key.
    pub primary_key: bool,
}

/// One column of a foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The constraint's name.
    pub name: String,
    /// The column.
    pub column: String,
    /// The table it refers to.
    pub referenced_table: String,
    /// That table's schema.
    pub referenced_schema: String,
    /// The column it refers to.
    pub referenced_column: String,
    /// `DEFERRABLE …` as Sequelize names it.
    pub deferrable: &'static str,
}

/// A constraint, as `showConstraint` tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// Its name.
    pub name: String,
    /// `PRIMARY KEY`, `FOREIGN KEY`, `UNIQUE`, `CHECK`.
    pub kind: &'static str,
    /// Whether a transaction may put it off.
    pub is_deferrable: bool,
    /// Whether it is put off from the start.
    pub is_deferred: bool,
}

/// Whether a table is there.
pub fn exists(session: &Session, table: &TableName) -> bool {
    relation(session, table).is_some()
}

/// The names of a schema's tables.
pub fn tables(session: &Session, schema: &str) -> Vec<String> {
    relations(session)
        .filter(|relation| relation.schema == schema)
        .map(|relation| relation.name.clone())
        .collect()
}

/// The schemas beside `public`.
pub fn schemas(session: &Session) -> Vec<String> {
    let catalog = session.database.catalog(session.transaction);
    catalog.schemas().iter().filter(|name| *name != "public").cloned().collect()
}

/// The enumerated types of a schema, with their values.
pub fn enums(session: &Session, schema: &str) -> Vec<(String, Vec<String>)> {
    let catalog = session.database.catalog(session.transaction);
    catalog
        .enums()
        .filter(|(_, of)| of.schema == schema)
        .map(|(_, of)| (of.name.clone(), of.values.clone()))
        .collect()
}

/// The values of a column's enumerated type, where that is made.
pub fn enum_values(session: &Session, table: &TableName, column: &str) -> Option<Vec<String>> {
    let name = format!("enum_{}_{column}", table.name);
    let enums = enums(session, table.schema_or_public());
    enums.into_iter().find(|(own, _)| *own == name).map(|(_, values)| values)
}

/// A table's columns; none where there is no such table.
pub fn columns(session: &Session, table: &TableName) -> Result<Vec<Column>, Failure> {
    let Some(relation) = relation(session, table) else {
        return Ok(Vec::new());
    };
    let catalog = session.database.catalog(session.transaction);
    let primary = relation.primary().map_or(&[][..], |key| &key.columns);
    let columns = relation.columns.iter().map(|column| {
        let special = match &column.of.kind {
            crate::engine::postgres::Kind::Enum(name) => {
                catalog.enum_type(name).map(|of| of.values.clone()).unwrap_or_default()
            }
            _ => Vec::new(),
        };
        Column {
            name: column.name.clone(),
            data_type: column.of.described(),
            allow_null: !column.not_null,
            default: column.default.as_ref().map(default_text),
            comment: column.comment.clone(),
            special,
            primary_key: primary.contains(&column.name),
        }
    });
    Ok(columns.collect())
}

/// A table's foreign keys, column by column.
pub fn foreign_keys(session: &Session, table: &TableName) -> Result<Vec<Key>, Failure> {
    let Some(relation) = relation(session, table) else {
        return Ok(Vec::new());
    };
    let mut keys = Vec::new();
    for key in &relation.foreign_keys {
        let (schema, name) = key.target.split_once('.').unwrap_or(("public", &key.target));
        for (column, referenced) in key.columns.iter().zip(&key.target_columns) {
            keys.push(Key {
                name: key.name.clone(),
                column: column.clone(),
                referenced_table: name.to_owned(),
                referenced_schema: schema.to_owned(),
                referenced_column: referenced.clone(),
                deferrable: match (key.timing.deferrable, key.timing.deferred) {
                    (false, _) => "NOT",
                    (true, false) => "INITIALLY_IMMEDIATE",
                    (true, true) => "INITIALLY_DEFERRED",
                },
            });
        }
    }
    Ok(keys)
}

/// A table's constraints.
pub fn constraints(session: &Session, table: &TableName) -> Vec<Constraint> {
    let Some(relation) = relation(session, table) else {
        return Vec::new();
    };
    let plain = |name: &str, kind| Constraint {
        name: name.to_owned(),
        kind,
        is_deferrable: false,
        is_deferred: false,
    };
    let keys = relation.keys.iter().map(|key| Constraint {
        is_deferrable: key.timing.deferrable,
        is_deferred: key.timing.deferred,
        ..plain(&key.name, if key.is_primary { "PRIMARY KEY" } else { "UNIQUE" })
    });
    let foreign = relation.foreign_keys.iter().map(|key| Constraint {
        is_deferrable: key.timing.deferrable,
        is_deferred: key.timing.deferred,
        ..plain(&key.name, "FOREIGN KEY")
    });
    let checks = relation.checks.iter().map(|check| plain(&check.name, "CHECK"));
    keys.chain(foreign).chain(checks).collect()
}

/// The names of a table's indexes, those of constraints among them.
pub fn index_names(session: &Session, table: &TableName) -> Vec<String> {
    let Some(relation) = relation(session, table) else {
        return Vec::new();
    };
    let keys = relation.keys.iter().map(|key| &key.name);
    keys.chain(relation.indexes.iter().map(|index| &index.name)).cloned().collect()
}

/// A table's indexes as `showIndex` tells of them, by name.
pub fn indexes(session: &Session, table: &TableName) -> Vec<Json> {
    let Some(relation) = relation(session, table) else {
        return Vec::new();
    };
    let place = |name: &str| relation.place(name).map_or(0, |place| place + 1).to_string();
    let on = format!("{}.{}", shown(&relation.schema), shown(&relation.name));
    let mut told: Vec<(String, Json)> = Vec::new();
    for key in &relation.keys {
        let places: Vec<String> = key.columns.iter().map(|name| place(name)).collect();
        let columns: Vec<String> = key.columns.iter().map(|name| shown(name)).collect();
        let definition = format!(
            "CREATE UNIQUE INDEX {} ON {on} USING btree ({})",
            shown(&key.name),
            columns.join(", ")
        );
        let fields: Vec<Json> = key.columns.iter().map(|name| json!({"attribute": name})).collect();
        told.push((
            key.name.clone(),
            json!({"name": key.name, "primary": key.is_primary, "unique": true, "indkey": places.join(" "), "definition": definition, "fields": fields}),
        ));
    }
    for index in &relation.indexes {
        let (mut places, mut parts, mut fields) = (Vec::new(), Vec::new(), Vec::new());
        for part in &index.parts {
            let mut text = match &part.of {
                IndexedBy::Column(name) => {
                    places.push(place(name));
                    let mut field = json!({"attribute": name});
                    if let Some(collation) = &part.collation {
                        field["collate"] = json!(collation);
                    }
                    if part.descending {
                        field["order"] = json!("DESC");
                    }
                    fields.push(field);
                    shown(name)
                }
                IndexedBy::Expression(expression) => {
                    places.push("0".to_owned());
                    deparse::expression(expression)
                }
            };
            if let Some(collation) = &part.collation {
                text.push_str(&format!(" COLLATE \"{collation}\""));
            }
            if let Some(class) = &part.class {
                text.push_str(&format!(" {class}"));
            }
            if part.descending {
                text.push_str(" DESC");
            }
            parts.push(text);
        }
        let predicate = index.predicate.as_ref().map_or_else(String::new, |predicate| {
            format!(" WHERE ({})", deparse::expression(predicate))
        });
        let definition = format!(
            "CREATE {}INDEX {} ON {on} USING {} ({}){predicate}",
            if index.is_unique { "UNIQUE " } else { "" },
            shown(&index.name),
            index.method,
            parts.join(", ")
        );
        told.push((
            index.name.clone(),
            json!({"name": index.name, "primary": false, "unique": index.is_unique, "indkey": places.join(" "), "definition": definition, "fields": fields}),
        ));
    }
    told.sort_by(|one, other| one.0.cmp(&other.0));
    told.into_iter().map(|(_, told)| told).collect()
}

fn default_text(default: &ColumnDefault) -> String {
    match default {
        ColumnDefault::Constant(_, text) | ColumnDefault::Expression(_, text) => text.clone(),
        ColumnDefault::Sequence(key) => {
            let name = key.split('.').map(shown).collect::<Vec<_>>().join(".");
            format!("nextval('{name}'::regclass)")
        }
    }
}

fn relation(session: &Session, table: &TableName) -> Option<Rc<Relation>> {
    relations(session).find(|relation| {
        relation.name == table.name && relation.schema == table.schema_or_public()
    })
}

fn relations(session: &Session) -> impl Iterator<Item = Rc<Relation>> {
    let store = session.database.store(session.transaction);
    let tables = store.tables().into_iter();
    let relations: Vec<Rc<Relation>> = tables.filter_map(|table| table.relation().cloned()).collect();
    relations.into_iter()
}
