//! Bringing an element before the person: the keyboard's focus, the scroll position.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Focuses the element of that id, where there is one.
pub fn focus_id(id: &str) {
    let element = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    // To focus what has the focus changes nothing, and has the page laid out.
    if let Some(element) = element.filter(|element| !is_focused(element)) {
        // An element that cannot be focused keeps the focus where it is: nothing to do about.
        drop(element.focus());
    }
}

fn is_focused(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

/// Whether the focus is within the element of that id.
pub fn has_focus(id: &str) -> bool {
    let document = document();
    let element = document.get_element_by_id(id);
    element.is_some_and(|element| element.contains(document.active_element().as_deref()))
}

/// Scrolls as far as it takes to see the element of that id, where there is one.
pub fn reveal_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        reveal(&element);
    }
}

/// Scrolls as far as it takes to see the element.
pub fn reveal(element: &Element) {
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    nearest.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&nearest);
}
