//! An attribute's type, with the length, digits or values it takes.

use leptos::prelude::*;

use super::field::{TextField, told, unique_id};
use crate::orm::schema::{AttributeId, DataType};
use crate::project::{AttributeEdit, Edit, EditError};
use crate::ui::studio::Studio;

/// The type's name: a list to choose from.
#[component]
pub fn TypeField(
    /// The attribute.
    attribute: AttributeId,
    /// Its type.
    #[prop(into)]
    data_type: Signal<DataType>,
    /// Whether it follows another attribute's type.
    #[prop(into)]
    is_fixed: Signal<bool>,
    /// Told why a type is refused.
    on_error: Callback<Option<EditError>>,
) -> impl IntoView {
    let studio = Studio::expect();
    let id = unique_id("type");
    let on_change = move |event| {
        let name = event_target_value(&event);
        let chosen = DataType::all()
            .into_iter()
            .find(|data_type| data_type.name() == name);
        if let Some(chosen) = chosen {
            let change = AttributeEdit::DataType(with_values(chosen));
            on_error.run(
                studio
                    .try_dispatch(Edit::EditAttribute { attribute, change })
                    .err(),
            );
        }
    };
    view! {
        <label class="visually-hidden" for=id.clone()>"Type"</label>
        <select
            id=id
            class="select code"
            disabled=is_fixed
            title=move || if is_fixed.get() {
                "A foreign key has the type of what it points to".to_owned()
            } else {
                data_type.with(DataType::words)
            }
            prop:value=move || data_type.with(|data_type| data_type.name().to_owned())
            on:change=on_change
        >
            {DataType::all()
                .into_iter()
                .map(|option| {
                    let name = option.name();
                    let is_chosen = move || data_type.with(|data_type| data_type.name() == name);
                    view! { <option value=name selected=is_chosen>{name}</option> }
                })
                .collect_view()}
        </select>
    }
}

/// An `ENUM` needs a value to begin with.
fn with_values(data_type: DataType) -> DataType {
    match data_type {
        DataType::Enum(values) if values.is_empty() => {
            DataType::Enum(vec!["draft".to_owned(), "published".to_owned()])
        }
        other => other,
    }
}

/// What the type takes in brackets, if it takes something.
#[component]
pub fn TypeOptions(
    /// The attribute.
    attribute: AttributeId,
    /// Its type.
    #[prop(into)]
    data_type: Signal<DataType>,
) -> impl IntoView {
    let studio = Studio::expect();
    let set = move |data_type: DataType| {
        let change = AttributeEdit::DataType(data_type);
        told(studio.try_dispatch(Edit::EditAttribute { attribute, change }))
    };
    let form = Memo::new(move |_| data_type.with(Form::of));
    move || match form.get() {
        Form::Nothing => None,
        Form::Length => Some(view! { <Length data_type set=Callback::new(set) /> }.into_any()),
        Form::Digits => Some(view! { <Digits data_type set=Callback::new(set) /> }.into_any()),
        Form::Values => Some(view! { <Values data_type set=Callback::new(set) /> }.into_any()),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Nothing,
    Length,
    Digits,
    Values,
}

impl Form {
    const fn of(data_type: &DataType) -> Self {
        match data_type {
            DataType::String(_) | DataType::Char(_) => Self::Length,
            DataType::Decimal(_) => Self::Digits,
            DataType::Enum(_) => Self::Values,
            _ => Self::Nothing,
        }
    }
}

type Set = Callback<DataType, Result<(), String>>;

#[component]
fn Length(data_type: Signal<DataType>, set: Set) -> impl IntoView {
    let value = Signal::derive(move || match data_type.get() {
        DataType::String(Some(length)) | DataType::Char(Some(length)) => length.to_string(),
        _ => String::new(),
    });
    let commit = move |typed: String| {
        let length = whole(&typed)?;
        set.run(match data_type.get_untracked() {
            DataType::Char(_) => DataType::Char(length),
            _ => DataType::String(length),
        })
    };
    view! {
        <TextField
            label="Length"
            value=value
            commit=Callback::new(commit)
            placeholder="255"
        />
    }
}

#[component]
fn Digits(data_type: Signal<DataType>, set: Set) -> impl IntoView {
    let both = move || match data_type.get() {
        DataType::Decimal(both) => both,
        _ => None,
    };
    let precision =
        Signal::derive(move || both().map(|both| both.0.to_string()).unwrap_or_default());
    let scale = Signal::derive(move || both().map(|both| both.1.to_string()).unwrap_or_default());
    let commit_precision = move |typed: String| {
        let scale = both().map_or(0, |both| both.1);
        set.run(DataType::Decimal(
            whole(&typed)?.map(|precision| (precision, scale.min(precision))),
        ))
    };
    let commit_scale = move |typed: String| {
        let scale = whole(&typed)?.unwrap_or(0);
        let precision = both().map_or(10, |both| both.0);
        set.run(DataType::Decimal(Some((precision.max(scale), scale))))
    };
    view! {
        <TextField label="Digits in all" value=precision commit=Callback::new(commit_precision) />
        <TextField label="After the point" value=scale commit=Callback::new(commit_scale) />
    }
}

#[component]
fn Values(data_type: Signal<DataType>, set: Set) -> impl IntoView {
    let value = Signal::derive(move || match data_type.get() {
        DataType::Enum(values) => values.join(", "),
        _ => String::new(),
    });
    let commit = move |typed: String| {
        let mut values: Vec<String> = Vec::new();
        for value in typed
            .split(',')
            .map(str::trim)
            .filter(|value| !value.is_empty())
        {
            if !values.iter().any(|known| known == value) {
                values.push(value.to_owned());
            }
        }
        if values.is_empty() {
            return Err("List at least one value.".to_owned());
        }
        set.run(DataType::Enum(values))
    };
    view! {
        <TextField label="Values, separated by commas" value=value commit=Callback::new(commit) />
    }
}

/// A whole number above zero, or none where nothing is typed.
fn whole(typed: &str) -> Result<Option<u32>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    match typed.parse::<u32>() {
        Ok(number) if (1..=65_535).contains(&number) => Ok(Some(number)),
        _ => Err(format!("“{typed}” is not a whole number above zero.")),
    }
}
