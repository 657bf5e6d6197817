//! One state of what a transaction made and what others committed meanwhile.
//!
//! Row by row: what the transaction inserted, changed and deleted is done to the tables as
//! they now stand. Where both changed a row, Postgres would have had the second one wait and
//! go on with the first one's row: so the columns that each changed are joined.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::State;
use crate::engine::postgres::catalog::Catalog;
use crate::engine::postgres::relation::Relation;
use crate::engine::postgres::write::check_all;
use crate::engine::postgres::{PgError, refusal};
use crate::engine::store::{Key, Row, Store, StoredTable};

type Shared<'s> = Option<&'s Rc<StoredTable>>;

/// What both made of what was. A `strict` transaction fails where both wrote the same row.
///
/// # Errors
/// 40001, and 23505 or 23503 where what both wrote does not go together.
pub fn merged(base: &State, mine: &State, theirs: &State, strict: bool) -> Result<State, PgError> {
    let catalog = Catalog::merged(&base.catalog, &mine.catalog, &theirs.catalog);
    if mine.store.is(&base.store) {
        return Ok(State {
            store: theirs.store.clone(),
            catalog,
        });
    }
    let mut store = theirs.store.clone();
    let names: BTreeSet<&str> = [&base.store, &mine.store, &theirs.store]
        .into_iter()
        .flat_map(|store| store.tables())
        .map(|table| &*table.definition().name)
        .collect();
    let mut by_me = BTreeSet::new();
    let mut by_them = BTreeSet::new();
    for name in names {
        let was = base.store.shared(name);
        let (one, other) = (mine.store.shared(name), theirs.store.shared(name));
        if is_same(was, one) {
            if !is_same(was, other) {
                by_them.insert(name);
            }
            continue;
        }
        by_me.insert(name);
        if !is_same(was, other) {
            by_them.insert(name);
        }
        match (was, one, other) {
            (_, None, _) => {
                store.remove(name);
            }
            (was, Some(one), other) if is_same(was, other) => {
                store.put_shared(name, Rc::clone(one));
            }
            (Some(was), Some(one), Some(other)) => {
                let table = merged_table(was, one, other, strict)?;
                store.put_shared(name, Rc::new(table));
            }
            (Some(_), Some(_), None) => return Err(refusal::no_relation(name)),
            (None, Some(_), _) => return Err(refusal::relation_exists(name)),
        }
    }
    check_references(&store, &by_me, &by_them)?;
    Ok(State { store, catalog })
}

fn is_same(one: Shared, other: Shared) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        _ => false,
    }
}

/// One table that both changed.
fn merged_table(
    was: &StoredTable,
    mine: &StoredTable,
    theirs: &StoredTable,
    strict: bool,
) -> Result<StoredTable, PgError> {
    let (Some(before), Some(relation), Some(their_relation)) =
        (was.relation(), mine.relation(), theirs.relation())
    else {
        return Err(conflict());
    };
    let mut table = theirs.clone();
    if relation != before {
        // Only one of two definitions can hold, and rows fit only their own.
        if their_relation != before || relation.columns.len() != before.columns.len() {
            return Err(conflict());
        }
        table.relate(Relation::clone(relation));
    } else if their_relation.columns.len() != before.columns.len() {
        return Err(conflict());
    }
    let primary = relation
        .primary()
        .map(|primary| relation.places(&primary.columns));
    let (removed, added) = mine.rows().changes_since(was.rows());
    // Rows that I took out or changed, and they did too, by primary key.
    let mut lost: BTreeMap<Key, Row> = BTreeMap::new();
    for (id, row) in removed {
        if table.row(id).is_some_and(|there| Rc::ptr_eq(there, &row)) {
            table.remove(id);
        } else if strict {
            return Err(conflict());
        } else if let Some(places) = &primary {
            lost.insert(Key::of_columns(&row, places), row);
        }
    }
    for (_, row) in added {
        if let Some(places) = &primary
            && let Some(old) = lost.remove(&Key::of_columns(&row, places))
        {
            let key = Key::of_columns(&row, places);
            let there = table
                .index_on(places)
                .and_then(|index| index.find(&key).next());
            if let Some(id) = there
                && let Some(their_row) = table.row(id)
            {
                let joined: Vec<_> = row
                    .iter()
                    .zip(old.iter().zip(their_row.iter()))
                    .map(|(mine, (old, theirs))| if mine == old { theirs } else { mine })
                    .cloned()
                    .collect();
                table.replace(id, joined);
            }
            continue;
        }
        if let Some(index) = table.conflict(&row, None) {
            let keys = relation.keys.iter();
            let name = keys
                .filter(|key| relation.places(&key.columns) == index.columns)
                .map(|key| key.name.clone())
                .next()
                .unwrap_or_default();
            let (columns, values) = refusal::key_parts(relation, &index.columns, &row);
            return Err(refusal::duplicate(relation, &name, &columns, &values));
        }
        table.append_row(row);
    }
    Ok(table)
}

/// Foreign keys between tables that two sides wrote.
fn check_references(
    store: &Store,
    by_me: &BTreeSet<&str>,
    by_them: &BTreeSet<&str>,
) -> Result<(), PgError> {
    for relation in store.tables().into_iter().filter_map(StoredTable::relation) {
        let name = relation.key();
        for key in &relation.foreign_keys {
            let is_between = |one: &BTreeSet<&str>, other: &BTreeSet<&str>| {
                one.contains(&*name) && other.contains(&*key.target)
            };
            if is_between(by_me, by_them) || is_between(by_them, by_me) {
                check_all(store, relation, key)?;
            }
        }
    }
    Ok(())
}

fn conflict() -> PgError {
    PgError::new(
        "40001",
        "could not serialize access due to concurrent update",
    )
}
