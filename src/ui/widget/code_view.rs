//! Code to read and to copy.

mod lexer;
mod markup;

pub use lexer::Language;

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clipboard;
use markup::markup;

use super::{IconButton, Shape};

/// How long the button says that it copied.
const CONFIRMED: Duration = Duration::from_millis(1600);

/// Code with syntax colours and a button that copies it. SQL wraps, the others scroll.
#[component]
pub fn CodeView(
    /// The code.
    #[prop(into)]
    text: Signal<String>,
    /// Its language.
    #[prop(into)]
    language: Signal<Language>,
    /// What it is, for a screen reader: `User.js`.
    #[prop(into)]
    label: Signal<String>,
    /// Whether its lines have numbers.
    #[prop(optional)]
    is_numbered: bool,
    /// The lines to mark, from 0.
    #[prop(optional, into)]
    changed: Signal<Vec<usize>>,
) -> impl IntoView {
    let shown = Memo::new(move |_| text.with(|text| markup(language.get(), text, &changed.read())));
    view! {
        <div class="code-view">
            <pre
                class="code-view__scroll"
                class:is-numbered=is_numbered
                class:is-wrapped=move || language.get() == Language::Sql
                tabindex="0"
                role="group"
                aria-label=label
            >
                <code
                    class="code-view__text"
                    style:--columns=move || shown.read().columns.to_string()
                    inner_html=move || shown.read().html.clone()
                ></code>
            </pre>
            <div class="code-view__copy">
                <CopyButton text />
            </div>
        </div>
    }
}

/// What became of a copy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    Not,
    Done,
    Refused,
}

/// A button that puts a text on the clipboard and says that it did.
#[component]
pub fn CopyButton(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let copied = RwSignal::new(Copied::Not);
    let on_press = move || {
        let text = text.get_untracked();
        spawn_local(async move {
            let is_copied = clipboard::copy(&text).await;
            // The button may be gone by then, and what it says with it.
            let _ = copied.try_set(if is_copied {
                Copied::Done
            } else {
                Copied::Refused
            });
            let reset = move || {
                let _ = copied.try_set(Copied::Not);
            };
            set_timeout(reset, CONFIRMED);
        });
    };
    let said = move || match copied.get() {
        Copied::Not => "",
        Copied::Done => "Copied",
        Copied::Refused => "The browser does not let the page copy: select the text instead",
    };
    view! {
        <IconButton
            shape=Signal::derive(move || match copied.get() {
                Copied::Not => Shape::Copy,
                Copied::Done => Shape::Check,
                Copied::Refused => Shape::Warning,
            })
            label="Copy"
            on_press
        />
        <span class="visually-hidden" role="status">{said}</span>
    }
}
