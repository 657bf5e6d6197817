//! What the database knows of its tables, read from their definitions.
//!
//! Sequelize asks Postgres' catalogs by long statements; `logging` is shown those, the answers
//! come from here.

use serde_json::{Value as Json, json};

use super::session::Session;
use super::write::store_key;
use crate::engine::postgres::{DescribedColumn, DescribedConstraint, DescribedForeignKey};
use crate::orm::write::TableName;

/// Whether a table is there.
pub fn exists(session: &Session, table: &TableName) -> bool {
    let store = session.database.store(session.transaction);
    store.table(&store_key(table)).is_some()
}

/// The names of a schema's tables.
pub fn tables(session: &Session, schema: &str) -> Vec<String> {
    let tables = session.database.tables(session.transaction).into_iter();
    tables
        .filter(|table| table.schema == schema)
        .map(|table| table.name)
        .collect()
}

/// The schemas beside `public`.
pub fn schemas(session: &Session) -> Vec<String> {
    let schemas = session.database.schemas(session.transaction).into_iter();
    schemas.filter(|name| name != "public").collect()
}

/// The enumerated types of a schema, with their values.
pub fn enums(session: &Session, schema: &str) -> Vec<(String, Vec<String>)> {
    let enums = session.database.enums(session.transaction).into_iter();
    enums
        .filter(|of| of.schema == schema)
        .map(|of| (of.name, of.values))
        .collect()
}

/// The values of a column's enumerated type, where that is made.
pub fn enum_values(session: &Session, table: &TableName, column: &str) -> Option<Vec<String>> {
    let name = format!("enum_{}_{column}", table.name);
    let enums = enums(session, table.schema_or_public());
    enums
        .into_iter()
        .find(|(own, _)| *own == name)
        .map(|(_, values)| values)
}

/// A table's columns; none where there is no such table.
pub fn columns(session: &Session, table: &TableName) -> Vec<DescribedColumn> {
    let described = session
        .database
        .describe(session.transaction, &store_key(table));
    described.unwrap_or_default()
}

/// A table's foreign keys.
pub fn foreign_keys(session: &Session, table: &TableName) -> Vec<DescribedForeignKey> {
    session
        .database
        .foreign_keys(session.transaction, &store_key(table))
}

/// A table's constraints.
pub fn constraints(session: &Session, table: &TableName) -> Vec<DescribedConstraint> {
    session
        .database
        .constraints(session.transaction, &store_key(table))
}

/// The names of a table's indexes, those of constraints among them.
pub fn index_names(session: &Session, table: &TableName) -> Vec<String> {
    let indexes = session
        .database
        .indexes(session.transaction, &store_key(table));
    indexes.into_iter().map(|index| index.name).collect()
}

/// A table's indexes as `showIndex` tells of them, by name.
pub fn indexes(session: &Session, table: &TableName) -> Vec<Json> {
    let indexes = session
        .database
        .indexes(session.transaction, &store_key(table));
    let told = indexes.iter().map(|index| {
        let places: Vec<String> = index.places.iter().map(usize::to_string).collect();
        let parts = parts(&index.definition);
        let mut columns = index.columns.iter();
        let mut fields = Vec::new();
        for (place, part) in index.places.iter().zip(parts) {
            let Some(name) = (*place > 0).then(|| columns.next()).flatten() else {
                continue;
            };
            let mut field = json!({"attribute": name});
            let collation = part
                .split_once("COLLATE \"")
                .and_then(|(_, rest)| rest.split_once('"'));
            if let Some((collation, _)) = collation {
                field["collate"] = json!(collation);
            }
            if part.contains("DESC") {
                field["order"] = json!("DESC");
            } else if part.contains("ASC") {
                field["order"] = json!("ASC");
            }
            fields.push(field);
        }
        json!({
            "name": index.name,
            "primary": index.primary,
            "unique": index.unique,
            "indkey": places.join(" "),
            "definition": index.definition,
            "fields": fields,
        })
    });
    told.collect()
}

/// What an index is over, part by part, of its definition.
fn parts(definition: &str) -> impl Iterator<Item = &str> {
    let list = definition
        .split_once(" USING ")
        .map_or(definition, |(_, rest)| rest);
    let list = list.split_once('(').map_or("", |(_, rest)| rest);
    list.split(',')
}
