//! What the page says of itself to its surroundings, and how it begins.

/// Marks the body as ready: the document is shown and its first query answered.
pub fn mark_ready() {
    if let Some(body) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.body())
    {
        // Only a malformed name could fail.
        let _ = body.set_attribute("data-ready", "");
    }
}

/// Runs what has to be awaited before the page is drawn.
pub fn run(beginning: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(beginning);
}
