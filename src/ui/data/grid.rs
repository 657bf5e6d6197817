//! The state of one table's grid: which cell is current, what is being typed, what was refused.
//!
//! What is typed is kept by the cell until the database has taken it, so that a
//! refusal never loses it.

use std::collections::HashMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::refusal::{Refusal, refusal};
use super::told::Told;
use crate::engine::protocol::{EngineError, RowId, Rows, Step};
use crate::orm::schema::DataType;
use crate::orm::sql::{Column, Table};
use crate::orm::value::{Value, parse};
use crate::ui::studio::{Studio, sentence};
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
    /// What was typed and is not in the rows yet.
    pub drafts: RwSignal<HashMap<Spot, Draft>>,
    wanted: RwSignal<Spot>,
    told: RwSignal<Option<Told>>,
    asked: StoredValue<u32>,
    studio: StoredValue<Studio>,
}

impl Grid {
    /// The grid of a table. It reads its rows anew whenever the database changes.
    pub fn new(studio: Studio, table: Table, told: RwSignal<Option<Told>>) -> Self {
        let rows = RwSignal::new(None::<Rows>);
        let wanted = RwSignal::new(Spot {
            row: RowKey::New,
            column: 0,
        });
        let current = Memo::new(move |_| {
            let wanted = wanted.get();
            rows.with(|rows| {
                let rows = rows
                    .as_ref()
                    .map(|rows| rows.rows.as_slice())
                    .unwrap_or_default();
                match wanted.row {
                    RowKey::Stored(id) if rows.iter().any(|(other, _)| *other == id) => wanted,
                    RowKey::New if wanted.column > 0 => wanted,
                    _ => Spot {
                        row: rows
                            .first()
                            .map_or(RowKey::New, |(id, _)| RowKey::Stored(*id)),
                        column: wanted.column.max(1),
                    },
                }
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
            drafts: RwSignal::new(HashMap::new()),
            wanted,
            told,
            asked: StoredValue::new(0),
            studio: StoredValue::new(studio),
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
        self.wanted.get_untracked() == spot
    }

    /// Makes a cell the current one.
    pub fn go(self, spot: Spot) {
        self.wanted.set(spot);
        focus_id(&cell_id(spot));
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
        self.wanted.set(spot);
        self.editing.set(Some(spot));
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
        self.drafts.update(|drafts| {
            drafts.remove(&spot);
        });
        if self.editing.get_untracked() == Some(spot) {
            self.editing.set(None);
            self.go(spot);
        }
    }

    /// Ends the editing of a cell: the database gets what was typed; a new row waits for the rest.
    pub fn commit(self, spot: Spot) {
        if self.editing.get_untracked() == Some(spot) {
            self.editing.set(None);
        }
        let RowKey::Stored(row) = spot.row else {
            return;
        };
        let draft = self
            .drafts
            .with_untracked(|drafts| drafts.get(&spot).cloned());
        let (Some(draft), Some(column)) = (draft, self.column(spot.column)) else {
            return;
        };
        if draft.state != DraftState::Typed {
            return;
        }
        let value = match read(&column, draft.text.as_deref()) {
            Ok(value) => value,
            Err(refusal) => return self.refuse(spot, refusal),
        };
        if self.value(spot).as_ref() == Some(&value) {
            return self.put_back(spot);
        }
        self.mark(spot, DraftState::Sent);
        let table = self.table_name();
        let label = format!("Change {} of {table} {}", column.name, self.key_of(row));
        let step = Step::Update {
            table,
            row,
            values: vec![(column.name, value)],
        };
        spawn_local(async move {
            match self
                .studio
                .get_value()
                .change_rows(label.clone(), vec![step])
                .await
            {
                Ok(effects) => {
                    self.mark(spot, DraftState::Taken);
                    self.told.try_set(Some(Told::new(&label, &effects)));
                }
                Err(error) => {
                    self.refuse_by(spot, &error);
                }
            }
        });
    }

    /// Sets a cell to null, or says why not.
    pub fn set_null(self, spot: Spot) {
        self.type_into(spot, None);
        self.commit(spot);
        self.go(spot);
    }

    /// Inserts the new row.
    pub fn insert(self) {
        if let Some(spot) = self
            .editing
            .get_untracked()
            .filter(|spot| spot.row == RowKey::New)
        {
            self.commit(spot);
        }
        let mut columns = Vec::new();
        let mut values = Vec::new();
        let drafts = self.drafts.get_untracked();
        for (at, column) in self
            .table
            .with_value(|table| table.columns.clone())
            .iter()
            .enumerate()
        {
            let spot = Spot {
                row: RowKey::New,
                column: at + 1,
            };
            let Some(draft) = drafts.get(&spot) else {
                continue;
            };
            match read(column, draft.text.as_deref()) {
                Ok(value) => {
                    columns.push(column.name.clone());
                    values.push(value);
                }
                Err(refusal) => return self.refuse(spot, refusal),
            }
        }
        let table = self.table_name();
        let label = format!("Insert a row into {table}");
        let step = Step::Insert {
            table,
            columns,
            rows: vec![values],
        };
        let first = Spot {
            row: RowKey::New,
            column: self.first_typed(),
        };
        spawn_local(async move {
            match self
                .studio
                .get_value()
                .change_rows(label.clone(), vec![step])
                .await
            {
                Ok(effects) => {
                    self.drafts
                        .try_update(|drafts| drafts.retain(|spot, _| spot.row != RowKey::New));
                    self.told.try_set(Some(Told::new(&label, &effects)));
                    let total = self
                        .rows
                        .try_with_untracked(|rows| rows.as_ref().map_or(0, |rows| rows.total));
                    self.page.try_set(total.unwrap_or(0) / PAGE);
                    self.go(first);
                }
                Err(error) => {
                    let at = self.refuse_by(first, &error);
                    self.go(at);
                }
            }
        });
    }

    /// Deletes a row, and what its foreign keys' actions make of the rest.
    pub fn delete(self, row: RowId) {
        let table = self.table_name();
        let label = format!("Delete {table} {}", self.key_of(row));
        let step = Step::Delete {
            table,
            rows: vec![row],
        };
        let from = self.current.get_untracked();
        let keys = self.keys();
        let at = keys
            .iter()
            .position(|key| *key == RowKey::Stored(row))
            .unwrap_or(0);
        let next = keys.get(at + 1).copied().unwrap_or(RowKey::New);
        let spot = Spot {
            row: RowKey::Stored(row),
            column: 0,
        };
        spawn_local(async move {
            match self
                .studio
                .get_value()
                .change_rows(label.clone(), vec![step])
                .await
            {
                Ok(effects) => {
                    self.drafts.try_update(|drafts| {
                        drafts.retain(|spot, _| spot.row != RowKey::Stored(row))
                    });
                    self.told.try_set(Some(Told::new(&label, &effects)));
                    self.go(Spot {
                        row: next,
                        column: from.column,
                    });
                }
                Err(error) => {
                    self.refuse_by(spot, &error);
                }
            }
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

    fn mark(self, spot: Spot, state: DraftState) {
        self.drafts.try_update(|drafts| {
            if let Some(draft) = drafts.get_mut(&spot) {
                draft.state = state;
            }
        });
    }

    /// Shows a refusal at the cell it is about; at `spot` where it names none of this table.
    /// Returns that cell.
    fn refuse_by(self, spot: Spot, error: &EngineError) -> Spot {
        let refusal = refusal(&self.table_name(), error);
        let column = refusal.column.as_ref().and_then(|name| {
            self.table
                .with_value(|table| table.columns.iter().position(|column| column.name == *name))
        });
        let at = Spot {
            column: column.map_or(spot.column, |at| at + 1),
            ..spot
        };
        // The cell typed into is not at fault then, and waits with what was typed.
        if at != spot {
            self.mark(spot, DraftState::Typed);
        }
        self.refuse(at, refusal);
        at
    }

    fn refuse(self, spot: Spot, refusal: Refusal) {
        let stored = self
            .value(spot)
            .filter(|value| !value.is_null())
            .map(|value| value.to_text());
        self.drafts.try_update(|drafts| {
            let draft = drafts.entry(spot).or_insert_with(|| Draft {
                text: stored,
                state: DraftState::Typed,
            });
            draft.state = DraftState::Refused(refusal);
        });
    }

    /// Reads a page and the rows its foreign keys may point to.
    fn read(self, page: u32) {
        let mine = self.asked.get_value().wrapping_add(1);
        self.asked.set_value(mine);
        let is_latest = move || self.asked.try_get_value() == Some(mine);
        let table = self.table_name();
        spawn_local(async move {
            let result = self.studio.get_value().rows(table, page * PAGE, PAGE).await;
            if !is_latest() {
                return;
            }
            match result {
                Ok(rows) if rows.rows.is_empty() && page > 0 && rows.total > 0 => {
                    self.page.set((rows.total - 1) / PAGE);
                }
                Ok(rows) => {
                    self.drafts.update(|drafts| {
                        drafts.retain(|_, draft| draft.state != DraftState::Taken)
                    });
                    self.rows.set(Some(rows));
                    self.failure.set(None);
                }
                Err(error) => self.failure.set(Some(error)),
            }
            for ((table, column), label) in self.references() {
                let Ok(rows) = self
                    .studio
                    .get_value()
                    .rows(table.clone(), 0, OFFERED)
                    .await
                else {
                    continue;
                };
                if !is_latest() {
                    return;
                }
                self.choices.update(|choices| {
                    let offered = offered(&rows, &column, label.as_deref());
                    choices.insert((table, column), offered);
                });
            }
        });
    }

    /// What the foreign keys reference, and the column to know those rows by.
    fn references(self) -> Vec<((String, String), Option<String>)> {
        let schema = self
            .studio
            .get_value()
            .database()
            .with_untracked(|database| database.schema.clone());
        let mut found: Vec<((String, String), Option<String>)> = Vec::new();
        self.table.with_value(|table| {
            for reference in table
                .columns
                .iter()
                .filter_map(|column| column.references.as_ref())
            {
                let at = (reference.table.clone(), reference.column.clone());
                if found.iter().any(|(other, _)| *other == at) {
                    continue;
                }
                let model = schema
                    .models
                    .iter()
                    .find(|model| model.table_name == reference.table);
                let label = model.and_then(|model| {
                    model.attributes.iter().find(|attribute| {
                        attribute.name != reference.column
                            && matches!(attribute.data_type, DataType::String(_) | DataType::Text)
                    })
                });
                found.push((at, label.map(|attribute| attribute.name.clone())));
            }
        });
        found
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

/// How many rows a foreign key offers.
const OFFERED: u32 = 500;

fn offered(rows: &Rows, column: &str, label: Option<&str>) -> Vec<Suggestion> {
    let at = |name: &str| rows.columns.iter().position(|other| other == name);
    let (key, label) = (at(column), label.and_then(at));
    let text = |row: &[Value], at: Option<usize>| {
        at.and_then(|at| row.get(at))
            .map(Value::to_text)
            .unwrap_or_default()
    };
    rows.rows
        .iter()
        .map(|(_, row)| Suggestion {
            value: text(row, key),
            label: text(row, label),
        })
        .collect()
}

/// Reads what was typed for a column. An emptied cell is null, but where empty text is a value.
fn read(column: &Column, text: Option<&str>) -> Result<Value, Refusal> {
    let is_text = matches!(
        column.data_type,
        DataType::String(_) | DataType::Char(_) | DataType::Text
    );
    match text {
        None => Ok(Value::Null),
        Some("") if !is_text => Ok(Value::Null),
        Some(text) => parse(&column.data_type, text).map_err(|error| Refusal {
            column: Some(column.name.clone()),
            reason: sentence(&error).replace('`', ""),
            remedy: format!(
                "{} takes {}.",
                column.name,
                column.data_type.words().replace('`', "")
            ),
        }),
    }
}
