//! The diagram room: models as cards, associations as lines between them.

#![allow(
    clippy::large_types_passed_by_value,
    reason = "a board is a handful of signals; only debug builds make them this large"
)]

mod action_select;
mod attribute_editor;
mod board;
mod canvas;
mod card;
mod default_field;
mod drawing;
mod edge;
mod edge_note;
mod field;
mod geometry;
mod gesture;
mod link_draft;
mod link_form;
mod link_picture;
mod model_editor;
mod problem_message;
mod toolbar;
mod type_field;

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::widget::{Icon, Room, RoomShell, Shape};
use crate::orm::schema::ModelId;
use board::Board;
use canvas::Canvas;
use edge_note::EdgeNote;
use link_form::LinkDialog;
use model_editor::ModelDialog;
use toolbar::{Toolbar, ViewTools};

/// The diagram room.
#[component]
pub fn DiagramRoom() -> impl IntoView {
    let board = Board::provide();
    let is_empty = Memo::new(move |_| {
        board
            .studio
            .schema()
            .with(|schema| schema.models.is_empty())
    });
    fit_other_documents(board);
    view! {
        <RoomShell room=Room::Diagram tools=|| view! { <Toolbar /> }>
            <div class="diagram">
                <Canvas />
                <Show when=move || is_empty.get()>
                    <Empty />
                </Show>
                <Show when=move || !is_empty.get()>
                    <ViewTools />
                </Show>
                <EdgeNote />
            </div>
            <ModelDialog />
            <LinkDialog />
        </RoomShell>
    }
}

/// What is shown while there are no models.
#[component]
fn Empty() -> impl IntoView {
    let board = Board::expect();
    view! {
        <div class="diagram__empty">
            <p class="diagram__empty-title">"No models yet"</p>
            <p>
                "A model is a kind of thing you store, such as a User or a Post. Add two, then drag from one to the other to link them."
            </p>
            <div class="diagram__empty-actions">
                <button type="button" class="button button--primary" on:click=move |_| board.add_model()>
                    <Icon shape=Shape::Plus />
                    "Add the first model"
                </button>
                <button type="button" class="button" on:click=move |_| board.studio.reset_to_story()>
                    "Load the story"
                </button>
            </div>
        </div>
    }
}

/// Fits the view when another document is shown: opened, begun, or come back by undo.
fn fit_other_documents(board: Board) {
    let replaced = board.studio.replaced();
    Effect::new(move |before: Option<(u32, BTreeSet<ModelId>)>| {
        let models: BTreeSet<ModelId> = board
            .drawing
            .with(|drawing| drawing.cards.iter().map(|(id, _)| *id).collect());
        let count = replaced.get();
        let is_another = before.is_some_and(|(counted, before)| {
            count != counted || (models.len() > 1 && before.is_disjoint(&models))
        });
        if is_another {
            board.begin_anew();
        }
        (count, models)
    });
}
