//! What the diagram room keeps to itself: the view, the gesture, what is open.
//!
//! None of it is part of the document. Everything in the room reaches it by
//! `Board::expect`.

mod edits;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::drawing::{Drawing, included};
use super::geometry::{Point, Rect, Routing, Size, Viewport};
use super::link_draft::LinkDraft;
use crate::orm::schema::{
    AssociationId, AttributeId, Model, ModelId, SchemaProblem, Subject, check,
};
use crate::ui::studio::{Selection, Studio};

/// A line being drawn from a card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// The card it begins at.
    pub from: ModelId,
    /// Where it ends now, on the canvas.
    pub to: Point,
    /// The card it would link to.
    pub over: Option<ModelId>,
}

/// The state of the room. Copied freely.
#[derive(Clone, Copy)]
pub struct Board {
    /// The document.
    pub studio: Studio,
    /// The part of the canvas that is seen.
    pub view: RwSignal<Viewport>,
    /// The size of the room in screen pixels; zero while it is hidden.
    pub room: RwSignal<Size>,
    /// Whether the view is moving, so that the browser may keep the canvas as one picture.
    pub is_moving: RwSignal<bool>,
    /// The cards that are held, with how far from their place.
    pub held: RwSignal<BTreeMap<ModelId, Point>>,
    /// The line that is being drawn.
    pub drawn: RwSignal<Option<Drawn>>,
    /// What is shown.
    pub drawing: Memo<Arc<Drawing>>,
    /// How its lines run.
    pub routing: Memo<Arc<Routing>>,
    /// The associations the query room loads.
    pub queried: Memo<BTreeSet<AssociationId>>,
    /// What is wrong with the schema as it stands.
    pub problems: Memo<Vec<SchemaProblem>>,
    /// The model in the editor.
    pub edited: RwSignal<Option<ModelId>>,
    /// Whether the editor is open.
    pub is_editor_open: RwSignal<bool>,
    /// The model whose name is edited on its card.
    pub renamed: RwSignal<Option<ModelId>>,
    /// The link that is made or changed.
    pub link: RwSignal<Option<LinkDraft>>,
    /// Whether the form for it is open.
    pub is_link_open: RwSignal<bool>,
    /// The canvas.
    pub canvas: NodeRef<html::Div>,
    folds: RwSignal<BTreeMap<ModelId, bool>>,
    /// Whether the person has chosen the view; it is fitted by itself until then.
    is_view_chosen: RwSignal<bool>,
}

/// How far the content keeps from the room's edges when it is fitted.
const FIT_MARGIN: f64 = 28.0;

/// What the zoom buttons take of the room's right lower corner, with their distance to it.
pub const TOOLS: Size = Size {
    width: 144.0,
    height: 52.0,
};

/// The zoom at which a card can still be read without effort; the first view goes no farther out.
const READABLE: f64 = 0.62;

impl Board {
    /// Makes the board of this room and gives it to everything below.
    pub fn provide() -> Self {
        let studio = Studio::expect();
        let folds = RwSignal::new(BTreeMap::new());
        let held = RwSignal::new(BTreeMap::new());
        let database =
            Memo::new(move |_| studio.database().with(|database| database.schema.clone()));
        let drawing = Memo::new(move |_| {
            let (schema, layout) = (studio.schema(), studio.layout());
            Arc::new(Drawing::new(
                &schema.read(),
                &layout.read(),
                &database.read(),
                &folds.read(),
            ))
        });
        let full = Memo::new(move |before: Option<&Arc<Routing>>| {
            let scene = drawing.with(|drawing| drawing.scene(&BTreeMap::new()));
            let routing = before.map_or_else(
                || Routing::new(scene.clone()),
                |before| before.follow(scene.clone()),
            );
            Arc::new(routing)
        });
        let routing = Memo::new(move |_| {
            held.with(|held: &BTreeMap<ModelId, Point>| {
                if held.is_empty() {
                    return full.get();
                }
                let scene = drawing.with(|drawing| drawing.scene(held));
                let moved = held.keys().copied().collect();
                full.with(|full| Arc::new(full.hold(scene, &moved)))
            })
        });
        let queried = Memo::new(move |_| {
            studio.project().with(|project| {
                let find = project.query.as_ref();
                find.map_or_else(BTreeSet::new, |find| included(&find.include))
            })
        });
        let schema = studio.schema();
        let problems = Memo::new(move |_| schema.with(|schema| check(schema)));
        let board = Self {
            studio,
            problems,
            view: RwSignal::default(),
            room: RwSignal::default(),
            is_moving: RwSignal::new(false),
            held,
            drawn: RwSignal::new(None),
            drawing,
            routing,
            queried,
            edited: RwSignal::new(None),
            is_editor_open: RwSignal::new(false),
            renamed: RwSignal::new(None),
            link: RwSignal::new(None),
            is_link_open: RwSignal::new(false),
            canvas: NodeRef::new(),
            folds,
            is_view_chosen: RwSignal::new(false),
        };
        provide_context(board);
        board
    }

