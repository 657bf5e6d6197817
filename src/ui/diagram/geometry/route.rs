//! All lines of the drawing: their sides, their ends, their ways and their labels.
//!
//! A full routing looks at every line; while cards are dragged only the lines
//! that touch them, and those that must make room at a side, are routed again.
//! Where they are dropped, those follow that had them in their way, or have them now.

mod apart;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::find_path::{Port, find_path, stub_length};
use super::label::{Surroundings, label_size, place_label};
use super::ports::{Wish, spread};
use super::{Point, Rect, Side};
use crate::orm::schema::{AssociationId, ModelId};
use apart::set_apart;

/// Names a line: the edge of an association, or half of one that is unfolded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId {
    /// The first association of the edge.
    pub association: AssociationId,
    /// 0: the edge whole. 1, 2: from its source, and its target, to the join table.
    pub part: u8,
}

/// A line to be drawn between two cards, or from one to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its lasting name.
    pub id: LineId,
    /// The card it begins at.
    pub from: ModelId,
    /// The card it ends at.
    pub to: ModelId,
    /// What is written where it begins.
    pub from_label: Option<String>,
    /// What is written where it ends.
    pub to_label: Option<String>,
}

/// What is to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// The cards.
    pub cards: BTreeMap<ModelId, Rect>,
    /// The lines, in the order of their making.
    pub lines: Vec<Line>,
}

/// How a line is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// Its corners, from card to card.
    pub points: Vec<Point>,
    /// Where and how it leaves the first card.
    pub from: Port,
    /// Where and how it reaches the second.
    pub to: Port,
    /// Where its first label stands.
    pub from_label: Option<Rect>,
    /// Where its second label stands.
    pub to_label: Option<Rect>,
}

impl Route {
    /// The middle of its longest stretch.
    pub fn middle(&self) -> Point {
        self.points
            .windows(2)
            .max_by(|a, b| a[0].distance(a[1]).total_cmp(&b[0].distance(b[1])))
            .map(|pair| Rect::between(pair[0], pair[1]).center())
            .unwrap_or_default()
    }

    fn stretches(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        self.points.windows(2).map(|pair| (pair[0], pair[1]))
    }

    fn labels(&self) -> impl Iterator<Item = Rect> {
        [self.from_label, self.to_label].into_iter().flatten()
    }
}

/// All lines, drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Routing {
    /// What they are drawn for.
    scene: Scene,
    routes: BTreeMap<LineId, Arc<Route>>,
}

/// How many cards a line looks out for at most.
const MOST_OBSTACLES: usize = 20;

impl Routing {
    /// Routes every line.
    pub fn new(scene: Scene) -> Self {
        Self::default().follow(scene)
    }

    /// How that line is drawn.
    pub fn route(&self, line: LineId) -> Option<&Arc<Route>> {
        self.routes.get(&line)
    }

    /// The area all lines and labels take up.
    pub fn bounds(&self) -> Option<Rect> {
        let routes = || self.routes.values();
        Rect::around(
            routes()
                .flat_map(|route| route.stretches().map(|(a, b)| Rect::between(a, b)))
                .chain(routes().flat_map(|route| route.labels())),
        )
    }

    /// Routes again the lines that touch the cards that are held.
    #[must_use]
    pub fn hold(&self, scene: Scene, held: &BTreeSet<ModelId>) -> Self {
        self.route_again(scene, |line, _| {
            !held.contains(&line.from) && !held.contains(&line.to)
        })
    }

    /// Routes again what runs another way in that scene: new lines, and those that end at a card
    /// which is elsewhere now or of another size, had it in their way, or have it now.
    #[must_use]
    pub fn follow(&self, scene: Scene) -> Self {
        let before = &self.scene;
        let known: BTreeMap<LineId, &Line> =
            before.lines.iter().map(|line| (line.id, line)).collect();
        let mut cards: BTreeSet<ModelId> = before.cards.keys().copied().collect();
        cards.extend(scene.cards.keys());
        cards.retain(|id| before.cards.get(id) != scene.cards.get(id));
        let changed: Vec<Rect> = [before, &scene]
            .into_iter()
            .flat_map(|scene| cards.iter().filter_map(|id| scene.cards.get(id)))
            .copied()
            .collect();
        let concerns = |line: &Line, route: &Route| {
            let area = around(before.cards[&line.from], before.cards[&line.to]);
            let ours = route.labels().chain([area]);
            ours.into_iter()
                .any(|ours| changed.iter().any(|card| card.overlap(ours) > 0.0))
        };
        self.route_again(scene, |line, route| {
            known.get(&line.id).is_some_and(|known| *known == line)
                && !cards.contains(&line.from)
                && !cards.contains(&line.to)
                && !concerns(line, route)
        })
    }

