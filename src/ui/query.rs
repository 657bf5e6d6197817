//! The query room.

use leptos::prelude::*;

use super::widget::{Room, RoomShell};

/// The query room.
#[component]
pub fn QueryRoom() -> impl IntoView {
    view! { <RoomShell room=Room::Query><p class="empty">"Empty."</p></RoomShell> }
}
