//! A button that opens a list of things to do: the platform's popover, with a menu's keys.

use leptos::ev;
use leptos::prelude::*;

use super::{Icon, Shape, focus_id};

/// One thing a menu offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem<T> {
    /// What is chosen.
    pub value: T,
    /// Its words.
    pub label: String,
    /// Its icon.
    pub shape: Shape,
    /// The keys that do the same.
    pub keys: Option<String>,
    /// Where the menu offers a choice: whether this is the one chosen.
    pub is_checked: Option<bool>,
    /// Whether a line parts it from the item before.
    pub is_parted: bool,
}

impl<T> MenuItem<T> {
    /// An item without keys or choice.
    pub fn new(value: T, shape: Shape, label: &str) -> Self {
        Self {
            value,
            label: label.to_owned(),
            shape,
            keys: None,
            is_checked: None,
            is_parted: false,
        }
    }

    /// The item with the keys that do the same.
    #[must_use]
    pub fn with_keys(mut self, keys: String) -> Self {
        self.keys = Some(keys);
        self
    }

    /// The item as one of a choice.
    #[must_use]
    pub fn checked(mut self, is_checked: bool) -> Self {
        self.is_checked = Some(is_checked);
        self
    }

    /// The item with a line above it.
    #[must_use]
    pub fn parted(mut self) -> Self {
        self.is_parted = true;
        self
    }
}

/// A button and its menu. The arrow keys lead through the items, Escape closes it.
#[component]
pub fn Menu<T>(
    /// The menu's id, and the prefix of its items' ids.
    id: &'static str,
    /// The button's name.
    #[prop(into)]
    label: Signal<String>,
    /// The button's face.
    face: ViewFn,
    /// What it offers.
    #[prop(into)]
    items: Signal<Vec<MenuItem<T>>>,
    /// Something was chosen.
    on_choose: impl Fn(T) + Clone + Send + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let item_id = move |index: usize| format!("{id}-{index}");
    let focused = StoredValue::new(0_usize);
    let go = move |index: usize| {
        focused.set_value(index);
        focus_id(&item_id(index));
    };
    let on_key_down = move |event: ev::KeyboardEvent| {
        let Some(last) = items.with_untracked(Vec::len).checked_sub(1) else {
            return;
        };
        let at = focused.get_value();
        let to = match event.key().as_str() {
            "ArrowDown" if at == last => 0,
            "ArrowDown" => at + 1,
            "ArrowUp" => at.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        go(to);
    };
    let is_open = RwSignal::new(false);
    let on_toggle = move |event: ev::Event| {
        let element = event_target::<leptos::web_sys::Element>(&event);
        let opened = element.matches(":popover-open").unwrap_or_default();
        is_open.set(opened);
        if opened {
            go(0);
        }
    };
    let open_by_arrow = move |event: ev::KeyboardEvent| {
        if event.key() == "ArrowDown" {
            event.prevent_default();
            event_target::<leptos::web_sys::HtmlElement>(&event).click();
        }
    };
    view! {
        <button
            type="button"
            class="button button--quiet menu-button"
            aria-label=label
            title=label
            aria-haspopup="menu"
            aria-expanded=move || is_open.get().to_string()
            popovertarget=id
            style=format!("anchor-name: --{id}")
            on:keydown=open_by_arrow
        >
            {face.run()}
        </button>
        <div
            class="menu"
            popover="auto"
            role="menu"
            id=id
            aria-label=label
            style=format!("position-anchor: --{id}")
            on:keydown=on_key_down
            on:toggle=on_toggle
        >
            {move || {
                items
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(index, item)| {
                        let on_choose = on_choose.clone();
                        let role = if item.is_checked.is_some() { "menuitemradio" } else { "menuitem" };
                        view! {
                            {item.is_parted.then(|| view! { <div class="menu__line" role="separator"></div> })}
                            <button
                                type="button"
                                class="menu__item"
                                role=role
                                id=item_id(index)
                                tabindex="-1"
                                aria-checked=item.is_checked.map(|is_checked| is_checked.to_string())
                                popovertarget=id
                                popovertargetaction="hide"
                                on:click=move |_| on_choose(item.value.clone())
                            >
                                <Icon shape=item.shape />
                                <span class="menu__label">{item.label}</span>
                                {item.keys.map(|keys| view! { <kbd class="menu__keys" aria-hidden="true">{keys}</kbd> })}
                                {(item.is_checked == Some(true)).then(|| view! { <Icon shape=Shape::Check /> })}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}
