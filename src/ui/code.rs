//! The code room.

use leptos::prelude::*;

use super::widget::{Room, RoomShell};

/// The code room.
#[component]
pub fn CodeRoom() -> impl IntoView {
    view! { <RoomShell room=Room::Code><p class="empty">"Empty."</p></RoomShell> }
}
