//! Flat rows made a tree: Sequelize's `_groupJoinData`.
//!
//! Where an include has many, rows are put together by the keys of each level; without one
//! each row is an object of its own, so that a hasOne with two matches gives its parent twice.

mod known;

use super::Rows;
use super::bind::Bound;
use known::Known;

/// No item.
pub const NONE: u32 = u32::MAX;

/// Rows as a tree. Items are numbered; an item's children stand in slots, one for each
/// child of its node, each a chain of items.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The items of the root, in order.
    pub roots: Vec<u32>,
    /// For each item the row it is of.
    rows: Vec<u32>,
    /// For each item its first slot.
    slots: Vec<u32>,
    /// For each slot its first and last item.
    chains: Vec<(u32, u32)>,
    /// For each item the next in its chain.
    next: Vec<u32>,
}

impl Tree {
    /// The row an item is of.
    pub fn row(&self, item: u32) -> usize {
        self.rows[item as usize] as usize
    }

    /// The children of an item in a slot.
    pub fn children(&self, item: u32, slot: usize) -> impl Iterator<Item = u32> + '_ {
        let first = self.chains[self.slots[item as usize] as usize + slot].0;
        let next = |item: &u32| Some(self.next[*item as usize]).filter(|next| *next != NONE);
        std::iter::successors(Some(first).filter(|first| *first != NONE), next)
    }

    fn push(&mut self, row: u32, slots: usize) -> u32 {
        let item = u32::try_from(self.rows.len()).unwrap_or(NONE);
        self.rows.push(row);
        self.slots
            .push(u32::try_from(self.chains.len()).unwrap_or(NONE));
        self.chains.resize(self.chains.len() + slots, (NONE, NONE));
        self.next.push(NONE);
        item
    }

    fn hang(&mut self, parent: u32, slot: usize, item: u32, is_multiple: bool) {
        let chain = &mut self.chains[self.slots[parent as usize] as usize + slot];
        if is_multiple && chain.1 != NONE {
            self.next[chain.1 as usize] = item;
            chain.1 = item;
        } else {
            // Of several matches of a single association the last stays.
            *chain = (item, item);
        }
    }
}

/// Nests rows.
pub fn nest<R: Rows>(bound: &Bound, is_grouped: bool, rows: &R) -> Tree {
    let mut tree = Tree::default();
    if !is_grouped {
        each(bound, rows, &mut tree);
        return tree;
    }
    let mut known = Known::new();
    let mut key = Vec::with_capacity(64);
    // The item of each node, of the row before until it is known for this one:
    // rows of one parent come together.
    let mut current = vec![NONE; bound.nodes.len()];
    // Whether it is the same in this row as in the row before.
    let mut stays = vec![false; bound.nodes.len()];
    for row in 0..rows.row_count() {
        let number = u32::try_from(row).unwrap_or(NONE);
        for (place, node) in bound.nodes.iter().enumerate() {
            let is_below_same = place == 0 || stays[node.parent];
            let is_shared = |column: &Option<usize>| {
                column.is_none_or(|column| rows.is_shared(row, row - 1, column))
            };
            stays[place] = row > 0 && is_below_same && node.keys.iter().all(is_shared);
            if stays[place] {
                continue;
            }
            let parent = if place == 0 {
                NONE
            } else {
                current[node.parent]
            };
            key.clear();
            key.extend_from_slice(&parent.to_le_bytes());
            key.extend_from_slice(&u32::try_from(place).unwrap_or(NONE).to_le_bytes());
            for column in &node.keys {
                match column {
                    Some(column) => rows.write_key(row, *column, &mut key),
                    None => key.extend_from_slice(b"undefined"),
                }
            }
            if current[place] != NONE && known.is(current[place], &key) {
                continue;
            }
            // Items are numbered as they become known, in both.
            current[place] = if let Ok(item) = known.find_or_add(&key) {
                item
            } else {
                let item = tree.push(number, node.children.len());
                if place == 0 {
                    tree.roots.push(item);
                } else {
                    tree.hang(parent, node.slot, item, node.is_multiple);
                }
                item
            };
        }
    }
    tree
}

/// Each row for itself.
fn each<R: Rows>(bound: &Bound, rows: &R, tree: &mut Tree) {
    let mut current = vec![NONE; bound.nodes.len()];
    for row in 0..rows.row_count() {
        let number = u32::try_from(row).unwrap_or(NONE);
        for (place, node) in bound.nodes.iter().enumerate() {
            let item = tree.push(number, node.children.len());
            current[place] = item;
            if place == 0 {
                tree.roots.push(item);
            } else {
                tree.hang(current[node.parent], node.slot, item, node.is_multiple);
            }
        }
    }
}
