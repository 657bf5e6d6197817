//! The state of one table's grid: which cell is current, what is being typed, what was refused.
//!
//! What is typed is kept by the cell until the database has taken it, so that a
//! refusal never loses it.

mod changes;
mod kept;
mod reading;

pub use kept::Kept;

use std::collections::HashMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::refusal::Refusal;
use super::told::Told;
use crate::engine::protocol::{EngineError, RowId, Rows};
use crate::orm::sql::{Column, Table};
use crate::orm::value::Value;
use crate::ui::studio::Studio;
use crate::ui::widget::{Suggestion, focus_id};

/// How many rows a page has.
pub const PAGE: u32 = 100;

/// A row of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// One the table has.
    Stored(RowId),
    /// The empty one at the end.
    New,
}

/// A cell. Column 0 has the row's tools, the table's columns follow from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spot {
    /// Its row.
    pub row: RowKey,
    /// Its column.
    pub column: usize,
}

/// What was typed into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The text; none for null.
    pub text: Option<String>,
    /// How far it got.
    pub state: DraftState,
}

/// How far a draft got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftState {
    /// It is being typed, or waits for the rest of a new row.
    Typed,
    /// The database has it.
    Sent,
    /// The database took it; the rows shown do not have it yet.
    Taken,
    /// The database refused it.
    Refused(Refusal),
}

/// The grid of one table. Copied freely.
#[derive(Clone, Copy)]
pub struct Grid {
    /// The table, as the database has it.
    pub table: StoredValue<Table>,
    /// The page of rows shown; none before the first came.
    pub rows: RwSignal<Option<Rows>>,
    /// Why the rows could not be read.
    pub failure: RwSignal<Option<EngineError>>,
    /// Which page it is, from 0.
    pub page: RwSignal<u32>,
    /// The rows foreign keys may point to, by table and column.
    pub choices: RwSignal<HashMap<(String, String), Vec<Suggestion>>>,
    /// The current cell.
    pub current: Memo<Spot>,
    /// The cell being edited.
    pub editing: RwSignal<Option<Spot>>,
    /// The cell whose editor is shown: that one, or the last one until the database has answered.
    pub edited: RwSignal<Option<Spot>>,
    /// What was typed and is not in the rows yet.
    pub drafts: RwSignal<HashMap<Spot, Draft>>,
    wanted: RwSignal<Option<Spot>>,
    told: RwSignal<Option<Told>>,
    asked: StoredValue<u32>,
    /// Whether the last row is brought into sight when the rows are read next.
    is_following: StoredValue<bool>,
    studio: Studio,
}

impl Grid {
    /// The grid of a table. It reads its rows anew whenever the database changes.
    pub fn new(studio: Studio, table: Table, told: RwSignal<Option<Told>>, kept: Kept) -> Self {
        let document = studio.replaced().get_untracked();
        let drafts = RwSignal::new(kept.take(document, &table));
        let typed_into = table.clone();
        on_cleanup(move || {
            if let Some(drafts) = drafts.try_get_untracked() {
                kept.put(document, &typed_into, drafts);
            }
        });
        let rows = RwSignal::new(None::<Rows>);
        let wanted = RwSignal::new(None::<Spot>);
        let current = Memo::new(move |_| {
            let wanted = wanted.get();
            rows.with(|rows| {
                let rows = rows
                    .as_ref()
                    .map(|rows| rows.rows.as_slice())
                    .unwrap_or_default();
                let is_there = |spot: &Spot| match spot.row {
                    RowKey::Stored(id) => rows.iter().any(|(other, _)| *other == id),
                    RowKey::New => true,
                };
                wanted.filter(is_there).unwrap_or_else(|| Spot {
                    row: rows
                        .first()
                        .map_or(RowKey::New, |(id, _)| RowKey::Stored(*id)),
                    column: wanted.map_or(1, |spot| spot.column.max(1)),
                })
            })
        });
        let grid = Self {
            table: StoredValue::new(table),
            rows,
            failure: RwSignal::new(None),
            page: RwSignal::new(0),
            choices: RwSignal::new(HashMap::new()),
            current,
            editing: RwSignal::new(None),
            edited: RwSignal::new(None),
            drafts,
            wanted,
            told,
            asked: StoredValue::new(0),
            is_following: StoredValue::new(false),
            studio,
        };
        Effect::new(move |_| {
            studio.data_version().track();
            grid.read(grid.page.get());
        });
        grid
    }

    /// The column of a cell; none of the row's tools.
    pub fn column(self, at: usize) -> Option<Column> {
        self.table
            .with_value(|table| table.columns.get(at.checked_sub(1)?).cloned())
    }

