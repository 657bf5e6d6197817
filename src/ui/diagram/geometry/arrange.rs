//! Where cards go when nobody has put them anywhere.
//!
//! Layers from left to right, the models that hold no keys first; within a layer
//! next to what they are linked to. Models without links fill rows below.

use std::collections::{BTreeMap, BTreeSet};

use super::{Point, Rect, Size};
use crate::orm::schema::ModelId;

/// The space between columns: room for marks and aliases.
const COLUMN_GAP: f64 = 150.0;
/// The space between cards of a column.
const ROW_GAP: f64 = 64.0;

/// A place for every card. `links` go from the model that has to the one that holds the key.
///
/// `aspect` is the room's width over its height; the drawing tends to it.
pub fn arrange(
    cards: &[(ModelId, Size)],
    links: &[(ModelId, ModelId)],
    aspect: f64,
) -> Vec<(ModelId, Point)> {
    let sizes: BTreeMap<ModelId, Size> = cards.iter().copied().collect();
    let links: Vec<(ModelId, ModelId)> = links
        .iter()
        .copied()
        .filter(|(a, b)| a != b && sizes.contains_key(a) && sizes.contains_key(b))
        .collect();
    let linked: BTreeSet<ModelId> = links.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let layers = layer(cards, &links, &linked);
    let columns = wrap(order(layers, &links), &sizes, aspect);

    let mut places = Vec::new();
    let mut x = 0.0;
    let tallest = columns
        .iter()
        .map(|column| column_height(column, &sizes))
        .fold(0.0, f64::max);
    for column in &columns {
        let mut y = (tallest - column_height(column, &sizes)) / 2.0;
        let width = column.iter().map(|id| sizes[id].width).fold(0.0, f64::max);
        for id in column {
            places.push((*id, Point::new(x, y.round())));
            y += sizes[id].height + ROW_GAP;
        }
        x += width + COLUMN_GAP;
    }
    let top = if tallest > 0.0 {
        tallest + ROW_GAP
    } else {
        0.0
    };
    let alone: Vec<(ModelId, Size)> = cards
        .iter()
        .copied()
        .filter(|(id, _)| !linked.contains(id))
        .collect();
    places.extend(rows(&alone, top, x - COLUMN_GAP, aspect));
    places
}

/// The layer of each linked model: one behind the last that it hangs on.
fn layer(
    cards: &[(ModelId, Size)],
    links: &[(ModelId, ModelId)],
    linked: &BTreeSet<ModelId>,
) -> Vec<Vec<ModelId>> {
    let mut depth: BTreeMap<ModelId, usize> = linked.iter().map(|id| (*id, 0)).collect();
    // A longest path has fewer steps than there are models; a cycle stops there.
    for _ in 0..linked.len().min(64) {
        let mut has_changed = false;
        for (from, to) in links {
            let wanted = depth[from] + 1;
            if depth[to] < wanted && wanted < linked.len() && !reaches(*to, *from, links) {
                depth.insert(*to, wanted);
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
    }
    let count = depth.values().max().map_or(0, |deepest| deepest + 1);
    let mut layers = vec![Vec::new(); count];
    for (id, _) in cards {
        if let Some(depth) = depth.get(id) {
            layers[*depth].push(*id);
        }
    }
    layers.retain(|layer| !layer.is_empty());
    layers
}

/// Whether links lead from one model back to the other: they are in a cycle then.
fn reaches(from: ModelId, to: ModelId, links: &[(ModelId, ModelId)]) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        for (_, next) in links.iter().filter(|(source, _)| *source == at) {
            if seen.insert(*next) {
                open.push(*next);
            }
        }
    }
    false
}

/// Each layer in the order of the mean place of what it is linked to.
fn order(mut layers: Vec<Vec<ModelId>>, links: &[(ModelId, ModelId)]) -> Vec<Vec<ModelId>> {
    for _ in 0..4 {
        let place: BTreeMap<ModelId, f64> = layers
            .iter()
            .flat_map(|layer| {
                let middle = count(layer.len()) / 2.0;
                layer
                    .iter()
                    .enumerate()
                    .map(move |(index, id)| (*id, count(index) - middle))
            })
            .collect();
        for layer in &mut layers {
            let mean = |id: &ModelId| {
                let near: Vec<f64> = links
                    .iter()
                    .filter_map(|(a, b)| match (a == id, b == id) {
                        (true, _) => place.get(b),
                        (_, true) => place.get(a),
                        _ => None,
                    })
                    .copied()
                    .collect();
                near.iter().sum::<f64>() / count(near.len().max(1))
            };
            layer.sort_by(|a, b| mean(a).total_cmp(&mean(b)));
        }
    }
    layers
}

