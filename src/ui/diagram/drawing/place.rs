//! Where cards stand: as the document says, and somewhere sensible where it says nothing.

use std::collections::BTreeMap;

use super::EdgeView;
use crate::orm::schema::ModelId;
use crate::project::Position;
use crate::ui::diagram::geometry::{Point, Rect, Size, arrange, free_place};

/// How far around its place a card without one may be put.
const NEARBY: f64 = 420.0;

/// A place for every card.
pub fn places(
    sizes: &[(ModelId, Size)],
    layout: &BTreeMap<ModelId, Position>,
    edges: &[EdgeView],
) -> Vec<(ModelId, Rect)> {
    let known = |id: &ModelId| layout.get(id).map(|at| Point::new(at.x, at.y));
    if !sizes.iter().any(|(id, _)| known(id).is_some()) {
        return arranged(sizes, edges);
    }
    let mut placed: BTreeMap<ModelId, Rect> = sizes
        .iter()
        .filter_map(|(id, size)| Some((*id, Rect::at(known(id)?, *size))))
        .collect();
    for (id, size) in sizes {
        if placed.contains_key(id) {
            continue;
        }
        let taken: Vec<Rect> = placed.values().copied().collect();
        let center = between_its_ends(*id, edges, &placed)
            .or_else(|| Rect::around(taken.iter().copied()).map(Rect::center))
            .unwrap_or_default();
        let around = Rect::at(center, Size::default()).inflate(NEARBY);
        placed.insert(*id, Rect::at(free_place(*size, &taken, around), *size));
    }
    sizes
        .iter()
        .filter_map(|(id, _)| Some((*id, *placed.get(id)?)))
        .collect()
}

fn arranged(sizes: &[(ModelId, Size)], edges: &[EdgeView]) -> Vec<(ModelId, Rect)> {
    let links: Vec<(ModelId, ModelId)> = edges
        .iter()
        .map(|view| (view.edge.source, view.edge.target))
        .collect();
    let places: BTreeMap<ModelId, Point> = arrange(sizes, &links, 1.5).into_iter().collect();
    sizes
        .iter()
        .filter_map(|(id, size)| Some((*id, Rect::at(*places.get(id)?, *size))))
        .collect()
}

/// The middle between the models a join table joins.
fn between_its_ends(
    through: ModelId,
    edges: &[EdgeView],
    placed: &BTreeMap<ModelId, Rect>,
) -> Option<Point> {
    let edge = edges
        .iter()
        .map(|view| &view.edge)
        .find(|edge| edge.through == Some(through))?;
    let (a, b) = (placed.get(&edge.source)?, placed.get(&edge.target)?);
    Some(a.union(*b).center())
}
