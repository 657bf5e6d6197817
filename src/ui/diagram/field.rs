//! A line of text that commits on change: one typed word is one step of undo.

use leptos::html;
use leptos::prelude::*;

use crate::project::EditError;
use crate::ui::studio::sentence;

/// A labelled text field. What is refused stays typed, with the reason below it.
#[component]
pub fn TextField(
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// The value that stands.
    #[prop(into)]
    value: Signal<String>,
    /// Makes the typed text the value.
    #[prop(into)]
    commit: Callback<String, Result<(), String>>,

    /// What it shows while empty.
    #[prop(optional, into)]
    placeholder: Option<&'static str>,
    /// Its id, where others must find it.
    #[prop(optional, into)]
    id: Option<String>,
    /// Whether the label is for screen readers only.
    #[prop(optional)]
    is_bare: bool,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<String>);
    let id = id.unwrap_or_else(|| unique_id("field"));
    let error_id = format!("{id}-error");
    let on_change = move |_| {
        let Some(input) = field.try_get_untracked().flatten() else {
            return;
        };
        let typed = input.value().trim().to_owned();
        if typed == value.get_untracked() {
            error.set(None);
            return;
        }
        match commit.run(typed) {
            Ok(()) => error.set(None),
            Err(reason) => error.set(Some(reason)),
        }
    };
    view! {
        <div class="field">
            <label class=if is_bare { "visually-hidden" } else { "field__label" } for=id.clone()>{label}</label>
            <input
                id=id
                class="input"
                class:is-invalid=move || error.with(Option::is_some)
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=placeholder
                prop:value=value
                aria-invalid=move || error.with(Option::is_some).to_string()
                aria-describedby=error_id.clone()
                node_ref=field
                on:change=on_change
            />

            <p class="field__error" id=error_id role="alert">{error}</p>
        </div>
    }
}

/// The answer to an edit as a field takes it: a refusal in a sentence.
pub fn told(result: Result<(), EditError>) -> Result<(), String> {
    result.map_err(|problem| sentence(&problem))
}

/// An id no other element of the page has.
pub fn unique_id(prefix: &str) -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("diagram-{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
