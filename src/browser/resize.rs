//! Says how large an element is, now and whenever that changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::js_sys::Array;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Watches the size of an element for as long as it lives.
#[derive(Debug)]
pub struct SizeWatch {
    observer: ResizeObserver,
    _on_resize: Closure<dyn FnMut(Array)>,
}

impl SizeWatch {
    /// Calls `on_size` with the width and height in CSS pixels, at once and on every change.
    ///
    /// `None` where the browser has no `ResizeObserver`.
    pub fn new(element: &Element, on_size: impl Fn(f64, f64) + 'static) -> Option<Self> {
        let on_resize = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last = entries.pop();
            if let Ok(entry) = last.dyn_into::<ResizeObserverEntry>() {
                let area = entry.content_rect();
                on_size(area.width(), area.height());
            }
        });
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _on_resize: on_resize,
        })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
