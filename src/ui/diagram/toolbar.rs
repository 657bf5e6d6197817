//! The tools of the room: those that edit in its bar, those of the view in its corner.

use leptos::prelude::*;

use super::board::Board;
use super::geometry::ZOOM_STEP;
use crate::ui::studio::Selection;
use crate::ui::widget::{Icon, IconButton, Shape};

/// Add, link, arrange.
#[component]
pub fn Toolbar() -> impl IntoView {
    let board = Board::expect();
    let has_models = Signal::derive(move || {
        board
            .studio
            .schema()
            .with(|schema| !schema.models.is_empty())
    });
    let link = move || {
        let schema = board.studio.schema().get_untracked();
        let chosen = match board.studio.selection().get_untracked() {
            Some(Selection::Model(model)) => schema.model(model),
            _ => None,
        };
        if let Some(model) = chosen.or_else(|| schema.models.iter().find(|model| !model.is_implied))
        {
            board.begin_link(model.id, None);
        }
    };
    view! {
        <div class="diagram-tools">
            <button type="button" class="button" aria-label="Add model" on:click=move |_| board.add_model()>
                <Icon shape=Shape::Plus />
                "Model"
            </button>
            <button
                type="button"
                class="button"
                aria-label="Link models"
                title="Link two models; or drag from a card's link handle to another card"
                disabled=move || !has_models.get()
                on:click=move |_| link()
            >
                <Icon shape=Shape::Link />
                "Link"
            </button>
            <button
                type="button"
                class="button button--quiet"
                title="Put the cards where their links suggest"
                disabled=move || !has_models.get()
                on:click=move |_| board.arrange()
            >
                "Arrange"
            </button>
        </div>
    }
}

/// Zoom and fit.
#[component]
pub fn ViewTools() -> impl IntoView {
    let board = Board::expect();
    let percent = move || format!("{:.0}%", board.view.with(|view| view.zoom) * 100.0);
    view! {
        <div class="view-tools" role="group" aria-label="View">
            <IconButton shape=Shape::ZoomOut label="Zoom out" on_press=move || board.zoom(1.0 / ZOOM_STEP) />
            <output class="view-tools__zoom" aria-label="Zoom">{percent}</output>
            <IconButton shape=Shape::ZoomIn label="Zoom in" on_press=move || board.zoom(ZOOM_STEP) />
            <IconButton shape=Shape::Fit label="Fit all into view" on_press=move || board.fit() />
        </div>
    }
}
