//! One row of the grid.

use std::collections::HashMap;

use leptos::prelude::*;

use super::cell::Cell;
use super::grid::{Draft, Grid, RowKey, Spot, cell_id};
use crate::orm::value::Value;
use crate::ui::widget::{Icon, Shape};

/// What the cells of a row read. One row's change wakes its own cells only.
#[derive(Clone, Copy)]
pub struct RowState {
    /// The row.
    pub key: RowKey,
    /// Its values, in the order of the rows' columns.
    pub values: Memo<Vec<Value>>,
    /// Its current cell, by column.
    pub current: Memo<Option<usize>>,
    /// Its cell with an editor.
    pub editing: Memo<Option<usize>>,
    /// What was typed into it.
    pub drafts: Memo<HashMap<usize, Draft>>,
}

impl RowState {
    fn new(grid: Grid, key: RowKey) -> Self {
        Self {
            key,
            values: Memo::new(move |_| {
                grid.rows
                    .with(|rows| {
                        let rows = rows.as_ref()?;
                        let row = rows
                            .rows
                            .iter()
                            .find(|(id, _)| RowKey::Stored(*id) == key)?;
                        Some(row.1.clone())
                    })
                    .unwrap_or_default()
            }),
            current: Memo::new(move |_| {
                let spot = grid.current.get();
                (spot.row == key).then_some(spot.column)
            }),
            editing: Memo::new(move |_| {
                grid.edited
                    .get()
                    .filter(|spot| spot.row == key)
                    .map(|spot| spot.column)
            }),
            drafts: Memo::new(move |_| {
                grid.drafts.with(|drafts| {
                    drafts
                        .iter()
                        .filter(|(spot, _)| spot.row == key)
                        .map(|(spot, draft)| (spot.column, draft.clone()))
                        .collect()
                })
            }),
        }
    }
}

/// A row: its tools, then a cell a column.
#[component]
pub fn GridRow(
    /// The grid.
    grid: Grid,
    /// The row.
    key: RowKey,
) -> impl IntoView {
    let state = RowState::new(grid, key);
    let count = grid.table.with_value(|table| table.columns.len());
    view! {
        <tr class="grid__row" class:is-new=key == RowKey::New>
            <Tools grid state />
            {(1..=count).map(|column| view! { <Cell grid state column /> }).collect_view()}
        </tr>
    }
}

/// The first cell: the button that deletes the row, or inserts the new one.
#[component]
fn Tools(
    /// The grid.
    grid: Grid,
    /// The row.
    state: RowState,
) -> impl IntoView {
    let spot = Spot {
        row: state.key,
        column: 0,
    };
    let tabindex = move || {
        if state.current.get() == Some(0) {
            "0"
        } else {
            "-1"
        }
    };
    let name = move || {
        grid.table.with_value(|table| {
            let key = table.columns.iter().position(|column| column.primary_key);
            let key = key.and_then(|key| {
                let index = grid.rows.with(|rows| {
                    rows.as_ref()?
                        .columns
                        .iter()
                        .position(|column| *column == table.columns[key].name)
                })?;
                state
                    .values
                    .with(|values| values.get(index).map(Value::to_text))
            });
            format!("Delete row {} of {}", key.unwrap_or_default(), table.name)
        })
    };
    let refusal = super::cell::refusal_of(state, 0);
    let button = match state.key {
        RowKey::Stored(row) => view! {
            <button
                type="button"
                id=cell_id(spot)
                class="button button--quiet button--icon grid__tool"
                tabindex=tabindex
                aria-label=name
                title=name
                on:click=move |_| grid.delete(row)
            >
                <Icon shape=Shape::Trash />
            </button>
        }
        .into_any(),
        RowKey::New => view! {
            <button
                type="button"
                id=cell_id(spot)
                class="button button--quiet button--icon grid__tool"
                class:is-ready=move || state.drafts.with(|drafts| !drafts.is_empty())
                tabindex=tabindex
                aria-label=grid.table.with_value(|table| format!("Insert the row into {}", table.name))
                title="Insert the row (Enter)"
                on:click=move |_| grid.insert()
            >
                <Icon shape=Shape::Plus />
            </button>
        }
        .into_any(),
    };
    view! {
        <td
            role="gridcell"
            class="grid__tools"
            class:is-refused=move || refusal.with(Option::is_some)
        >
            {button}
            {move || {
                refusal
                    .get()
                    .map(|refusal| view! { <super::cell::Bubble grid spot refusal /> })
            }}
        </td>
    }
}
