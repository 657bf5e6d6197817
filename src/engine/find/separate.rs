//! Includes loaded by a query of their own: one for all parents, its limit counted for each.

use std::collections::{BTreeSet, HashMap};

use super::forest::{Forest, level_by_index};
use super::outcome::{self, Outcome};
use super::roots;
use super::statements::Log;
use super::tables::{Reach, Tables, predicate};
use super::write::{Texts, Writer};
use crate::engine::protocol::EngineError;
use crate::engine::store::{Key, Store};
use crate::orm::query::{Cell, Plan, Separate, render_separate};
use crate::orm::value::Value;

/// The text of each separate include of a plan for each key of its parents.
///
/// Their statements are noted, and added to the SQL that is shown.
///
/// # Errors
/// Tables that are not there.
pub fn texts(
    store: &Store,
    tables: &Tables,
    outcome: &Outcome,
    log: &mut Log,
    shown: &mut String,
) -> Result<Vec<Texts>, EngineError> {
    let separates = tables.plan.separates.iter();
    separates
        .map(|separate| {
            // Objects that are not shown are asked for nothing more.
            if !is_shown(tables.plan, separate.parent) {
                return Ok(Texts::new());
            }
            let parents = outcome.rows(tables, separate.parent);
            one(store, tables, separate, &parents, log, shown)
        })
        .collect()
}

/// Whether a node is in the result: it and all above it.
fn is_shown(plan: &Plan, node: usize) -> bool {
    node == 0 || plan.nodes[node].is_shown && is_shown(plan, plan.nodes[node].parent)
}

/// The rows of one separate include for one key of its parents.
struct Group {
    key: Key,
    rows: std::ops::Range<usize>,
}

fn one(
    store: &Store,
    above: &Tables,
    separate: &Separate,
    parents: &[u32],
    log: &mut Log,
    shown: &mut String,
) -> Result<Texts, EngineError> {
    let plan = &separate.plan;
    let tables = Tables::new(store, plan)?;
    if !separate.is_held && plan.limit.is_some() && parents.len() > 1 {
        return Err(separate.undefined_key().into());
    }
    if !parents.is_empty() {
        plan.check_scopes()?;
    }
    let start = log.now();
    let parent = Cell {
        slot: above.plan.nodes[separate.parent].slot,
        column: separate.parent_column,
    };
    let values: Vec<Value> = parents
        .iter()
        .map(|row| {
            if separate.is_held {
                above.value(parent, *row)
            } else {
                Value::Null
            }
        })
        .collect();
    let (groups, roots) = if separate.is_held {
        candidates(&tables, separate, above, parent, parents)
    } else {
        Default::default()
    };
    let count = roots.len();
    if let Some(sql) = render_separate(separate, &values) {
        *shown += "\n";
        *shown += &sql;
        log.by_store(sql, start, count, super::BY_INDEX);
    }
    let forest = Forest::new(plan, roots, |node, parents| {
        log.level(&tables, node, parents, level_by_index)
    });
    let is_cut = plan.limit.is_some() && parents.len() == 1;
    let whole = results(&tables, &groups, forest, is_cut);
    if !whole.outcome.rows(&tables, 0).is_empty() {
        plan.check_holders()?;
    }
    let inner = texts(store, &tables, &whole.outcome, log, shown)?;
    Ok(whole.texts(&tables, &groups, &inner))
}

