//! A model's card: its name, its table and its attributes.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::board::Board;
use super::drawing::{marks_of, type_label};
use super::geometry::{Rect, Size, is_tight};
use crate::orm::schema::{Attribute, Model, ModelId};
use crate::project::Edit;
use crate::ui::studio::{Selection, sentence};
use crate::ui::widget::{Icon, Shape, focus_id};

/// How far an arrow key moves a card, and how far with Shift.
const STEP: f64 = 8.0;
const BIG_STEP: f64 = 48.0;

/// A card. Only its transform changes while it is dragged.
#[component]
pub fn ModelCard(
    /// The model it shows.
    model: ModelId,
) -> impl IntoView {
    let board = Board::expect();
    let studio = board.studio;
    let shown = Memo::new(move |_| studio.schema().with(|schema| schema.model(model).cloned()));
    let name = Memo::new(move |_| {
        shown.with(|shown| {
            shown
                .as_ref()
                .map(|shown| shown.name.clone())
                .unwrap_or_default()
        })
    });
    let place = Memo::new(move |_| board.card(model).unwrap_or_default());
    let has_table = Memo::new(move |_| {
        studio
            .database()
            .with(|database| database.schema.model(model).is_some())
    });
    let is_tight = move || {
        let table = shown.with(|shown| {
            let shown = shown.as_ref();
            shown.map_or(0, |shown| shown.table_name.chars().count())
        });
        let Rect { width, height, .. } = place.get();
        is_tight(Size { width, height }, table)
    };
    let is_selected = move || studio.selection().get() == Some(Selection::Model(model));
    let is_target = move || {
        board
            .drawn
            .with(|drawn| drawn.is_some_and(|drawn| drawn.over == Some(model)))
    };
    let is_renamed = Memo::new(move |_| board.renamed.get() == Some(model));
    let problems = Memo::new(move |_| {
        let problems = shown.with(|shown| shown.as_ref().map(|shown| board.problems_of(shown)));
        let sentences = problems.into_iter().flatten();
        let sentences: Vec<String> = sentences
            .map(|problem| sentence(&problem.problem))
            .collect();
        sentences.join(" ")
    });
    let rows = move || {
        shown.with(|shown| {
            shown
                .as_ref()
                .map(|shown| shown.attributes.clone())
                .unwrap_or_default()
        })
    };
    view! {
        <div
            class="card"
            class:is-absent=move || !has_table.get()
            class:is-tight=is_tight
            class:is-selected=is_selected
            class:is-target=is_target
            class:is-held=move || board.held.with(|held| held.contains_key(&model))
            id=card_id(model)
            role="group"
            aria-label=move || format!("Model {}", name.get())
            tabindex="0"
            data-model=name
            data-model-id=model.0
            style:transform=move || place.with(|place| format!("translate({}px, {}px)", place.x, place.y))
            style:width=move || place.with(|place| format!("{}px", place.width))
            style:height=move || place.with(|place| format!("{}px", place.height))
            on:keydown=move |event| press_key(board, model, &event)
            on:focus=move |event| {
                // A card under the pointer must not move away from it.
                let card = event_target::<leptos::web_sys::Element>(&event);
                if card.matches(":focus-visible").unwrap_or(false) {
                    board.reveal(model);
                }
            }
        >
            <header class="card__header" on:dblclick=move |_| board.renamed.set(Some(model))>
                {move || if is_renamed.get() {
                    view! { <NameField model=model name=name /> }.into_any()
                } else {
                    view! { <h3 class="card__name" title=name>{name}</h3> }.into_any()
                }}
                <p class="card__table">
                    <span class="card__table-name">
                        {move || shown.with(|shown| shown.as_ref().map(|shown| shown.table_name.clone()))}
                    </span>
                    <Show when=move || !has_table.get()>
                        <span class="card__absent">"no table yet"</span>
                    </Show>
                </p>
                <Show when=move || problems.with(|problems| !problems.is_empty())>
                    <span class="card__problem" role="img" aria-label=problems title=problems>
                        <Icon shape=Shape::Warning />
                    </span>
                </Show>
                <div class="card__tools">
                    <button
                        type="button"
                        class="card__tool"
                        aria-label=move || format!("Edit {}", name.get())
                        title="Edit (Enter)"
                        on:click=move |_| board.edit_model(model)
                    >
                        <Icon shape=Shape::Pencil />
                    </button>
                    <button
                        type="button"
                        class="card__tool card__handle"
                        data-model-id=model.0
                        aria-label=move || format!("Link {}", name.get())
                        title="Drag to another model to link the two (L)"
                        on:click=move |_| board.begin_link(model, None)
                    >
                        <Icon shape=Shape::Link />
                    </button>
                </div>
            </header>
            <ul class="card__rows" on:dblclick=move |_| board.edit_model(model)>
                <For each=rows key=|attribute| attribute.id let:attribute>
                    <Row attribute=attribute.id shown=shown />
                </For>
            </ul>
        </div>
    }
}

