//! What a forest comes to: the rows of the result, as Sequelize makes them of flat rows.
//!
//! Mostly a forest is the result as it stands. Where an order or a condition reaches
//! includes, where a limit counts joined rows, or where a row has two matches of an
//! association that has one, its flat rows are made, sorted, cut and nested.

use super::flat::{Flat, MOST};
use super::forest::Forest;
use super::inside::Kept;
use super::roots::{compare_keys, sort_key};
use super::tables::{Tables, predicate};
use super::write::{Shape, Texts, Writer, is_same_pair};
use crate::engine::protocol::FlatRows;
use crate::orm::query::evaluate::Predicate;
use crate::orm::query::{Cell, Direction, NONE, Plan, Tree, nest};

/// The rows of a result.
pub enum Outcome {
    /// Those items of the first level.
    Forest(Forest, Vec<usize>),
    /// Nested flat rows, with the flat rows themselves.
    Tree(Tree, Vec<u32>),
}

/// What a forest comes to.
///
/// `kept` are the rows of its sub-select, where those count one by one.
pub fn of(tables: &Tables, forest: Forest, kept: Option<&Kept>) -> Outcome {
    let plan = tables.plan;
    let items: Vec<usize> = forest.roots().collect();
    let is_cut = !plan.has_sub_query && (plan.limit.is_some() || plan.offset.is_some());
    if kept.is_some() || needs_tuples(plan, &forest, is_cut) {
        let tuples = tuples(tables, &forest, &items, is_cut, kept);
        return Outcome::Tree(nested(tables, &tuples), tuples);
    }
    let is_cut_late = !plan.has_sub_query && !plan.nodes[0].children.is_empty();
    let items = if is_cut_late {
        cut(plan, items, 1)
    } else {
        items
    };
    Outcome::Forest(forest, items)
}

/// Whether a forest is not the result as it stands. `is_cut` says that a limit counts flat rows.
pub fn needs_tuples(plan: &Plan, forest: &Forest, is_cut: bool) -> bool {
    let has_many = plan.nodes.iter().any(|node| node.is_multiple);
    plan.reaches_includes() || is_cut && has_many || forest.has_doubles(plan)
}

/// The flat rows of some items in order, one after the other, a number a slot.
pub fn tuples(
    tables: &Tables,
    forest: &Forest,
    items: &[usize],
    is_cut: bool,
    kept: Option<&Kept>,
) -> Vec<u32> {
    let plan = tables.plan;
    let width = plan.slots.len();
    let reaches = plan.reaches_includes();
    let mut items = items.to_vec();
    if reaches {
        items.sort_by_key(|item| tables.slot(0).position(forest.levels[0].rows[*item]));
    }
    let where_ = if reaches {
        predicate(plan, &plan.where_)
    } else {
        None
    };
    let mut tuples = Vec::new();
    for item in items {
        forest.tuples(plan, item, &mut |tuple| {
            let is_asked = where_
                .as_ref()
                .is_none_or(|where_| holds(tables, where_, tuple));
            if is_asked && kept.is_none_or(|kept| kept.holds(tuple)) {
                tuples.extend_from_slice(tuple);
            }
            true
        });
    }
    if reaches && !plan.order.is_empty() {
        let directions: Vec<Direction> = plan.order.iter().map(|term| term.direction).collect();
        let keys = |tuple: &[u32]| {
            plan.order
                .iter()
                .map(|term| sort_key(tables, term.by, tuple[term.by.slot]))
                .collect::<Vec<_>>()
        };
        let mut keyed: Vec<_> = tuples
            .chunks_exact(width)
            .map(|tuple| (keys(tuple), tuple))
            .collect();
        keyed.sort_by(|(left, _), (right, _)| compare_keys(left, right, &directions));
        tuples = keyed
            .into_iter()
            .flat_map(|(_, tuple)| tuple)
            .copied()
            .collect();
    }
    if is_cut {
        cut(plan, tuples, width)
    } else {
        tuples
    }
}

