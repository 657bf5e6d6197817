//! Inputs of the builder that tell every good change at once.

use leptos::prelude::*;

use crate::orm::schema::DataType;
use crate::orm::value::{Value, parse};
use crate::ui::studio::sentence;
use crate::ui::widget::{InputKind, Suggestion, TypedInput};

/// One value of a type. What is not one stays as it was typed, and is not told.
#[component]
pub fn ValueField(
    /// The type.
    #[prop(into)]
    data_type: Signal<DataType>,
    /// The value; none while it was not typed yet.
    #[prop(into)]
    value: Signal<Option<Value>>,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// Values to offer.
    #[prop(optional, into)]
    suggestions: Signal<Vec<Suggestion>>,
    /// A good value was typed.
    #[prop(into)]
    on_value: Callback<Value>,
) -> impl IntoView {
    let draft = RwSignal::new(None::<String>);
    let text = Signal::derive(move || {
        draft.get().unwrap_or_else(|| {
            value
                .with(|value| value.as_ref().map(Value::to_text))
                .unwrap_or_default()
        })
    });
    let refusal = Memo::new(move |_| {
        draft.with(|draft| {
            let read = data_type.with(|data_type| parse(data_type, draft.as_ref()?).err());
            read.map(|error| sentence(&error))
        })
    });
    let is_invalid = Signal::derive(move || refusal.with(Option::is_some));
    let placeholder =
        Signal::derive(move || data_type.with(|data_type| data_type.example().to_owned()));
    view! {
        <span class="value-field" on:focusout=move |_| settle(draft, is_invalid)>
            <TypedInput
                kind=Signal::derive(move || data_type.with(InputKind::of).on_one_line())
                text
                label
                is_invalid
                placeholder
                suggestions
                on_text=move |typed: String| {
                    let read = data_type.with_untracked(|data_type| parse(data_type, &typed));
                    draft.set(Some(typed));
                    if let Ok(value) = read {
                        on_value.run(value);
                    }
                }
            />
            {move || refusal.get().map(|refusal| view! { <Refusal refusal /> })}
        </span>
    }
}

/// Several values of a type, with commas between.
#[component]
pub fn ListField(
    /// The type.
    #[prop(into)]
    data_type: Signal<DataType>,
    /// The values.
    #[prop(into)]
    values: Signal<Vec<Value>>,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// A good list was typed.
    #[prop(into)]
    on_values: Callback<Vec<Value>>,
) -> impl IntoView {
    let draft = RwSignal::new(None::<String>);
    let text = Signal::derive(move || {
        draft
            .get()
            .unwrap_or_else(|| values.with(|values| join(values)))
    });
    let is_invalid = Signal::derive(move || {
        draft.with(|draft| {
            draft
                .as_ref()
                .is_some_and(|draft| data_type.with(|data_type| split(data_type, draft).is_none()))
        })
    });
    let refusal = move || {
        let words = data_type.with(DataType::words);
        is_invalid
            .get()
            .then(|| view! { <Refusal refusal=format!("Each takes {words}.") /> })
    };
    view! {
        <span class="value-field" on:focusout=move |_| settle(draft, is_invalid)>
            <TypedInput
                kind=InputKind::Short
                text
                label
                is_invalid
                placeholder="values, with commas between"
                on_text=move |typed: String| {
                    let read = data_type.with_untracked(|data_type| split(data_type, &typed));
                    draft.set(Some(typed));
                    if let Some(values) = read {
                        on_values.run(values);
                    }
                }
            />
            {refusal}
        </span>
    }
}

/// Why what was typed does not count.
#[component]
fn Refusal(
    /// The reason, as a sentence.
    refusal: String,
) -> impl IntoView {
    view! {
        <span class="value-field__error" role="status">
            {refusal}
            " The result is of the value before."
        </span>
    }
}

/// Forgets what was typed once it is left and good: the value says the same.
///
/// A field that is removed while it has the focus loses it last of all, when its
/// signals are gone already.
fn settle(draft: RwSignal<Option<String>>, is_invalid: Signal<bool>) {
    if is_invalid.try_get_untracked() == Some(false) {
        draft.try_set(None);
    }
}

fn join(values: &[Value]) -> String {
    let texts: Vec<String> = values.iter().map(Value::to_text).collect();
    texts.join(", ")
}

fn split(data_type: &DataType, text: &str) -> Option<Vec<Value>> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| parse(data_type, part).ok())
        .collect()
}

/// How many: a whole number, or nothing.
#[component]
pub fn CountField(
    /// The number.
    #[prop(into)]
    count: Signal<Option<u64>>,
    /// Its name.
    #[prop(into)]
    label: String,
    /// A number was typed, or the field was emptied.
    #[prop(into)]
    on_count: Callback<Option<u64>>,
) -> impl IntoView {
    let draft = RwSignal::new(None::<String>);
    let is_bad = |text: &str| !text.is_empty() && text.parse::<u64>().is_err();
    let is_invalid =
        Signal::derive(move || draft.with(|draft| draft.as_deref().is_some_and(is_bad)));
    let name = label.clone();
    view! {
        <label class="count-field">
            <span class="count-field__label">{label}</span>
            <span on:focusout=move |_| settle(draft, is_invalid)>
                <TypedInput
                    kind=InputKind::Number
                    text=Signal::derive(move || {
                        draft
                            .get()
                            .unwrap_or_else(|| count.get().map(|count| count.to_string()).unwrap_or_default())
                    })
                    label=name
                    is_invalid
                    placeholder="none"
                    on_text=move |typed: String| {
                        if !is_bad(&typed) {
                            on_count.run(typed.parse().ok());
                        }
                        draft.set(Some(typed));
                    }
                />
            </span>
            {move || {
                let refusal = || "How many is a whole number, or none.".to_owned();
                is_invalid.get().then(|| view! { <Refusal refusal=refusal() /> })
            }}
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_split_at_its_commas() {
        let whole = DataType::Integer;
        assert_eq!(
            split(&whole, "1, 2,3, "),
            Some(vec![
                Value::Integer(1),
                Value::Integer(2),
                Value::Integer(3)
            ])
        );
        assert_eq!(split(&whole, ""), Some(Vec::new()));
        assert_eq!(split(&whole, "1, two"), None);
    }
}
