//! What the find returns, seen four ways, with the call above it.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::builder::Builder;
use super::flat::FlatTable;
use super::statements::Statements;
use super::words::{advice, emptiness, milliseconds};
use crate::engine::protocol::Found;
use crate::orm::query::code;
use crate::ui::studio::{EngineStatus, FindState, sentence};
use crate::ui::widget::{
    CodeView, CopyButton, Icon, JsonTree, Language, Shape, Tab, Tabs, pretty, reveal, tab_id,
};

/// The id of the panel the tabs show.
const PANEL: &str = "query-result";

/// How many objects the JSON view lays out.
const LAID_OUT: usize = 200;

/// The result and the ways to see it.
#[component]
pub fn Results(
    /// The find.
    builder: Builder,
) -> impl IntoView {
    let state = builder.studio().found();
    // While a refusal is shown there is no result; while the engine is at the next one, the last stays.
    let found = Memo::new(move |_| state.with(|state| state.last().cloned()));
    let failure = Memo::new(move |_| {
        state.with(|state| match state {
            FindState::Failed(error) => Some(error.clone()),
            _ => None,
        })
    });
    let is_running = Memo::new(move |_| state.with(|state| matches!(state, FindState::Running(_))));
    let shown = RwSignal::new("tree".to_owned());
    let tabs = Memo::new(move |_| {
        let statements = found.with(|found| found.as_ref().map(|found| found.statements.len()));
        let rows = found.with(|found| found.as_ref().map(|found| found.flat.total));
        vec![
            Tab::new("tree", "Tree"),
            Tab::new("json", "JSON"),
            Tab {
                detail: rows.map(|rows| rows.to_string()),
                ..Tab::new("rows", "Rows")
            },
            Tab {
                detail: statements.map(|statements| statements.to_string()),
                ..Tab::new("sql", "SQL")
            },
        ]
    });
    let text = Signal::derive(move || {
        found.with(|found| {
            found
                .as_ref()
                .map_or_else(|| Arc::from(""), |found| Arc::from(found.json.as_str()))
        })
    });
    let empty = Memo::new(move |_| {
        let is_empty = found.with(|found| {
            found
                .as_ref()
                .is_some_and(|found| matches!(found.json.as_str(), "null" | "[]"))
        });
        is_empty.then(|| builder.read(emptiness)).flatten()
    });
    let panel = move || match shown.get().as_str() {
        "json" => view! { <Json found /> }.into_any(),
        "rows" => view! { <FlatTable found builder /> }.into_any(),
        "sql" => view! { <Statements found /> }.into_any(),
        _ => view! { <JsonTree label="Result" text /> }.into_any(),
    };
    let call = Memo::new(move |_| {
        builder
            .read(|find, schema| code(schema, find))
            .unwrap_or_default()
    });
    let call = with_its_answer(call, state);
    let status = builder.studio().engine_status();
    let is_dead = Memo::new(move |_| status.get() == EngineStatus::Dead);
    view! {
        <div class="results__call">
            <CodeView text=call language=Language::JavaScript label="The call" />
        </div>
        <div class="results" class:is-running=is_running aria-busy=move || is_running.get().to_string()>
            <div class="results__bar">
                <Tabs
                    label="Result as"
                    panel=PANEL
                    tabs
                    active=shown
                    on_choose=move |id| {
                        shown.set(id);
                        request_animation_frame(reveal_panel);
                    }
                />
                <p class="results__status" role="status">
                    {move || found.with(|found| found.as_ref().map(|found| {
                        format!("{} · {}", counted(builder, found), milliseconds(found.milliseconds))
                    }))}
                </p>
            </div>
            {move || {
                failure
                    .get()
                    .map(|error| {
                        view! {
                            <div class="message message--danger" role="alert">
                                <Icon shape=Shape::Warning />
                                <p>{sentence(&error)} " " {advice(&error)}</p>
                            </div>
                        }
                    })
            }}
            {move || empty.get().map(|words| view! { <p class="results__empty">{words}</p> })}
            <div
                class="results__panel"
                id=PANEL
                role="tabpanel"
                tabindex="0"
                aria-labelledby=move || tab_id(PANEL, &shown.get())
            >
                <Show
                    when=move || found.with(Option::is_some)
                    fallback=move || {
                        if is_dead.get() {
                            return Some(view! { <p class="query__hint">"There is no answer without the engine."</p> });
                        }
                        (is_running.get() || state.with(|state| *state == FindState::Idle) && builder.find.with(Option::is_some))
                            .then(|| view! { <p class="query__hint">"The engine is at it."</p> })
                    }
                >
                    {panel}
                </Show>
            </div>
        </div>
    }
}

/// How long the call waits for its answer, so that both are drawn in one go: between two drawings the
/// browser lays out and paints the page, and the answer has to wait for that.
const SOON: Duration = Duration::from_millis(30);

/// The call, told as soon as it is answered, and where that takes longer, before.
fn with_its_answer(call: Memo<String>, state: Signal<FindState>) -> ReadSignal<String> {
    let shown = RwSignal::new(call.get_untracked());
    // The room may be gone by the time it comes to it.
    let show = move || {
        let Some(call) = call.try_get_untracked() else {
            return;
        };
        if shown.try_with_untracked(|shown| *shown != call) == Some(true) {
            shown.set(call);
        }
    };
    Effect::new(move |_| {
        state.track();
        show();
    });
    Effect::new(move |_| {
        call.track();
        set_timeout(show, SOON);
    });
    shown.read_only()
}

/// How much of the panel is to be seen once one of its tabs was chosen, in CSS pixels.
const IN_SIGHT: f64 = 160.0;

/// Brings the panel into sight where the screen ends just below its tabs.
fn reveal_panel() {
    let Some(panel) = document().get_element_by_id(PANEL) else {
        return;
    };
    let height = window().inner_height().ok();
    let height = height
        .and_then(|height| height.as_f64())
        .unwrap_or_default();
    if panel.get_bounding_client_rect().top() > height - IN_SIGHT {
        reveal(&panel);
    }
}

fn counted(builder: Builder, found: &Found) -> String {
    let name = builder
        .read(|find, schema| schema.model(find.model).map(|model| model.name.clone()))
        .flatten()
        .unwrap_or_default();
    match found.count {
        1 => format!("1 {name}"),
        count => format!("{count} × {name}"),
    }
}

/// The result as JSON text, the first of it where it is long.
#[component]
fn Json(
    /// The result.
    found: Memo<Option<Arc<Found>>>,
) -> impl IntoView {
    let laid_out = Memo::new(move |_| {
        found
            .with(|found| found.as_ref().map(|found| pretty(&found.json, LAID_OUT)))
            .unwrap_or_default()
    });
    let text = Signal::derive(move || laid_out.with(|(text, _)| text.clone()));
    let whole = Signal::derive(move || {
        found
            .with(|found| found.as_ref().map(|found| found.json.clone()))
            .unwrap_or_default()
    });
    view! {
        <Show when=move || laid_out.with(|(_, is_cut)| *is_cut)>
            <div class="results__cut">
                <p>{format!("The first {LAID_OUT} are laid out. All of it:")}</p>
                <CopyButton text=whole />
            </div>
        </Show>
        <CodeView text language=Language::Json label="Result as JSON" />
    }
}
