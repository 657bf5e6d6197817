//! A table's indexes, as `pg_indexes` tells them.

use crate::engine::postgres::relation::{IndexDefinition, IndexPart, IndexedBy, Relation};
use crate::engine::postgres::{Database, TransactionId, deparse, names};

/// An index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribedIndex {
    /// Its name.
    pub name: String,
    /// Whether it is the primary key's.
    pub primary: bool,
    /// Whether two rows may not share a key.
    pub unique: bool,
    /// Its columns, in its order; an expression is none.
    pub columns: Vec<String>,
    /// The places of its columns in the table, from 1; 0 for an expression.
    pub places: Vec<usize>,
    /// It as `pg_get_indexdef` writes it.
    pub definition: String,
}

impl Database {
    /// The indexes of a table, by key, in the order of their names.
    pub fn indexes(&self, transaction: Option<TransactionId>, table: &str) -> Vec<DescribedIndex> {
        let store = self.store(transaction);
        store
            .table(table)
            .and_then(|table| table.relation())
            .map(|relation| indexes_of(relation))
            .unwrap_or_default()
    }
}

/// The indexes of a table, in the order of their names.
pub(super) fn indexes_of(relation: &Relation) -> Vec<DescribedIndex> {
    let keys = relation.keys.iter().map(|key| {
        let columns: Vec<String> = key.columns.iter().map(|name| names::shown(name)).collect();
        DescribedIndex {
            name: key.name.clone(),
            primary: key.is_primary,
            unique: true,
            columns: key.columns.clone(),
            places: key
                .columns
                .iter()
                .map(|name| relation.place(name).map_or(0, |place| place + 1))
                .collect(),
            definition: definition(relation, &key.name, true, "btree", &columns, None),
        }
    });
    let others = relation.indexes.iter().map(|index| made(relation, index));
    let mut indexes: Vec<DescribedIndex> = keys.chain(others).collect();
    indexes.sort_by(|one, other| one.name.cmp(&other.name));
    indexes
}

fn made(relation: &Relation, index: &IndexDefinition) -> DescribedIndex {
    let name_of = |part: &IndexPart| match &part.of {
        IndexedBy::Column(name) => Some(name.clone()),
        IndexedBy::Expression(_) => None,
    };
    let parts: Vec<String> = index
        .parts
        .iter()
        .map(|part| part_text(part, relation))
        .collect();
    let predicate = index
        .predicate
        .as_ref()
        .map(|predicate| deparse::texts::expression(predicate, relation));
    DescribedIndex {
        name: index.name.clone(),
        primary: false,
        unique: index.is_unique,
        columns: index.parts.iter().filter_map(name_of).collect(),
        places: index
            .parts
            .iter()
            .map(|part| {
                name_of(part)
                    .and_then(|name| relation.place(&name))
                    .map_or(0, |place| place + 1)
            })
            .collect(),
        definition: definition(
            relation,
            &index.name,
            index.is_unique,
            &index.method,
            &parts,
            predicate.as_deref(),
        ),
    }
}

fn part_text(part: &IndexPart, relation: &Relation) -> String {
    let mut text = match &part.of {
        IndexedBy::Column(name) => names::shown(name),
        IndexedBy::Expression(expr) => deparse::texts::expression(expr, relation),
    };
    if let Some(collation) = &part.collation {
        text += &format!(" COLLATE {}", names::quoted(collation));
    }
    if part.descending {
        text += " DESC";
    }
    match (part.descending, part.nulls_first) {
        (true, Some(false)) => text += " NULLS LAST",
        (false, Some(true)) => text += " NULLS FIRST",
        _ => {}
    }
    text
}

fn definition(
    relation: &Relation,
    name: &str,
    is_unique: bool,
    method: &str,
    parts: &[String],
    predicate: Option<&str>,
) -> String {
    let mut text = format!(
        "CREATE {}INDEX {} ON {}.{} USING {method} ({})",
        if is_unique { "UNIQUE " } else { "" },
        names::shown(name),
        names::shown(&relation.schema),
        names::shown(&relation.name),
        parts.join(", ")
    );
    if let Some(predicate) = predicate {
        text += &format!(" WHERE {predicate}");
    }
    text
}
