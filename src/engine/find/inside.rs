//! The rows of a limit's sub-select, where one of the model can be in it more than once.
//!
//! The sub-select joins what has one match at most, as the models tell it. A `hasOne`
//! whose key is not unique may have more, and the limit counts each.

use std::collections::HashSet;

use super::forest::{Forest, Level, level_by_index};
use super::roots::Cut;
use super::tables::Tables;
use crate::orm::query::evaluate::Predicate;
use crate::orm::query::{Cell, Link, Plan};

/// The flat rows that a sub-select keeps, by the slots it joins.
pub struct Kept {
    slots: Vec<usize>,
    rows: HashSet<Vec<u32>>,
}

impl Kept {
    /// Whether a flat row of the whole statement goes on from one of them.
    pub fn holds(&self, tuple: &[u32]) -> bool {
        self.rows.contains(&on(&self.slots, tuple))
    }
}

fn on(slots: &[usize], tuple: &[u32]) -> Vec<u32> {
    slots.iter().map(|slot| tuple[*slot]).collect()
}

/// A sub-select.
pub struct Inside<'a> {
    tables: &'a Tables<'a>,
    /// The plan, with nothing outside the sub-select required.
    plan: Plan,
}

impl<'a> Inside<'a> {
    /// The sub-select of a plan.
    pub fn new(tables: &'a Tables<'a>) -> Self {
        let mut plan = tables.plan.clone();
        for node in &mut plan.nodes {
            node.is_required &= node.in_sub_query;
        }
        Self { tables, plan }
    }

    /// Whether a row of the model may be in it more than once.
    pub fn may_repeat(&self) -> bool {
        let is_one = |link| matches!(link, Link::Direct { is_belongs_to, .. } if !is_belongs_to);
        let mut nodes = self.plan.nodes[1..].iter();
        nodes.any(|node| node.in_sub_query && is_one(node.link))
    }

    /// The flat rows of a row of the model that satisfy a condition.
    pub fn tuples(&self, row: u32, where_: Option<&Predicate<Cell>>) -> Vec<Vec<u32>> {
        let forest = Forest::new(&self.plan, vec![row], |node, parents| {
            if self.plan.nodes[node].in_sub_query {
                level_by_index(self.tables, node, parents)
            } else {
                Level::empty(parents.len())
            }
        });
        let mut tuples = Vec::new();
        forest.tuples(&self.plan, 0, &mut |tuple| {
            let value = &mut |cell: &Cell| self.tables.value(*cell, tuple[cell.slot]);
            if where_.is_none_or(|where_| where_.holds(value) == Some(true)) {
                tuples.push(tuple.to_vec());
            }
            true
        });
        tuples
    }

    /// Cuts flat rows, in the order of the model's rows: those rows of which some are left, and which these are.
    pub fn cut(
        &self,
        rows: impl Iterator<Item = u32>,
        where_: Option<&Predicate<Cell>>,
        cut: &Cut,
    ) -> (Vec<u32>, Option<Kept>) {
        let nodes = self.plan.nodes.iter().filter(|node| node.in_sub_query);
        let slots: Vec<usize> = nodes.map(|node| node.slot).collect();
        let kept = rows
            .flat_map(|row| self.tuples(row, where_))
            .skip(cut.offset)
            .take(cut.limit.unwrap_or(usize::MAX));
        let kept: Vec<Vec<u32>> = kept.map(|tuple| on(&slots, &tuple)).collect();
        let mut roots: Vec<u32> = kept.iter().map(|tuple| tuple[0]).collect();
        roots.dedup();
        let rows = kept.into_iter().collect();
        (roots, Some(Kept { slots, rows }))
    }
}
