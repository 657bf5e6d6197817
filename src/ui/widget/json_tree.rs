//! A tree of JSON: folds, colours by type, and the keys of a tree.
//!
//! It is written as one piece of markup, as a line made of elements one by one costs more than
//! all of it does this way. The focus is the tree's; the line it is at is named by
//! `aria-activedescendant`, so it stays where it was when the markup changes.

mod lines;
mod markup;
mod outline;

pub use lines::pretty;

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::reveal_id;
use lines::{Content, Folds, Line, PAGE};
use markup::{line_id, markup};

/// The class of the line the focus is at.
const CURRENT: &str = "is-current";

/// JSON as a tree. What was folded by hand stays so when the text changes.
#[component]
pub fn JsonTree(
    /// The tree's name for a screen reader, and the prefix of its lines' ids.
    #[prop(into)]
    label: String,
    /// The JSON text.
    #[prop(into)]
    text: Signal<Arc<str>>,
) -> impl IntoView {
    let id = StoredValue::new(label.to_lowercase().replace(' ', "-"));
    let folds = RwSignal::new(Folds::default());
    let shown = Memo::new(move |_| text.with(|text| folds.with(|folds| lines::lines(text, folds))));
    let active = RwSignal::new(String::new());
    let current = Memo::new(move |_| {
        active.with(|active| {
            shown
                .with(|shown| shown.iter().position(|line| line.path == *active))
                .unwrap_or_default()
        })
    });
    let tree = NodeRef::<html::Div>::new();
    let element =
        move |at: usize| document().get_element_by_id(&id.with_value(|id| line_id(id, at)));
    Effect::new(move |before: Option<String>| {
        let Some(tree) = tree.get() else {
            return String::new();
        };
        let markup = shown.with(|shown| id.with_value(|id| markup(id, shown)));
        if before.as_ref() != Some(&markup) {
            tree.set_inner_html(&markup);
        }
        mark(&tree, element(current.get()));
        markup
    });
    let go = move |at: usize| {
        let path = shown.with_untracked(|shown| shown.get(at).map(|line| line.path.clone()));
        active.set(path.unwrap_or_default());
        request_animation_frame(move || reveal_id(&id.with_value(|id| line_id(id, at))));
    };
    let fold = move |path: String, is_open: bool| {
        folds.update(|folds| {
            folds.open.insert(path, is_open);
        });
    };
    let activate = move |at: usize| {
        let line = shown.with_untracked(|shown| shown.get(at).cloned());
        match line {
            Some(Line {
                path,
                content:
                    Content::Nested {
                        is_open, members, ..
                    },
                ..
            }) if members > 0 => {
                fold(path, !is_open);
            }
            Some(Line {
                content: Content::More { of, shown },
                ..
            }) => folds.update(|folds| {
                folds.shown.insert(of, shown + PAGE);
            }),
            _ => {}
        }
    };
    let on_key_down = move |event: ev::KeyboardEvent| {
        let at = current.get_untracked();
        let step = shown.with_untracked(|shown| step(&event.key(), at, shown));
        let Some(step) = step else { return };
        event.prevent_default();
        match step {
            Step::Go(at) => go(at),
            Step::Fold(path, is_open) => fold(path, is_open),
            Step::Activate => activate(at),
        }
    };
    let on_click = move |event: ev::MouseEvent| {
        let Some(at) = line_at(&event) else { return };
        let path = shown.with_untracked(|shown| shown.get(at).map(|line| line.path.clone()));
        active.set(path.unwrap_or_default());
        activate(at);
    };
    view! {
        <div
            class="json-tree"
            role="tree"
            tabindex="0"
            aria-label=label
            node_ref=tree
            on:keydown=on_key_down
            on:click=on_click
        ></div>
    }
}

/// Marks the line the focus is at, for eyes and for screen readers.
fn mark(tree: &Element, line: Option<Element>) {
    // A class or an attribute of ours can be set on any element.
    if let Ok(Some(before)) = tree.query_selector(&format!(".{CURRENT}")) {
        let _ = before.class_list().remove_1(CURRENT);
    }
    let Some(line) = line else { return };
    let _ = line.class_list().add_1(CURRENT);
    let _ = tree.set_attribute("aria-activedescendant", &line.id());
}

/// The line that was clicked, from 0.
fn line_at(event: &ev::MouseEvent) -> Option<usize> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let line = target.closest("[role=treeitem]").ok()??;
    line.id().rsplit('-').next()?.parse().ok()
}

/// What a key does.
enum Step {
    /// Go to another line.
    Go(usize),
    /// Open or close that path.
    Fold(String, bool),
    /// What a click does.
    Activate,
}

/// What a key does at a line.
fn step(key: &str, at: usize, shown: &[Line]) -> Option<Step> {
    let line = shown.get(at)?;
    let next = (at + 1 < shown.len()).then_some(at + 1);
    let parent = || {
        shown[..at]
            .iter()
            .rposition(|other| other.level < line.level)
    };
    match (key, line.is_open()) {
        ("ArrowDown", _) | ("ArrowRight", Some(true)) => next.map(Step::Go),
        ("ArrowUp", _) => at.checked_sub(1).map(Step::Go),
        ("ArrowRight", Some(false)) => Some(Step::Fold(line.path.clone(), true)),
        ("ArrowLeft", Some(true)) => Some(Step::Fold(line.path.clone(), false)),
        ("ArrowLeft", _) => parent().map(Step::Go),
        ("Home", _) => Some(Step::Go(0)),
        ("End", _) => Some(Step::Go(shown.len() - 1)),
        ("Enter" | " ", _) => Some(Step::Activate),
        _ => None,
    }
}