    /// Routes all lines but those that may stay as they are, where their ends do.
    fn route_again(&self, scene: Scene, may_stay: impl Fn(&Line, &Route) -> bool) -> Self {
        let kept = |line: &Line| {
            let route = self.routes.get(&line.id)?;
            may_stay(line, route).then_some(route)
        };
        let lines: Vec<&Line> = scene
            .lines
            .iter()
            .filter(|line| {
                scene.cards.contains_key(&line.from) && scene.cards.contains_key(&line.to)
            })
            .collect();
        let sides: Vec<(Side, Side)> = lines
            .iter()
            .map(|line| match kept(line) {
                Some(route) => (route.from.side, route.to.side),
                None => choose_sides(line, &scene),
            })
            .collect();
        let ports = assign_ports(&lines, &sides, &scene);

        let mut routes = BTreeMap::new();
        let mut fresh = Vec::new();
        for (line, (from, to)) in lines.iter().zip(ports) {
            match kept(line) {
                Some(route) if route.from == from && route.to == to => {
                    routes.insert(line.id, Arc::clone(route));
                }
                _ => fresh.push((*line, from, to)),
            }
        }
        let cards: Vec<Rect> = scene.cards.values().copied().collect();
        let mut stretches: Vec<(Point, Point)> = routes
            .values()
            .flat_map(|route: &Arc<Route>| route.stretches().collect::<Vec<_>>())
            .collect();
        let mut drawn = Vec::new();
        for (line, from, to) in fresh {
            let nearby = obstacles(line, &scene);
            let Some(way) = find_path(&[from], &[to], &nearby) else {
                continue;
            };
            let points = set_apart(way.points, &stretches, &nearby);
            stretches.extend(points.windows(2).map(|pair| (pair[0], pair[1])));
            drawn.push((line, from, to, points));
        }
        let mut labels: Vec<Rect> = routes.values().flat_map(|route| route.labels()).collect();
        for (line, from, to, points) in drawn {
            let mut label = |text: &Option<String>, port| {
                let text = text.as_deref().filter(|text| !text.is_empty())?;
                let around = Surroundings {
                    cards: &cards,
                    labels: &labels,
                    stretches: &stretches,
                };
                let place = place_label(label_size(text), port, &around);
                labels.push(place);
                Some(place)
            };
            let route = Route {
                from_label: label(&line.from_label, from),
                to_label: label(&line.to_label, to),
                points,
                from,
                to,
            };
            routes.insert(line.id, Arc::new(route));
        }
        Self { scene, routes }
    }
}

/// Where a line between two cards looks out for others.
fn around(from: Rect, to: Rect) -> Rect {
    from.union(to).inflate(60.0)
}

/// The cards a line might run into, its own first.
fn obstacles(line: &Line, scene: &Scene) -> Vec<Rect> {
    let (from, to) = (scene.cards[&line.from], scene.cards[&line.to]);
    let area = around(from, to);
    let middle = area.center();
    let mut others: Vec<Rect> = scene
        .cards
        .iter()
        .filter(|(id, card)| **id != line.from && **id != line.to && card.overlap(area) > 0.0)
        .map(|(_, card)| *card)
        .collect();
    others.sort_by(|a, b| {
        let far = |card: &Rect| card.center().distance(middle);
        far(a).total_cmp(&far(b))
    });
    others.truncate(MOST_OBSTACLES);
    others.insert(0, from);
    if line.from != line.to {
        others.insert(1, to);
    }
    others
}

