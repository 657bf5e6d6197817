//! The grid's reading of rows: its page, and the rows its foreign keys may point to.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{DraftState, Grid, PAGE, RowKey, Spot, cell_id};
use crate::engine::protocol::Rows;
use crate::orm::schema::DataType;
use crate::orm::value::Value;
use crate::ui::widget::{Suggestion, reveal_id};

impl Grid {
    /// Reads a page and the rows its foreign keys may point to.
    pub(super) fn read(self, page: u32) {
        let mine = self.asked.get_value().wrapping_add(1);
        self.asked.set_value(mine);
        let is_latest = move || self.asked.try_get_value() == Some(mine);
        let table = self.table_name();
        spawn_local(async move {
            let result = self.studio.rows(table, page * PAGE, PAGE).await;
            if !is_latest() {
                return;
            }
            match result {
                Ok(rows) if rows.rows.is_empty() && page > 0 && rows.total > 0 => {
                    self.page.set((rows.total - 1) / PAGE);
                }
                Ok(rows) => {
                    self.drafts.update(|drafts| {
                        drafts.retain(|_, draft| draft.state != DraftState::Taken);
                    });
                    let last = rows.rows.last().map(|(id, _)| RowKey::Stored(*id));
                    self.rows.set(Some(rows));
                    self.failure.set(None);
                    if let Some(row) = last.filter(|_| self.is_following.get_value()) {
                        self.is_following.set_value(false);
                        request_animation_frame(move || {
                            reveal_id(&cell_id(Spot { row, column: 1 }));
                        });
                    }
                }
                Err(error) => self.failure.set(Some(error)),
            }
            for ((table, column), label) in self.references() {
                let Ok(rows) = self.studio.rows(table.clone(), 0, OFFERED).await else {
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
