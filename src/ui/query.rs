//! The query room: a find is built above, and what it returns is shown below.
//!
//! Nothing is pressed to run it. Every change goes into the document at once, and
//! the studio keeps the answer up to date.

mod attributes;
mod builder;
mod call;
mod condition;
mod conditions;
mod field;
mod flat;
mod group;
mod includes;
mod operator;
mod options;
mod order;
mod part;
mod path;
mod path_select;
mod results;
mod statements;
mod words;

use leptos::prelude::*;

use super::studio::Studio;
use super::widget::{Place, Room, RoomShell};
use builder::Builder;
use call::Call;
use includes::Includes;
use options::Options;
use results::Results;

/// The query room.
#[component]
pub fn QueryRoom() -> impl IntoView {
    let builder = Builder::new(Studio::expect());
    let has_models = Memo::new(move |_| builder.schema.with(|schema| !schema.models.is_empty()));
    view! {
        <RoomShell room=Room::Query>
            <Show when=move || has_models.get() fallback=NoModels>
                <Finder builder />
            </Show>
        </RoomShell>
    }
}

/// The builder and the result.
#[component]
fn Finder(
    /// The find.
    builder: Builder,
) -> impl IntoView {
    // What is chosen in the builder is of one model; another model's begins anew.
    let model = Memo::new(move |_| builder.read(|find, _| find.model));
    let name = Signal::derive(move || {
        builder
            .read(|find, schema| schema.model(find.model).map(|model| model.name.clone()))
            .flatten()
            .unwrap_or_default()
    });
    view! {
        <div class="query">
            <section class="query__builder" aria-label="Find">
                <Call builder />
                {move || {
                    model
                        .get()
                        .map(|_| {
                            let way = StoredValue::new(Vec::new());
                            view! {
                                <Options builder way name />
                                <div role="group" aria-label="Include">
                                    <p class="query__heading">"include"</p>
                                    <Includes builder way />
                                </div>
                            }
                        })
                }}
            </section>
            <Show
                when=move || model.get().is_some()
                fallback=|| {
                    view! { <p class="query__hint">"Choose a model to see what a find on it returns."</p> }
                }
            >
                <section class="query__results" aria-label="Result">
                    <Results builder />
                </section>
            </Show>
        </div>
    }
}

/// What the room says before there is a model.
#[component]
fn NoModels() -> impl IntoView {
    let place = Place::expect();
    view! {
        <div class="empty">
            <p>"There is nothing to find yet: the document has no models."</p>
            <button type="button" class="button" on:click=move |_| place.show(Room::Diagram)>
                "Add one in the diagram"
            </button>
        </div>
    }
}