/// Layers too tall for the room become several columns.
fn wrap(
    layers: Vec<Vec<ModelId>>,
    sizes: &BTreeMap<ModelId, Size>,
    aspect: f64,
) -> Vec<Vec<ModelId>> {
    let area: f64 = layers
        .iter()
        .flatten()
        .map(|id| (sizes[id].width + COLUMN_GAP) * (sizes[id].height + ROW_GAP))
        .sum();
    let most = (area / aspect.max(0.2)).sqrt().max(520.0);
    let mut columns = Vec::new();
    for layer in layers {
        let mut column: Vec<ModelId> = Vec::new();
        for id in layer {
            column.push(id);
            if column.len() > 1 && column_height(&column, sizes) > most {
                column.pop();
                columns.push(std::mem::replace(&mut column, vec![id]));
            }
        }
        columns.push(column);
    }
    columns
}

fn column_height(column: &[ModelId], sizes: &BTreeMap<ModelId, Size>) -> f64 {
    let heights: f64 = column.iter().map(|id| sizes[id].height + ROW_GAP).sum();
    (heights - ROW_GAP).max(0.0)
}

/// Cards side by side in rows, as wide as what is above or as the room's shape asks.
fn rows(cards: &[(ModelId, Size)], top: f64, above: f64, aspect: f64) -> Vec<(ModelId, Point)> {
    let area: f64 = cards
        .iter()
        .map(|(_, size)| (size.width + ROW_GAP) * (size.height + ROW_GAP))
        .sum();
    let width = (area * aspect).sqrt().max(above);
    let mut places = Vec::new();
    let (mut x, mut y, mut tallest) = (0.0, top, 0.0_f64);
    for (id, size) in cards {
        if x > 0.0 && x + size.width > width {
            x = 0.0;
            y += tallest + ROW_GAP;
            tallest = 0.0;
        }
        places.push((*id, Point::new(x, y)));
        x += size.width + ROW_GAP;
        tallest = tallest.max(size.height);
    }
    places
}

/// The space above and below a new card: one above another they grow, attribute by attribute.
const NEW_ROW_GAP: f64 = 96.0;