/// Flat rows nested.
pub fn nested(tables: &Tables, tuples: &[u32]) -> Tree {
    nest(tables.plan, tuples, &|slot, left, right| {
        is_same_pair(tables, slot, left, right)
    })
}

fn holds(tables: &Tables, where_: &Predicate<Cell>, tuple: &[u32]) -> bool {
    where_.holds(&mut |cell| tables.value(*cell, tuple[cell.slot])) == Some(true)
}

/// What offset and limit leave of a list whose entries are so many long.
fn cut<T>(plan: &Plan, mut list: Vec<T>, width: usize) -> Vec<T> {
    let size = |number: u64| {
        usize::try_from(number)
            .unwrap_or(usize::MAX)
            .saturating_mul(width)
    };
    let offset = plan.offset.map(size).unwrap_or_default().min(list.len());
    list.drain(..offset);
    if let Some(limit) = plan.limit.map(size) {
        list.truncate(limit);
    }
    list
}

impl Outcome {
    /// The result as JSON, and how many rows of the model it has.
    pub fn json(&self, tables: &Tables, texts: &[Texts]) -> (String, usize) {
        match self {
            Self::Forest(forest, items) => json(tables, forest, items, texts),
            Self::Tree(tree, _) => json(tables, tree, &tree.roots, texts),
        }
    }

    /// The rows of a node that are in the result, as often as they are.
    pub fn rows(&self, tables: &Tables, node: usize) -> Vec<u32> {
        match self {
            Self::Forest(forest, items) => rows(tables, forest, shown(tables, items), node),
            Self::Tree(tree, _) => rows(tables, tree, shown(tables, &tree.roots), node),
        }
    }

    /// The flat rows.
    pub fn flat(&self, tables: &Tables) -> FlatRows {
        let plan = tables.plan;
        let mut flat = Flat::new(plan);
        let total = match self {
            Self::Forest(forest, items) => {
                let mut is_room = true;
                for item in items {
                    is_room =
                        is_room && forest.tuples(plan, *item, &mut |tuple| flat.add(tables, tuple));
                }
                items.iter().map(|item| forest.count(plan, 0, *item)).sum()
            }
            Self::Tree(_, tuples) => {
                let tuples = tuples.chunks_exact(plan.slots.len());
                let total = tuples.len() as u64;
                tuples.take(MOST).for_each(|tuple| {
                    flat.add(tables, tuple);
                });
                total
            }
        };
        flat.finish(total)
    }
}

fn json(tables: &Tables, shape: &impl Shape, items: &[usize], texts: &[Texts]) -> (String, usize) {
    let mut writer = Writer::new(tables, shape, texts);
    let items = shown(tables, items);
    match (tables.plan.is_plain, items.first()) {
        (true, Some(item)) => writer.item(0, *item),
        (true, None) => writer.text.push_str("null"),
        (false, _) => writer.array(0, items),
    }
    (writer.text, items.len())
}

/// The items a call returns: the first one where it returns one.
fn shown<'a>(tables: &Tables, items: &'a [usize]) -> &'a [usize] {
    if tables.plan.is_plain {
        &items[..items.len().min(1)]
    } else {
        items
    }
}

fn rows(tables: &Tables, shape: &impl Shape, items: &[usize], node: usize) -> Vec<u32> {
    let mut path = vec![node];
    while path[0] != 0 {
        path.insert(0, tables.plan.nodes[path[0]].parent);
    }
    let mut items = items.to_vec();
    for (parent, child) in path.iter().zip(&path[1..]) {
        let position = tables.plan.nodes[*parent]
            .children
            .iter()
            .position(|other| other == child)
            .unwrap_or_default();
        let mut below = Vec::new();
        for item in items {
            shape.children(tables, *parent, position, item, &mut |item| {
                below.push(item);
            });
        }
        items = below;
    }
    items
        .into_iter()
        .map(|item| shape.rows(node, item).0)
        .filter(|row| *row != NONE)
        .collect()
}
