//! Crow's foot: what the end of a line says about how many.
//!
//! Next to the card stands how many at most (a bar for one, a foot for many),
//! behind it how many at least (a ring for none, a bar for one).

use super::{Point, Side};
use crate::orm::schema::End;

/// How long the prongs of the foot are.
const FOOT: f64 = 13.0;
/// How far they spread to each side; half of a bar too.
const SPREAD: f64 = 6.5;
/// The ring's radius.
const RING: f64 = 4.0;

/// How far out a mark reaches: the line must run straight for that long.
pub const MARK_LENGTH: f64 = 26.0;

/// The mark as SVG path data, at the point where the line meets that side of its card.
pub fn mark(at: Point, side: Side, end: End) -> String {
    let out = side.outward();
    let place = |along: f64, across: f64| {
        at.offset(
            out.x * along - out.y * across,
            out.y * along + out.x * across,
        )
    };
    let line = |from: Point, to: Point| format!("M{} {}L{} {}", from.x, from.y, to.x, to.y);
    let bar = |along: f64| line(place(along, -SPREAD), place(along, SPREAD));
    let most = if end.is_many {
        line(place(FOOT, 0.0), place(0.0, -SPREAD)) + &line(place(FOOT, 0.0), place(0.0, SPREAD))
    } else {
        bar(8.0)
    };
    let outer = if end.is_many { 17.5 } else { 13.0 };
    let least = if end.is_optional {
        let near = place(outer - RING + 1.0, 0.0);
        let far = place(outer + RING + 1.0, 0.0);
        format!(
            "M{} {}A{RING} {RING} 0 1 1 {} {}A{RING} {RING} 0 1 1 {} {}",
            near.x, near.y, far.x, far.y, near.x, near.y
        )
    } else {
        bar(outer)
    };
    // The line itself may be dashed; the mark never floats.
    let stem = line(place(MARK_LENGTH, 0.0), at);
    stem + &most + &least
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn end(is_optional: bool, is_many: bool) -> End {
        End {
            is_optional,
            is_many,
        }
    }

    #[test]
    fn a_foot_opens_towards_its_card() {
        let path = mark(Point::new(100.0, 50.0), Side::Right, end(false, true));
        assert_eq!(
            path,
            "M126 50L100 50M113 50L100 43.5M113 50L100 56.5M117.5 43.5L117.5 56.5"
        );
    }

    #[test]
    fn none_is_a_ring_and_one_a_bar() {
        let at = Point::new(0.0, 0.0);
        assert!(mark(at, Side::Top, end(true, false)).contains('A'));
        let one = mark(at, Side::Top, end(false, false));
        assert!(!one.contains('A'));
        assert_eq!(one.matches('M').count(), 3);
    }
}
