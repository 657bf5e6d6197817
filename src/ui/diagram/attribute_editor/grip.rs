//! What an attribute is dragged by to another place in its model.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::Element;

use crate::orm::schema::{AttributeId, Model};

/// An attribute on its way to another place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reorder {
    /// The attribute.
    pub attribute: AttributeId,
    /// The index it would get.
    pub to: Option<usize>,
}

/// What an attribute is dragged by. By keyboard the buttons of its options move it.
#[component]
pub fn Grip(
    /// The attribute.
    attribute: AttributeId,
    /// The attribute that is dragged.
    reorder: RwSignal<Option<Reorder>>,
    /// The model.
    model: Signal<Option<Model>>,
    /// Puts it at another place.
    move_to: Callback<usize>,
) -> impl IntoView {
    let is_dragged = move || {
        reorder
            .get_untracked()
            .is_some_and(|reorder| reorder.attribute == attribute)
    };
    let on_move = move |event: ev::PointerEvent| {
        if !is_dragged() {
            return;
        }
        let over = attribute_at(f64::from(event.client_x()), f64::from(event.client_y()));
        let to = model.with_untracked(|model| {
            let attributes = &model.as_ref()?.attributes;
            attributes.iter().position(|other| Some(other.id) == over)
        });
        reorder.set(Some(Reorder { attribute, to }));
    };
    let on_up = move |_| {
        let to = reorder
            .get_untracked()
            .filter(|reorder| reorder.attribute == attribute);
        reorder.set(None);
        if let Some(to) = to.and_then(|reorder| reorder.to) {
            move_to.run(to);
        }
    };
    view! {
        <span
            class="attribute__grip"
            aria-hidden="true"
            title="Drag to reorder"
            on:pointerdown=move |event| {
                let grip = event_target::<Element>(&event);
                if grip.set_pointer_capture(event.pointer_id()).is_ok() {
                    reorder.set(Some(Reorder { attribute, to: None }));
                }
            }
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=move |_| reorder.set(None)
        ></span>
    }
}

/// The attribute whose editor is at that point of the window.
fn attribute_at(x: f64, y: f64) -> Option<AttributeId> {
    // Single precision is far finer than a pixel here.
    #[allow(clippy::cast_possible_truncation)]
    let element = document().element_from_point(x as f32, y as f32)?;
    let row = element.closest("[data-attribute-id]").ok()??;
    row.get_attribute("data-attribute-id")?
        .parse()
        .ok()
        .map(AttributeId)
}
