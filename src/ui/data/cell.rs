//! One cell: its value, its editor, and the refusal of what was typed into it.

use leptos::html;
use leptos::prelude::*;

use super::column::placeholder;
use super::grid::{Draft, DraftState, Grid, RowKey, Spot, cell_id};
use super::refusal::Refusal;
use super::row::RowState;
use crate::orm::schema::DataType;
use crate::orm::sql::Column;
use crate::orm::value::Value;
use crate::ui::widget::{InputKind, TypedInput, reveal};

/// A cell of a column.
#[component]
pub fn Cell(
    /// The grid.
    grid: Grid,
    /// The row.
    state: RowState,
    /// The column, from 1.
    column: usize,
) -> impl IntoView {
    let spot = Spot {
        row: state.key,
        column,
    };
    let facts = StoredValue::new(grid.column(column));
    let kind =
        facts.with_value(|facts| facts.as_ref().map(|facts| InputKind::of(&facts.data_type)));
    let draft = Memo::new(move |_| state.drafts.with(|drafts| drafts.get(&column).cloned()));
    let value = Memo::new(move |_| {
        let index = grid.rows.with(|rows| {
            facts.with_value(|facts| {
                let name = &facts.as_ref()?.name;
                rows.as_ref()?
                    .columns
                    .iter()
                    .position(|other| other == name)
            })
        })?;
        state.values.with(|values| values.get(index).cloned())
    });
    let is_editing = Memo::new(move |_| state.editing.get() == Some(column));
    let refusal = refusal_of(state, column);
    let on_click = move |_| {
        if grid.editing.get_untracked() == Some(spot) {
            return;
        }
        // The first click chooses the cell, one more edits it: a finger has no Enter.
        if grid.is_chosen(spot) {
            grid.edit(spot, None);
        } else {
            grid.go(spot);
        }
    };
    let is_number = kind == Some(InputKind::Number);
    let is_long = kind == Some(InputKind::Long);
    view! {
        <td
            role="gridcell"
            id=cell_id(spot)
            class="grid__cell"
            class:is-number=is_number
            class:is-long=is_long
            class:is-draft=move || draft.with(Option::is_some)
            class:is-refused=move || refusal.with(Option::is_some)
            class:is-editing=is_editing
            tabindex=move || if state.current.get() == Some(column) { "0" } else { "-1" }
            aria-invalid=move || refusal.with(|refusal| refusal.is_some().then_some("true"))
            on:click=on_click
            on:dblclick=move |_| if grid.editing.get_untracked() != Some(spot) { grid.edit(spot, None) }
        >
            // Its text stays under the editor, so that no column moves when that comes and goes.
            <span class="cell__shown">
                <CellText grid facts value draft is_new=state.key == RowKey::New />
            </span>
            <Show when=move || is_editing.get()>
                <Editor grid spot facts value draft />
            </Show>
            {move || refusal.get().map(|refusal| view! { <Bubble grid spot refusal /> })}
        </td>
    }
}

/// The refusal of a cell's draft.
pub fn refusal_of(state: RowState, column: usize) -> Memo<Option<Refusal>> {
    Memo::new(move |_| {
        state.drafts.with(
            |drafts| match drafts.get(&column).map(|draft| &draft.state) {
                Some(DraftState::Refused(refusal)) => Some(refusal.clone()),
                _ => None,
            },
        )
    })
}

/// What a cell shows.
#[component]
fn CellText(
    /// The grid.
    grid: Grid,
    /// The column.
    facts: StoredValue<Option<Column>>,
    /// Its value in the table; none in the new row.
    value: Memo<Option<Value>>,
    /// What was typed.
    draft: Memo<Option<Draft>>,
    /// Whether it is in the new row.
    is_new: bool,
) -> impl IntoView {
    let text = move || match draft.get() {
        Some(draft) => Some(draft.text),
        None => value.with(|value| {
            value
                .as_ref()
                .map(|value| (!value.is_null()).then(|| value.to_text()))
        }),
    };
    move || match text() {
        None if is_new => {
            let hint = facts.with_value(|facts| facts.as_ref().map(placeholder));
            view! { <span class="cell__hint">{hint}</span> }.into_any()
        }
        None => ().into_any(),
        Some(None) => view! { <span class="cell__null">"NULL"</span> }.into_any(),
        Some(Some(text)) if text.is_empty() => {
            view! { <span class="cell__null">"empty text"</span> }.into_any()
        }
        Some(Some(text)) => {
            let beside = facts.with_value(|facts| {
                let reference = facts.as_ref()?.references.as_ref()?;
                let at = (reference.table.clone(), reference.column.clone());
                grid.choices.with(|choices| {
                    let offered = choices.get(&at)?;
                    let row = offered.iter().find(|offered| offered.value == text)?;
                    Some(row.label.clone())
                })
            });
            view! {
                <span class="cell__text">{text}</span>
                {beside.map(|label| view! { <span class="cell__beside">{label}</span> })}
            }
            .into_any()
        }
    }
}

