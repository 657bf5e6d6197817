//! The bar above the rooms: the project's name, undo, file, theme.

use leptos::prelude::*;

/// The bar above the rooms.
#[component]
pub fn Header() -> impl IntoView {
    view! { <header class="header"><h1 class="header__name">"Relata"</h1></header> }
}
