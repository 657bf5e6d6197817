//! An input that fits a data type: a list for an enum, a calendar for a date.
//!
//! It speaks text in the form of the type's values; whether the text is one of
//! them is for its user to say.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use crate::orm::schema::DataType;

/// Which input a type gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputKind {
    /// A list of the values there are.
    Choice(Vec<String>),
    /// A number; typed freely, so that what is none can be told so.
    Number,
    /// A day and time, in UTC.
    Moment,
    /// A day.
    Day,
    /// A time of day.
    Clock,
    /// Text that may have lines.
    Long,
    /// Text of one line.
    Short,
}

impl InputKind {
    /// The input for a type.
    pub fn of(data_type: &DataType) -> Self {
        match data_type {
            DataType::Boolean => Self::Choice(vec!["true".to_owned(), "false".to_owned()]),
            DataType::Enum(values) => Self::Choice(values.clone()),
            DataType::SmallInt
            | DataType::Integer
            | DataType::BigInt
            | DataType::Float
            | DataType::Real
            | DataType::Double
            | DataType::Decimal(_) => Self::Number,
            DataType::Date => Self::Moment,
            DataType::DateOnly => Self::Day,
            DataType::Time => Self::Clock,
            DataType::Text | DataType::Json | DataType::Jsonb => Self::Long,
            DataType::String(_) | DataType::Char(_) | DataType::Uuid | DataType::Blob => {
                Self::Short
            }
        }
    }

    /// The same on one line.
    #[must_use]
    pub fn on_one_line(self) -> Self {
        if self == Self::Long {
            Self::Short
        } else {
            self
        }
    }

    /// Whether text can be typed over what is there.
    pub const fn is_typed(&self) -> bool {
        matches!(self, Self::Number | Self::Long | Self::Short)
    }

    const fn html_type(&self) -> &'static str {
        match self {
            Self::Moment => "datetime-local",
            Self::Day => "date",
            Self::Clock => "time",
            _ => "text",
        }
    }
}

/// A value an input suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The value's text.
    pub value: String,
    /// What helps to know it by.
    pub label: String,
}

/// What a date or time typed in part is told as: a value of no type, so that it is refused and not taken for none.
const INCOMPLETE: &str = "what was typed in part";

static LISTS: AtomicU32 = AtomicU32::new(0);

