//! Notices: short words to the person, in the header's free space so that they cover no control.
//!
//! The newest is shown; the others come forward as it goes. What went wrong stays
//! until it is dismissed, all else goes by itself.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::studio::{Notice, Studio, Tone};
use crate::ui::widget::{Icon, IconButton, Shape};

/// How long a notice stays that goes by itself: time to read two lines twice.
const STAYS: Duration = Duration::from_secs(8);

/// The newest notice.
#[component]
pub fn Notices() -> impl IntoView {
    let notices = Studio::expect().notices();
    let newest = Memo::new(move |_| notices.with(|notices| notices.last().map(|notice| notice.id)));
    let more = Memo::new(move |_| notices.with(Vec::len).saturating_sub(1));
    view! {
        <div class="notices" role="status" aria-label="Notices">
            {move || {
                newest.get()?;
                // Read without tracking: it changes with its id only.
                let notice = notices.with_untracked(|notices| notices.last().cloned())?;
                Some(view! { <NoticeCard notice more /> })
            }}
        </div>
    }
}

/// One notice.
#[component]
fn NoticeCard(
    /// The notice.
    notice: Notice,
    /// How many wait behind it.
    more: Memo<usize>,
) -> impl IntoView {
    let studio = Studio::expect();
    let Notice {
        id,
        tone,
        text,
        action,
        ..
    } = notice;
    let is_read = RwSignal::new(false);
    if tone != Tone::Error {
        let leave = move || {
            // A notice under the pointer or with the focus is still being read.
            if is_read.try_get_untracked() == Some(false) {
                studio.dismiss(id);
            }
        };
        if let Ok(timer) = set_timeout_with_handle(leave, STAYS) {
            on_cleanup(move || timer.clear());
        }
    }
    let (class, shape) = match tone {
        Tone::Info => ("notice--info", Shape::Info),
        Tone::Success => ("notice--success", Shape::Check),
        Tone::Warning => ("notice--warning", Shape::Warning),
        Tone::Error => ("notice--danger", Shape::Warning),
    };
    view! {
        <div
            class=format!("notice {class}")
            on:pointerenter=move |_| is_read.set(true)
            on:focusin=move |_| is_read.set(true)
        >
            <Icon shape />
            <p class="notice__text">{text}</p>
            <Show when=move || { more.get() > 0 }>
                <span class="notice__more">{move || format!("+{}", more.get())}</span>
            </Show>
            {action
                .map(|action| {
                    view! {
                        <button
                            type="button"
                            class="button notice__action"
                            on:click=move |_| {
                                (action.run)();
                                studio.dismiss(id);
                            }
                        >
                            {action.label}
                        </button>
                    }
                })}
            <IconButton shape=Shape::Cross label="Dismiss" on_press=move || studio.dismiss(id) />
        </div>
    }
}
