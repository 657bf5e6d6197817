//! What the keyboard is for, at a moment.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

/// Whether the key goes into a text that is being written, which has an undo of its own.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return false;
    };
    match target.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(
            input.type_().as_str(),
            "checkbox" | "radio" | "button" | "range" | "file" | "color"
        ),
        None => target
            .closest("textarea, select, [contenteditable=true]")
            .is_ok_and(|found| found.is_some()),
    }
}

/// Whether a dialog is over the page, which the page's shortcuts must not reach behind.
pub fn is_in_dialog() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("dialog:modal").ok())
        .flatten()
        .is_some()
}

/// Whether this is an Apple device, where ⌘ is what Ctrl is elsewhere.
pub fn is_apple() -> bool {
    web_sys::window()
        .and_then(|window| window.navigator().user_agent().ok())
        .is_some_and(|agent| {
            agent.contains("Mac OS") || agent.contains("iPhone") || agent.contains("iPad")
        })
}
