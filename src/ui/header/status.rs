//! How the engine is, where there is something to say about it.

use leptos::prelude::*;

use crate::ui::studio::{EngineStatus, Studio};
use crate::ui::widget::{Icon, Shape};

/// A word on the engine beside the project's name; nothing while all is well.
#[component]
pub fn Status() -> impl IntoView {
    let status = Studio::expect().engine_status();
    let words = move || match status.get() {
        EngineStatus::Starting | EngineStatus::Late => "Starting the engine",
        EngineStatus::Busy => "Working",
        EngineStatus::Restarted => "Restarting the engine",
        EngineStatus::Ready | EngineStatus::Hung | EngineStatus::Dead => "",
    };
    view! {
        <p class="header__status" class:is-shown=move || !words().is_empty()>
            <span class="header__pulse" aria-hidden="true"></span>
            <span class="header__status-words">{words}</span>
        </p>
    }
}

/// Says so where the engine does not answer, and offers to stop it.
#[component]
pub fn EngineBanner() -> impl IntoView {
    let status = Studio::expect().engine_status();
    let banner = Memo::new(move |_| match status.get() {
        EngineStatus::Late => Some((
            "The engine has not arrived after 20 s; the network may be slow. It is still awaited, and you can draw models and read their code meanwhile.",
            Shape::Restart,
            "Fetch it again",
        )),
        EngineStatus::Hung => Some((
            "The engine has been busy for 5 s. It may still answer; if you stop it, a fresh one loads the last good state and nothing is lost.",
            Shape::Stop,
            "Stop",
        )),
        EngineStatus::Dead => Some((
            "The engine does not start: its file did not arrive, or this browser does not allow WebAssembly or Web Workers here. You can draw models and read their code; rows and finds need the engine.",
            Shape::Restart,
            "Try again",
        )),
        _ => None,
    });
    view! {
        <div class="banner-place" role="alert">
            {move || banner.get().map(|(words, shape, label)| view! { <Banner words shape label /> })}
        </div>
    }
}

/// What is wrong with the engine, and the button that starts a fresh one.
#[component]
fn Banner(
    /// What is wrong.
    words: &'static str,
    /// The button's picture.
    shape: Shape,
    /// What the button says.
    label: &'static str,
) -> impl IntoView {
    let studio = Studio::expect();
    view! {
        <div class="banner">
            <Icon shape=Shape::Warning />
            <p class="banner__words">{words}</p>
            <button type="button" class="button" on:click=move |_| studio.stop_engine()>
                <Icon shape />
                {label}
            </button>
        </div>
    }
}
