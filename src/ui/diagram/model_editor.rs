//! The editor of a model: its names, its attributes, its links.

use leptos::prelude::*;

use super::attribute_editor::{AttributeEditor, name_id};
use super::board::Board;
use super::edge::kind_slug;
use super::field::{TextField, told};
use super::problem_message::ProblemMessage;
use crate::orm::schema::{DataType, Model, ModelId};
use crate::project::{Edit, EditError};
use crate::ui::studio::sentence;
use crate::ui::widget::{Dialog, Icon, Shape};

/// The dialog of the model that is edited.
#[component]
pub fn ModelDialog() -> impl IntoView {
    let board = Board::expect();
    let schema = board.studio.schema();
    let title = Signal::derive(move || {
        let model = board.edited.get();
        let name = model.and_then(|model| {
            schema.with(|schema| schema.model(model).map(|model| model.name.clone()))
        });
        format!("Model {}", name.unwrap_or_default())
    });
    let edited = Memo::new(move |_| {
        let model = board.edited.get()?;
        schema.with(|schema| schema.model(model).map(|model| model.id))
    });
    view! {
        <Dialog title=title open=board.is_editor_open>
            {move || match edited.get() {
                Some(model) => view! { <ModelEditor model=model /> }.into_any(),
                None => view! { <p>"This model is not there any more."</p> }.into_any(),
            }}
        </Dialog>
    }
}

/// The editor's content.
#[component]
fn ModelEditor(
    /// The model.
    model: ModelId,
) -> impl IntoView {
    let board = Board::expect();
    let studio = board.studio;
    let error = RwSignal::new(None::<String>);
    let reorder = RwSignal::new(None);
    let shown = Memo::new(move |_| studio.schema().with(|schema| schema.model(model).cloned()));
    let read = move |read: fn(&Model) -> String| {
        Signal::derive(move || shown.with(|shown| shown.as_ref().map(read).unwrap_or_default()))
    };
    let tell =
        move |refusal: Option<EditError>| error.set(refusal.map(|refusal| sentence(&refusal)));
    let attributes = move || {
        shown.with(|shown| {
            let attributes = shown
                .as_ref()
                .map(|shown| shown.attributes.as_slice())
                .unwrap_or_default();
            attributes
                .iter()
                .map(|attribute| attribute.id)
                .collect::<Vec<_>>()
        })
    };
    let add = move |_| {
        let name = shown.with_untracked(|shown| shown.as_ref().map(free_name).unwrap_or_default());
        let data_type = DataType::String(None);
        tell(
            studio
                .try_dispatch(Edit::AddAttribute {
                    model,
                    name: name.clone(),
                    data_type,
                })
                .err(),
        );
        let added = shown.with_untracked(|shown| {
            let attribute = shown.as_ref()?.attribute_named(&name)?;
            Some(name_id(attribute.id))
        });
        // Its row is on the page with the next frame.
        request_animation_frame(move || select_field(added.as_deref()));
    };
    let has_timestamps =
        move || shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.timestamps));
    view! {
        <div class="model-editor">
            <div class="model-editor__names">
                <TextField
                    label="Model name"
                    value=read(|model| model.name.clone())
                    commit=Callback::new(move |name| told(studio.try_dispatch(Edit::RenameModel { model, name })))
                />
                <TextField
                    label="Table name"
                    value=read(|model| model.table_name.clone())
                    commit=Callback::new(move |table_name| {
                        told(studio.try_dispatch(Edit::RenameTable { model, table_name }))
                    })
                />
            </div>
            <Problems shown=shown />
            <h3 class="model-editor__heading">"Attributes"</h3>
            <ul class="model-editor__attributes">
                <For each=attributes key=|id| *id let:id>
                    <AttributeEditor attribute=id model=shown reorder=reorder />
                </For>
            </ul>
            <p class="field__error" role="alert">{error}</p>
            <div class="model-editor__add">
                <button type="button" class="button" on:click=add>
                    <Icon shape=Shape::Plus />
                    "Add attribute"
                </button>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=has_timestamps
                        on:change=move |event| {
                            let timestamps = event_target_checked(&event);
                            tell(studio.try_dispatch(Edit::SetTimestamps { model, timestamps }).err());
                            event_target::<leptos::web_sys::HtmlInputElement>(&event)
                                .set_checked(untrack(has_timestamps));
                        }
                    />
                    "Timestamps (createdAt, updatedAt)"
                </label>
            </div>
            <Links model=model />
            <div class="dialog__actions">
                <button
                    type="button"
                    class="button button--quiet button--danger model-editor__delete"
                    on:click=move |_| board.delete_model(model)
                >
                    <Icon shape=Shape::Trash />
                    "Delete model"
                </button>
                <button
                    type="button"
                    class="button button--primary"
                    on:click=move |_| board.is_editor_open.set(false)
                >
                    "Done"
                </button>
            </div>
        </div>
    }
}

