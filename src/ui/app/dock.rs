//! The tabs of the dock: three rooms in one place, where the screen has space for two more.

use leptos::ev;
use leptos::prelude::*;

use crate::ui::widget::{Icon, Place, Room, focus_id};

fn tab_id(room: Room) -> String {
    format!("dock-{}", room.slug())
}

/// The tabs of the dock.
#[component]
pub fn DockTabs() -> impl IntoView {
    let place = Place::expect();
    let on_key_down = move |event: ev::KeyboardEvent| {
        let rooms = Room::DOCKED;
        let now = place.docked.get_untracked();
        let at = rooms.iter().position(|room| *room == now).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % rooms.len(),
            "ArrowLeft" => (at + rooms.len() - 1) % rooms.len(),
            "Home" => 0,
            "End" => rooms.len() - 1,
            _ => return,
        };
        event.prevent_default();
        place.show(rooms[to]);
        focus_id(&tab_id(rooms[to]));
    };
    view! {
        <div class="dock-tabs" role="tablist" aria-label="Below the diagram" on:keydown=on_key_down>
            {Room::DOCKED
                .map(|room| {
                    let is_shown = move || place.docked.get() == room;
                    view! {
                        <button
                            type="button"
                            role="tab"
                            class="tab dock-tabs__tab"
                            id=tab_id(room)
                            aria-controls=room.section_id()
                            aria-selected=move || is_shown().to_string()
                            tabindex=move || if is_shown() { "0" } else { "-1" }
                            on:click=move |_| place.show(room)
                        >
                            <Icon shape=room.shape() />
                            {room.title()}
                        </button>
                    }
                })}
        </div>
    }
}
