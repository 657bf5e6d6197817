//! Ways through a compiled expression.

use super::{Expression, Node, Reference};

/// Calls `visit` for each direct part of an expression, subqueries' left sides too.
pub fn parts<'e>(expression: &'e Expression, visit: &mut dyn FnMut(&'e Expression)) {
    match &expression.node {
        Node::Constant(_)
        | Node::Column(_)
        | Node::Whole { .. }
        | Node::Scalar(_)
        | Node::Exists(_)
        | Node::ArrayOf(_) => {}
        Node::And(list)
        | Node::Or(list)
        | Node::Coalesce(list)
        | Node::Array(list)
        | Node::Call(_, list) => list.iter().for_each(visit),
        Node::Not(of)
        | Node::IsNull { of, .. }
        | Node::Is { of, .. }
        | Node::Among { of, .. }
        | Node::Cast { of, .. }
        | Node::QuantifiedQuery { of, .. } => visit(of),
        Node::Compare(_, sides) | Node::IsDistinct { sides, .. } => {
            visit(&sides.0);
            visit(&sides.1);
        }
        Node::In { of, list, .. } => {
            visit(of);
            list.iter().for_each(visit);
        }
        Node::Case {
            branches,
            otherwise,
        } => {
            for (condition, result) in branches {
                visit(condition);
                visit(result);
            }
            if let Some(otherwise) = otherwise {
                visit(otherwise);
            }
        }
        Node::Quantified { of, array, .. } | Node::CallQuantified { of, array, .. } => {
            visit(of);
            visit(array);
        }
        Node::InQuery { of, .. } => of.iter().for_each(visit),
    }
}

/// Calls `visit` for every column the expression reads, those its subqueries reach for too.
pub fn references(expression: &Expression, visit: &mut dyn FnMut(Reference)) {
    match &expression.node {
        Node::Column(reference) => visit(*reference),
        Node::Whole {
            level,
            slot,
            columns,
        } => (0..columns.len()).for_each(|column| {
            visit(Reference {
                level: *level,
                slot: *slot,
                column,
            });
        }),
        Node::Scalar(query)
        | Node::Exists(query)
        | Node::ArrayOf(query)
        | Node::InQuery { query, .. }
        | Node::QuantifiedQuery { query, .. } => {
            for reference in query.used.iter() {
                visit(Reference {
                    level: reference.level - 1,
                    ..*reference
                });
            }
        }
        _ => {}
    }
    parts(expression, &mut |part| references(part, visit));
}

/// Makes the columns of an expression those of a level further out.
///
/// Only simple values are lifted, those of merged columns; they hold no subquery.
pub fn lift(expression: &mut Expression, levels: usize) {
    match &mut expression.node {
        Node::Column(reference) => reference.level += levels,
        Node::Coalesce(list) => list.iter_mut().for_each(|part| lift(part, levels)),
        Node::Cast { of, .. } => lift(of, levels),
        _ => {}
    }
}
