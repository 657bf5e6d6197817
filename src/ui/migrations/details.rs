//! One migration unfolded: its name, its code up and down, the SQL that ran.

mod halves;

use leptos::ev;
use leptos::prelude::*;

use super::Migrations;
use super::ran::Ran;
use super::step::Step;
use super::words;
use crate::orm::codegen;
use crate::project::Edit;
use crate::ui::widget::{CodeView, Language, Tab, Tabs, tab_id};
use halves::{Half, half};

const PANEL: &str = "migration-panel";

/// The details.
#[component]
pub fn Details(
    /// The room.
    migrations: Migrations,
    /// The migration's place.
    place: usize,
    /// The migration.
    step: Memo<Option<Step>>,
) -> impl IntoView {
    let studio = migrations.studio;
    let shown = RwSignal::new("up".to_owned());
    let name = Memo::new(move |_| {
        step.with(|step| step.as_ref().map(|step| step.name.clone()))
            .unwrap_or_default()
    });
    let can_rename =
        Memo::new(move |_| step.with(|step| step.as_ref().is_some_and(|step| step.can_rename)));
    let file = Memo::new(move |_| {
        studio
            .design()
            .with(|project| codegen::migration_file(&project.migrations, place).text)
    });
    let log = Memo::new(move |_| {
        studio
            .statements()
            .with(|log| log.migrations.get(&*name.read()).cloned())
            .unwrap_or_default()
    });
    let has_run = move || log.with(|log| !log.up.is_empty() || !log.down.is_empty());
    let code = move |which: Half, label: &'static str| {
        view! {
            <CodeView
                text=Signal::derive(move || half(&file.read(), which))
                language=Language::JavaScript
                label
            />
        }
    };
    view! {
        <div class="migration">
            <Show when=move || can_rename.get()>
                <Name migrations name />
            </Show>
            <Tabs
                label="Of this migration"
                panel=PANEL
                tabs=vec![Tab::new("up", "Up"), Tab::new("down", "Down"), Tab::new("sql", "SQL")]
                active=shown
                on_choose=move |id| shown.set(id)
            />
            <div
                class="migration__panel"
                role="tabpanel"
                id=PANEL
                aria-labelledby=move || tab_id(PANEL, &shown.read())
            >
                {move || match shown.get().as_str() {
                    "up" => code(Half::Up, "Code of up").into_any(),
                    "down" => code(Half::Down, "Code of down").into_any(),
                    _ => {
                        view! {
                            <Show
                                when=has_run
                                fallback=|| {
                                    view! {
                                        <p class="migration__hint">
                                            "It has not run since the page was opened. Step down and up to see its SQL."
                                        </p>
                                    }
                                }
                            >
                                <Ran label="Up" statements=Signal::derive(move || log.get().up) />
                                <Ran label="Down" statements=Signal::derive(move || log.get().down) />
                            </Show>
                        }
                            .into_any()
                    }
                }}
            </div>
        </div>
    }
}

/// The migration's name, to edit. Its time stamp stays.
#[component]
fn Name(
    /// The room.
    migrations: Migrations,
    /// The name.
    name: Memo<String>,
) -> impl IntoView {
    let studio = migrations.studio;
    let error = RwSignal::new(None::<String>);
    let what = move || words::parts(&name.read()).1.to_owned();
    let on_change = move |event: ev::Event| {
        let input = event_target::<leptos::web_sys::HtmlInputElement>(&event);
        let edit = Edit::RenameMigration {
            from: name.get_untracked(),
            to: input.value().trim().to_owned(),
        };
        error.set(
            studio
                .try_dispatch(edit)
                .err()
                .map(|error| crate::ui::studio::sentence(&error)),
        );
    };
    view! {
        <label class="field">
            <span class="field__label">"Name"</span>
            <input
                class="input code"
                class:is-invalid=move || error.with(Option::is_some)
                autocomplete="off"
                spellcheck="false"
                prop:value=what
                on:change=on_change
            />
            <span class="field__error" role="status">{error}</span>
        </label>
    }
}
