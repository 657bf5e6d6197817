//! The list of migrations, oldest first.

use leptos::html;
use leptos::prelude::*;

use super::Migrations;
use super::details::Details;
use super::step::Step;
use super::words;
use crate::project::Edit;
use crate::ui::widget::{Icon, Shape};

/// The list.
#[component]
pub fn Timeline(
    /// The room.
    migrations: Migrations,
) -> impl IntoView {
    let steps = migrations.steps;
    let unfolded = RwSignal::new(None::<usize>);
    let has_open = Memo::new(move |_| steps.with(|steps| steps.iter().any(|step| step.is_open)));
    view! {
        <ol class="timeline" aria-label="Migrations, oldest first">
            <For
                each=move || 0..steps.with(Vec::len)
                key=|place| *place
                children=move |place| {
                    let step = Memo::new(move |_| steps.with(|steps| steps.get(place).cloned()));
                    view! { <TimelineStep migrations place step unfolded /> }
                }
            />
        </ol>
        <Show when=move || has_open.get()>
            <div class="timeline__close">
                <button
                    type="button"
                    class="button button--quiet"
                    title="The last migration takes up edits of its table until then"
                    on:click=move |_| {
                        // A refusal is explained by a notice.
                        let _ = migrations.studio.dispatch(Edit::CloseMigration);
                    }
                >
                    <Icon shape=Shape::Plus />
                    "Start a new migration"
                </button>
            </div>
        </Show>
    }
}

/// One migration of the list.
#[component]
fn TimelineStep(
    /// The room.
    migrations: Migrations,
    /// Its place.
    place: usize,
    /// The migration; none while the list is changing.
    step: Memo<Option<Step>>,
    /// The place of the one unfolded.
    unfolded: RwSignal<Option<usize>>,
) -> impl IntoView {
    let is_unfolded = Memo::new(move |_| unfolded.get() == Some(place));
    let standing = Memo::new(move |_| step.with(|step| step.as_ref().map(|step| step.standing)));
    let name = Memo::new(move |_| {
        step.with(|step| step.as_ref().map(|step| step.name.clone()))
            .unwrap_or_default()
    });
    let is_open = move || step.with(|step| step.as_ref().is_some_and(|step| step.is_open));
    let told = Memo::new(move |_| {
        step.with(|step| {
            let operations = step.iter().flat_map(|step| &step.operations);
            operations.map(words::operation).collect::<Vec<_>>()
        })
    });
    let details_id = format!("migration-{place}");
    let item = NodeRef::<html::Li>::new();
    let on_press = move |_| {
        let opens = unfolded.get_untracked() != Some(place);
        unfolded.set(opens.then_some(place));
        if opens {
            // Once its details are there: the room is low, and they would stand below its edge.
            request_animation_frame(move || {
                if let Some(item) = item.try_get_untracked().flatten() {
                    item.scroll_into_view();
                }
            });
        }
    };
    view! {
        <li
            node_ref=item
            class=move || {
                let slug = standing.get().map_or("", |standing| standing.slug());
                format!("timeline__step is-{slug}")
            }
            data-migration=name
        >
            <button
                type="button"
                class="timeline__head"
                aria-expanded=move || is_unfolded.get().to_string()
                aria-controls=details_id.clone()
                on:click=on_press
            >
                <span class="timeline__dot" aria-hidden="true">
                    {move || standing.get().map(|standing| view! { <Icon shape=mark(standing) /> })}
                </span>
                <span class="timeline__name">
                    <span class="timeline__stamp">{move || stamp(&name.read())}</span>
                    {move || words::parts(&name.read()).1.to_owned()}
                </span>
                <span class="timeline__tags">
                    <Show when=is_open>
                        <span class="tag" title="It takes up edits of its table">"open"</span>
                    </Show>
                    {move || {
                        standing
                            .get()
                            .map(|standing| {
                                view! {
                                    <span class=format!("tag {}", tone(standing))>{standing.label()}</span>
                                }
                            })
                    }}
                </span>
            </button>
            <ul class="timeline__operations">
                {move || told.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
            <div id=details_id hidden=move || !is_unfolded.get()>
                <Show when=move || is_unfolded.get()>
                    <Details migrations place step />
                </Show>
            </div>
        </li>
    }
}

/// The time stamp as it stands before the name, the dash with it, so that both read as the file's name.
fn stamp(name: &str) -> String {
    match words::parts(name) {
        ("", _) => String::new(),
        (stamp, _) => format!("{stamp}-"),
    }
}

const fn mark(standing: super::step::Standing) -> Shape {
    use super::step::Standing;
    match standing {
        Standing::Applied => Shape::Check,
        Standing::Started | Standing::Pending => Shape::Up,
        Standing::NotApplied => Shape::Down,
        Standing::Failed => Shape::Cross,
    }
}

const fn tone(standing: super::step::Standing) -> &'static str {
    use super::step::Standing;
    match standing {
        Standing::Applied => "tag--success",
        Standing::Started | Standing::Pending => "tag--warning",
        Standing::NotApplied => "",
        Standing::Failed => "tag--danger",
    }
}