/// The id of a card, by which the focus finds it.
fn card_id(model: ModelId) -> String {
    format!("card-{}", model.0)
}

/// One attribute of a card.
#[component]
fn Row(
    /// The attribute.
    attribute: crate::orm::schema::AttributeId,
    /// The model it is of.
    shown: Memo<Option<Model>>,
) -> impl IntoView {
    let board = Board::expect();
    let row = Memo::new(move |_| {
        shown.with(|shown| {
            shown
                .as_ref()
                .and_then(|shown| shown.attribute(attribute).cloned())
        })
    });
    let is_migrated = Memo::new(move |_| {
        let id = shown.with(|shown| shown.as_ref().map(|shown| shown.id));
        board.studio.database().with(|database| {
            // Where the whole table is not there, the card says so once.
            id.is_none_or(|id| database.schema.model(id).is_none())
                || database.schema.attribute(attribute).is_some()
        })
    });
    view! {
        <li class="card__row" class:is-absent=move || !is_migrated.get()>
            {move || row.get().map(|attribute| row_content(&attribute))}
        </li>
    }
}

fn row_content(attribute: &Attribute) -> impl IntoView + use<> {
    let key = if attribute.primary_key {
        Some(("card__key tag tag--primary-key", "PK", "primary key"))
    } else if attribute.references.is_some() {
        Some(("card__key tag tag--foreign-key", "FK", "foreign key"))
    } else {
        None
    };
    let key = key.map(|(class, text, words)| {
        view! { <span class=class role="img" aria-label=words title=words>{text}</span> }
    });
    let marks = marks_of(attribute)
        .into_iter()
        .map(|mark| {
            let words = mark.words();
            view! { <span class="card__mark" role="img" aria-label=words title=words>{mark.text()}</span> }
        })
        .collect_view();
    let name = attribute.name.clone();
    view! {
        <span class="card__keys">{key}</span>
        <span class="card__attribute" title=name.clone()>{name.clone()}</span>
        <code class="card__type" title=attribute.data_type.code()>{type_label(attribute)}</code>
        {marks}
    }
}

/// The name, while it is edited on the card.
#[component]
fn NameField(
    /// The model.
    model: ModelId,
    /// Its name now.
    name: Memo<String>,
) -> impl IntoView {
    let board = Board::expect();
    let field = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<String>);
    Effect::new(move || {
        if let Some(field) = field.get() {
            // A field that just left the page takes no focus, and needs none.
            let _ = field.focus();
            field.select();
        }
    });
    let commit = move || {
        // The field loses the focus once more as it leaves the page, when all of this is over.
        if board.renamed.get_untracked() != Some(model) {
            return;
        }
        let Some(typed) = field
            .try_get_untracked()
            .flatten()
            .map(|field| field.value())
        else {
            return;
        };
        let typed = typed.trim().to_owned();
        if typed == name.get_untracked() {
            board.renamed.set(None);
            return;
        }
        match board
            .studio
            .try_dispatch(Edit::RenameModel { model, name: typed })
        {
            Ok(()) => board.renamed.set(None),
            Err(problem) => error.set(Some(sentence(&problem))),
        }
    };
    let on_key_down = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" => commit(),
            "Escape" => board.renamed.set(None),
            _ => return,
        }
        if board.renamed.get_untracked().is_none() {
            request_animation_frame(move || focus_id(&card_id(model)));
        }
    };
    view! {
        <div class="card__rename">
            <input
                class="input card__name-field"
                class:is-invalid=move || error.with(Option::is_some)
                type="text"
                aria-label="Model name"
                aria-invalid=move || error.with(Option::is_some).to_string()
                aria-describedby="rename-error"
                autocomplete="off"
                spellcheck="false"
                value=name.get_untracked()
                node_ref=field
                on:keydown=on_key_down
                on:input=move |_| error.set(None)
                on:blur=move |_| commit()
            />
            <p class="card__rename-error" id="rename-error" role="alert">{error}</p>
        </div>
    }
}

/// Does what a key means for the card in focus.
fn press_key(board: Board, model: ModelId, event: &ev::KeyboardEvent) {
    if event.target() != event.current_target()
        || event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
    {
        return;
    }
    let step = if event.shift_key() { BIG_STEP } else { STEP };
    let shift = |x: f64, y: f64| {
        board.move_card(model, super::geometry::Point::new(x * step, y * step));
        board.reveal(model);
    };
    match event.key().as_str() {
        "ArrowLeft" => shift(-1.0, 0.0),
        "ArrowRight" => shift(1.0, 0.0),
        "ArrowUp" => shift(0.0, -1.0),
        "ArrowDown" => shift(0.0, 1.0),
        "Enter" => board.edit_model(model),
        "F2" => board.renamed.set(Some(model)),
        "Delete" | "Backspace" => {
            board.delete_model(model);
            board.focus();
        }
        "l" | "L" => board.begin_link(model, None),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
