//! A bar between two areas that changes how they share the space.

use leptos::ev;
use leptos::prelude::*;

/// Which bar: each sets one custom property of the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// Between the two columns.
    Columns,
    /// Between the diagram and what is below it.
    Left,
    /// Between the query and what is below it.
    Right,
    /// Between the two rooms below the diagram.
    Bottom,
}

impl Split {
    const fn slug(self) -> &'static str {
        match self {
            Self::Columns => "columns",
            Self::Left => "left",
            Self::Right => "right",
            Self::Bottom => "bottom",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Columns => "Width of the left column",
            Self::Left => "Height of the diagram",
            Self::Right => "Height of the query",
            Self::Bottom => "Width of the data",
        }
    }

    const fn is_vertical(self) -> bool {
        matches!(self, Self::Columns | Self::Bottom)
    }
}

/// The share the first area has, in percent, kept within this.
const LEAST: f64 = 15.0;
const MOST: f64 = 85.0;

/// A separator that is dragged, or moved by the arrow keys.
#[component]
pub fn Splitter(
    /// Which bar it is.
    split: Split,
    /// The first area's share in percent.
    share: RwSignal<f64>,
) -> impl IntoView {
    let is_dragging = RwSignal::new(false);
    let on_pointer_move = move |event: ev::PointerEvent| {
        if !is_dragging.get_untracked() {
            return;
        }
        let element = event_target::<leptos::web_sys::Element>(&event);
        let Some(parent) = element.parent_element() else {
            return;
        };
        let area = parent.get_bounding_client_rect();
        let percent = if split.is_vertical() {
            (f64::from(event.client_x()) - area.left()) / area.width()
        } else {
            (f64::from(event.client_y()) - area.top()) / area.height()
        };
        share.set((percent * 100.0).clamp(LEAST, MOST));
    };
    let on_key_down = move |event: ev::KeyboardEvent| {
        let step = match (event.key().as_str(), split.is_vertical()) {
            ("ArrowLeft", true) | ("ArrowUp", false) => -2.0,
            ("ArrowRight", true) | ("ArrowDown", false) => 2.0,
            _ => return,
        };
        event.prevent_default();
        share.update(|share| *share = (*share + step).clamp(LEAST, MOST));
    };
    view! {
        <div
            class=format!("splitter splitter--{}", split.slug())
            class:is-dragging=is_dragging
            role="separator"
            tabindex="0"
            aria-label=split.label()
            aria-orientation=if split.is_vertical() { "vertical" } else { "horizontal" }
            aria-valuemin=LEAST.to_string()
            aria-valuemax=MOST.to_string()
            aria-valuenow=move || format!("{:.0}", share.get())
            on:pointerdown=move |event| {
                let element = event_target::<leptos::web_sys::Element>(&event);
                // Without capture a fast drag would leave the bar behind.
                is_dragging.set(element.set_pointer_capture(event.pointer_id()).is_ok());
            }
            on:pointermove=on_pointer_move
            on:pointerup=move |_| is_dragging.set(false)
            on:pointercancel=move |_| is_dragging.set(false)
            on:keydown=on_key_down
        ></div>
    }
}
