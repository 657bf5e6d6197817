//! Lines that would run on top of each other, set apart.

use crate::ui::diagram::geometry::find_path::straighten;
use crate::ui::diagram::geometry::{Point, Rect};

/// How far apart lines that would run on top of each other are set.
const APART: f64 = 10.0;

/// The same way, its inner stretches moved off those of other lines.
pub fn set_apart(mut points: Vec<Point>, others: &[(Point, Point)], cards: &[Rect]) -> Vec<Point> {
    for index in 1..points.len().saturating_sub(2) {
        let (a, b) = (points[index], points[index + 1]);
        let is_level = (a.y - b.y).abs() < 1e-6;
        let shifted = |by: f64| {
            if is_level {
                (a.offset(0.0, by), b.offset(0.0, by))
            } else {
                (a.offset(by, 0.0), b.offset(by, 0.0))
            }
        };
        let is_free = |(a, b): (Point, Point)| {
            !others.iter().any(|other| runs_along((a, b), *other))
                && !cards.iter().any(|card| card.inflate(4.0).is_crossed(a, b))
        };
        let tries = [0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0].map(|step| step * APART);
        if let Some((a, b)) = tries.into_iter().map(shifted).find(|pair| is_free(*pair)) {
            points[index] = a;
            points[index + 1] = b;
        }
    }
    straighten(&points)
}

/// Whether two stretches lie on top of each other.
pub fn runs_along(one: (Point, Point), other: (Point, Point)) -> bool {
    let a = Rect::between(one.0, one.1);
    let b = Rect::between(other.0, other.1);
    let same_level = a.height < 1e-6 && b.height < 1e-6 && (a.y - b.y).abs() < APART / 2.0;
    let same_upright = a.width < 1e-6 && b.width < 1e-6 && (a.x - b.x).abs() < APART / 2.0;
    (same_level && a.x < b.right() && b.x < a.right())
        || (same_upright && a.y < b.bottom() && b.y < a.bottom())
}