/// An input for text in the form of a type's values.
#[component]
pub fn TypedInput(
    /// Which input.
    #[prop(into)]
    kind: Signal<InputKind>,
    /// Its text.
    #[prop(into)]
    text: Signal<String>,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// Whether its text is refused.
    #[prop(optional, into)]
    is_invalid: Signal<bool>,
    /// The id of the element that says why.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// What it shows while empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Values it offers; any other can be typed.
    #[prop(optional, into)]
    suggestions: Signal<Vec<Suggestion>>,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    is_focused: bool,
    /// Every change of its text, as it happens.
    #[prop(into)]
    on_text: Callback<String>,
) -> impl IntoView {
    // A class of inputs per kind: the text alone must never replace the element.
    let shape = Memo::new(move |_| kind.get());
    let list = format!("suggestions-{}", LISTS.fetch_add(1, Ordering::Relaxed));
    let described_by = StoredValue::new(described_by);
    let invalid = move || is_invalid.get().then_some("true");
    move || match shape.get() {
        InputKind::Choice(values) => {
            let node = NodeRef::<html::Select>::new();
            if is_focused {
                node.on_load(|element| drop(element.focus()));
            }
            let others = values.clone();
            view! {
                <select
                    class="select"
                    class:is-invalid=is_invalid
                    node_ref=node
                    aria-label=label
                    aria-invalid=invalid
                    aria-describedby=described_by.get_value()
                    on:change=move |event| on_text.run(event_target_value(&event))
                >
                    <Show when=move || text.with(|text| !others.contains(text))>
                        <option value="" selected=true disabled=true>"choose"</option>
                    </Show>
                    {values
                        .into_iter()
                        .map(|value| {
                            let (this, shown) = (value.clone(), value.clone());
                            view! {
                                <option
                                    value=value
                                    prop:selected=move || text.with(|text| *text == this)
                                >
                                    {shown}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            }
            .into_any()
        }
        InputKind::Long => {
            let node = NodeRef::<html::Textarea>::new();
            if is_focused {
                node.on_load(|element| {
                    drop(element.focus());
                    let end = element.text_length();
                    drop(element.set_selection_range(end, end));
                });
            }
            view! {
                <textarea
                    class="input input--long"
                    class:is-invalid=is_invalid
                    node_ref=node
                    rows="3"
                    aria-label=label
                    aria-invalid=invalid
                    aria-describedby=described_by.get_value()
                    placeholder=placeholder
                    prop:value=text
                    on:input=move |event| on_text.run(event_target_value(&event))
                ></textarea>
            }
            .into_any()
        }
        kind => {
            let node = NodeRef::<html::Input>::new();
            if is_focused {
                node.on_load(|element| drop(element.focus()));
            }
            let is_number = kind == InputKind::Number;
            let is_moment = kind == InputKind::Moment;
            // While a date is typed in part, its element keeps the parts: to set its text would clear them.
            let shown = Memo::new(move |before: Option<&String>| {
                text.with(|text| match before {
                    _ if text == INCOMPLETE => before.cloned().unwrap_or_default(),
                    _ if is_moment => moment_to_input(text),
                    _ => text.clone(),
                })
            });
            let list = list.clone();
            let list_id = list.clone();
            let has_list = Memo::new(move |_| suggestions.with(|all| !all.is_empty()));
            view! {
                <input
                    class="input"
                    class:is-invalid=is_invalid
                    node_ref=node
                    type=kind.html_type()
                    step=match kind {
                        InputKind::Moment => Some("0.001"),
                        InputKind::Clock => Some("1"),
                        _ => None,
                    }
                    inputmode=is_number.then_some("decimal")
                    autocomplete="off"
                    spellcheck="false"
                    list=move || has_list.get().then(|| list_id.clone())
                    aria-label=label
                    aria-invalid=invalid
                    aria-describedby=described_by.get_value()
                    placeholder=placeholder
                    prop:value=shown
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        let is_incomplete =
                            event_target::<HtmlInputElement>(&event).validity().bad_input();
                        on_text.run(match text {
                            _ if is_incomplete => INCOMPLETE.to_owned(),
                            text if is_moment => moment_from_input(&text),
                            text => text,
                        });
                    }
                />
                <Show when=move || has_list.get()>
                    <datalist id=list.clone()>
                        <For
                            each=move || suggestions.get()
                            key=|suggestion| (suggestion.value.clone(), suggestion.label.clone())
                            children=|suggestion| {
                                view! { <option value=suggestion.value>{suggestion.label}</option> }
                            }
                        />
                    </datalist>
                </Show>
            }
            .into_any()
        }
    }
}

/// `2024-01-01T00:00:00.000Z` as the platform's input has it.
fn moment_to_input(text: &str) -> String {
    text.strip_suffix('Z').unwrap_or(text).replace(' ', "T")
}

/// What the platform's input gives (seconds may be left out), as a value has it.
fn moment_from_input(text: &str) -> String {
    match text.len() {
        0 => String::new(),
        16 => format!("{text}:00.000Z"),
        19 => format!("{text}.000Z"),
        _ => format!("{text:0<23}Z"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_go_into_the_input_and_come_back() {
        let moment = "2024-01-01T12:30:00.000Z";
        assert_eq!(moment_from_input(&moment_to_input(moment)), moment);
        assert_eq!(moment_from_input("2024-01-01T12:30"), moment);
        assert_eq!(moment_from_input("2024-01-01T12:30:00"), moment);
        assert_eq!(
            moment_from_input("2024-01-01T12:30:00.5"),
            "2024-01-01T12:30:00.500Z"
        );
        assert_eq!(moment_from_input(""), "");
    }

    #[test]
    fn every_type_has_its_input() {
        assert_eq!(InputKind::of(&DataType::Date), InputKind::Moment);
        assert_eq!(
            InputKind::of(&DataType::Enum(vec!["a".to_owned()])),
            InputKind::Choice(vec!["a".to_owned()])
        );
        assert_eq!(
            InputKind::of(&DataType::Text).on_one_line(),
            InputKind::Short
        );
    }
}
