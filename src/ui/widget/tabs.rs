//! Tabs: one of several is shown, arrow keys lead through them.

use leptos::ev;
use leptos::prelude::*;

use super::focus_id;

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// What tells it from the others.
    pub id: String,
    /// Its words.
    pub label: String,
    /// Something short beside them: a number of rows.
    pub detail: Option<String>,
    /// Whether what it shows is not there now.
    pub is_absent: bool,
}

impl Tab {
    /// A tab of words only.
    pub fn new(id: &str, label: &str) -> Self {
        Self {
            id: id.to_owned(),
            label: label.to_owned(),
            detail: None,
            is_absent: false,
        }
    }
}

/// A row of tabs. The panel they show is the element of id `panel`.
#[component]
pub fn Tabs(
    /// What they choose between.
    label: &'static str,
    /// The panel's id, and the prefix of the tabs' ids.
    panel: &'static str,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The id of the one shown.
    #[prop(into)]
    active: Signal<String>,
    /// Another was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let on_key_down = {
        move |event: ev::KeyboardEvent| {
            let next = tabs.with_untracked(|tabs| {
                let last = tabs.len().checked_sub(1)?;
                let at =
                    active.with_untracked(|active| tabs.iter().position(|tab| tab.id == *active));
                let at = at.unwrap_or(0);
                let to = match event.key().as_str() {
                    "ArrowRight" => {
                        if at == last {
                            0
                        } else {
                            at + 1
                        }
                    }
                    "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
                    "Home" => 0,
                    "End" => last,
                    _ => return None,
                };
                tabs.get(to).map(|tab| tab.id.clone())
            });
            if let Some(id) = next {
                event.prevent_default();
                focus_id(&tab_id(panel, &id));
                on_choose.run(id);
            }
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=on_key_down>
            <For
                each=move || tabs.get()
                key=|tab| tab.id.clone()
                children=move |tab| {
                    let id = StoredValue::new(tab.id);
                    let now = Memo::new(move |_| {
                        tabs.with(|tabs| {
                            id.with_value(|id| tabs.iter().find(|tab| tab.id == *id).cloned())
                        })
                    });
                    let is_active = Memo::new(move |_| active.with(|active| id.with_value(|id| id == active)));
                    let on_choose = on_choose;
                    view! {
                        <button
                            type="button"
                            role="tab"
                            class="tab"
                            class:is-absent=move || now.with(|tab| tab.as_ref().is_some_and(|tab| tab.is_absent))
                            id=tab_id(panel, &id.get_value())
                            aria-controls=panel
                            aria-selected=move || is_active.get().to_string()
                            tabindex=move || if is_active.get() { "0" } else { "-1" }
                            on:click=move |_| on_choose.run(id.get_value())
                        >
                            {move || now.with(|tab| tab.as_ref().map(|tab| tab.label.clone()))}
                            {move || {
                                now.with(|tab| tab.as_ref().and_then(|tab| tab.detail.clone()))
                                    .map(|detail| view! { <span class="tab__detail">{detail}</span> })
                            }}
                        </button>
                    }
                }
            />
        </div>
    }
}

/// The id of a tab's element, for what it labels.
pub fn tab_id(panel: &str, tab: &str) -> String {
    format!("{panel}-tab-{tab}")
}
