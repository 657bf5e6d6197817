//! Conditions go down to where they can first be decided; equalities become keys.

use std::ops::Range;

use super::source::{Join, JoinKind, Source, Table};
use crate::engine::postgres::expression::{Comparison, Expression, Node, references};

/// The parts of a condition that must all hold.
pub(super) fn conjuncts(condition: Expression) -> Vec<Expression> {
    match condition.node {
        Node::And(list) => list.into_iter().flat_map(conjuncts).collect(),
        node => vec![Expression { node, ..condition }],
    }
}

/// Two sources joined on conditions.
pub(super) fn join(
    kind: JoinKind,
    left: Source,
    right: Source,
    conditions: Vec<Expression>,
) -> Source {
    let is_lateral = reads_others(&right);
    let mut join = Join {
        kind,
        left,
        right,
        keys: Vec::new(),
        on: Vec::new(),
        dependent: None,
        is_lateral,
    };
    for condition in conditions {
        attach(&mut join, condition);
    }
    Source::Join(Box::new(join))
}

/// Puts one of a join's own conditions where it belongs.
fn attach(join: &mut Join, condition: Expression) {
    let (left, right) = (join.left.slots(), join.right.slots());
    // Rows of the right that fail it are no partners; a Full join shows them nonetheless.
    let mut condition = condition;
    if join.kind != JoinKind::Full && is_within(&condition, &right) {
        match push(&mut join.right, condition) {
            None => return,
            Some(back) => condition = back,
        }
    } else if join.kind == JoinKind::Inner && is_within(&condition, &left) {
        match push(&mut join.left, condition) {
            None => return,
            Some(back) => condition = back,
        }
    }
    if !join.is_lateral
        && let Some(key) = key(&condition, &left, &right)
    {
        join.keys.push(key);
        return;
    }
    join.on.push(condition);
}

/// Puts a condition on the source's rows as far down as it goes; gives it back where it cannot.
pub(super) fn push(source: &mut Source, condition: Expression) -> Option<Expression> {
    match source {
        Source::Table(Table { filter, .. })
        | Source::Rows { filter, .. }
        | Source::Derived { filter, .. }
        | Source::Common { filter, .. }
        | Source::Function { filter, .. } => {
            filter.push(condition);
            None
        }
        Source::Join(join) => match join.kind {
            JoinKind::Inner => {
                attach(join, condition);
                None
            }
            JoinKind::Left if is_within(&condition, &join.left.slots()) => {
                push(&mut join.left, condition)
            }
            _ => Some(condition),
        },
    }
}

/// Whether a condition reads those slots only, of its own level.
pub(super) fn is_within(condition: &Expression, slots: &Range<usize>) -> bool {
    let mut is_within = true;
    references(condition, &mut |reference| {
        is_within &= reference.level > 0 || slots.contains(&reference.slot);
    });
    is_within
}

/// Whether it reads any row of its own level.
pub(super) fn reads_rows(condition: &Expression) -> bool {
    let mut reads = false;
    references(condition, &mut |reference| reads |= reference.level == 0);
    reads
}

/// An equality of the two sides, each side's part first of the left.
fn key(
    condition: &Expression,
    left: &Range<usize>,
    right: &Range<usize>,
) -> Option<(Expression, Expression)> {
    let Node::Compare(Comparison::Equal, sides) = &condition.node else {
        return None;
    };
    let (one, other) = (&sides.0, &sides.1);
    let is_of =
        |side: &Expression, slots: &Range<usize>| reads_rows(side) && is_within(side, slots);
    if is_of(one, left) && is_of(other, right) {
        Some((one.clone(), other.clone()))
    } else if is_of(one, right) && is_of(other, left) {
        Some((other.clone(), one.clone()))
    } else {
        None
    }
}

/// Whether a source reads rows of sources before it.
fn reads_others(source: &Source) -> bool {
    match source {
        Source::Derived { is_lateral, .. } => *is_lateral,
        Source::Function { arguments, .. } => arguments.iter().any(reads_rows),
        Source::Join(join) => {
            // A lateral part of a nested join may still read the sources before that join.
            reads_others(&join.left) || reads_others(&join.right)
        }
        _ => false,
    }
}
