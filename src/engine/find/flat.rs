//! The rows one JOIN returns, before they are nested.

use super::tables::Tables;
use crate::engine::protocol::FlatRows;
use crate::orm::query::{Cell, Plan};

/// How many rows are kept to be shown.
pub const MOST: usize = 500;

/// Flat rows as they come.
pub struct Flat {
    cells: Vec<Cell>,
    rows: FlatRows,
}

impl Flat {
    /// No rows yet, of the columns a plan selects.
    pub fn new(plan: &Plan) -> Self {
        let cells = columns(plan);
        let name = |cell: &Cell| {
            let (path, name) = (&plan.slots[cell.slot].path, &plan.column(*cell).name);
            if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            }
        };
        let rows = FlatRows {
            columns: cells.iter().map(name).collect(),
            rows: Vec::new(),
            total: 0,
        };
        Self { cells, rows }
    }

    /// Adds a row, while there is room. Returns whether there is still.
    pub fn add(&mut self, tables: &Tables, tuple: &[u32]) -> bool {
        if self.rows.rows.len() < MOST {
            self.rows.rows.push(
                self.cells
                    .iter()
                    .map(|cell| tables.value(*cell, tuple[cell.slot]))
                    .collect(),
            );
        }
        self.rows.rows.len() < MOST
    }

    /// The rows, of which there are so many in all.
    pub fn finish(mut self, total: u64) -> FlatRows {
        self.rows.total = u32::try_from(total).unwrap_or(u32::MAX);
        self.rows
    }
}

/// The columns in the order of the SELECT: with a sub-select, what that passes on comes first.
fn columns(plan: &Plan) -> Vec<Cell> {
    let cells = |slot: usize| {
        plan.slots[slot].selected.iter().map(move |column| Cell {
            slot,
            column: *column,
        })
    };
    let mut columns: Vec<Cell> = cells(0).collect();
    let (inside, outside): (Vec<_>, Vec<_>) = plan
        .nodes
        .iter()
        .skip(1)
        .partition(|node| node.in_sub_query);
    columns.extend(inside.iter().flat_map(|node| cells(node.slot)));
    columns.extend(plan.passed_on.iter().map(|column| Cell {
        slot: 0,
        column: *column,
    }));
    for node in outside {
        columns.extend(cells(node.slot));
        columns.extend(node.through.into_iter().flat_map(cells));
    }
    columns
}
