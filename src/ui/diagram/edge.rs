//! An edge: its lines, its crow's feet, and the aliases at its ends.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::board::Board;
use super::drawing::EdgeView;
use super::edge_note::NOTE_ID;
use super::geometry::{LineId, Rect, Route, mark, rounded};
use crate::orm::schema::{AssociationId, EdgeKind, End};
use crate::ui::studio::Selection;
use crate::ui::widget::focus_id;

/// The radius of a line's corners.
const CORNER: f64 = 8.0;

/// The ends of the lines through an unfolded join table: each pair has one of both.
const EXACTLY_ONE: End = End {
    is_optional: false,
    is_many: false,
};
const ANY_NUMBER: End = End {
    is_optional: true,
    is_many: true,
};

/// One edge. Only it is drawn again when its way changes.
#[component]
pub fn EdgeLine(
    /// The association it is named by.
    association: AssociationId,
) -> impl IntoView {
    let board = Board::expect();
    let selection = board.studio.selection();
    let edge = Memo::new(move |_| {
        board.drawing.with(|drawing| {
            drawing
                .edges
                .iter()
                .find(|edge| edge.id == association)
                .cloned()
        })
    });
    let route = move |part| {
        board
            .routing
            .with(|routing| routing.route(LineId { association, part }).cloned())
    };
    let routes = Memo::new(move |_| [route(0), route(1), route(2)]);
    let is_selected = move || {
        edge.with(|edge| match (edge, selection.get()) {
            (Some(edge), Some(Selection::Association(id))) => edge.has(id),
            _ => false,
        })
    };
    let is_queried = move || {
        edge.with(|edge| {
            let edge = edge.as_ref()?;
            Some(
                board
                    .queried
                    .with(|queried| queried.iter().any(|id| edge.has(*id))),
            )
        })
        .unwrap_or_default()
    };
    let name = move || edge.with(|edge| edge.as_ref().map(|edge| edge.name().to_owned()));
    let inverse = move || {
        edge.with(|edge| {
            let edge = edge.as_ref()?;
            edge.inverse.and(edge.target_alias.clone())
        })
    };
    let words = move || edge.with(|edge| edge.as_ref().map(|edge| edge.words.clone()));
    let kind = move || edge.with(|edge| edge.as_ref().map_or("", |edge| kind_slug(edge.edge.kind)));
    let choose = move || selection.set(Some(Selection::Association(association)));
    let on_key_down = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" | " " => {
            event.prevent_default();
            event.stop_propagation();
            choose();
            request_animation_frame(|| focus_id(NOTE_ID));
        }
        "Delete" | "Backspace" => {
            event.prevent_default();
            board.delete_edge(association);
            board.focus();
        }
        _ => {}
    };
    view! {
        <g
            class="edge"
            class:is-selected=is_selected
            class:is-queried=is_queried
            class:is-absent=move || edge.with(|edge| edge.as_ref().is_some_and(|edge| !edge.is_migrated))
            data-association=name
            data-association-inverse=inverse
            data-edge-id=association.0
            data-kind=kind
            on:click=move |_| choose()
        >
            <g
                class="edge__button"
                role="button"
                tabindex="0"
                aria-label=words
                aria-pressed=move || is_selected().to_string()
                on:keydown=on_key_down
            >
                {move || {
                    let edge = edge.get()?;
                    Some(parts(&routes.get()).map(|(part, route)| line(&edge, part, &route)).collect_view())
                }}
            </g>
            // The button's own words name both aliases; beside it, they are for the eye alone.
            <g aria-hidden="true">
                {move || {
                    let edge = edge.get()?;
                    Some(parts(&routes.get()).map(|(part, route)| labels(&edge, part, &route)).collect_view())
                }}
            </g>
        </g>
    }
}

/// The name of a kind in markup and style.
pub const fn kind_slug(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::OneToOne => "one-to-one",
        EdgeKind::OneToMany => "one-to-many",
        EdgeKind::ManyToMany => "many-to-many",
    }
}

/// The lines that are drawn, each with its part's number.
fn parts(routes: &[Option<Arc<Route>>; 3]) -> impl Iterator<Item = (u8, Arc<Route>)> {
    (0..=2)
        .zip(routes.clone())
        .filter_map(|(part, route)| Some((part, route?)))
}

fn line(edge: &EdgeView, part: u8, route: &Route) -> impl IntoView + use<> {
    let (from_end, to_end) = match part {
        0 => (edge.edge.source_end, edge.edge.target_end),
        _ => (EXACTLY_ONE, ANY_NUMBER),
    };
    let way = rounded(&route.points, CORNER);
    let marks =
        mark(route.from.at, route.from.side, from_end) + &mark(route.to.at, route.to.side, to_end);
    view! {
        <path class="edge__hit" d=way.clone() />
        <path class="edge__line" d=way />
        <path class="edge__mark" d=marks />
    }
}

fn labels(edge: &EdgeView, part: u8, route: &Route) -> impl IntoView + use<> {
    let (from_text, to_text) = match part {
        0 => (edge.target_alias.clone(), edge.source_alias.clone()),
        1 => (edge.target_alias.clone(), None),
        _ => (edge.source_alias.clone(), None),
    };
    view! {
        {alias(from_text, route.from_label)}
        {alias(to_text, route.to_label)}
    }
}

fn alias(text: Option<String>, place: Option<Rect>) -> Option<impl IntoView> {
    let place = place?;
    let text = text?;
    Some(view! {
        <rect class="edge__plate" x=place.x y=place.y width=place.width height=place.height rx="4" />
        <text class="edge__alias" aria-hidden="true" x=place.x + place.width / 2.0 y=place.y + 13.0>{text}</text>
    })
}
