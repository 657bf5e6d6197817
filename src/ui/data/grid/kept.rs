//! What was typed into a table and waits while another is shown.

use std::collections::HashMap;

use leptos::prelude::*;

use super::{Draft, DraftState, RowKey, Spot};
use crate::orm::sql::Table;

/// What was typed into tables that are not shown, by the document they are of and their names.
/// Copied freely.
#[derive(Clone, Copy)]
pub struct Kept(StoredValue<HashMap<(u32, String), Vec<Cell>>>);

/// A cell and what was typed into it: by the column's name, as columns may come and go meanwhile.
type Cell = (RowKey, String, Draft);

impl Kept {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(StoredValue::new(HashMap::new()))
    }

    /// Takes out what was typed into a table of that document.
    pub fn take(self, document: u32, table: &Table) -> HashMap<Spot, Draft> {
        let cells = self
            .0
            .try_update_value(|kept| kept.remove(&(document, table.name.clone())));
        let spot = |(row, name, draft): Cell| {
            let at = table
                .columns
                .iter()
                .position(|column| column.name == name)?;
            Some((
                Spot {
                    row,
                    column: at + 1,
                },
                draft,
            ))
        };
        cells
            .flatten()
            .into_iter()
            .flatten()
            .filter_map(spot)
            .collect()
    }

    /// Keeps what was typed and the database has not got.
    pub fn put(self, document: u32, table: &Table, drafts: HashMap<Spot, Draft>) {
        let is_open =
            |draft: &Draft| matches!(draft.state, DraftState::Typed | DraftState::Refused(_));
        let cells: Vec<Cell> = drafts
            .into_iter()
            .filter(|(_, draft)| is_open(draft))
            .filter_map(|(spot, draft)| {
                let column = table.columns.get(spot.column.checked_sub(1)?)?;
                Some((spot.row, column.name.clone(), draft))
            })
            .collect();
        if !cells.is_empty() {
            self.0.try_update_value(|kept| {
                kept.insert((document, table.name.clone()), cells);
            });
        }
    }
}
