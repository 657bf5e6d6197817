//! The way of one line: level and upright, around cards, with few bends.
//!
//! A* over the sparse grid that the cards' borders and the line's ends span. To
//! pass through a card costs much but is allowed, so there always is a way.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::mark::MARK_LENGTH;
use super::{Point, Rect, Side};

/// Where a line may leave a card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Port {
    /// The point on the card's edge.
    pub at: Point,
    /// The edge.
    pub side: Side,
    /// How far the line runs straight out before it may turn.
    pub stub: f64,
}

impl Port {
    /// The first point where the line may turn.
    pub fn tip(self) -> Point {
        let out = self.side.outward();
        self.at.offset(out.x * self.stub, out.y * self.stub)
    }
}

/// How far a stub goes out of a card towards another that may be close.
pub fn stub_length(card: Rect, side: Side, other: Rect) -> f64 {
    let gap = match side {
        Side::Right => other.x - card.right(),
        Side::Left => card.x - other.right(),
        Side::Bottom => other.y - card.bottom(),
        Side::Top => card.y - other.bottom(),
    };
    if gap > 0.0 {
        MARK_LENGTH.min(gap / 2.0)
    } else {
        MARK_LENGTH
    }
}

/// How far lines keep from cards they pass.
const CLEARANCE: f64 = 16.0;

/// Costs are in eighths of a pixel.
const SCALE: f64 = 8.0;
const BEND: u32 = 45 * 8;
const THROUGH_CARD: u32 = 900 * 8;
const NEAR_CARD: u32 = 50 * 8;

/// A way found, and between which of the ports offered.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The index of the port it leaves by.
    pub from: usize,
    /// The index of the port it arrives at.
    pub to: usize,
    /// Its corners, from port to port.
    pub points: Vec<Point>,
}

/// The cheapest way from one of `from` to one of `to`, around the cards.
///
/// `None` only where no port is offered.
pub fn find_path(from: &[Port], to: &[Port], cards: &[Rect]) -> Option<Way> {
    let grid = Grid::new(from, to, cards);
    let mut best = vec![u32::MAX; grid.len() * 4];
    let mut came_from = vec![usize::MAX; grid.len() * 4];
    let mut open = BinaryHeap::new();
    for port in from {
        let state = grid.state(port.tip(), port.side)?;
        best[state] = 0;
        open.push(Reverse((grid.estimate(state, to), 0, state)));
    }
    let goals: Vec<usize> = to
        .iter()
        .filter_map(|port| grid.state(port.tip(), port.side.facing()))
        .collect();
    while let Some(Reverse((_, cost, state))) = open.pop() {
        if cost > best[state] {
            continue;
        }
        if let Some(end) = goals.iter().position(|goal| *goal == state) {
            return Some(grid.trace(state, &came_from, from, to, end));
        }
        // A line may turn into its last stretch on the spot.
        let last_turn = goals.iter().zip(to).find_map(|(goal, port)| {
            let is_there = goal / 4 == state / 4 && Side::ALL[state % 4] != port.side;
            is_there.then_some((*goal, BEND))
        });
        for (next, step) in grid.steps(state, cards).chain(last_turn) {
            let total = cost.saturating_add(step);
            if total < best[next] {
                best[next] = total;
                came_from[next] = state;
                open.push(Reverse((
                    total.saturating_add(grid.estimate(next, to)),
                    total,
                    next,
                )));
            }
        }
    }
    None
}

/// The lines ways may follow. A state is a crossing of two and a direction of travel.
struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// The lines halfway between the ends, where a bend looks best.
    middle: Point,
}

impl Grid {
    fn new(from: &[Port], to: &[Port], cards: &[Rect]) -> Self {
        let mut xs = Vec::new();
        let mut ys = Vec::new();
        for port in from.iter().chain(to) {
            xs.push(port.tip().x);
            ys.push(port.tip().y);
        }
        let middle = Point::new(halfway(&xs, from.len()), halfway(&ys, from.len()));
        xs.push(middle.x);
        ys.push(middle.y);
        for card in cards {
            xs.extend([card.x - CLEARANCE, card.right() + CLEARANCE]);
            ys.extend([card.y - CLEARANCE, card.bottom() + CLEARANCE]);
        }
        for lines in [&mut xs, &mut ys] {
            lines.sort_by(f64::total_cmp);
            lines.dedup_by(|a, b| (*a - *b).abs() < 1e-6);
        }
        Self { xs, ys, middle }
    }

    fn len(&self) -> usize {
        self.xs.len() * self.ys.len()
    }

    fn state(&self, at: Point, heading: Side) -> Option<usize> {
        let near = |lines: &[f64], value: f64| lines.iter().position(|x| (x - value).abs() < 1e-5);
        let column = near(&self.xs, at.x)?;
        let row = near(&self.ys, at.y)?;
        Some((row * self.xs.len() + column) * 4 + heading as usize)
    }

