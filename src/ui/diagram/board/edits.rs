//! What the room does to the document.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{Board, READABLE};
use crate::orm::schema::{AssociationId, ModelId};
use crate::project::{Edit, LinkKind, Position};
use crate::ui::diagram::geometry::{Point, Rect, Size, arrange, free_place};
use crate::ui::diagram::link_draft::LinkDraft;
use crate::ui::studio::Selection;

impl Board {
    /// Puts a card elsewhere, for good: one step of undo.
    pub fn move_card(self, model: ModelId, by: Point) {
        let card = self.drawing.with_untracked(|drawing| drawing.card(model));
        self.held.update(|held| {
            held.remove(&model);
        });
        if let Some(card) = card {
            let at = Position {
                x: (card.x + by.x).round(),
                y: (card.y + by.y).round(),
            };
            // A refusal has been told by a notice already.
            let _ = self.studio.dispatch(Edit::MoveModels(vec![(model, at)]));
        }
    }

    /// Puts all cards where their links suggest.
    pub fn arrange(self) {
        let room = self.room.get_untracked();
        let aspect = if room.height > 0.0 {
            room.width / room.height
        } else {
            1.5
        };
        let moves = self.drawing.with_untracked(|drawing| {
            let sizes: Vec<(ModelId, Size)> = drawing
                .cards
                .iter()
                .map(|(id, card)| {
                    (
                        *id,
                        Size {
                            width: card.width,
                            height: card.height,
                        },
                    )
                })
                .collect();
            arrange(&sizes, &drawing.links(), aspect)
        });
        let moves = moves
            .into_iter()
            .map(|(id, at)| (id, Position { x: at.x, y: at.y }));
        if self
            .studio
            .dispatch(Edit::MoveModels(moves.collect()))
            .is_ok()
        {
            self.fit();
        }
    }

    /// Adds a model where there is room for it, and begins to name it.
    pub fn add_model(self) {
        let studio = self.studio;
        let names: BTreeSet<String> = studio.schema().with_untracked(|schema| {
            schema
                .models
                .iter()
                .map(|model| model.name.clone())
                .collect()
        });
        let numbered = (2..=names.len() + 1).map(|number| format!("NewModel{number}"));
        let name = std::iter::once("NewModel".to_owned())
            .chain(numbered)
            .find(|name| !names.contains(name))
            .unwrap_or_default();
        // With its three first attributes, and somewhat wider: it will be named and linked.
        let size = Size {
            width: 224.0,
            height: 140.0,
        };
        let room = self.room.get_untracked();
        let seen = self.view.with_untracked(|view| {
            let last = view.to_canvas(Point::new(room.width, room.height));
            Rect::between(view.to_canvas(Point::default()), last).inflate(-16.0)
        });
        let taken: Vec<Rect> = self
            .drawing
            .with_untracked(|drawing| drawing.cards.iter().map(|(_, card)| *card).collect());
        let at = free_place(size, &taken, seen);
        let at = Position { x: at.x, y: at.y };
        if studio
            .dispatch(Edit::AddModel {
                name: name.clone(),
                at,
            })
            .is_err()
        {
            return;
        }
        let added = studio
            .schema()
            .with_untracked(|schema| schema.model_named(&name).map(|model| model.id));
        if let Some(id) = added {
            studio.selection().set(Some(Selection::Model(id)));
            if !self.is_view_chosen.get_untracked() {
                self.fit_down_to(READABLE);
            }
            self.reveal(id);
            self.renamed.set(Some(id));
        }
    }

    /// Opens the editor of a model.
    pub fn edit_model(self, model: ModelId) {
        self.edited.set(Some(model));
        self.is_editor_open.set(true);
    }

    /// Deletes a model; the notice offers it back.
    pub fn delete_model(self, model: ModelId) {
        let studio = self.studio;
        let name = studio
            .schema()
            .with_untracked(|schema| schema.model(model).map(|model| model.name.clone()));
        if studio.dispatch(Edit::DeleteModel(model)).is_ok() {
            self.is_editor_open.set(false);
            studio.selection().set(None);
            studio.offer_undo(format!("Deleted the model {}.", name.unwrap_or_default()));
        }
    }

    /// Deletes an edge; the notice offers it back.
    pub fn delete_edge(self, association: AssociationId) {
        let studio = self.studio;
        let words = self
            .drawing
            .with_untracked(|drawing| drawing.edge(association).map(|edge| edge.words.clone()));
        if studio.dispatch(Edit::Unlink(association)).is_ok() {
            studio.selection().set(None);
            studio.offer_undo(format!("Deleted the link: {}.", words.unwrap_or_default()));
        }
    }

    /// Folds a join table into its edge, or unfolds it.
    pub fn set_folded(self, through: ModelId, is_folded: bool) {
        self.folds.update(|folds| {
            folds.insert(through, is_folded);
        });
        if is_folded {
            return;
        }
        if !self.is_view_chosen.get_untracked() {
            self.fit_down_to(READABLE);
        }
        self.reveal(through);
    }

    /// Opens the form that links two models.
    pub fn begin_link(self, source: ModelId, target: Option<ModelId>) {
        let studio = self.studio;
        let draft = studio.schema().with_untracked(|schema| {
            let other = || {
                schema
                    .models
                    .iter()
                    .map(|model| model.id)
                    .find(|id| *id != source)
            };
            let target = target.or_else(other).unwrap_or(source);
            LinkDraft::new(schema, LinkKind::OneToMany, source, target)
        });
        self.link.set(Some(draft));
        self.is_link_open.set(true);
    }

    /// Opens the form that changes a link.
    pub fn edit_link(self, association: AssociationId) {
        let studio = self.studio;
        let draft = studio
            .schema()
            .with_untracked(|schema| LinkDraft::of(schema, association));
        self.is_link_open.set(draft.is_some());
        self.link.set(draft);
    }
}
