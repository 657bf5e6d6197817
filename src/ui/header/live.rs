//! Live mode: whether an edit is migrated at once, and what waits where it is not.

use leptos::prelude::*;

use crate::project::Edit;
use crate::ui::studio::Studio;
use crate::ui::widget::{Place, Room};

/// Switches live mode, and says what it is.
#[component]
pub fn LiveSwitch() -> impl IntoView {
    let studio = Studio::expect();
    let is_live = Memo::new(move |_| studio.project().with(|project| project.is_live));
    let is_held = Memo::new(move |_| studio.database().with(|database| database.is_held));
    let explanation = move || match (is_live.get(), is_held.get()) {
        (true, false) => "Live: every edit is migrated at once",
        (true, true) => "Live is waiting: you stepped down. Step all up in the migrations to go on",
        (false, _) => "Not live: edits wait until you apply them in the migrations",
    };
    view! {
        <button
            type="button"
            class="switch"
            class:is-waiting=move || is_live.get() && is_held.get()
            role="switch"
            aria-checked=move || is_live.get().to_string()
            aria-describedby="live-explanation"
            title=explanation
            on:click=move |_| {
                // A refusal is explained by a notice.
                let _ = studio.dispatch(Edit::SetLive(!is_live.get_untracked()));
            }
        >
            <span class="switch__track" aria-hidden="true"></span>
            "Live"
        </button>
        <span class="visually-hidden" id="live-explanation">{explanation}</span>
    }
}

/// How many migrations wait; leads to them.
#[component]
pub fn PendingCount() -> impl IntoView {
    let studio = Studio::expect();
    let place = Place::expect();
    let count = Memo::new(move |_| studio.pending().with(|pending| pending.migrations.len()));
    let has_failed = Memo::new(move |_| studio.pending().with(|pending| pending.error.is_some()));
    // Live mode applies within a moment: a count that only flashes would say nothing.
    let is_waiting = Memo::new(move |_| {
        count.get() > 0
            && (has_failed.get()
                || !studio.project().with(|project| project.is_live)
                || studio.database().with(|database| database.is_held))
    });
    view! {
        <Show when=move || is_waiting.get()>
            <button
                type="button"
                class="header__pending"
                class:is-failed=has_failed
                on:click=move |_| place.visit(Room::Migrations)
            >
                {move || match (has_failed.get(), count.get()) {
                    (true, _) => "Migration failed".to_owned(),
                    (false, count) => format!("{count} pending"),
                }}
            </button>
        </Show>
    }
}