/// The rows of all parents' keys: by index, condition, order, and cut where the limit counts them.
fn candidates(
    tables: &Tables,
    separate: &Separate,
    above: &Tables,
    parent: Cell,
    parents: &[u32],
) -> (Vec<Group>, Vec<u32>) {
    let plan = &separate.plan;
    let slot = tables.slot(0);
    let reach = Reach::of(slot.table, slot.places[separate.own_column]);
    let where_ = if plan.reaches_includes() {
        None
    } else {
        predicate(plan, &plan.where_)
    };
    let limit = plan
        .limit
        .map(|limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let has_many = plan.nodes.iter().any(|node| node.is_multiple);
    let (mut groups, mut all, mut known) = (Vec::new(), Vec::new(), BTreeSet::new());
    for row in parents {
        let Some(key) = above
            .stored(parent, *row)
            .map(Key::of)
            .filter(|key| !key.has_null())
        else {
            continue;
        };
        if !known.insert(key.clone()) {
            continue;
        }
        let mut rows = Vec::new();
        reach.each(&key, |row| rows.push(row));
        if let Some(where_) = &where_ {
            rows.retain(|row| roots::holds(where_, tables, *row));
        }
        roots::sort(tables, &mut rows);
        match limit {
            // For several parents the limit acts in a select for each, before anything is joined.
            Some(limit) if parents.len() > 1 => rows.truncate(limit),
            // For one it is a LIMIT of the statement, which counts joined rows.
            Some(limit) if !has_many && !plan.reaches_includes() => {
                rows = rows
                    .into_iter()
                    .filter(|row| tables.has_required(0, *row, false))
                    .take(limit)
                    .collect();
            }
            _ => {}
        }
        let start = all.len();
        all.extend(rows);
        groups.push(Group {
            key,
            rows: start..all.len(),
        });
    }
    (groups, all)
}

/// What all groups come to, and which of its items are whose.
struct Results {
    outcome: Outcome,
    items: Vec<Vec<usize>>,
}

/// `is_cut` says that the limit counts flat rows.
fn results(tables: &Tables, groups: &[Group], forest: Forest, is_cut: bool) -> Results {
    let living = |group: &Group| {
        group
            .rows
            .clone()
            .filter(|item| forest.levels[0].is_alive(*item))
            .collect::<Vec<_>>()
    };
    let items: Vec<Vec<usize>> = groups.iter().map(living).collect();
    let all = in_order(tables, &forest, items.iter().flatten().copied());
    if !outcome::needs_tuples(tables.plan, &forest, is_cut) {
        return Results {
            outcome: Outcome::Forest(forest, all),
            items,
        };
    }
    let all = outcome::tuples(tables, &forest, &all, is_cut, None);
    let tree = outcome::nested(tables, &all);
    // A row is of one group only, as it has one key.
    let owner: HashMap<u32, usize> = groups
        .iter()
        .enumerate()
        .flat_map(|(index, group)| {
            forest.levels[0].rows[group.rows.clone()]
                .iter()
                .map(move |row| (*row, index))
        })
        .collect();
    let mut items = vec![Vec::new(); groups.len()];
    for root in &tree.roots {
        if let Some(group) = owner.get(&tree.items[*root].row) {
            items[*group].push(*root);
        }
    }
    Results {
        outcome: Outcome::Tree(tree, all),
        items,
    }
}

/// Items of all groups in the order of the statement's rows: what is separate below asks for keys in it.
fn in_order(tables: &Tables, forest: &Forest, items: impl Iterator<Item = usize>) -> Vec<usize> {
    let row = |item: usize| forest.levels[0].rows[item];
    let places: HashMap<u32, usize> = items.map(|item| (row(item), item)).collect();
    let mut rows: Vec<u32> = places.keys().copied().collect();
    roots::sort(tables, &mut rows);
    rows.iter().map(|row| places[row]).collect()
}

impl Results {
    fn texts(&self, tables: &Tables, groups: &[Group], inner: &[Texts]) -> Texts {
        let text = |items: &Vec<usize>| match &self.outcome {
            Outcome::Forest(forest, _) => {
                let mut writer = Writer::new(tables, forest, inner);
                writer.array(0, items);
                writer.text
            }
            Outcome::Tree(tree, _) => {
                let mut writer = Writer::new(tables, tree, inner);
                writer.array(0, items);
                writer.text
            }
        };
        groups
            .iter()
            .zip(&self.items)
            .map(|(group, items)| (group.key.clone(), text(items)))
            .collect()
    }
}
