//! A modal dialog: the platform's own, with a title and a way out.

use leptos::html;
use leptos::prelude::*;

use super::{IconButton, Shape};

/// A dialog that is open while `open` is true. Escape, the cross and the backdrop close it.
#[component]
pub fn Dialog(
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it shows; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let children = StoredValue::new(children);
    Effect::new(move || {
        let Some(element) = dialog.get() else { return };
        match (open.get(), element.open()) {
            // The platform refuses a second modal of the same element only; ours is closed here.
            (true, false) => drop(element.show_modal()),
            (false, true) => element.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            class="dialog"
            aria-label=title
            node_ref=dialog
            on:close=move |_| open.set(false)
            on:mousedown=move |event| {
                // Only the backdrop is the dialog element itself; its content fills it.
                if event.target() == event.current_target() {
                    open.set(false);
                }
            }
        >
            <Show when=move || open.get()>
                <div class="dialog__bar">
                    <h2 class="dialog__title">{title}</h2>
                    <IconButton shape=Shape::Cross label="Close" on_press=move || open.set(false) />
                </div>
                <div class="dialog__body">{children.with_value(|children| children())}</div>
            </Show>
        </dialog>
    }
}