/// The sides a line leaves and reaches its cards by.
fn choose_sides(line: &Line, scene: &Scene) -> (Side, Side) {
    if line.from == line.to {
        return (Side::Right, Side::Right);
    }
    let (from, to) = (scene.cards[&line.from], scene.cards[&line.to]);
    let ports = |card: Rect, other: Rect| {
        Side::ALL.map(|side| Port {
            at: side.point(card, wish(card, side, other).0),
            side,
            stub: stub_length(card, side, other),
        })
    };
    find_path(&ports(from, to), &ports(to, from), &obstacles(line, scene))
        .map_or((Side::Right, Side::Left), |way| {
            (Side::ALL[way.from], Side::ALL[way.to])
        })
}

/// Where on its side a line to `other` would best end, and whether that is straight across.
fn wish(card: Rect, side: Side, other: Rect) -> (f64, bool) {
    let (from, to) = side.extent(card);
    let (other_from, other_to) = side.extent(other);
    let (least, most) = (from.max(other_from), to.min(other_to));
    if most - least >= 32.0 {
        (f64::midpoint(least, most), true)
    } else {
        (f64::midpoint(from, to), false)
    }
}

/// The ends of all lines, apart from each other on every side.
fn assign_ports(lines: &[&Line], sides: &[(Side, Side)], scene: &Scene) -> Vec<(Port, Port)> {
    let mut ends: BTreeMap<(ModelId, Side), Vec<End>> = BTreeMap::new();
    for (index, (line, (from_side, to_side))) in lines.iter().zip(sides).enumerate() {
        let (from, to) = (scene.cards[&line.from], scene.cards[&line.to]);
        let is_loop = line.from == line.to;
        for (is_last, id, side, card, other) in [
            (false, line.from, *from_side, from, to),
            (true, line.to, *to_side, to, from),
        ] {
            let (start, _) = side.extent(card);
            let (place, is_across) = if is_loop {
                (start + if is_last { 60.0 } else { 24.0 }, false)
            } else {
                wish(card, side, other)
            };
            let is_straight = is_across && *from_side == to_side.facing();
            // Lines that want the same place stand in the order of their far ends, so they do not cross.
            let far = if is_loop {
                place
            } else if side.is_level() {
                other.center().y
            } else {
                other.center().x
            };
            ends.entry((id, side)).or_default().push(End {
                line: index,
                is_last,
                wish: Wish {
                    place,
                    weight: if is_straight { 12.0 } else { 1.0 },
                },
                far,
            });
        }
    }
    let mut places = vec![(0.0, 0.0); lines.len()];
    for ((id, side), mut ends) in ends {
        ends.sort_by(|a, b| {
            (a.wish.place.total_cmp(&b.wish.place))
                .then(a.far.total_cmp(&b.far))
                .then(a.line.cmp(&b.line))
                .then(a.is_last.cmp(&b.is_last))
        });
        let (from, to) = side.extent(scene.cards[&id]);
        let wishes: Vec<Wish> = ends.iter().map(|end| end.wish).collect();
        for (end, place) in ends.iter().zip(spread(&wishes, from, to)) {
            let both = &mut places[end.line];
            if end.is_last {
                both.1 = place;
            } else {
                both.0 = place;
            }
        }
    }
    lines
        .iter()
        .zip(sides)
        .zip(places)
        .map(|((line, (from_side, to_side)), (mut start, mut end))| {
            let (from, to) = (scene.cards[&line.from], scene.cards[&line.to]);
            // A jog of a few pixels looks like a mistake.
            if *from_side == to_side.facing() && (start - end).abs() < 9.0 {
                start = f64::midpoint(start, end);
                end = start;
            }
            let port = |card: Rect, side: Side, along: f64, other: Rect| Port {
                at: side.point(card, along),
                side,
                stub: stub_length(card, side, other),
            };
            (
                port(from, *from_side, start, to),
                port(to, *to_side, end, from),
            )
        })
        .collect()
}

/// One end of a line on a side of a card.
struct End {
    line: usize,
    is_last: bool,
    wish: Wish,
    far: f64,
}

#[cfg(test)]
mod tests;
