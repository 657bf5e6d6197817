//! A tree of JSON: folds, colours by type, and the keys of a tree.

mod lines;
mod outline;

pub use lines::pretty;

use std::collections::HashMap;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::{Icon, Shape, focus_id};
use lines::{Content, Folds, Line, PAGE, Place};
use outline::Kind;

/// The lines in order, and each by its path.
#[derive(Debug, Clone, PartialEq, Default)]
struct Shown {
    order: Vec<String>,
    by_path: HashMap<String, Line>,
}

impl Shown {
    fn new(lines: Vec<Line>) -> Self {
        Self {
            order: lines.iter().map(|line| line.path.clone()).collect(),
            by_path: lines
                .into_iter()
                .map(|line| (line.path.clone(), line))
                .collect(),
        }
    }

    fn parent(&self, at: usize) -> Option<&String> {
        let level = self.by_path.get(self.order.get(at)?)?.level;
        self.order[..at].iter().rev().find(|path| {
            self.by_path
                .get(*path)
                .is_some_and(|line| line.level < level)
        })
    }
}

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
    let shown = Memo::new(move |_| {
        text.with(|text| folds.with(|folds| Shown::new(lines::lines(text, folds))))
    });
    let active = RwSignal::new(String::new());
    let current = Memo::new(move |_| {
        let active = active.get();
        shown.with(|shown| {
            if shown.by_path.contains_key(&active) {
                active
            } else {
                shown.order.first().cloned().unwrap_or_default()
            }
        })
    });
    let go = move |path: String| {
        focus_id(&id.with_value(|id| format!("{id}{path}")));
        active.set(path);
    };
    let fold = move |path: &str, is_open: bool| {
        folds.update(|folds| {
            folds.open.insert(path.to_owned(), is_open);
        });
    };
    let activate = move |path: &str| {
        let content =
            shown.with_untracked(|shown| shown.by_path.get(path).map(|line| line.content.clone()));
        match content {
            Some(Content::Nested {
                is_open, members, ..
            }) if members > 0 => fold(path, !is_open),
            Some(Content::More { of, shown }) => folds.update(|folds| {
                folds.shown.insert(of, shown + PAGE);
            }),
            _ => {}
        }
    };
    let on_key_down = move |event: ev::KeyboardEvent| {
        let path = current.get_untracked();
        let next = shown.with_untracked(|shown| {
            let at = shown.order.iter().position(|other| *other == path)?;
            let nested = shown.by_path.get(&path).and_then(Line::is_open);
            let to = |path: Option<&String>| path.cloned().map(Step::Go);
            match (event.key().as_str(), nested) {
                ("ArrowDown", _) | ("ArrowRight", Some(true)) => to(shown.order.get(at + 1)),
                ("ArrowUp", _) => to(shown.order.get(at.checked_sub(1)?)),
                ("ArrowRight", Some(false)) => Some(Step::Fold(true)),
                ("ArrowLeft", Some(true)) => Some(Step::Fold(false)),
                ("ArrowLeft", _) => to(shown.parent(at)),
                ("Home", _) => to(shown.order.first()),
                ("End", _) => to(shown.order.last()),
                ("Enter" | " ", _) => Some(Step::Activate),
                _ => None,
            }
        });
        let Some(step) = next else { return };
        event.prevent_default();
        match step {
            Step::Go(path) => go(path),
            Step::Fold(is_open) => fold(&path, is_open),
            Step::Activate => activate(&path),
        }
    };
    view! {
        <div class="json-tree" role="tree" aria-label=label on:keydown=on_key_down>
            <For
                each=move || shown.with(|shown| shown.order.clone())
                key=Clone::clone
                children=move |path| {
                    let place = {
                        let path = path.clone();
                        Memo::new(move |_| shown.with(|shown| shown.by_path.get(&path).map(Line::place)))
                    };
                    let line = {
                        let path = path.clone();
                        Memo::new(move |_| shown.with(|shown| shown.by_path.get(&path).cloned()))
                    };
                    let is_current = {
                        let path = path.clone();
                        Memo::new(move |_| current.with(|current| *current == path))
                    };
                    let line_id = id.with_value(|id| format!("{id}{path}"));
                    let on_click = move |_| {
                        active.set(path.clone());
                        activate(&path);
                    };
                    view! { <TreeLine id=line_id place line is_current on_click /> }
                }
            />
        </div>
    }
}

/// What a key does.
enum Step {
    /// Focus another line.
    Go(String),
    /// Open or close this one.
    Fold(bool),
    /// What a click does.
    Activate,
}

/// One line of the tree.
#[component]
fn TreeLine(
    /// The element's id.
    id: String,
    /// Where it stands; none while it goes. Its words change more often.
    place: Memo<Option<Place>>,
    /// The line; none while it goes.
    line: Memo<Option<Line>>,
    /// Whether Tab reaches it.
    is_current: Memo<bool>,
    /// Clicked: folds, or shows more.
    on_click: impl Fn(ev::MouseEvent) + 'static,
) -> impl IntoView {
    let number = move |read: fn(Place) -> Option<usize>| {
        place.get().and_then(read).map(|number| number.to_string())
    };
    let is_open = move || place.get().and_then(|place| place.is_open);
    view! {
        <div
            id=id
            class="json-tree__line"
            class:is-nested=move || is_open().is_some()
            class:is-open=move || is_open() == Some(true)
            role="treeitem"
            tabindex=move || if is_current.get() { "0" } else { "-1" }
            attr:aria-level=move || number(|place| Some(place.level))
            aria-posinset=move || number(|place| Some(place.position))
            aria-setsize=move || number(|place| place.size).unwrap_or_else(|| "-1".to_owned())
            aria-expanded=move || is_open().map(|is_open| is_open.to_string())
            style:--level=move || number(|place| Some(place.level))
            on:click=on_click
        >
            <span class="json-tree__fold">
                {move || is_open().map(|_| view! { <Icon shape=Shape::Right /> })}
            </span>
            {move || line.get().map(|line| view! { <LineText line /> })}
        </div>
    }
}

/// The words of a line.
#[component]
fn LineText(
    /// The line.
    line: Line,
) -> impl IntoView {
    let key = (!line.key.is_empty()).then(|| {
        let is_index = line.key.bytes().all(|byte| byte.is_ascii_digit());
        view! {
            <span class="json-tree__key" class:is-index=is_index>{line.key}</span>
            <span class="json-tree__colon">": "</span>
        }
    });
    let value = match line.content {
        Content::Scalar(kind, value) => {
            view! { <span class=format!("json-tree__value is-{}", kind.slug())>{value}</span> }
                .into_any()
        }
        Content::Nested { kind: Kind::Array, members, .. } => view! {
            <span class="json-tree__value is-array">{format!("[{members}]")}</span>
        }
        .into_any(),
        Content::Nested { members: 0, .. } => {
            view! { <span class="json-tree__value is-object">"{ }"</span> }.into_any()
        }
        Content::Nested { is_open, preview, .. } => {
            let text = if is_open { "{".to_owned() } else { format!("{{ {preview} }}") };
            view! { <span class="json-tree__value is-object">{text}</span> }.into_any()
        }
        Content::More { shown, .. } => view! {
            <span class="json-tree__more">{format!("Show {PAGE} more after the first {shown}")}</span>
        }
        .into_any(),
    };
    view! { <span class="json-tree__text">{key}{value}</span> }
}
