//! How the page looks as a whole: its theme, and the words shown before it is there.

use web_sys::{Document, Element};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Sets `light` or `dark`; none follows the system.
pub fn set_theme(theme: Option<&str>) {
    let Some(root) = document().as_ref().and_then(Document::document_element) else {
        return;
    };
    // Only a malformed name could fail.
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
}

/// Takes away what `index.html` shows until the page is there.
pub fn remove_boot() {
    if let Some(boot) = document().and_then(|document| document.get_element_by_id("boot")) {
        Element::remove(&boot);
    }
}
