//! Rows in the order of an index, so that the first few of an order need no sort.

use std::ops::ControlFlow;

use super::plan::Key as Sort;
use super::scan::Flow;
use super::source::{JoinKind, Source, Table};
use crate::engine::postgres::{Kind, Relation};
use crate::engine::protocol::RowId;
use crate::engine::store::{Index, Store};

/// An index that has the rows of the first table in the order asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk<'s> {
    /// The slot of the table that is read through it.
    pub slot: usize,
    index: &'s Index,
    is_descending: bool,
}

impl<'s> Walk<'s> {
    /// The index to walk where its order is the one asked for, ties as a sort leaves them.
    pub fn of(source: &Source, order: &[Sort], store: &'s Store) -> Option<Self> {
        let table = first(source)?;
        let sort = order.first()?;
        if table.access.is_some() || sort.place.slot != table.slot {
            return None;
        }
        // What is joined may repeat a row, and further sorts decide between its copies.
        let is_alone = matches!(source, Source::Table(_));
        let stored = store.table(&table.name)?;
        let relation = stored.relation()?;
        let index = stored
            .indexes()
            .iter()
            .find(|index| serves(index, order, table.slot, relation, is_alone))?;
        Some(Self {
            slot: table.slot,
            index,
            is_descending: sort.is_descending,
        })
    }

    /// Visits the rows in order, rows of one key oldest first.
    pub fn each(&self, mut visit: impl FnMut(RowId) -> Flow) -> Flow {
        if !self.is_descending {
            for id in self.index.rows() {
                if visit(id)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            return Ok(ControlFlow::Continue(()));
        }
        // Backwards the rows of one key come youngest first: each run of them is turned around.
        let mut entries = self
            .index
            .between((0, 0), self.index.end())
            .rev()
            .peekable();
        let mut run = Vec::new();
        while let Some((key, id)) = entries.next() {
            run.push(*id);
            if entries.peek().is_some_and(|(next, _)| next == key) {
                continue;
            }
            for id in run.drain(..).rev() {
                if visit(id)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// The table whose rows come in the order in which it is read, whatever is joined to it.
fn first(source: &Source) -> Option<&Table> {
    match source {
        Source::Table(table) => Some(table),
        Source::Join(join) if join.kind != JoinKind::Full => first(&join.left),
        _ => None,
    }
}

/// Whether the index has the rows in that order.
fn serves(index: &Index, order: &[Sort], slot: usize, relation: &Relation, is_alone: bool) -> bool {
    let Some(leading) = order.get(..index.columns.len()) else {
        return false;
    };
    let is_not_null = |place: usize| relation.columns.get(place).is_some_and(|of| of.not_null);
    // Further sorts decide between rows of one key: where there is one row a key, nothing.
    let is_whole = leading.len() == order.len()
        || is_alone && index.is_unique && index.columns.iter().all(|place| is_not_null(*place));
    is_whole
        && index.columns.iter().zip(leading).all(|(place, sort)| {
            let column = relation.columns.get(*place);
            (sort.place.slot, sort.place.column) == (slot, *place)
                && sort.is_descending == order[0].is_descending
                // An index has nulls last.
                && (sort.nulls_first == sort.is_descending || is_not_null(*place))
                && column.is_some_and(|column| is_ordered_alike(&column.of.kind))
        })
}

/// Whether keys of an index compare as values of the kind do.
const fn is_ordered_alike(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Boolean
            | Kind::SmallInt
            | Kind::Integer
            | Kind::BigInt
            | Kind::Text
            | Kind::Varchar(_)
            | Kind::TimestampTz
            | Kind::Timestamp
            | Kind::Date
            | Kind::Time
            | Kind::Uuid
    )
}
