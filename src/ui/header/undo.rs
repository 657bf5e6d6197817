//! Undo and redo, each saying what it would do.

use leptos::prelude::*;

use crate::ui::studio::Studio;
use crate::ui::widget::{IconButton, Shape};

/// The words of a button: what it does, and to what.
fn words(verb: &'static str, what: Signal<Option<String>>) -> Signal<String> {
    Signal::derive(move || match what.get() {
        Some(what) if !what.is_empty() => format!("{verb}: {what}"),
        _ => verb.to_owned(),
    })
}

/// Takes back what was done last.
#[component]
pub fn Undo() -> impl IntoView {
    let studio = Studio::expect();
    let can = studio.can_undo();
    view! {
        <IconButton
            shape=Shape::Undo
            label=words("Undo", studio.undo_label())
            disabled=Signal::derive(move || !can.get())
            on_press=move || studio.undo()
        />
    }
}

/// Does again what was taken back last.
#[component]
pub fn Redo() -> impl IntoView {
    let studio = Studio::expect();
    let can = studio.can_redo();
    view! {
        <IconButton
            shape=Shape::Redo
            label=words("Redo", studio.redo_label())
            disabled=Signal::derive(move || !can.get())
            on_press=move || studio.redo()
        />
    }
}