/// A place for a new card, with room for lines and their aliases on each side: in what is seen,
/// just outside of it, or else to the right of all.
pub fn free_place(size: Size, taken: &[Rect], seen: Rect) -> Point {
    let step = 24.0;
    let middle = seen.center().offset(-size.width / 2.0, -size.height / 2.0);
    // Lines leave a card at its sides, so that two stand best side by side where that fits.
    let across = if seen.width >= 2.0 * size.width {
        0.5
    } else {
        1.0
    };
    let is_free = |corner: Point| {
        let card = Rect {
            x: corner.x - COLUMN_GAP,
            y: corner.y - NEW_ROW_GAP,
            width: size.width + 2.0 * COLUMN_GAP,
            height: size.height + 2.0 * NEW_ROW_GAP,
        };
        taken.iter().all(|other| card.overlap(*other) <= 0.0)
    };
    let within = |area: Rect, corner: Point| {
        let card = Rect::at(corner, size);
        area.contains(corner) && area.contains(Point::new(card.right(), card.bottom()))
    };
    // In line with the card nearest to the middle, and rather behind it than before.
    let origin = taken
        .iter()
        .map(|card| Point::new(card.x, card.y))
        .min_by(|a, b| a.distance(middle).total_cmp(&b.distance(middle)))
        .unwrap_or(middle);
    let align = |from: f64, to: f64| {
        let steps = ((to - from) / step).round();
        if steps.abs() <= 2.0 {
            from
        } else {
            from + steps * step
        }
    };
    let start = Point::new(align(origin.x, middle.x), align(origin.y, middle.y));
    let far = |corner: &Point| {
        let (x, y) = (corner.x - start.x, corner.y - start.y);
        let is_back = x < 0.0 || y < 0.0;
        (x * across).hypot(y) + if is_back { step } else { 0.0 }
    };
    let reach = 40;
    let mut corners: Vec<Point> = (-reach..=reach)
        .flat_map(|row| {
            (-reach..=reach)
                .map(move |column| start.offset(f64::from(column) * step, f64::from(row) * step))
        })
        .filter(|corner| is_free(*corner))
        .collect();
    corners.sort_by(|a, b| far(a).total_cmp(&far(b)));
    let near = seen.inflate(size.width + COLUMN_GAP);
    let free = [seen, near]
        .into_iter()
        .find_map(|area| corners.iter().find(|corner| within(area, **corner)));
    let place = free.copied().unwrap_or_else(|| {
        Rect::around(taken.iter().copied())
            .map_or(middle, |all| Point::new(all.right() + COLUMN_GAP, all.y))
    });
    Point::new(place.x.round(), place.y.round())
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size {
        width: 200.0,
        height: 150.0,
    };

    fn arranged(models: u32, links: &[(u32, u32)]) -> Vec<(ModelId, Rect)> {
        let cards: Vec<(ModelId, Size)> = (0..models).map(|id| (ModelId(id), SIZE)).collect();
        let links: Vec<(ModelId, ModelId)> = links
            .iter()
            .map(|(a, b)| (ModelId(*a), ModelId(*b)))
            .collect();
        arrange(&cards, &links, 1.6)
            .into_iter()
            .map(|(id, at)| (id, Rect::at(at, SIZE)))
            .collect()
    }

    fn overlaps(cards: &[(ModelId, Rect)]) -> usize {
        cards
            .iter()
            .enumerate()
            .map(|(index, (_, card))| {
                cards[index + 1..]
                    .iter()
                    .filter(|(_, other)| card.overlap(*other) > 0.0)
                    .count()
            })
            .sum()
    }

    #[test]
    fn every_card_gets_a_place_of_its_own() {
        let tree: Vec<(u32, u32)> = (1..200).map(|child| ((child - 1) / 2, child)).collect();
        let cards = arranged(210, &tree);
        assert_eq!(cards.len(), 210);
        assert_eq!(overlaps(&cards), 0);
    }

    #[test]
    fn what_holds_the_key_stands_to_the_right() {
        let cards: BTreeMap<ModelId, Rect> = arranged(3, &[(0, 1), (1, 2)]).into_iter().collect();
        assert!(cards[&ModelId(0)].right() < cards[&ModelId(1)].x);
        assert!(cards[&ModelId(1)].right() < cards[&ModelId(2)].x);
    }

    #[test]
    fn models_without_links_fill_rows_not_one_column() {
        let cards = arranged(12, &[]);
        let all = Rect::around(cards.iter().map(|(_, card)| *card)).unwrap();
        assert!(all.width > all.height);
        assert_eq!(overlaps(&cards), 0);
    }

    #[test]
    fn links_in_a_circle_end() {
        assert_eq!(overlaps(&arranged(3, &[(0, 1), (1, 2), (2, 0)])), 0);
    }

    #[test]
    fn a_second_card_leaves_room_for_a_line_to_the_first() {
        for (width, height) in [(1300.0, 800.0), (800.0, 640.0), (500.0, 640.0)] {
            let seen = Rect {
                x: 0.0,
                y: 0.0,
                width,
                height,
            };
            let first = Rect::at(free_place(SIZE, &[], seen), SIZE);
            let second = Rect::at(free_place(SIZE, &[first], seen), SIZE);
            assert!(second.x >= first.right() + COLUMN_GAP, "{second:?}");
            assert!((second.y - first.y).abs() < 0.5, "{second:?}");
        }
    }

    #[test]
    fn on_a_phone_a_second_card_stands_below_the_first() {
        let seen = Rect {
            x: 0.0,
            y: 0.0,
            width: 358.0,
            height: 600.0,
        };
        let first = Rect::at(free_place(SIZE, &[], seen), SIZE);
        let second = Rect::at(free_place(SIZE, &[first], seen), SIZE);
        assert!((second.x - first.x).abs() < 0.5, "{second:?}");
        assert!(second.y >= first.bottom() + NEW_ROW_GAP, "{second:?}");
    }

    #[test]
    fn a_new_card_covers_none() {
        let seen = Rect {
            x: 0.0,
            y: 0.0,
            width: 800.0,
            height: 500.0,
        };
        let mut taken = Vec::new();
        for _ in 0..12 {
            let card = Rect::at(free_place(SIZE, &taken, seen), SIZE);
            assert!(taken.iter().all(|other| card.overlap(*other) <= 0.0));
            taken.push(card);
        }
    }
}
