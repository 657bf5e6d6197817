//! The card of an edge: what it says, which table holds the key and why.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::board::{Board, TOOLS};
use super::drawing::{EdgeView, can_fold};
use super::edge::kind_slug;
use super::geometry::{LineId, Point, Rect, Size, place_note};
use super::link_draft::call;
use super::problem_message::ProblemMessage;
use crate::orm::schema::{Edge, EdgeKind, Subject, explain};
use crate::ui::studio::Selection;
use crate::ui::widget::{IconButton, Shape};

/// The width of the note, and what it is taken to be high until it is measured, in screen pixels.
const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 290.0;

/// The note's id, by which the focus finds it.
pub const NOTE_ID: &str = "edge-note";

/// The note of the selected edge, if one is.
#[component]
pub fn EdgeNote() -> impl IntoView {
    let board = Board::expect();
    let selected = Memo::new(move |_| match board.studio.selection().get() {
        Some(Selection::Association(id)) => board.drawing.with(|drawing| drawing.edge(id).cloned()),
        _ => None,
    });
    view! {
        {move || selected.get().map(|edge| view! { <Note edge=edge /> })}
    }
}

#[component]
fn Note(
    /// The edge.
    edge: EdgeView,
) -> impl IntoView {
    let board = Board::expect();
    let note = NodeRef::<html::Div>::new();
    let id = edge.id;
    let height = RwSignal::new(HEIGHT);
    let shown = StoredValue::new(edge.edge.clone());
    let part = u8::from(edge.edge.through.is_some() && !edge.is_folded);
    let place = Memo::new(move |_| {
        let line = LineId {
            association: id,
            part,
        };
        let middle = board
            .routing
            .with(|routing| routing.route(line).map(|route| route.middle()));
        let about = middle.unwrap_or_default();
        shown.with_value(|edge| corner(board, edge, about, height.get()))
    });
    note.on_load(move |note| {
        request_animation_frame(move || height.set(f64::from(note.offset_height()).max(1.0)));
    });
    let close = move || {
        board.studio.selection().set(None);
        focus_edge(board, id.0);
    };
    let schema = board.studio.schema();
    let ids = (edge.id, edge.inverse);
    let problems = move || {
        let is_ours = |subject| match subject {
            Subject::Association(id) => id == ids.0 || Some(id) == ids.1,
            Subject::Model(_) | Subject::Attribute(_) => false,
        };
        let problems = board.problems_where(is_ours).into_iter();
        problems
            .map(|problem| view! { <ProblemMessage problem /> })
            .collect_view()
    };
    let sentence = move || schema.with(|schema| shown.with_value(|edge| explain(schema, edge)));
    let calls = move || {
        schema.with(|schema| {
            let one = schema
                .association(id)
                .map(|association| call(schema, association));
            let back = edge
                .inverse
                .and_then(|id| schema.association(id))
                .map(|association| call(schema, association));
            one.into_iter().chain(back).collect::<Vec<_>>().join("\n")
        })
    };
    let kind = edge.edge.kind;
    let fold = edge.edge.through.filter(|through| {
        edge.is_folded
            || board
                .drawing
                .with_untracked(|drawing| can_fold(*through, &drawing.edges))
    });
    let is_folded = edge.is_folded;
    view! {
        <div
            class="edge-note"
            id=NOTE_ID
            role="dialog"
            aria-label=edge.words.clone()
            tabindex="-1"
            node_ref=note
            style:left=move || format!("{:.0}px", place.get().x)
            style:top=move || format!("{:.0}px", place.get().y)
            on:keydown=move |event: ev::KeyboardEvent| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    close();
                }
            }
        >
            <div class="edge-note__bar">
                <span class=format!("tag tag--{}", kind_slug(kind)) title=kind_words(kind)>{kind.text()}</span>
                <strong class="edge-note__title">{edge.words.clone()}</strong>
                <IconButton shape=Shape::Cross label="Close" on_press=close />
            </div>
            <p class="edge-note__sentence">{sentence}</p>
            {problems}
            <pre class="edge-note__code" tabindex="0" aria-label="Sequelize calls"><code>{calls}</code></pre>
            <div class="edge-note__actions">
                <button type="button" class="button" on:click=move |_| board.edit_link(id)>"Edit"</button>
                {fold.map(|through| view! {
                    <button type="button" class="button" on:click=move |_| board.set_folded(through, !is_folded)>
                        {if is_folded { "Unfold join table" } else { "Fold join table" }}
                    </button>
                })}
                <button
                    type="button"
                    class="button button--quiet button--danger"
                    on:click=move |_| {
                        board.delete_edge(id);
                        board.focus();
                    }
                >
                    "Delete"
                </button>
            </div>
        </div>
    }
}

/// How many of each, in words.
const fn kind_words(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::OneToOne => "one to one",
        EdgeKind::OneToMany => "one to many",
        EdgeKind::ManyToMany => "many to many",
    }
}

/// Where the note's corner goes.
fn corner(board: Board, edge: &Edge, about: Point, height: f64) -> Point {
    let view = board.view.get();
    let on_screen = |card: Rect| {
        let corner = view.to_screen(Point::new(card.x, card.y));
        let size = Size {
            width: card.width * view.zoom,
            height: card.height * view.zoom,
        };
        Rect::at(corner, size)
    };
    let size = Size {
        width: WIDTH,
        height,
    };
    board.drawing.with(|drawing| {
        let (own, others): (Vec<_>, Vec<_>) = drawing
            .cards
            .iter()
            .partition(|(id, _)| *id == edge.source || *id == edge.target);
        let on_screen = |cards: Vec<&(_, Rect)>| -> Vec<Rect> {
            cards
                .into_iter()
                .map(|(_, card)| on_screen(*card))
                .collect()
        };
        let room = board.room.get();
        let tools = Point::new(room.width - TOOLS.width, room.height - TOOLS.height);
        let mut others = on_screen(others);
        others.push(Rect::at(tools, TOOLS));
        place_note(size, view.to_screen(about), room, &on_screen(own), &others)
    })
}

/// Gives the focus back to the line the note was opened from.
fn focus_edge(board: Board, association: u32) {
    use leptos::wasm_bindgen::JsCast;
    let Some(canvas) = board.canvas.get_untracked() else {
        return;
    };
    let selector = format!("[data-edge-id=\"{association}\"] [role=button]");
    let edge = canvas.query_selector(&selector).ok().flatten();
    if let Some(edge) = edge.and_then(|edge| edge.dyn_into::<leptos::web_sys::SvgElement>().ok()) {
        // Where the line is gone, so is the reason to go back to it.
        let _ = edge.focus();
    }
}
