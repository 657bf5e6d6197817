//! The data room.

use leptos::prelude::*;

use super::widget::{Room, RoomShell};

/// The data room.
#[component]
pub fn DataRoom() -> impl IntoView {
    view! { <RoomShell room=Room::Data><p class="empty">"Empty."</p></RoomShell> }
}
