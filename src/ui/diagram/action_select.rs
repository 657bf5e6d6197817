//! A choice of what the database does to rows that point to one that goes or changes.

use leptos::ev;
use leptos::prelude::*;

use super::field::unique_id;
use crate::orm::schema::ReferentialAction;

/// A list of the four actions.
#[component]
pub fn ActionSelect(
    /// Its label.
    label: &'static str,
    /// The action that stands.
    value: Signal<ReferentialAction>,
    /// Another was chosen.
    on_change: Callback<ReferentialAction>,
) -> impl IntoView {
    let id = unique_id("action");
    let choose = move |event: ev::Event| {
        let chosen = event_target_value(&event);
        let action = ReferentialAction::ALL
            .into_iter()
            .find(|action| action.sql() == chosen);
        if let Some(action) = action {
            on_change.run(action);
        }
        event_target::<leptos::web_sys::HtmlSelectElement>(&event)
            .set_value(value.get_untracked().sql());
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <select id=id class="select" on:change=choose>
                {ReferentialAction::ALL
                    .map(|action| {
                        view! {
                            <option value=action.sql() prop:selected=move || value.get() == action>
                                {action.sql()}
                            </option>
                        }
                    })}
            </select>
        </div>
    }
}
