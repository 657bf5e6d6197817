//! The bar above the rooms: the project, undo, live mode, files, theme, help, and what there is to say.

mod help;
mod live;
mod menus;
mod notices;
mod project_name;
mod shortcuts;
mod status;
mod theme;
mod undo;

pub use status::EngineBanner;

use leptos::prelude::*;

use super::widget::{IconButton, Shape};
use help::Help;
use live::{LiveSwitch, PendingCount};
use menus::Menus;
use notices::Notices;
use project_name::ProjectName;
use status::Status;
use theme::Theme;
use undo::{Redo, Undo};

/// The bar above the rooms.
#[component]
pub fn Header() -> impl IntoView {
    let theme = Theme::remembered();
    let is_helping = RwSignal::new(false);
    shortcuts::listen(is_helping);
    view! {
        <header class="header">
            <h1 class="header__mark" aria-label="Relata">
                <svg class="header__sign" viewBox="0 0 32 32" aria-hidden="true">
                    <rect width="32" height="32" rx="8" />
                    <path d="M9 11h5v5h4v-5h5M9 21h14" />
                </svg>
                <span class="header__brand">"Relata"</span>
            </h1>
            <ProjectName />
            <Status />
            <Notices />
            <div class="header__tools">
                <PendingCount />
                <LiveSwitch />
                <div class="header__group">
                    <Undo />
                    <Redo />
                </div>
                <Menus theme is_helping />
                <div class="header__help">
                    <IconButton
                        shape=Shape::Help
                        label="Help and shortcuts"
                        on_press=move || is_helping.set(true)
                    />
                </div>
            </div>
            <Help open=is_helping />
        </header>
    }
}
