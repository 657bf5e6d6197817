//! One attribute in the editor of its model: everything that can be said of it.

mod grip;

pub use grip::Reorder;

use leptos::ev;
use leptos::prelude::*;

use super::action_select::ActionSelect;
use super::board::Board;
use super::default_field::DefaultField;
use super::field::{TextField, told, unique_id};
use super::type_field::{TypeField, TypeOptions};
use crate::orm::schema::{Attribute, AttributeId, DataType, Model, ReferentialAction};
use crate::project::{AttributeEdit, Edit, EditError};
use crate::ui::studio::{Studio, sentence};
use crate::ui::widget::{Icon, IconButton, Shape};
use grip::Grip;

/// One attribute. Its options unfold below its name and type.
#[component]
pub fn AttributeEditor(
    /// The attribute.
    attribute: AttributeId,
    /// The model it is of.
    #[prop(into)]
    model: Signal<Option<Model>>,
    /// The attribute that is dragged to another place.
    reorder: RwSignal<Option<Reorder>>,
) -> impl IntoView {
    let board = Board::expect();
    let studio = board.studio;
    let error = RwSignal::new(None::<String>);
    let is_open = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        model.with(|model| {
            model
                .as_ref()
                .and_then(|model| model.attribute(attribute).cloned())
        })
    });
    let place = Memo::new(move |_| {
        model
            .with(|model| {
                let attributes = &model.as_ref()?.attributes;
                let index = attributes.iter().position(|other| other.id == attribute)?;
                Some((index, attributes.len()))
            })
            .unwrap_or((0, 1))
    });
    let name = Memo::new(move |_| with(shown, |shown| shown.name.clone()).unwrap_or_default());
    let data_type =
        Memo::new(move |_| with(shown, |shown| shown.data_type.clone()).unwrap_or(DataType::Text));
    let is_foreign =
        Memo::new(move |_| with(shown, |shown| shown.references.is_some()).unwrap_or_default());
    let can_count = Memo::new(move |_| {
        let is_whole = data_type.with(|data_type| {
            matches!(
                data_type,
                DataType::SmallInt | DataType::Integer | DataType::BigInt
            )
        });
        is_whole || with(shown, |shown| shown.auto_increment).unwrap_or_default()
    });
    let edit = move |change| studio.try_dispatch(Edit::EditAttribute { attribute, change });
    let tell =
        move |refusal: Option<EditError>| error.set(refusal.map(|refusal| sentence(&refusal)));
    let move_to = move |to: usize| {
        let refusal = studio.try_dispatch(Edit::MoveAttribute { attribute, to });
        tell(refusal.err());
    };
    let delete = move || {
        let gone = name.get_untracked();
        let count = || {
            studio
                .schema()
                .with_untracked(|schema| schema.associations.len())
        };
        let before = count();
        match studio.try_dispatch(Edit::DeleteAttribute(attribute)) {
            Ok(()) => {
                let links = if count() < before {
                    " and the link it was the key of"
                } else {
                    ""
                };
                studio.offer_undo(format!("Deleted the attribute {gone}{links}."));
            }
            Err(refusal) => tell(Some(refusal)),
        }
    };
    let options_id = unique_id("options");
    let controls = options_id.clone();
    view! {
        <li
            class="attribute"
            class:is-dragged=move || reorder.get().is_some_and(|reorder| reorder.attribute == attribute)
            class:is-target=move || {
                let reorder = reorder.get();
                reorder.is_some_and(|reorder| reorder.attribute != attribute && reorder.to == Some(place.get().0))
            }
            data-attribute=name
            data-attribute-id=attribute.0
        >
            <fieldset class="attribute__fields">
                <legend class="visually-hidden">{move || format!("Attribute {}", name.get())}</legend>
                <Grip attribute=attribute reorder=reorder model=model move_to=Callback::new(move_to) />
                <div class="attribute__name">
                    <TextField
                        label="Name"
                        id=name_id(attribute)
                        value=name
                        is_bare=true
                        commit=Callback::new(move |typed| told(edit(AttributeEdit::Name(typed))))
                    />
                </div>
                <div class="attribute__type">
                    <TypeField
                        attribute=attribute
                        data_type=data_type
                        is_fixed=is_foreign
                        on_error=Callback::new(tell)
                    />
                </div>
                <div class="attribute__chips">
                    <Chip
                        text="PK"
                        words="Primary key"
                        value=Signal::derive(move || with(shown, |shown| shown.primary_key).unwrap_or_default())
                        on_change=Callback::new(move |value| tell(edit(AttributeEdit::PrimaryKey(value)).err()))
                    />
                    <Chip
                        text="null"
                        words="Allow null"
                        value=Signal::derive(move || with(shown, |shown| shown.allow_null).unwrap_or_default())
                        on_change=Callback::new(move |value| tell(edit(AttributeEdit::AllowNull(value)).err()))
                    />
                    <Chip
                        text="unique"
                        words="Unique"
                        value=Signal::derive(move || with(shown, |shown| shown.unique).unwrap_or_default())
                        on_change=Callback::new(move |value| tell(edit(AttributeEdit::Unique(value)).err()))
                    />
                </div>
                <div class="attribute__buttons">
                    <button
                        type="button"
                        class="button button--quiet button--icon"
                        aria-label=move || format!("More options of {}", name.get())
                        title="More options"
                        aria-expanded=move || is_open.get().to_string()
                        aria-controls=controls
                        on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                    >
                        <Icon shape=Shape::More />
                    </button>
                    <IconButton
                        shape=Shape::Trash
                        label=Signal::derive(move || format!("Delete {}", name.get()))
                        on_press=delete
                    />
                </div>
            </fieldset>
            <div class="attribute__options" id=options_id hidden=move || !is_open.get()>
                <TypeOptions attribute=attribute data_type=data_type />
                <DefaultField
                    attribute=attribute
                    data_type=data_type
                    default=Signal::derive(move || with(shown, |shown| shown.default_value.clone()).flatten())
                />
                <Show when=move || can_count.get()>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=move || with(shown, |shown| shown.auto_increment).unwrap_or_default()
                            on:change=move |event| {
                                let value = event_target_checked(&event);
                                tell(edit(AttributeEdit::AutoIncrement(value)).err());
                                restore(&event, with_untracked(shown, |shown| shown.auto_increment));
                            }
                        />
                        "Auto-increment"
                    </label>
                </Show>
                <Show when=move || is_foreign.get()>
                    <Actions attribute=attribute shown=shown on_error=Callback::new(tell) />
                </Show>
                <div class="attribute__moves">
                    <IconButton
                        shape=Shape::Up
                        label=Signal::derive(move || format!("Move {} up", name.get()))
                        disabled=Signal::derive(move || place.get().0 == 0)
                        on_press=move || move_to(place.get_untracked().0.saturating_sub(1))
                    />
                    <IconButton
                        shape=Shape::Down
                        label=Signal::derive(move || format!("Move {} down", name.get()))
                        disabled=Signal::derive(move || place.get().0 + 1 >= place.get().1)
                        on_press=move || move_to(place.get_untracked().0 + 1)
                    />
                </div>
            </div>
            <p class="field__error attribute__error" role="alert">{error}</p>
        </li>
    }
}