    fn point(&self, state: usize) -> Point {
        let crossing = state / 4;
        Point::new(
            self.xs[crossing % self.xs.len()],
            self.ys[crossing / self.xs.len()],
        )
    }

    fn estimate(&self, state: usize, to: &[Port]) -> u32 {
        let at = self.point(state);
        to.iter()
            .map(|port| {
                let tip = port.tip();
                price((at.x - tip.x).abs() + (at.y - tip.y).abs())
            })
            .min()
            .unwrap_or(0)
    }

    /// The states one step on, with what the step costs.
    fn steps<'a>(
        &'a self,
        state: usize,
        cards: &'a [Rect],
    ) -> impl Iterator<Item = (usize, u32)> + 'a {
        let width = self.xs.len();
        let crossing = state / 4;
        let (column, row) = (crossing % width, crossing / width);
        let heading = Side::ALL[state % 4];
        Side::ALL.into_iter().filter_map(move |turn| {
            if turn == heading.facing() {
                return None;
            }
            let next = match turn {
                Side::Right if column + 1 < width => crossing + 1,
                Side::Left if column > 0 => crossing - 1,
                Side::Bottom if row + 1 < self.ys.len() => crossing + width,
                Side::Top if row > 0 => crossing - width,
                _ => return None,
            };
            let a = self.point(state);
            let b = self.point(next * 4);
            let mut cost = price(a.distance(b));
            if turn != heading {
                cost += BEND;
            }
            let is_middle = if turn.is_level() {
                (a.y - self.middle.y).abs() < 1e-6
            } else {
                (a.x - self.middle.x).abs() < 1e-6
            };
            if !is_middle {
                cost += cost / 64;
            }
            for card in cards {
                if card.is_crossed(a, b) {
                    cost += THROUGH_CARD;
                } else if card.inflate(CLEARANCE - 1.0).is_crossed(a, b) {
                    cost += NEAR_CARD;
                }
            }
            Some((next * 4 + turn as usize, cost))
        })
    }

    fn trace(
        &self,
        last: usize,
        came_from: &[usize],
        from: &[Port],
        to: &[Port],
        end: usize,
    ) -> Way {
        let mut points = vec![to[end].at];
        let mut state = last;
        points.push(self.point(state));
        while came_from[state] != usize::MAX {
            state = came_from[state];
            points.push(self.point(state));
        }
        let start = from
            .iter()
            .position(|port| self.state(port.tip(), port.side) == Some(state))
            .unwrap_or(0);
        points.push(from[start].at);
        points.reverse();
        Way {
            from: start,
            to: end,
            points: straighten(&points),
        }
    }
}

/// The middle between the ends' extents, so that a bend stands halfway.
fn halfway(values: &[f64], split: usize) -> f64 {
    let mean = |values: &[f64]| {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        f64::midpoint(least, most)
    };
    f64::midpoint(mean(&values[..split]), mean(&values[split..]))
}

/// A length as a cost.
fn price(length: f64) -> u32 {
    // Canvas lengths are far below what a `u32` holds, and never negative.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let cost = (length * SCALE) as u32;
    cost
}

/// The same line without the points it passes straight through.
pub fn straighten(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last().is_some_and(|last| last.distance(*point) < 1e-6) {
            continue;
        }
        if let [.., before, last] = kept.as_slice() {
            let is_level = (before.y - last.y).abs() < 1e-6 && (last.y - point.y).abs() < 1e-6;
            let is_upright = (before.x - last.x).abs() < 1e-6 && (last.x - point.x).abs() < 1e-6;
            if is_level || is_upright {
                kept.pop();
            }
        }
        kept.push(*point);
    }
    kept
}

/// The line as SVG path data, its corners rounded.
pub fn rounded(points: &[Point], radius: f64) -> String {
    let mut path = Vec::with_capacity(points.len());
    for (index, corner) in points.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| points[before]);
        let step = match (before, points.get(index + 1)) {
            (None, _) => format!("M{:.1} {:.1}", corner.x, corner.y),
            (Some(_), None) => format!("L{:.1} {:.1}", corner.x, corner.y),
            (Some(before), Some(after)) => {
                let reach = radius
                    .min(before.distance(*corner) / 2.0)
                    .min(corner.distance(*after) / 2.0);
                let start = towards(*corner, before, reach);
                let end = towards(*corner, *after, reach);
                format!(
                    "L{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}",
                    start.x, start.y, corner.x, corner.y, end.x, end.y
                )
            }
        };
        path.push(step);
    }
    path.concat()
}

/// The point that far on the way from one to the other.
fn towards(from: Point, to: Point, length: f64) -> Point {
    let whole = from.distance(to);
    if whole < 1e-6 {
        return from;
    }
    let share = length / whole;
    from.offset((to.x - from.x) * share, (to.y - from.y) * share)
}

#[cfg(test)]
mod tests;
