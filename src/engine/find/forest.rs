//! All rows of a find in their places, level by level.
//!
//! Each level holds the rows of one node for all rows of its parent at once: where
//! a parent's begin is a number, so a level of a million rows is three vectors.

use super::tables::Tables;
use crate::orm::query::{NONE, Node, Plan};

/// The rows of all nodes of a plan.
pub struct Forest {
    /// A level a node; the first has the model's own rows.
    pub levels: Vec<Level>,
}

/// The rows of one node.
#[derive(Default)]
pub struct Level {
    /// The rows, those of one parent together.
    pub rows: Vec<u32>,
    /// The rows of the table of pairs they are reached by.
    pub pairs: Vec<u32>,
    /// Where the rows of each parent begin, and where the last one's end.
    pub starts: Vec<u32>,
    /// Whether each has all that is required below it. Empty: all have.
    pub alive: Vec<bool>,
}

impl Level {
    /// Nothing for so many parents.
    pub fn empty(parents: usize) -> Self {
        Self {
            starts: vec![0; parents + 1],
            ..Self::default()
        }
    }

    /// The items of a parent's item, dead ones too.
    pub fn range(&self, parent: usize) -> std::ops::Range<usize> {
        self.starts[parent] as usize..self.starts[parent + 1] as usize
    }

    /// Whether an item has all that is required below it.
    pub fn is_alive(&self, item: usize) -> bool {
        self.alive.is_empty() || self.alive[item]
    }

    /// The living items of a parent's item.
    pub fn children(&self, parent: usize) -> impl Iterator<Item = usize> + '_ {
        self.range(parent).filter(|item| self.is_alive(*item))
    }
}

impl Forest {
    /// A forest of those rows of the model. `fill` gives a node's level, given its parent's rows.
    pub fn new(plan: &Plan, roots: Vec<u32>, mut fill: impl FnMut(usize, &[u32]) -> Level) -> Self {
        let mut levels = vec![Level {
            rows: roots,
            ..Level::default()
        }];
        for (index, node) in plan.nodes.iter().enumerate().skip(1) {
            let parents = &levels[node.parent].rows;
            let level = if plan.is_joined(node) {
                fill(index, parents)
            } else {
                Level::empty(parents.len())
            };
            levels.push(level);
        }
        let mut forest = Self { levels };
        forest.prune(plan);
        forest
    }

    /// Marks rows that lack what is required below them.
    fn prune(&mut self, plan: &Plan) {
        let is_must = |node: &Node| node.is_required && plan.is_joined(node);
        let mut musts: Vec<bool> = plan.nodes.iter().map(is_must).collect();
        for (index, node) in plan.nodes.iter().enumerate().rev() {
            // An INNER JOIN outside the sub-select binds the one inside that it goes by, optional or not.
            let is_bound = plan.has_sub_query
                && index != 0
                && node.in_sub_query
                && node
                    .children
                    .iter()
                    .any(|child| !plan.nodes[*child].in_sub_query && musts[*child]);
            musts[index] |= is_bound;
            let required: Vec<usize> = node
                .children
                .iter()
                .copied()
                .filter(|child| musts[*child])
                .collect();
            if required.is_empty() {
                continue;
            }
            let has_all = |item: usize| {
                required
                    .iter()
                    .all(|child| self.levels[*child].children(item).next().is_some())
            };
            let alive = (0..self.levels[index].rows.len()).map(has_all).collect();
            self.levels[index].alive = alive;
        }
    }

    /// The living items of the model itself.
    pub fn roots(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.levels[0].rows.len()).filter(|item| self.levels[0].is_alive(*item))
    }

    /// Whether a row has several matches of an association that has one.
    pub fn has_doubles(&self, plan: &Plan) -> bool {
        plan.nodes
            .iter()
            .zip(&self.levels)
            .skip(1)
            .any(|(node, level)| {
                let parents = level.starts.len().saturating_sub(1);
                !node.is_multiple
                    && level.rows.len() > 1
                    && (0..parents).any(|parent| level.children(parent).nth(1).is_some())
            })
    }

    /// The flat rows of one item, each a number a slot, handed to `visit` until it says no.
    pub fn tuples(&self, plan: &Plan, root: usize, visit: &mut dyn FnMut(&[u32]) -> bool) -> bool {
        let mut tuple = vec![NONE; plan.slots.len()];
        tuple[0] = self.levels[0].rows[root];
        let pending: Vec<(usize, usize)> = plan.nodes[0]
            .children
            .iter()
            .rev()
            .map(|child| (*child, root))
            .collect();
        self.grow(plan, &mut tuple, pending, visit)
    }

    /// Goes on with the nodes still to be joined, the next one last.
    fn grow(
        &self,
        plan: &Plan,
        tuple: &mut [u32],
        mut pending: Vec<(usize, usize)>,
        visit: &mut dyn FnMut(&[u32]) -> bool,
    ) -> bool {
        let Some((node, parent)) = pending.pop() else {
            return visit(tuple);
        };
        let level = &self.levels[node];
        let mut has_any = false;
        for item in level.children(parent) {
            has_any = true;
            tuple[plan.nodes[node].slot] = level.rows[item];
            if let Some(through) = plan.nodes[node].through {
                tuple[through] = level.pairs[item];
            }
            let mut pending = pending.clone();
            pending.extend(
                plan.nodes[node]
                    .children
                    .iter()
                    .rev()
                    .map(|child| (*child, item)),
            );
            if !self.grow(plan, tuple, pending, visit) {
                return false;
            }
        }
        if has_any {
            return true;
        }
        clear(plan, node, tuple);
        self.grow(plan, tuple, pending, visit)
    }

    /// How many flat rows an item gives.
    pub fn count(&self, plan: &Plan, node: usize, item: usize) -> u64 {
        let children = plan.nodes[node].children.iter();
        children
            .map(|child| {
                self.levels[*child]
                    .children(item)
                    .map(|item| self.count(plan, *child, item))
                    .sum::<u64>()
                    .max(1)
            })
            .product()
    }
}

/// Empties the slots of a node and of all below it.
fn clear(plan: &Plan, node: usize, tuple: &mut [u32]) {
    tuple[plan.nodes[node].slot] = NONE;
    if let Some(through) = plan.nodes[node].through {
        tuple[through] = NONE;
    }
    for child in &plan.nodes[node].children {
        clear(plan, *child, tuple);
    }
}

/// A node's level by index: for each parent's row those that match it.
pub fn level_by_index(tables: &Tables, node: usize, parents: &[u32]) -> Level {
    let mut found = Vec::new();
    let mut starts = Vec::with_capacity(parents.len() + 1);
    starts.push(0);
    for parent in parents {
        tables.matches(node, *parent, &mut found);
        starts.push(u32::try_from(found.len()).unwrap_or(u32::MAX));
    }
    let (rows, pairs) = found.into_iter().unzip();
    Level {
        rows,
        pairs,
        starts,
        alive: Vec::new(),
    }
}