fn with<T>(shown: Memo<Option<Attribute>>, read: impl FnOnce(&Attribute) -> T) -> Option<T> {
    shown.with(|shown| shown.as_ref().map(read))
}

fn with_untracked<T>(
    shown: Memo<Option<Attribute>>,
    read: impl FnOnce(&Attribute) -> T,
) -> Option<T> {
    shown.with_untracked(|shown| shown.as_ref().map(read))
}

/// The id of the field of an attribute's name.
pub fn name_id(attribute: AttributeId) -> String {
    format!("attribute-name-{}", attribute.0)
}

/// Where a tick was refused, the box shows what stands.
fn restore(event: &ev::Event, value: Option<bool>) {
    event_target::<leptos::web_sys::HtmlInputElement>(event).set_checked(value.unwrap_or_default());
}

/// A checkbox that looks like a mark of the card.
#[component]
fn Chip(
    /// As written.
    text: &'static str,
    /// In words.
    words: &'static str,
    /// Whether it is ticked.
    value: Signal<bool>,
    /// Ticked or not.
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="attribute-chip" title=words>
            <input
                type="checkbox"
                class="attribute-chip__box"
                aria-label=words
                prop:checked=value
                on:change=move |event| {
                    on_change.run(event_target_checked(&event));
                    restore(&event, Some(value.get_untracked()));
                }
            />
            <span aria-hidden="true">{text}</span>
        </label>
    }
}

/// What a foreign key does when what it points to goes or changes.
#[component]
fn Actions(
    /// The attribute.
    attribute: AttributeId,
    /// It as it stands.
    shown: Memo<Option<Attribute>>,
    /// Told why a choice is refused.
    on_error: Callback<Option<EditError>>,
) -> impl IntoView {
    let studio = Studio::expect();
    let pick = move |change| {
        on_error.run(
            studio
                .try_dispatch(Edit::EditAttribute { attribute, change })
                .err(),
        );
    };
    let key = move || with(shown, |shown| shown.references.clone()).flatten();
    view! {
        <ActionSelect
            label="On delete"
            value=Signal::derive(move || key().map_or(ReferentialAction::NoAction, |key| key.on_delete))
            on_change=Callback::new(move |action| pick(AttributeEdit::OnDelete(action)))
        />
        <ActionSelect
            label="On update"
            value=Signal::derive(move || key().map_or(ReferentialAction::NoAction, |key| key.on_update))
            on_change=Callback::new(move |action| pick(AttributeEdit::OnUpdate(action)))
        />
    }
}
