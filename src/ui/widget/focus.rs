//! Moving the keyboard's focus to an element known by its id.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// Focuses the element of that id, where there is one.
pub fn focus_id(id: &str) {
    let element = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // An element that cannot be focused keeps the focus where it is: nothing to do about.
        drop(element.focus());
    }
}
