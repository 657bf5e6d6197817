//! The other way to read includes: one JOIN of all tables through `GlueSQL`.
//!
//! `GlueSQL` has no parenthesised joins, so all are LEFT JOINs on keys alone; the
//! conditions of includes, and what is required, prune the rows afterwards.

use std::collections::{HashMap, HashSet};

use gluesql::core::ast::{Join, JoinConstraint, JoinOperator, Query, SelectItem};
use gluesql::prelude::Value as EngineValue;

use super::condition;
use super::forest::{Forest, Level};
use super::statements::Log;
use super::tables::Tables;
use crate::engine::emit::{self, BinaryOperator, Expr, Statement, binary, column_of};
use crate::engine::protocol::EngineError;
use crate::engine::store::{Key, Store};
use crate::orm::query::{Clause, Link, NONE};

/// For each node the rows that go with a row of its parent, with the pairs they came by.
type Links = Vec<HashMap<u32, Vec<(u32, u32)>>>;

/// The forest of those rows of the model.
///
/// # Errors
/// What `GlueSQL` refuses.
pub fn forest(
    store: &Store,
    tables: &Tables,
    roots: Vec<u32>,
    log: &mut Log,
) -> Result<Forest, EngineError> {
    let plan = tables.plan;
    let has_keys = (0..plan.slots.len()).all(|slot| tables.slot(slot).table.primary().is_some());
    if !has_keys {
        // Rows without a key of their own cannot be told apart in a JOIN.
        return Ok(Forest::new(plan, roots, |node, parents| {
            super::forest::level_by_index(tables, node, parents)
        }));
    }
    let statement = statement(tables);
    let sql = emit::statement(&statement);
    debug_assert!(emit::reads_back(&statement, &sql), "{sql}");
    let start = log.now();
    let selected = store
        .select(statement)
        .map_err(|error| EngineError::Engine {
            sql: sql.clone(),
            reason: error.to_string(),
        })?;
    log.by_gluesql(format!("{sql};"), start, selected.rows.len());
    let links = links(tables, &selected.rows);
    Ok(Forest::new(plan, roots, |node, parents| {
        level(tables, &links, node, parents)
    }))
}

/// The JOIN: the primary keys of all tables.
fn statement(tables: &Tables) -> Statement {
    let plan = tables.plan;
    let table = |slot: usize| emit::table_as(&plan.slots[slot].table, &plan.slots[slot].alias);
    let name = |slot: usize, column: usize| {
        let slot = &plan.slots[slot];
        column_of(&slot.alias, &slot.columns[column].name)
    };
    let join = |slot: usize, left: Expr, right: Expr| Join {
        relation: table(slot),
        join_operator: JoinOperator::LeftOuter(JoinConstraint::On(binary(
            left,
            BinaryOperator::Eq,
            right,
        ))),
    };
    let mut columns = Vec::new();
    for (index, slot) in plan.slots.iter().enumerate() {
        for key in key_names(tables, index) {
            columns.push(SelectItem::Expr {
                expr: column_of(&slot.alias, key),
                label: format!("{}.{key}", slot.alias),
            });
        }
    }
    let mut joins = Vec::new();
    for node in &plan.nodes[1..] {
        let above = plan.nodes[node.parent].slot;
        match (node.link, node.through) {
            (
                Link::Through {
                    parent,
                    foreign,
                    other,
                    own,
                },
                Some(through),
            ) => {
                joins.push(join(through, name(above, parent), name(through, foreign)));
                joins.push(join(node.slot, name(through, other), name(node.slot, own)));
            }
            (Link::Direct { parent, own, .. }, _) => {
                joins.push(join(node.slot, name(above, parent), name(node.slot, own)));
            }
            _ => {}
        }
    }
    let own = plan.where_.keys.iter();
    let own = own.filter(|(cell, _)| cell.slot == 0).cloned().collect();
    let emitted = condition::emit(
        plan,
        &Clause {
            keys: own,
            ..Clause::default()
        },
    );
    Statement::Query(Query {
        body: emit::select(columns, table(0), joins, emitted.condition),
        order_by: Vec::new(),
        limit: None,
        offset: None,
    })
}

fn key_names<'a>(tables: &Tables<'a>, slot: usize) -> Vec<&'a str> {
    let table = tables.slot(slot).table;
    let columns = table
        .primary()
        .map(|index| index.columns.as_slice())
        .unwrap_or_default();
    columns
        .iter()
        .map(|place| table.definition().columns[*place].name.as_str())
        .collect()
}

/// Reads from joined rows which rows go together.
fn links(tables: &Tables, rows: &[Vec<EngineValue>]) -> Links {
    let plan = tables.plan;
    let mut links: Links = vec![HashMap::new(); plan.nodes.len()];
    let mut known: HashSet<(usize, u32, u32, u32)> = HashSet::new();
    let widths: Vec<usize> = (0..plan.slots.len())
        .map(|slot| key_names(tables, slot).len())
        .collect();
    for values in rows {
        let mut start = 0;
        let tuple: Vec<u32> = widths
            .iter()
            .enumerate()
            .map(|(slot, width)| {
                let places: Vec<usize> = (start..start + width).collect();
                start += width;
                let key = Key::of_columns(values, &places);
                let primary = tables.slot(slot).table.primary();
                primary
                    .filter(|_| !key.has_null())
                    .and_then(|index| index.find(&key).next())
                    .map_or(NONE, |id| id.0)
            })
            .collect();
        for (index, node) in plan.nodes.iter().enumerate().skip(1) {
            let (parent, row) = (tuple[plan.nodes[node.parent].slot], tuple[node.slot]);
            let pair = node.through.map_or(NONE, |slot| tuple[slot]);
            if parent != NONE && row != NONE && known.insert((index, parent, row, pair)) {
                links[index].entry(parent).or_default().push((row, pair));
            }
        }
    }
    links
}

fn level(tables: &Tables, links: &Links, node: usize, parents: &[u32]) -> Level {
    let mut level = Level {
        starts: vec![0],
        ..Level::default()
    };
    for parent in parents {
        let mut found = links[node].get(parent).cloned().unwrap_or_default();
        tables.keep(node, &mut found, 0);
        for (row, pair) in found {
            level.rows.push(row);
            level.pairs.push(pair);
        }
        level
            .starts
            .push(u32::try_from(level.rows.len()).unwrap_or(u32::MAX));
    }
    level
}
