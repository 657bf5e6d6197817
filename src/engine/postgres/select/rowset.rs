//! The rows a query returns, without copies of what the tables hold.

use std::rc::Rc;

use gluesql::prelude::Value;

use crate::engine::postgres::Kind;
use crate::engine::postgres::expression::Slot;
use crate::engine::store::Row;

/// Where an output column stands in a joined row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The relation's slot.
    pub slot: usize,
    /// The column's place in its row.
    pub column: usize,
}

/// Rows: joined references, and which of their columns are the output.
#[derive(Debug, Clone)]
pub struct Rowset {
    /// The columns by name and type.
    pub columns: Rc<[(String, Kind)]>,
    pub(super) places: Rc<[Place]>,
    pub(super) width: usize,
    pub(super) slots: Vec<Slot>,
    pub(super) len: usize,
}

impl Rowset {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// A value, by row and column; null beyond them.
    pub fn value(&self, row: usize, column: usize) -> &Value {
        self.places
            .get(column)
            .and_then(|place| {
                let slot = self.slots.get(row * self.width + place.slot)?;
                slot.as_ref()?.get(place.column)
            })
            .unwrap_or(&Value::Null)
    }

    /// Whether two rows have a column's value from the same row of a table, or both from none.
    pub fn is_shared(&self, row: usize, other: usize, column: usize) -> bool {
        let Some(place) = self.places.get(column) else {
            return false;
        };
        let slot = |row: usize| self.slots.get(row * self.width + place.slot);
        match (slot(row), slot(other)) {
            (Some(Some(one)), Some(Some(other))) => Rc::ptr_eq(one, other),
            (Some(None), Some(None)) => true,
            _ => false,
        }
    }

    /// The values of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &Value> {
        (0..self.places.len()).map(move |column| self.value(row, column))
    }

    /// The joined row: a slot for each relation. Two rows that share a slot's row share its pointer.
    pub fn slots(&self, row: usize) -> &[Slot] {
        let start = row * self.width;
        self.slots.get(start..start + self.width).unwrap_or(&[])
    }

    /// Where a column stands in the joined row: its slot, and its place in the slot's row.
    pub fn place(&self, column: usize) -> Option<(usize, usize)> {
        self.places
            .get(column)
            .map(|place| (place.slot, place.column))
    }

    /// All rows with copies of their values.
    pub fn into_rows(self) -> Vec<Vec<Value>> {
        (0..self.len)
            .map(|row| self.row(row).cloned().collect())
            .collect()
    }

    /// A row as one of a table: shared where it is one already.
    pub(super) fn shared(&self, row: usize) -> Row {
        if let Some(whole) = self.whole(row) {
            return whole;
        }
        self.row(row).cloned().collect()
    }

    /// The one row of a table that an output row is, column by column.
    fn whole(&self, row: usize) -> Option<Row> {
        let first = self.places.first()?;
        let is_in_order = self
            .places
            .iter()
            .enumerate()
            .all(|(column, place)| place.slot == first.slot && place.column == column);
        let found = self.slots.get(row * self.width + first.slot)?.as_ref()?;
        (is_in_order && found.len() == self.places.len()).then(|| Rc::clone(found))
    }

    /// Rows that stand alone, of one slot.
    pub(super) fn of_rows(columns: Rc<[(String, Kind)]>, rows: Vec<Row>) -> Self {
        let places = (0..columns.len())
            .map(|column| Place { slot: 0, column })
            .collect();
        Self {
            columns,
            places,
            width: 1,
            len: rows.len(),
            slots: rows.into_iter().map(Some).collect(),
        }
    }
}