/// The editor of a cell.
#[component]
fn Editor(
    /// The grid.
    grid: Grid,
    /// The cell.
    spot: Spot,
    /// The column.
    facts: StoredValue<Option<Column>>,
    /// Its value in the table.
    value: Memo<Option<Value>>,
    /// What was typed.
    draft: Memo<Option<Draft>>,
) -> impl IntoView {
    let Some(column) = facts.get_value() else {
        return ().into_any();
    };
    let kind = InputKind::of(&column.data_type);
    let is_choice = matches!(kind, InputKind::Choice(_));
    let text = Signal::derive(move || {
        draft
            .get()
            .map_or_else(
                || value.with(|value| value.as_ref().map(Value::to_text)),
                |draft| draft.text,
            )
            .unwrap_or_default()
    });
    let is_invalid = Signal::derive(move || {
        draft.with(|draft| {
            matches!(
                draft,
                Some(Draft {
                    state: DraftState::Refused(_),
                    ..
                })
            )
        })
    });
    let suggestions = {
        let at = column
            .references
            .as_ref()
            .map(|reference| (reference.table.clone(), reference.column.clone()));
        Signal::derive(move || {
            at.as_ref()
                .and_then(|at| grid.choices.with(|choices| choices.get(at).cloned()))
                .unwrap_or_default()
        })
    };
    let hint = if column.data_type == DataType::Boolean {
        String::new()
    } else {
        placeholder(&column)
    };
    // A new row has null in what is left empty, unless there is a default.
    let has_null_button =
        column.allow_null && (spot.row != RowKey::New || column.default_value.is_some());
    let (label, is_last) = grid.table.with_value(|table| {
        let label = format!("{} of {}", column.name, table.name);
        (label, spot.column > 1 && spot.column >= table.columns.len())
    });
    view! {
        <span
            class="cell__editor"
            class:is-last=is_last
            on:focusout=move |_| {
                // Enter, Tab and Escape end it before the focus goes; with the table it is gone altogether.
                if grid.editing.try_get_untracked() == Some(Some(spot)) {
                    grid.commit(spot);
                }
            }
        >
            <TypedInput
                kind=kind
                text
                label=label
                is_invalid
                described_by=format!("{}-refusal", cell_id(spot))
                placeholder=hint
                suggestions
                is_focused=true
                on_text=move |typed: String| {
                    grid.type_into(spot, Some(typed));
                    if is_choice {
                        grid.commit(spot);
                        grid.go(spot);
                    }
                }
            />
            {has_null_button
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button cell__set-null"
                            tabindex="-1"
                            aria-label=format!("Set {} to NULL", column.name)
                            // Pressed by a pointer it would take the focus, and end the editing before it acts.
                            on:pointerdown=move |event| event.prevent_default()
                            on:mousedown=move |event| event.prevent_default()
                            on:click=move |event| {
                                event.stop_propagation();
                                grid.set_null(spot);
                            }
                        >
                            "NULL"
                        </button>
                    }
                })}
        </span>
    }
    .into_any()
}

/// What was refused, why, and what helps.
#[component]
pub fn Bubble(
    /// The grid.
    grid: Grid,
    /// The cell it is about.
    spot: Spot,
    /// The refusal.
    refusal: Refusal,
) -> impl IntoView {
    let node = NodeRef::<html::Span>::new();
    node.on_load(|element| reveal(&element));
    // At the end of a wide table it would hang out of sight.
    let is_late = grid
        .table
        .with_value(|table| spot.column > 2 && spot.column + 1 >= table.columns.len());
    view! {
        <span
            class="refusal"
            class:is-late=is_late
            node_ref=node
            role="alert"
            id=format!("{}-refusal", cell_id(spot))
            on:click=move |event| event.stop_propagation()
            on:dblclick=move |event| event.stop_propagation()
        >
            <strong class="refusal__reason">{refusal.reason}</strong>
            <span>{refusal.remedy}</span>
            <button
                type="button"
                class="button refusal__back"
                tabindex="-1"
                on:mousedown=move |event| event.prevent_default()
                on:click=move |_| {
                    grid.put_back(spot);
                    grid.go(spot);
                }
            >
                {if spot.column == 0 { "Close" } else { "Put back" }}
            </button>
        </span>
    }
}
