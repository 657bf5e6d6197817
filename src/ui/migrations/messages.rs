//! What there is to say above the list: why live waits, what failed and what helps, what became of rows.

use leptos::prelude::*;

use super::{Migrations, Outcome};
use crate::engine::protocol::EngineError;
use crate::project::To;
use crate::ui::studio::sentence;
use crate::ui::widget::{Icon, IconButton, Shape};

/// The messages.
#[component]
pub fn Messages(
    /// The room.
    migrations: Migrations,
) -> impl IntoView {
    let Migrations {
        studio, outcome, ..
    } = migrations;
    let is_held = Memo::new(move |_| {
        studio.database().with(|database| database.is_held)
            && studio
                .pending()
                .with(|pending| !pending.migrations.is_empty())
            && studio.project().with(|project| project.is_live)
    });
    let failure = Memo::new(move |_| studio.pending().with(|pending| pending.error.clone()));
    view! {
        <div class="migrations__messages" role="status">
            {move || failure.get().map(|error| view! { <Failure migrations error /> })}
            {move || {
                outcome
                    .get()
                    .filter(|(version, _)| *version == studio.data_version().get())
                    .map(|(_, told)| {
                        view! { <Told told on_dismiss=move || outcome.set(None) /> }
                    })
            }}
            <Show when=move || is_held.get() && failure.with(Option::is_none)>
                <div class="message message--warning">
                    <Icon shape=Shape::Info />
                    <p class="message__text">
                        "Live is waiting, because you stepped down: step all up to go on."
                    </p>
                    <button type="button" class="button" on:click=move |_| migrations.go(To::AllUp)>
                        "All up"
                    </button>
                </div>
            </Show>
        </div>
    }
}

/// Why what is pending did not go through, and what helps.
#[component]
fn Failure(
    /// The room.
    migrations: Migrations,
    /// Why.
    error: EngineError,
) -> impl IntoView {
    let studio = migrations.studio;
    let name = studio
        .pending()
        .with_untracked(|pending| pending.migrations.first().map(|first| first.name.clone()));
    // With nothing to come it was a step down that failed.
    let is_pending = name.is_some();
    view! {
        <div class="message message--danger">
            <Icon shape=Shape::Warning />
            <div class="message__text">
                <p>
                    <strong>
                        {match name {
                            Some(name) => format!("{name} did not go through. "),
                            None => "The step down did not go through. ".to_owned(),
                        }}
                    </strong>
                    {sentence(&error)}
                </p>
                <p>{if is_pending { remedy(&error) } else { "Tables and rows are as they were." }}</p>
                <Show when=move || is_pending>
                    <div class="message__actions">
                        <button type="button" class="button" on:click=move |_| migrations.go(To::AllUp)>
                            "Apply again"
                        </button>
                        <button type="button" class="button" on:click=move |_| studio.undo()>
                            "Undo the edit"
                        </button>
                    </div>
                </Show>
            </div>
        </div>
    }
}

/// What helps.
fn remedy(error: &EngineError) -> &'static str {
    match error {
        EngineError::Unique { .. } => {
            "Rows repeat a value that shall not repeat: change or delete them in the data, then apply again. Tables and rows are as they were."
        }
        EngineError::NotNull { .. } => {
            "Rows have no value there: allow null, give a default, or fill them in, then apply again. Tables and rows are as they were."
        }
        EngineError::ForeignKeyMissing { .. } | EngineError::ForeignKeyInUse { .. } => {
            "Rows point where there is nothing, or are pointed to: change them in the data, then apply again. Tables and rows are as they were."
        }
        _ => "Tables and rows are as they were: change the model or the rows, then apply again.",
    }
}

/// What became of rows.
#[component]
fn Told(
    /// What there is to tell.
    told: Outcome,
    /// It was read.
    on_dismiss: impl Fn() + 'static,
) -> impl IntoView {
    let (class, shape) = if told.is_refused {
        ("message message--danger", Shape::Warning)
    } else {
        ("message", Shape::Info)
    };
    let hint = (!told.is_refused).then_some("Undo brings them back.");
    view! {
        <div class=class>
            <Icon shape />
            <div class="message__text">
                {told.sentences.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                <p>{hint}</p>
            </div>
            <IconButton shape=Shape::Cross label="Dismiss" on_press=on_dismiss />
        </div>
    }
}
