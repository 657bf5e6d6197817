//! The grid of one table: its head, its rows, its pages, and its keys.

use leptos::ev;
use leptos::prelude::*;

use super::column::describe;
use super::grid::{Grid, Kept, PAGE, RowKey};
use super::row::GridRow;
use super::told::Told;
use crate::orm::schema::ReferentialAction;
use crate::orm::sql::{self, Table};
use crate::ui::studio::{Studio, sentence};
use crate::ui::widget::{Icon, IconButton, InputKind, Shape};

/// One table's grid.
#[component]
pub fn TableGrid(
    /// The table, as the database has it.
    table: Table,
    /// Where to tell what a change did.
    told: RwSignal<Option<Told>>,
    /// What was typed into tables that are not shown.
    kept: Kept,
) -> impl IntoView {
    let grid = Grid::new(Studio::expect(), table, told, kept);
    let total = Memo::new(move |_| grid.rows.with(|rows| rows.as_ref().map(|rows| rows.total)));
    let name = grid.table.with_value(|table| table.name.clone());
    let label = format!("Rows of {name}");
    view! {
        {move || {
            grid.failure
                .get()
                .map(|error| {
                    view! {
                        <div class="message message--danger" role="alert">
                            <Icon shape=Shape::Warning />
                            <p>{sentence(&error)}</p>
                        </div>
                    }
                })
        }}
        <div class="grid-scroll" on:keydown=move |event| on_key_down(grid, &event)>
            <table
                class="grid"
                role="grid"
                aria-label=label
                aria-rowcount=move || total.get().map(|total| (total + 2).to_string())
            >
                <thead>
                    <tr>
                        <th scope="col" class="grid__tools">
                            <span class="visually-hidden">"Row"</span>
                        </th>
                        {grid.table.with_value(heads)}
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || {
                            grid.rows.with(|rows| {
                                let rows = rows.as_ref().map(|rows| rows.rows.as_slice()).unwrap_or_default();
                                rows.iter().map(|(id, _)| *id).collect::<Vec<_>>()
                            })
                        }
                        key=|id| *id
                        children=move |id| view! { <GridRow grid key=RowKey::Stored(id) /> }
                    />
                    <GridRow grid key=RowKey::New />
                </tbody>
            </table>
            <Show when=move || total.get() == Some(0)>
                <p class="grid__empty">"No rows yet. Type into the row above, then press Enter."</p>
            </Show>
        </div>
        <footer class="grid-foot">
            <Pager grid total />
            <Consequences name />
            <Keys />
        </footer>
    }
}

fn heads(table: &Table) -> impl IntoView + use<> {
    table
        .columns
        .iter()
        .map(|column| {
            let reference = column
                .references
                .as_ref()
                .map(|reference| format!("{}.{}", reference.table, reference.column));
            view! {
                <th scope="col" class="grid__head" title=describe(column)>
                    <span class="grid__name">{column.name.clone()}</span>
                    {column.primary_key.then(|| view! { <span class="tag tag--primary-key">"PK"</span> })}
                    {reference.map(|to| view! {
                        <span class="tag tag--foreign-key" title=format!("Points to {to}")>"FK"</span>
                    })}
                    {column.unique.then(|| view! { <span class="tag">"unique"</span> })}
                    <span class="grid__type">{column.data_type.code()}</span>
                </th>
            }
        })
        .collect_view()
}

/// What the keys do; the editor of a cell has fewer, so that it can use the rest.
fn on_key_down(grid: Grid, event: &ev::KeyboardEvent) {
    let key = event.key();
    let is_command = event.ctrl_key() || event.meta_key();
    if let Some(spot) = grid.editing.get_untracked() {
        match key.as_str() {
            "Enter" if !event.shift_key() => {
                if spot.row == RowKey::New {
                    grid.insert();
                } else {
                    grid.commit(spot);
                }
            }
            "Tab" => {
                grid.commit(spot);
                grid.go_by(0, if event.shift_key() { -1 } else { 1 });
            }
            "Escape" => grid.put_back(spot),
            _ => return,
        }
        event.prevent_default();
        return;
    }
    let spot = grid.current.get_untracked();
    let column = grid.column(spot.column);
    let last = grid
        .table
        .with_value(|table| table.columns.len())
        .cast_signed();
    match (key.as_str(), is_command) {
        ("ArrowUp", false) => grid.go_by(-1, 0),
        ("ArrowDown", false) => grid.go_by(1, 0),
        ("ArrowLeft", false) => grid.go_by(0, -1),
        ("ArrowRight", false) => grid.go_by(0, 1),
        ("Home", false) => grid.go_by(0, -last),
        ("End", false) => grid.go_by(0, last),
        ("Home", true) => grid.go_by(isize::MIN / 2, -last),
        ("End", true) => grid.go_by(isize::MAX / 2, last),
        ("PageUp", false) => grid.go_by(-10, 0),
        ("PageDown", false) => grid.go_by(10, 0),
        ("Enter", true) if spot.row == RowKey::New => grid.insert(),
        ("Delete" | "Backspace", is_command) => match (spot.row, &column) {
            (RowKey::Stored(row), column) if is_command || column.is_none() => grid.delete(row),
            (_, Some(column)) if column.allow_null => grid.set_null(spot),
            (_, Some(column)) if InputKind::of(&column.data_type).is_typed() => {
                grid.edit(spot, Some(String::new()));
            }
            _ => return,
        },
        ("Enter" | "F2", false) if column.is_some() => grid.edit(spot, None),
        ("Escape", false) => grid.put_back(spot),
        (typed, false) if !event.alt_key() && typed.chars().count() == 1 => match &column {
            Some(column) if InputKind::of(&column.data_type).is_typed() => {
                grid.edit(spot, Some(key));
            }
            Some(_) if typed == " " => grid.edit(spot, None),
            _ => return,
        },
        _ => return,
    }
    event.prevent_default();
}

