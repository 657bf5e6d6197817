//! The data room: the rows of each table, to be read and changed.
//!
//! It shows what the database has, not the document: a table that is not migrated
//! has no rows to show, and says so.

mod cell;
mod column;
mod grid;
mod refusal;
mod row;
mod table;
mod told;

use leptos::prelude::*;

use super::studio::Studio;
use super::widget::{Place, Room, RoomShell, Tab, Tabs, tab_id};
use crate::orm::migration::LEDGER;
use crate::orm::sql;
use grid::Kept;
use table::TableGrid;
use told::{Told, ToldStrip};

/// The id of the panel the tabs show.
const PANEL: &str = "data-table";

/// The data room.
#[component]
pub fn DataRoom() -> impl IntoView {
    let studio = Studio::expect();
    let schema = studio.schema();
    let database = studio.database();
    let stored = studio.tables();
    let told = RwSignal::new(None::<Told>);
    let kept = Kept::new();
    let chosen = RwSignal::new(None::<String>);
    let tabs = Memo::new(move |_| {
        let mut tabs: Vec<Tab> = stored.with(|stored| {
            stored
                .iter()
                .filter(|table| table.name != LEDGER)
                .map(|table| Tab {
                    detail: Some(table.rows.to_string()),
                    ..Tab::new(&table.name, &table.name)
                })
                .collect()
        });
        schema.with(|schema| {
            for model in &schema.models {
                let is_there = database.with(|database| database.schema.model(model.id).is_some());
                if !is_there && tabs.iter().all(|tab| tab.id != model.table_name) {
                    tabs.push(Tab {
                        is_absent: true,
                        ..Tab::new(&model.table_name, &model.table_name)
                    });
                }
            }
        });
        tabs
    });
    let shown = Memo::new(move |_| {
        let chosen = chosen.get();
        tabs.with(|tabs| {
            let tab = tabs
                .iter()
                .find(|tab| Some(&tab.id) == chosen.as_ref())
                .or(tabs.first());
            tab.map(|tab| tab.id.clone()).unwrap_or_default()
        })
    });
    // Made anew only when the table itself changes, so that typing survives changes of rows.
    let table = Memo::new(move |_| {
        let name = shown.get();
        let is_stored = stored.with(|stored| stored.iter().any(|table| table.name == name));
        let tables = database.with(|database| sql::tables(&database.schema));
        tables
            .into_iter()
            .find(|table| is_stored && table.name == name)
    });
    view! {
        <RoomShell room=Room::Data>
            <Show when=move || !tabs.with(Vec::is_empty) fallback=NoTables>
                <div class="data">
                    <div class="data__bar">
                        <Tabs
                            label="Table"
                            panel=PANEL
                            tabs
                            active=shown
                            on_choose=move |name| chosen.set(Some(name))
                        />
                    </div>
                    <div
                        class="data__panel"
                        id=PANEL
                        role="tabpanel"
                        aria-labelledby=move || tab_id(PANEL, &shown.get())
                    >
                        {move || match table.get() {
                            Some(table) => view! { <TableGrid table told kept /> }.into_any(),
                            None => view! { <NotMigrated name=shown /> }.into_any(),
                        }}
                    </div>
                    <ToldStrip told />
                </div>
            </Show>
        </RoomShell>
    }
}

/// What the room says before there is a table.
#[component]
fn NoTables() -> impl IntoView {
    let place = Place::expect();
    view! {
        <div class="empty">
            <p>"The database has no tables yet. Each model of the diagram makes one once it is migrated."</p>
            <button type="button" class="button" on:click=move |_| place.show(Room::Diagram)>
                "Go to the diagram"
            </button>
        </div>
    }
}

/// What the panel says of a table that a migration is still to make.
#[component]
fn NotMigrated(
    /// The table's name.
    name: Memo<String>,
) -> impl IntoView {
    let place = Place::expect();
    view! {
        <div class="empty">
            <p>{move || format!("{} is not in the database now: its migration is not applied.", name.get())}</p>
            <button type="button" class="button" on:click=move |_| place.show(Room::Migrations)>
                "Go to the migrations"
            </button>
        </div>
    }
}
