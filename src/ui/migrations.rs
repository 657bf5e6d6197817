//! The migrations room: the steps that make the tables, and the ways up and down.

mod controls;
mod details;
mod ledger;
mod messages;
mod ran;
mod step;
mod timeline;
mod words;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::studio::{Studio, effect_words, sentence};
use super::widget::{Place, Room, RoomShell};
use crate::project::To;
use controls::Controls;
use ledger::LedgerTable;
use messages::Messages;
use step::{Step, steps};
use timeline::Timeline;

/// What the last step up or down did.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Outcome {
    /// Whether it was refused.
    is_refused: bool,
    /// What became of rows, or why it was refused, a sentence each.
    sentences: Vec<String>,
}

/// What the parts of the room share.
#[derive(Clone, Copy)]
struct Migrations {
    studio: Studio,
    /// The migrations, oldest first.
    steps: Memo<Vec<Step>>,
    /// What the last step did, where there is something to say, and which state of the database it led to.
    outcome: RwSignal<Option<(u32, Outcome)>>,
    /// Whether a step is on its way.
    is_moving: RwSignal<bool>,
}

impl Migrations {
    fn new(studio: Studio) -> Self {
        let steps = Memo::new(move |_| {
            let (database, pending) = (studio.database(), studio.pending());
            studio
                .design()
                .with(|project| steps(project, &database.read(), &pending.read()))
        });
        Self {
            studio,
            steps,
            outcome: RwSignal::new(None),
            is_moving: RwSignal::new(false),
        }
    }

    /// Steps up or down, and tells what became of rows.
    fn go(self, to: To) {
        let Self {
            studio,
            outcome,
            is_moving,
            ..
        } = self;
        outcome.set(None);
        is_moving.set(true);
        spawn_local(async move {
            let told = match studio.migrate(to).await {
                Ok(effects) => Outcome {
                    is_refused: false,
                    sentences: effect_words(&effects),
                },
                Err(error) => Outcome {
                    is_refused: true,
                    sentences: vec![sentence(&error)],
                },
            };
            // What is pending keeps its error itself, with what helps.
            let is_told = told.sentences.is_empty()
                || told.is_refused
                    && studio
                        .pending()
                        .with_untracked(|pending| pending.error.is_some());
            let version = studio.data_version().get_untracked();
            outcome.set((!is_told).then_some((version, told)));
            is_moving.set(false);
        });
    }
}

/// The migrations room.
#[component]
pub fn MigrationsRoom() -> impl IntoView {
    let migrations = Migrations::new(Studio::expect());
    let is_empty = Memo::new(move |_| {
        migrations.steps.with(Vec::is_empty)
            && migrations
                .studio
                .database()
                .with(|database| database.applied.is_empty())
    });
    view! {
        <RoomShell room=Room::Migrations>
            <Show when=move || !is_empty.get() fallback=NoMigrations>
                <div class="migrations">
                    <Controls migrations />
                    <div class="migrations__scroll">
                        <Messages migrations />
                        <Timeline migrations />
                        <LedgerTable migrations />
                    </div>
                </div>
            </Show>
        </RoomShell>
    }
}

/// What the room says before there is a migration.
#[component]
fn NoMigrations() -> impl IntoView {
    let place = Place::expect();
    view! {
        <div class="empty">
            <p>
                "No migration yet. Add a model, and the step that creates its table appears here."
            </p>
            <button type="button" class="button" on:click=move |_| place.visit(Room::Diagram)>
                "Go to the diagram"
            </button>
        </div>
    }
}
