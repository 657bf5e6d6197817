//! Small choices of this browser's user: the theme, how the rooms share the screen.
//!
//! Kept in local storage; where the browser forbids it, they last as long as the page.

use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was kept under a name.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok()?
}

/// Keeps a text under a name, until the next under the same.
pub fn write(name: &str, text: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage costs the choice, nothing else.
        let _ = storage.set_item(&key(name), text);
    }
}

fn key(name: &str) -> String {
    format!("relata.{name}")
}
