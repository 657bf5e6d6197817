//! What the diagram shows of a document: which cards, how large, and which lines.
//!
//! Pure. Join tables are folded into their edge until they are unfolded.

mod edge;
mod place;

pub use edge::{EdgeView, edges_of};

use std::collections::{BTreeMap, BTreeSet};

use super::geometry::{CardRow, Line, LineId, Point, Rect, Scene, Size, card_size};
use crate::orm::query::Include;
use crate::orm::schema::{AssociationId, Attribute, DataType, EdgeKind, Model, ModelId, Schema};
use crate::project::Position;

/// The cards and edges to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// The cards shown, in the order of their models.
    pub cards: Vec<(ModelId, Rect)>,
    /// The edges shown.
    pub edges: Vec<EdgeView>,
    /// The lines of the edges.
    lines: Vec<Line>,
}

impl Drawing {
    /// Draws a document's models. `folds` holds what the person folded or unfolded, by join table.
    pub fn new(
        schema: &Schema,
        layout: &BTreeMap<ModelId, Position>,
        database: &Schema,
        folds: &BTreeMap<ModelId, bool>,
    ) -> Self {
        let mut edges = edges_of(schema, database);
        let folded = folded(schema, &edges, folds);
        for edge in &mut edges {
            let through = edge.edge.through;
            edge.is_folded = through.is_some_and(|through| folded.contains(&through));
        }
        edges.retain(|view| {
            !folded.contains(&view.edge.source) && !folded.contains(&view.edge.target)
        });
        let shown: Vec<&Model> = schema
            .models
            .iter()
            .filter(|model| !folded.contains(&model.id))
            .collect();
        let sizes: Vec<(ModelId, Size)> = shown
            .iter()
            .map(|model| (model.id, size_of(model)))
            .collect();
        let cards = place::places(&sizes, layout, &edges);
        let lines = lines_of(&edges);
        Self {
            cards,
            edges,
            lines,
        }
    }

    /// The same as a scene to route, with cards held elsewhere while they are dragged.
    pub fn scene(&self, held: &BTreeMap<ModelId, Point>) -> Scene {
        let place = |(id, card): &(ModelId, Rect)| {
            let card = held.get(id).map_or(*card, |by| Rect {
                x: card.x + by.x,
                y: card.y + by.y,
                ..*card
            });
            (*id, card)
        };
        Scene {
            cards: self.cards.iter().map(place).collect(),
            lines: self.lines.clone(),
        }
    }

    /// Where that card stands.
    pub fn card(&self, model: ModelId) -> Option<Rect> {
        self.cards
            .iter()
            .find(|(id, _)| *id == model)
            .map(|(_, card)| *card)
    }

    /// The edge that association is one direction of.
    pub fn edge(&self, association: AssociationId) -> Option<&EdgeView> {
        self.edges.iter().find(|edge| edge.has(association))
    }

    /// The smallest area that holds all cards.
    pub fn bounds(&self) -> Option<Rect> {
        Rect::around(self.cards.iter().map(|(_, card)| *card))
    }

    /// Which model has and which holds the key, for arranging.
    pub fn links(&self) -> Vec<(ModelId, ModelId)> {
        self.lines.iter().map(|line| (line.from, line.to)).collect()
    }
}

/// The join tables that are shown as an edge only.
fn folded(
    schema: &Schema,
    edges: &[EdgeView],
    folds: &BTreeMap<ModelId, bool>,
) -> BTreeSet<ModelId> {
    edges
        .iter()
        .filter_map(|view| view.edge.through)
        .filter(|through| can_fold(*through, edges))
        .filter(|through| {
            folds
                .get(through)
                .copied()
                .unwrap_or_else(|| schema.model(*through).is_some_and(|model| model.is_implied))
        })
        .collect()
}

/// Whether a join table has no edges of its own that folding it would hide.
pub fn can_fold(through: ModelId, edges: &[EdgeView]) -> bool {
    !edges.iter().any(|EdgeView { edge, .. }| {
        edge.kind != EdgeKind::ManyToMany && (edge.source == through || edge.target == through)
    })
}

fn size_of(model: &Model) -> Size {
    let rows: Vec<CardRow> = model
        .attributes
        .iter()
        .map(|attribute| CardRow {
            name: attribute.name.chars().count(),
            data_type: type_label(attribute).chars().count(),
            marks: marks_of(attribute)
                .iter()
                .map(|mark| mark.text().len() + 2)
                .sum(),
        })
        .collect();
    card_size(model.name.chars().count(), &rows)
}

/// The type as a card writes it. The values of an `ENUM` are left to the editor.
pub fn type_label(attribute: &Attribute) -> String {
    match &attribute.data_type {
        DataType::Enum(_) => "ENUM".to_owned(),
        other => other.code(),
    }
}

/// What a card says of an attribute behind its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It points to another model, and is the primary key too.
    ForeignKey,
    /// Its values may not repeat.
    Unique,
    /// A row may have none.
    Nullable,
}

impl Mark {
    /// As written on the card.
    pub const fn text(self) -> &'static str {
        match self {
            Self::ForeignKey => "FK",
            Self::Unique => "UQ",
            Self::Nullable => "null",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::ForeignKey => "foreign key",
            Self::Unique => "unique",
            Self::Nullable => "may be null",
        }
    }
}

/// The marks of an attribute.
pub fn marks_of(attribute: &Attribute) -> Vec<Mark> {
    let mut marks = Vec::new();
    if attribute.primary_key && attribute.references.is_some() {
        marks.push(Mark::ForeignKey);
    }
    if attribute.unique {
        marks.push(Mark::Unique);
    }
    if attribute.allow_null && !attribute.primary_key {
        marks.push(Mark::Nullable);
    }
    marks
}

/// The lines an edge is drawn with: one, or two through its unfolded join table.
fn lines_of(edges: &[EdgeView]) -> Vec<Line> {
    let mut lines = Vec::new();
    for view in edges {
        let edge = &view.edge;
        let line = |part, from, to, from_label, to_label| Line {
            id: LineId {
                association: view.id,
                part,
            },
            from,
            to,
            from_label,
            to_label,
        };
        let (at_source, at_target) = (view.target_alias.clone(), view.source_alias.clone());
        match edge.through.filter(|_| !view.is_folded) {
            Some(through) => {
                lines.push(line(1, edge.source, through, at_source, None));
                lines.push(line(2, edge.target, through, at_target, None));
            }
            None => lines.push(line(0, edge.source, edge.target, at_source, at_target)),
        }
    }
    lines
}

/// The associations a query loads, at any depth.
pub fn included(includes: &[Include]) -> BTreeSet<AssociationId> {
    includes
        .iter()
        .flat_map(|include| {
            let mut below = included(&include.include);
            below.insert(include.association);
            below
        })
        .collect()
}

#[cfg(test)]
mod tests;