/// Which page is shown, and the ways to the others.
#[component]
fn Pager(
    /// The grid.
    grid: Grid,
    /// How many rows the table has.
    total: Memo<Option<u32>>,
) -> impl IntoView {
    let pages = Memo::new(move |_| total.get().unwrap_or(0).div_ceil(PAGE).max(1));
    let words = move || {
        let total = total.get().unwrap_or(0);
        let first = grid.page.get() * PAGE;
        match total {
            1 => "1 row".to_owned(),
            total if total <= PAGE => format!("{total} rows"),
            total => format!("{}–{} of {total} rows", first + 1, total.min(first + PAGE)),
        }
    };
    view! {
        <div class="pager">
            <Show when=move || { pages.get() > 1 }>
                <IconButton
                    shape=Shape::Up
                    label="Page before"
                    disabled=Signal::derive(move || grid.page.get() == 0)
                    on_press=move || grid.page.update(|page| *page = page.saturating_sub(1))
                />
                <IconButton
                    shape=Shape::Down
                    label="Next page"
                    disabled=Signal::derive(move || grid.page.get() + 1 >= pages.get())
                    on_press=move || grid.page.update(|page| *page += 1)
                />
            </Show>
            <span>{words}</span>
        </div>
    }
}

/// What deleting a row of the table does to the rows that point to it.
#[component]
fn Consequences(
    /// The table's name.
    name: String,
) -> impl IntoView {
    let database = Studio::expect().database();
    let words = Memo::new(move |_| {
        let tables = database.with(|database| sql::tables(&database.schema));
        let said: Vec<String> = tables
            .iter()
            .flat_map(|table| table.columns.iter().map(move |column| (table, column)))
            .filter_map(|(table, column)| {
                let reference = column.references.as_ref().filter(|to| to.table == name)?;
                let path = format!("{}.{}", table.name, column.name);
                Some(match reference.on_delete {
                    ReferentialAction::Cascade => format!(
                        "rows of {} that point to it by {path} go too (CASCADE)",
                        table.name
                    ),
                    ReferentialAction::SetNull => {
                        format!("{path} becomes NULL where it points to it (SET NULL)")
                    }
                    action => format!("it is refused while {path} points to it ({})", action.sql()),
                })
            })
            .collect();
        (!said.is_empty()).then_some(said)
    });
    move || {
        words
            .get()
            .map(|words| {
                view! {
                    <details class="grid-foot__fold" name="grid-foot">
                        <summary>"On delete"</summary>
                        <div class="grid-foot__panel">
                            <p>"When a row is deleted:"</p>
                            <ul>{words.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                        </div>
                    </details>
                }
            })
    }
}

/// The keys of the grid, folded away.
#[component]
fn Keys() -> impl IntoView {
    view! {
        <details class="grid-foot__fold" name="grid-foot">
            <summary>"Keys"</summary>
            <dl class="grid-foot__panel keys">
                <dt>"Arrows"</dt>
                <dd>"another cell"</dd>
                <dt>"Enter, F2 or typing"</dt>
                <dd>"edit the cell"</dd>
                <dt>"Enter, Tab"</dt>
                <dd>"keep what was typed; in the last row Enter inserts it"</dd>
                <dt>"Escape"</dt>
                <dd>"put it back"</dd>
                <dt>"Delete"</dt>
                <dd>"set the cell to NULL"</dd>
                <dt>"Ctrl or ⌘ and Delete"</dt>
                <dd>"delete the row"</dd>
            </dl>
        </details>
    }
}
