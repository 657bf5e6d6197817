//! The page's frame: the header, the rooms, and the ways between them.

use leptos::prelude::*;

use super::code::CodeRoom;
use super::data::DataRoom;
use super::diagram::DiagramRoom;
use super::header::Header;
use super::migrations::MigrationsRoom;
use super::query::QueryRoom;
use super::widget::{Icon, Place, Room, Split, Splitter};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let place = Place::new();
    provide_context(place);
    view! {
        <div class="app">
            <Header />
            <Rooms />
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
        </div>
    }
}

/// The five rooms and the bars between them.
#[component]
fn Rooms() -> impl IntoView {
    let place = Place::expect();
    let columns = RwSignal::new(60.0);
    let left = RwSignal::new(58.0);
    let right = RwSignal::new(62.0);
    let bottom = RwSignal::new(56.0);
    let percent = |share: RwSignal<f64>| move || format!("{:.2}%", share.get());
    view! {
        <main
            class="rooms"
            class:is-maximised=move || place.maximised.get().is_some()
            data-room=move || place.shown.get().slug()
            data-dock=move || place.docked.get().slug()
            style:--split-columns=percent(columns)
            style:--split-left=percent(left)
            style:--split-right=percent(right)
            style:--split-bottom=percent(bottom)
        >
            <div class="rooms__column rooms__column--left">
                <DiagramRoom />
                <div class="dock-tabs" role="group" aria-label="Room below the diagram">
                    {Room::DOCKED
                        .map(|room| {
                            view! {
                                <button
                                    type="button"
                                    class="tab"
                                    aria-pressed=move || (place.docked.get() == room).to_string()
                                    on:click=move |_| place.show(room)
                                >
                                    {room.title()}
                                </button>
                            }
                        })}
                </div>
                <DataRoom />
                <MigrationsRoom />
                <Splitter split=Split::Left share=left />
                <Splitter split=Split::Bottom share=bottom />
            </div>
            <div class="rooms__column rooms__column--right">
                <QueryRoom />
                <CodeRoom />
                <Splitter split=Split::Right share=right />
            </div>
            <Splitter split=Split::Columns share=columns />
        </main>
    }
}
