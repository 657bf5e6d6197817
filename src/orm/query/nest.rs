//! Flat rows made a tree, as Sequelize does: `AbstractQuery._groupJoinData` (6.37.8).
//!
//! Rows come as tuples: for each slot of the plan the number of its row, the same
//! number for the same primary key. With an include that has many, rows are grouped
//! by those keys; without one, each row is an object of its own, so that a `hasOne`
//! with two matching children gives its parent twice.

use std::collections::HashMap;

use super::plan::Plan;

/// Stands for the row of a slot where a LEFT JOIN found none.
pub const NONE: u32 = u32::MAX;

/// A tree of rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The rows of the model itself, by index into `items`.
    pub roots: Vec<usize>,
    /// All rows of the tree.
    pub items: Vec<Item>,
}

/// A row at its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The node it belongs to.
    pub node: usize,
    /// The row.
    pub row: u32,
    /// The row of the table of pairs it came by, or `NONE`.
    pub pair: u32,
    /// Its children, for each child of the node, by index into `items`.
    pub children: Vec<Vec<usize>>,
}

/// Nests tuples that stand one after the other, a number a slot.
///
/// `is_same_pair` says whether two rows of a table of pairs have the same primary key:
/// one that was not met before replaces the one an item has.
pub fn nest(plan: &Plan, tuples: &[u32], is_same_pair: &dyn Fn(usize, u32, u32) -> bool) -> Tree {
    let mut nesting = Nesting {
        plan,
        tree: Tree::default(),
        known: HashMap::new(),
        pairs: HashMap::new(),
        is_same_pair,
    };
    for tuple in tuples.chunks_exact(plan.slots.len()) {
        nesting.add(tuple);
    }
    nesting.tree
}

struct Nesting<'a> {
    plan: &'a Plan,
    tree: Tree,
    /// The item of a row below an item, where rows are grouped. The model's rows stand below `usize::MAX`.
    known: HashMap<(usize, usize, u32), usize>,
    /// The pairs met for an item that came by more than one.
    pairs: HashMap<usize, Vec<u32>>,
    is_same_pair: &'a dyn Fn(usize, u32, u32) -> bool,
}

impl Nesting<'_> {
    fn add(&mut self, tuple: &[u32]) {
        let place = (usize::MAX, 0, tuple[0]);
        let item = match self.known.get(&place) {
            Some(item) if self.plan.is_grouped => *item,
            _ => {
                let item = self.push(0, tuple[0], NONE);
                self.tree.roots.push(item);
                self.known.insert(place, item);
                item
            }
        };
        self.below(item, tuple);
    }

    fn push(&mut self, node: usize, row: u32, pair: u32) -> usize {
        let children = vec![Vec::new(); self.plan.nodes[node].children.len()];
        self.tree.items.push(Item {
            node,
            row,
            pair,
            children,
        });
        self.tree.items.len() - 1
    }

    fn below(&mut self, parent: usize, tuple: &[u32]) {
        let node = self.tree.items[parent].node;
        for (position, child) in self.plan.nodes[node].children.iter().enumerate() {
            let node = &self.plan.nodes[*child];
            let row = tuple[node.slot];
            if row == NONE {
                continue;
            }
            let pair = node.through.map_or(NONE, |slot| tuple[slot]);
            let place = (parent, *child, row);
            let item = if let Some(item) = self.known.get(&place) {
                *item
            } else {
                let item = self.push(*child, row, pair);
                self.known.insert(place, item);
                let siblings = &mut self.tree.items[parent].children[position];
                // The last of several matches of a single association stays.
                if !node.is_multiple {
                    siblings.clear();
                }
                siblings.push(item);
                item
            };
            if let Some(slot) = node.through {
                self.meet(slot, item, pair);
            }
            self.below(item, tuple);
        }
    }

    /// Gives an item the pair it came by this time, unless it came by it before.
    fn meet(&mut self, slot: usize, item: usize, pair: u32) {
        let own = self.tree.items[item].pair;
        if own == pair {
            return;
        }
        let met = self.pairs.entry(item).or_insert_with(|| vec![own]);
        if !met.iter().any(|met| (self.is_same_pair)(slot, *met, pair)) {
            met.push(pair);
            self.tree.items[item].pair = pair;
        }
    }
}