    /// The board of this room.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What is wrong with a model.
    pub fn problems_of(self, model: &Model) -> Vec<SchemaProblem> {
        let has = |attribute: AttributeId| model.attribute(attribute).is_some();
        self.problems_where(|subject| match subject {
            Subject::Model(id) => id == model.id,
            Subject::Attribute(id) => has(id),
            Subject::Association(_) => false,
        })
    }

    /// What is wrong with what `is_it` picks.
    pub fn problems_where(self, is_it: impl Fn(Subject) -> bool) -> Vec<SchemaProblem> {
        self.problems.with(|problems| {
            let ours = problems.iter().filter(|problem| is_it(problem.subject));
            ours.cloned().collect()
        })
    }

    /// Moves or zooms the view by hand.
    pub fn look(self, change: impl FnOnce(Viewport) -> Viewport) {
        self.is_view_chosen.set(true);
        self.view.update(|view| *view = change(*view));
    }

    /// Zooms about the middle of the room.
    pub fn zoom(self, factor: f64) {
        let room = self.room.get_untracked();
        let middle = Point::new(room.width / 2.0, room.height / 2.0);
        self.look(|view| view.zoom_about(middle, factor));
    }

    /// Shows everything.
    pub fn fit(self) {
        self.fit_down_to(0.0);
        self.is_view_chosen.set(false);
    }

    /// Takes note of the room's size; the view stays fitted while nobody has chosen one.
    pub fn resize(self, room: Size) {
        self.room.set(room);
        if room.width > 0.0 && !self.is_view_chosen.get_untracked() {
            self.fit_down_to(READABLE);
        }
    }

    fn fit_down_to(self, least: f64) {
        let room = self.room.get_untracked();
        let content = self.drawing.with_untracked(|drawing| drawing.bounds());
        let lines = self.routing.with_untracked(|routing| routing.bounds());
        let Some(content) = content.map(|cards| lines.map_or(cards, |lines| cards.union(lines)))
        else {
            return;
        };
        let margin = FIT_MARGIN.min(room.width / 24.0);
        let view = Viewport::fit(content, room, margin, least);
        self.view
            .set(view.clear_of_tools(content, room, TOOLS, margin));
    }

    /// Fits again when another document is shown.
    pub fn begin_anew(self) {
        self.is_view_chosen.set(false);
        self.view.set(Viewport::default());
        self.fit_down_to(READABLE);
    }

    /// Brings a card into view.
    pub fn reveal(self, model: ModelId) {
        let room = self.room.get_untracked();
        let card = self.drawing.with_untracked(|drawing| drawing.card(model));
        if let Some(card) = card.filter(|_| room.width > 0.0) {
            self.view
                .update(|view| *view = view.reveal(card, room, 16.0));
        }
    }

    /// Brings a card into view of which nothing is seen.
    pub fn reveal_if_lost(self, model: ModelId) {
        let room = self.room.get_untracked();
        let card = self.drawing.with_untracked(|drawing| drawing.card(model));
        let is_seen = card.is_some_and(|card| {
            self.view.with_untracked(|view| {
                let last = view.to_canvas(Point::new(room.width, room.height));
                card.overlap(Rect::between(view.to_canvas(Point::default()), last)) > 0.0
            })
        });
        if !is_seen {
            self.reveal(model);
        }
    }

    /// Selects a model.
    pub fn select(self, model: ModelId) {
        self.studio.selection().set(Some(Selection::Model(model)));
    }

    /// Gives the focus to the canvas, as what had it is gone.
    pub fn focus(self) {
        if let Some(canvas) = self.canvas.get_untracked() {
            // A canvas that is hidden takes no focus, and needs none.
            let _ = canvas.focus();
        }
    }

    /// Where that card stands now, held or not.
    pub fn card(self, model: ModelId) -> Option<Rect> {
        let card = self.drawing.with(|drawing| drawing.card(model))?;
        let by = self
            .held
            .with(|held| held.get(&model).copied())
            .unwrap_or_default();
        Some(Rect {
            x: card.x + by.x,
            y: card.y + by.y,
            ..card
        })
    }

    /// The card at that point of the canvas.
    pub fn card_at(self, point: Point) -> Option<ModelId> {
        self.drawing.with_untracked(|drawing| {
            let mut cards = drawing.cards.iter().rev();
            cards
                .find(|(_, card)| card.contains(point))
                .map(|(id, _)| *id)
        })
    }
}
