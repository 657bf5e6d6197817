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

/// Puts the page into the document's body.
pub fn mount() {
    leptos::mount::mount_to_body(app::App);
}
