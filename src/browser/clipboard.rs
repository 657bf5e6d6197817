//! The clipboard.

use wasm_bindgen_futures::JsFuture;

/// Puts a text on the clipboard; `false` where the browser does not let the page.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // A page that is not served securely has no clipboard at all.
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text))
        .await
        .is_ok()
}
