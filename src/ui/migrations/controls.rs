//! The ways up and down.

use leptos::prelude::*;

use super::Migrations;
use crate::project::To;
use crate::ui::widget::{Icon, Shape};

/// The buttons above the list.
#[component]
pub fn Controls(
    /// The room.
    migrations: Migrations,
) -> impl IntoView {
    let Migrations {
        studio, is_moving, ..
    } = migrations;
    let pending = Memo::new(move |_| studio.pending().with(|pending| pending.migrations.len()));
    let has_failed = Memo::new(move |_| studio.pending().with(|pending| pending.error.is_some()));
    let applied = Memo::new(move |_| studio.database().with(|database| database.applied.len()));
    let waits = Memo::new(move |_| {
        pending.get() > 0
            && !has_failed.get()
            && !studio.project().with(|project| project.is_live)
            && !studio.database().with(|database| database.is_held)
    });
    let cannot_up = Signal::derive(move || is_moving.get() || pending.get() == 0);
    let cannot_down = Signal::derive(move || is_moving.get() || applied.get() == 0);
    let step = move |to: To, shape: Shape, label: &'static str, title: &'static str, disabled| {
        view! { <StepButton shape label title disabled on_press=move || migrations.go(to) /> }
    };
    view! {
        <div class="migrations__controls" role="toolbar" aria-label="Step through the migrations">
            {step(To::AllDown, Shape::Bottom, "All down", "Take all migrations back", cannot_down)}
            {step(To::Down, Shape::Down, "Down", "Take the last migration applied back", cannot_down)}
            {step(To::Up, Shape::Up, "Up", "Apply the next migration", cannot_up)}
            {step(To::AllUp, Shape::Top, "All up", "Apply all migrations", cannot_up)}
            <Show when=move || waits.get()>
                <button
                    type="button"
                    class="button button--primary migrations__apply"
                    disabled=is_moving
                    on:click=move |_| migrations.go(To::AllUp)
                >
                    <Icon shape=Shape::Check />
                    "Apply"
                </button>
            </Show>
        </div>
    }
}

/// A step, as a button.
#[component]
fn StepButton(
    /// Its icon.
    shape: Shape,
    /// Its words.
    label: &'static str,
    /// What it does, in a sentence.
    title: &'static str,
    /// Whether there is no such step now.
    disabled: Signal<bool>,
    /// Pressed.
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button migrations__step"
            title=title
            disabled=disabled
            on:click=move |_| on_press()
        >
            <Icon shape />
            {label}
        </button>
    }
}