/// What is wrong with the model, if anything is.
#[component]
fn Problems(
    /// The model.
    shown: Memo<Option<Model>>,
) -> impl IntoView {
    let board = Board::expect();
    let problems = move || {
        let problems = shown.with(|shown| shown.as_ref().map(|shown| board.problems_of(shown)));
        problems
            .into_iter()
            .flatten()
            .map(|problem| view! { <li><ProblemMessage problem /></li> })
            .collect_view()
    };
    view! { <ul class="model-editor__problems" aria-label="Problems">{problems}</ul> }
}

/// The links of the model, each with a way to change it.
#[component]
fn Links(
    /// The model.
    model: ModelId,
) -> impl IntoView {
    let board = Board::expect();
    let links = Memo::new(move |_| {
        board.drawing.with(|drawing| {
            let ours = drawing
                .edges
                .iter()
                .filter(|view| view.edge.source == model || view.edge.target == model);
            ours.map(|view| (view.id, view.edge.kind, view.words.clone()))
                .collect::<Vec<_>>()
        })
    });
    let open = move |id| {
        board.is_editor_open.set(false);
        board.edit_link(id);
    };
    view! {
        <h3 class="model-editor__heading">"Links"</h3>
        <ul class="model-editor__links">
            <For each=move || links.get() key=Clone::clone let:link>
                {
                    let (id, kind, words) = link;
                    view! {
                        <li class="model-editor__link">
                            <span class=format!("tag tag--{}", kind_slug(kind))>{kind.text()}</span>
                            <span>{words.clone()}</span>
                            <button
                                type="button"
                                class="button button--quiet"
                                aria-label=format!("Edit the link: {words}")
                                on:click=move |_| open(id)
                            >
                                "Edit"
                            </button>
                        </li>
                    }
                }
            </For>
            <li>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        board.is_editor_open.set(false);
                        board.begin_link(model, None);
                    }
                >
                    <Icon shape=Shape::Link />
                    "Link to a model"
                </button>
            </li>
        </ul>
    }
}

/// Focuses the field of that id with its text selected, ready to be typed over.
fn select_field(id: Option<&str>) {
    use leptos::wasm_bindgen::JsCast;
    let field = id.and_then(|id| document().get_element_by_id(id));
    if let Some(field) =
        field.and_then(|field| field.dyn_into::<leptos::web_sys::HtmlInputElement>().ok())
    {
        // A field that is gone again by now takes no focus, and needs none.
        let _ = field.focus();
        field.select();
    }
}

/// A name no attribute of the model has yet.
fn free_name(model: &Model) -> String {
    let numbered = (2..=model.attributes.len() + 1).map(|number| format!("attribute{number}"));
    std::iter::once("attribute".to_owned())
        .chain(numbered)
        .find(|name| model.attribute_named(name).is_none())
        .unwrap_or_default()
}