    /// Whether that cell was made the current one by hand.
    pub fn is_chosen(self, spot: Spot) -> bool {
        self.wanted.get_untracked() == Some(spot)
    }

    /// Makes a cell the current one.
    pub fn go(self, spot: Spot) {
        self.wanted.set(Some(spot));
        // Focus has the page laid out: whatever was asked of the engine before is sent by then.
        spawn_local(async move { focus_id(&cell_id(spot)) });
    }

    /// Makes the cell that many rows and columns away the current one, as far as the grid goes.
    pub fn go_by(self, rows: isize, columns: isize) {
        let from = self.current.get_untracked();
        let keys = self.keys();
        let at = keys.iter().position(|key| *key == from.row).unwrap_or(0);
        let last_column = self.table.with_value(|table| table.columns.len());
        let row = at.saturating_add_signed(rows).min(keys.len() - 1);
        let column = from.column.saturating_add_signed(columns).min(last_column);
        self.go(Spot {
            row: keys[row],
            column,
        });
    }

    /// The rows of the page from top to bottom, the empty one last.
    fn keys(self) -> Vec<RowKey> {
        let mut keys: Vec<RowKey> = self.rows.with_untracked(|rows| {
            let rows = rows
                .as_ref()
                .map(|rows| rows.rows.as_slice())
                .unwrap_or_default();
            rows.iter().map(|(id, _)| RowKey::Stored(*id)).collect()
        });
        keys.push(RowKey::New);
        keys
    }

    /// The value of a cell, as the rows have it.
    pub fn value(self, spot: Spot) -> Option<Value> {
        let RowKey::Stored(id) = spot.row else {
            return None;
        };
        self.rows.with_untracked(|rows| {
            let rows = rows.as_ref()?;
            let (_, values) = rows.rows.iter().find(|(other, _)| *other == id)?;
            values.get(self.index(spot.column, rows)?).cloned()
        })
    }

    /// The index of a column in the rows.
    fn index(self, column: usize, rows: &Rows) -> Option<usize> {
        let name = self.column(column)?.name;
        rows.columns.iter().position(|other| *other == name)
    }

    /// Begins to edit a cell, with the text typed over it, where one was.
    pub fn edit(self, spot: Spot, text: Option<String>) {
        if self.column(spot.column).is_none() {
            return;
        }
        if let Some(text) = text {
            self.type_into(spot, Some(text));
        }
        self.wanted.set(Some(spot));
        self.editing.set(Some(spot));
        self.edited.set(Some(spot));
    }

    /// Keeps what is typed into a cell.
    pub fn type_into(self, spot: Spot, text: Option<String>) {
        self.drafts.update(|drafts| {
            drafts.insert(
                spot,
                Draft {
                    text,
                    state: DraftState::Typed,
                },
            );
        });
    }

    /// Puts a cell back to what the database has.
    pub fn put_back(self, spot: Spot) {
        self.forget(spot);
        if self.editing.get_untracked() == Some(spot) {
            self.editing.set(None);
            self.edited.set(None);
            self.go(spot);
        }
    }

    /// Forgets what was typed into a cell.
    fn forget(self, spot: Spot) {
        self.drafts.update(|drafts| {
            drafts.remove(&spot);
        });
    }

    /// The first column of a new row a person would type into.
    fn first_typed(self) -> usize {
        self.table.with_value(|table| {
            let is_typed =
                |column: &Column| !column.auto_increment && column.default_value.is_none();
            table
                .columns
                .iter()
                .position(is_typed)
                .map_or(1, |at| at + 1)
        })
    }

    fn table_name(self) -> String {
        self.table.with_value(|table| table.name.clone())
    }

    /// A row's primary key as text.
    fn key_of(self, row: RowId) -> String {
        let keys = self.table.with_value(|table| {
            let is_key = |(at, column): (usize, &Column)| column.primary_key.then_some(at + 1);
            table
                .columns
                .iter()
                .enumerate()
                .filter_map(is_key)
                .collect::<Vec<_>>()
        });
        let texts: Vec<String> = keys
            .into_iter()
            .filter_map(|column| {
                self.value(Spot {
                    row: RowKey::Stored(row),
                    column,
                })
            })
            .map(|value| value.to_text())
            .collect();
        texts.join(", ")
    }
}

/// The id of a cell's element.
pub fn cell_id(spot: Spot) -> String {
    let row = match spot.row {
        RowKey::Stored(id) => id.0.to_string(),
        RowKey::New => "new".to_owned(),
    };
    format!("cell-{row}-{}", spot.column)
}
