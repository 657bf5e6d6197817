//! The grid's changes of rows: what is sent to the database, and what becomes of a refusal.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Draft, DraftState, Grid, PAGE, RowKey, Spot, cell_id};
use crate::engine::protocol::{Effect, EngineError, RowId, Step};
use crate::orm::schema::DataType;
use crate::orm::sql::Column;
use crate::orm::value::{Value, parse};
use crate::ui::data::refusal::{Refusal, refusal};
use crate::ui::data::told::Told;
use crate::ui::studio::{Tone, sentence};
use crate::ui::widget::{focus_id, has_focus};

/// How long an editor waits for the database's answer, to go with it.
const SOON: Duration = Duration::from_millis(50);

impl Grid {
    /// Ends the editing of a cell: the database gets what was typed; a new row waits for the rest.
    pub fn commit(self, spot: Spot) {
        let typed = self.typed(spot);
        let stored = self.value(spot);
        // It is sent before anything is drawn, so that the engine works meanwhile.
        let sent = typed.as_ref().and_then(|(row, column, value)| {
            let value = value.as_ref().ok()?;
            (stored.as_ref() != Some(value)).then(|| self.update(*row, column, value.clone()))
        });
        if self.editing.get_untracked() == Some(spot) {
            self.editing.set(None);
        }
        let Some((label, sent)) = sent else {
            self.hide_editor(spot);
            return match typed {
                Some((_, _, Err(refusal))) => self.refuse(spot, refusal),
                Some((_, _, Ok(_))) => self.forget(spot),
                None => {}
            };
        };
        self.mark(spot, DraftState::Sent);
        // It goes with the answer, where that is soon: drawing twice would only keep the answer waiting.
        set_timeout(move || self.hide_editor(spot), SOON);
        spawn_local(async move {
            let result = sent.await;
            if self.is_gone() {
                return self.tell_refusal(&result);
            }
            self.hide_editor(spot);
            match result {
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

    /// Takes the editor of a cell away, unless it is edited anew by now.
    fn hide_editor(self, spot: Spot) {
        let is_shown = self.edited.try_get_untracked() == Some(Some(spot));
        if !is_shown || self.editing.get_untracked() == Some(spot) {
            return;
        }
        // First the focus: an element that has it costs more to take away.
        if has_focus(&cell_id(spot)) {
            focus_id(&cell_id(spot));
        }
        self.edited.set(None);
    }

    /// What is typed into a cell of a stored row and not sent, as the value of its column, or why it is none.
    fn typed(self, spot: Spot) -> Option<(RowId, Column, Result<Value, Refusal>)> {
        let RowKey::Stored(row) = spot.row else {
            return None;
        };
        let column = self.column(spot.column)?;
        let value = self.drafts.with_untracked(|drafts| {
            let draft = drafts.get(&spot)?;
            (draft.state == DraftState::Typed).then(|| read(&column, draft.text.as_deref()))
        })?;
        Some((row, column, value))
    }

    /// Has the database change a value of a row: what that is called, and how it went.
    fn update(
        self,
        row: RowId,
        column: &Column,
        value: Value,
    ) -> (
        String,
        impl Future<Output = Result<Vec<Effect>, EngineError>> + use<>,
    ) {
        let table = self.table_name();
        let label = format!("Change {} of {table} {}", column.name, self.key_of(row));
        let step = Step::Update {
            table,
            row,
            values: vec![(column.name.clone(), value)],
        };
        (label.clone(), self.studio.change_rows(label, vec![step]))
    }

    /// Sets a cell to null, or says why not.
    pub fn set_null(self, spot: Spot) {
        self.type_into(spot, None);
        self.commit(spot);
        self.go(spot);
    }

    /// Inserts the new row, and goes where the next one begins, or to what cannot be inserted.
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
                Err(refusal) => {
                    self.refuse(spot, refusal);
                    return self.go(spot);
                }
            }
        }
        // The next row can be typed while the database is at this one.
        self.drafts
            .update(|drafts| drafts.retain(|spot, _| spot.row != RowKey::New));
        let sent_drafts = drafts
            .into_iter()
            .filter(|(spot, _)| spot.row == RowKey::New);
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
        let sent = self.studio.change_rows(label.clone(), vec![step]);
        self.go(first);
        spawn_local(async move {
            let result = sent.await;
            if self.is_gone() {
                return self.tell_refusal(&result);
            }
            match result {
                Ok(effects) => {
                    self.told.try_set(Some(Told::new(&label, &effects)));
                    let total = self
                        .rows
                        .try_with_untracked(|rows| rows.as_ref().map_or(0, |rows| rows.total));
                    self.is_following.set_value(true);
                    self.page.try_set(total.unwrap_or(0) / PAGE);
                }
                Err(error) => {
                    self.drafts.try_update(|drafts| {
                        for (spot, draft) in sent_drafts {
                            drafts.entry(spot).or_insert(draft);
                        }
                    });
                    let at = self.refuse_by(first, &error);
                    self.go(at);
                }
            }
        });
    }

    /// Says in a notice what was refused, where the cell it is about is not shown any more.
    fn tell_refusal(self, result: &Result<Vec<Effect>, EngineError>) {
        if let Err(error) = result {
            self.studio.notify(Tone::Error, sentence(error));
        }
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
        let sent = self.studio.change_rows(label.clone(), vec![step]);
        spawn_local(async move {
            let result = sent.await;
            if self.is_gone() {
                return;
            }
            match result {
                Ok(effects) => {
                    self.drafts.try_update(|drafts| {
                        drafts.retain(|spot, _| spot.row != RowKey::Stored(row));
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

    /// Whether another table is shown by now.
    fn is_gone(self) -> bool {
        self.asked.try_get_value().is_none()
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
            reason: sentence(&error).replace(['“', '”'], ""),
            remedy: format!(
                "{} takes {}.",
                column.name,
                column.data_type.words().replace('`', "")
            ),
        }),
    }
}
