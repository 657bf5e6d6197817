//! The page's frame: the header, the rooms, and the ways between them.

mod dock;
mod shares;

use leptos::prelude::*;

use super::code::CodeRoom;
use super::data::DataRoom;
use super::diagram::DiagramRoom;
use super::header::{EngineBanner, Header};
use super::migrations::MigrationsRoom;
use super::query::QueryRoom;
use super::studio::{EngineStatus, Studio};
use super::widget::{Icon, Place, Room, Split, Splitter};
use crate::browser::appearance;
use dock::DockTabs;
use shares::Shares;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let place = Place::new();
    provide_context(place);
    appearance::remove_boot();
    view! {
        <div class="app">
            <div class="app__top">
                <Header />
                <EngineBanner />
            </div>
            <Rooms />
            <RoomNav />
            <Opening />
        </div>
    }
}

/// Covers the rooms until the first answer is there: they would say that no table is.
///
/// The style sheet takes it away with `data-ready`, which the studio sets on the body.
#[component]
fn Opening() -> impl IntoView {
    let status = Studio::expect().engine_status();
    let is_coming = Memo::new(move |_| {
        !matches!(
            status.get(),
            EngineStatus::Dead | EngineStatus::Late | EngineStatus::Hung
        )
    });
    view! {
        <Show when=move || is_coming.get()>
            <p class="boot boot--engine" role="status">"Opening Relata…"</p>
        </Show>
    }
}

/// The way between the rooms where the screen has space for one.
#[component]
fn RoomNav() -> impl IntoView {
    let place = Place::expect();
    view! {
        <nav class="room-nav" aria-label="Rooms">
            {Room::ALL
                .map(|room| {
                    view! {
                        <button
                            type="button"
                            class="room-nav__item"
                            aria-current=move || (place.shown.get() == room).then_some("page")
                            on:click=move |_| place.show(room)
                        >
                            <Icon shape=room.shape() />
                            {room.title()}
                        </button>
                    }
                })}
        </nav>
    }
}

/// The five rooms and the bars between them.
#[component]
fn Rooms() -> impl IntoView {
    let place = Place::expect();
    let shares = Shares::remembered();
    let percent = |share: RwSignal<f64>| move || format!("{:.2}%", share.get());
    view! {
        <main
            class="rooms"
            class:is-maximised=move || place.maximised.get().is_some()
            data-room=move || place.shown.get().slug()
            data-dock=move || place.docked.get().slug()
            style:--split-columns=percent(shares.columns)
            style:--split-left=percent(shares.left)
            style:--split-right=percent(shares.right)
            style:--split-bottom=percent(shares.bottom)
        >
            <div class="rooms__column rooms__column--left">
                <DiagramRoom />
                <DockTabs />
                <DataRoom />
                <MigrationsRoom />
                <Splitter split=Split::Left share=shares.left />
                <Splitter split=Split::Bottom share=shares.bottom />
            </div>
            <div class="rooms__column rooms__column--right">
                <QueryRoom />
                <CodeRoom />
                <Splitter split=Split::Right share=shares.right />
            </div>
            <Splitter split=Split::Columns share=shares.columns />
        </main>
    }
}
