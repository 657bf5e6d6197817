//! The fields of the form of a link.

use leptos::prelude::*;

use crate::orm::schema::ModelId;
use crate::ui::diagram::board::Board;
use crate::ui::diagram::field::unique_id;

/// One of the two models.
#[component]
pub fn EndSelect(
    /// Its label.
    label: &'static str,
    /// What that side does.
    note: Signal<&'static str>,
    /// The model chosen.
    value: Signal<Option<ModelId>>,
    /// Another was chosen.
    on_change: Callback<ModelId>,
) -> impl IntoView {
    let schema = Board::expect().studio.schema();
    let id = unique_id("end");
    let options = move || {
        schema.with(|schema| {
            let models = schema.models.iter();
            models
                .map(|model| (model.id, model.name.clone()))
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <select
                id=id
                class="select"
                on:change=move |event| {
                    if let Ok(id) = event_target_value(&event).parse() {
                        on_change.run(ModelId(id));
                    }
                }
            >
                <For each=options key=Clone::clone let:option>
                    {
                        let (id, name) = option;
                        view! {
                            <option value=id.0 prop:selected=move || value.get() == Some(id)>{name}</option>
                        }
                    }
                </For>
            </select>
            <p class="field__hint">{note}</p>
        </div>
    }
}

/// An alias, or none.
#[component]
pub fn AliasField(
    /// The model it is declared on, and which side of the link where both are that model.
    on: Signal<String>,
    /// The alias; `None` where that direction is not declared.
    value: Signal<Option<String>>,
    /// The alias that links of this kind have.
    usual: Signal<String>,
    /// Typed, or switched on or off.
    on_change: Callback<Option<String>>,
) -> impl IntoView {
    let is_missing = Memo::new(move |_| value.with(|alias| alias.as_deref() == Some("")));
    let alias = Memo::new(move |_| value.get());
    let is_declared = Memo::new(move |_| alias.with(Option::is_some));
    // Switched off and on again, the alias comes back as it was.
    let last = StoredValue::new(String::new());
    let id = unique_id("alias");
    let toggle = move |event| {
        if event_target_checked(&event) {
            on_change.run(Some(last.get_value()));
        } else {
            last.set_value(alias.get_untracked().unwrap_or_default());
            on_change.run(None);
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {move || format!("Alias on {}", on.get())}
            </label>
            <input
                id=id
                class="input"
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                disabled=move || !is_declared.get()
                prop:value=move || alias.get().unwrap_or_default()
                on:input=move |event| on_change.run(Some(event_target_value(&event)))
            />
            <Show when=move || is_missing.get()>
                <p class="field__error">
                    "Without an alias no include can name it. "
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| on_change.run(Some(usual.get_untracked()))
                    >
                        {move || format!("Call it {}", usual.get())}
                    </button>
                </p>
            </Show>
            <label class="check link-form__declare">
                <input type="checkbox" prop:checked=is_declared on:change=toggle />
                {move || format!("Declare on {}", on.get())}
            </label>
        </div>
    }
}

/// A text of the draft.
#[component]
pub fn DraftField(
    /// Its label.
    label: &'static str,
    /// A word below it.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// Its text.
    value: Signal<String>,
    /// Typed.
    on_change: Callback<String>,
) -> impl IntoView {
    let id = unique_id("draft");
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <input
                id=id
                class="input"
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=value
                on:input=move |event| on_change.run(event_target_value(&event))
            />
            <p class="field__hint">{hint}</p>
        </div>
    }
}
