//! The migrations room.

use leptos::prelude::*;

use super::widget::{Room, RoomShell};

/// The migrations room.
#[component]
pub fn MigrationsRoom() -> impl IntoView {
    view! { <RoomShell room=Room::Migrations><p class="empty">"Empty."</p></RoomShell> }
}
