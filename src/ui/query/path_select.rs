//! A list of attributes to choose from, those of includes under their aliases.

use leptos::prelude::*;

use super::builder::{Builder, Way};
use super::path::{PathGroup, decode, encode, offered};
use crate::orm::query::Path;

/// Chooses an attribute of a part of the find.
#[component]
pub fn PathSelect(
    /// The find.
    builder: Builder,
    /// The part.
    way: Way,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// The attribute chosen.
    #[prop(into)]
    path: Signal<Option<Path>>,
    /// Another was chosen.
    #[prop(into)]
    on_path: Callback<Path>,
) -> impl IntoView {
    let groups = Memo::new(move |_| {
        builder
            .read(|find, schema| way.with_value(|way| offered(schema, find, way)))
            .unwrap_or_default()
    });
    let options = move |group: PathGroup| {
        group
            .choices
            .into_iter()
            .map(|choice| {
                let this = choice.path.clone();
                view! {
                    <option
                        value=encode(&choice.path)
                        prop:selected=move || path.with(|path| path.as_ref() == Some(&this))
                    >
                        {choice.label}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <select
            class="select"
            aria-label=label
            on:change=move |event| {
                if let Some(path) = decode(&event_target_value(&event)) {
                    on_path.run(path);
                }
            }
        >
            {move || {
                let groups = groups.get();
                if groups.len() == 1 {
                    groups.into_iter().map(options).collect_view().into_any()
                } else {
                    groups
                        .into_iter()
                        .map(|group| {
                            let label = group.label.clone();
                            view! { <optgroup label=label>{options(group)}</optgroup> }
                        })
                        .collect_view()
                        .into_any()
                }
            }}
        </select>
    }
}

/// The attribute a new condition or term begins with: a name or title rather than a key.
pub fn first_path(builder: Builder, way: Way) -> Option<Path> {
    use crate::orm::schema::DataType;

    let groups = builder.read(|find, schema| way.with_value(|way| offered(schema, find, way)))?;
    let own = groups.into_iter().next()?.choices;
    own.iter()
        .find(|choice| matches!(choice.data_type, DataType::String(_) | DataType::Text))
        .or_else(|| own.first())
        .map(|choice| choice.path.clone())
}
