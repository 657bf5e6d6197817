//! The diagram room.

mod geometry;

use leptos::prelude::*;

use super::widget::{Room, RoomShell};

/// The diagram room.
#[component]
pub fn DiagramRoom() -> impl IntoView {
    view! { <RoomShell room=Room::Diagram><p class="empty">"Empty."</p></RoomShell> }
}
