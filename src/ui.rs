//! The page: five rooms around one document.
//!
//! Thin by intent: what things mean is decided in the layers below. A room uses
//! the widgets and the studio, never another room.

mod app;
mod code;
mod data;
mod diagram;
mod header;
mod migrations;
mod query;
pub mod studio;
mod widget;

use crate::browser::page;
use leptos::prelude::IntoView;
use studio::{Opening, Studio};

/// Puts the page into the document's body, once the engine is on its way and the kept document read.
pub fn mount() {
    page::run(async {
        let opening = Opening::begin().await;
        leptos::mount::mount_to_body(move || {
            Studio::open(opening);
            app::App().into_view()
        });
    });
}
