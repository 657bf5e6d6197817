//! An attribute's default: none, a value, or one the database makes.

use leptos::prelude::*;

use super::field::unique_id;
use crate::orm::schema::{AttributeId, DataType, DefaultValue};
use crate::orm::value::{Value, parse};
use crate::project::{AttributeEdit, Edit};
use crate::ui::studio::{Studio, sentence};
use crate::ui::widget::{InputKind, TypedInput};

/// What a default can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    None,
    Value,
    Now,
    UuidV4,
}

impl Choice {
    const ALL: [Self; 4] = [Self::None, Self::Value, Self::Now, Self::UuidV4];

    const fn of(default: Option<&DefaultValue>) -> Self {
        match default {
            None => Self::None,
            Some(DefaultValue::Literal(_)) => Self::Value,
            Some(DefaultValue::Now) => Self::Now,
            Some(DefaultValue::UuidV4) => Self::UuidV4,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Value => "A value",
            Self::Now => "NOW",
            Self::UuidV4 => "UUIDV4",
        }
    }

    /// Whether the type can have it.
    const fn suits(self, data_type: &DataType) -> bool {
        match self {
            Self::None | Self::Value => true,
            Self::Now => matches!(data_type, DataType::Date | DataType::DateOnly),
            Self::UuidV4 => matches!(data_type, DataType::Uuid),
        }
    }
}

/// The default. A value is checked against the type before it is taken.
#[component]
pub fn DefaultField(
    /// The attribute.
    attribute: AttributeId,
    /// Its type.
    #[prop(into)]
    data_type: Signal<DataType>,
    /// Its default.
    #[prop(into)]
    default: Signal<Option<DefaultValue>>,
) -> impl IntoView {
    let studio = Studio::expect();
    let error = RwSignal::new(None::<String>);
    let standing = Memo::new(move |_| default.with(|default| Choice::of(default.as_ref())));
    // A value is asked for before there is one.
    let is_asked = RwSignal::new(false);
    let choice = move || {
        if is_asked.get() {
            Choice::Value
        } else {
            standing.get()
        }
    };
    let set = move |default: Option<DefaultValue>| {
        let change = AttributeEdit::DefaultValue(default);
        let result = studio.try_dispatch(Edit::EditAttribute { attribute, change });
        error.set(result.err().map(|problem| sentence(&problem)));
    };
    let text = RwSignal::new(String::new());
    let standing_text = Memo::new(move |_| {
        default.with(|default| match default {
            Some(DefaultValue::Literal(value)) => value.to_text(),
            _ => String::new(),
        })
    });
    Effect::new(move || text.set(standing_text.get()));
    let on_choice = move |event| {
        let chosen = event_target_value(&event);
        let chosen = Choice::ALL
            .into_iter()
            .find(|choice| choice.words() == chosen);
        is_asked.set(chosen == Some(Choice::Value));
        match chosen {
            Some(Choice::None) => set(None),
            Some(Choice::Now) => set(Some(DefaultValue::Now)),
            Some(Choice::UuidV4) => set(Some(DefaultValue::UuidV4)),
            Some(Choice::Value) | None => {}
        }
    };
    let take = move || {
        let typed = text.get_untracked();
        if standing.get_untracked() == Choice::Value && typed == standing_text.get_untracked() {
            return;
        }
        let value = data_type.with_untracked(|data_type| read(data_type, &typed));
        match value {
            Ok(value) => set(Some(DefaultValue::Literal(value))),
            Err(reason) => error.set(Some(reason)),
        }
    };
    let (id, error_id) = (unique_id("default"), unique_id("default-error"));
    let described = error_id.clone();
    view! {
        <div class="field default-field">
            <label class="field__label" for=id.clone()>"Default"</label>
            <div class="default-field__row">
                <select id=id class="select" on:change=on_choice>
                    {Choice::ALL
                        .map(|option| {
                            let is_shown = move || {
                                choice() == option || data_type.with(|data_type| option.suits(data_type))
                            };
                            view! {
                                <option
                                    value=option.words()
                                    hidden=move || !is_shown()
                                    disabled=move || !is_shown()
                                    prop:selected=move || choice() == option
                                >
                                    {option.words()}
                                </option>
                            }
                        })}
                </select>
                <Show when=move || choice() == Choice::Value>
                    <div
                        class="default-field__value"
                        on:change=move |_| take()
                    >
                        <TypedInput
                            kind=Signal::derive(move || {
                                data_type.with(|data_type| InputKind::of(data_type).on_one_line())
                            })
                            text=text
                            label="Default value"
                            is_invalid=Signal::derive(move || error.with(Option::is_some))
                            described_by=described.clone()
                            placeholder=Signal::derive(move || data_type.with(|data_type| data_type.example().to_owned()))
                            on_text=move |typed: String| text.set(typed)
                        />
                    </div>
                </Show>
            </div>
            <p class="field__error" id=error_id role="alert">{error}</p>
        </div>
    }
}

/// A typed text as a value of the type.
fn read(data_type: &DataType, typed: &str) -> Result<Value, String> {
    parse(data_type, typed).map_err(|problem| sentence(&problem))
}
