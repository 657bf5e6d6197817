//! Where a note stands: near what it is about, over as little as can be.

use super::{Point, Rect, Size};

/// How far a note keeps from its point and from the room's edges.
const GAP: f64 = 16.0;

/// The corner of a note of that size, all in screen pixels of the room.
///
/// A card named twice in `cards` counts twice: so a note avoids those it is about first.
pub fn place_note(size: Size, about: Point, room: Size, cards: &[Rect]) -> Point {
    let (width, height) = (size.width, size.height);
    let (right, bottom) = (room.width - width - GAP, room.height - height - GAP);
    let within = |value: f64, most: f64| value.min(most).max(GAP);
    let centered = Point::new(about.x - width / 2.0, about.y - height / 2.0);
    let candidates = [
        Point::new(centered.x, about.y + GAP),
        Point::new(centered.x, about.y - GAP - height),
        Point::new(about.x + GAP, centered.y),
        Point::new(about.x - GAP - width, centered.y),
        Point::new(about.x + GAP, about.y + GAP),
        Point::new(about.x - GAP - width, about.y + GAP),
        Point::new(about.x + GAP, about.y - GAP - height),
        Point::new(about.x - GAP - width, about.y - GAP - height),
        Point::new(right, about.y - height / 2.0),
        Point::new(GAP, about.y - height / 2.0),
        Point::new(about.x - width / 2.0, bottom),
        Point::new(right, bottom),
        Point::new(right, GAP),
    ];
    let cost = |corner: Point| {
        let note = Rect::at(corner, size);
        let covered: f64 = cards.iter().map(|card| note.overlap(*card)).sum();
        let nearest = Point::new(
            about.x.clamp(note.x, note.right().max(note.x)),
            about.y.clamp(note.y, note.bottom().max(note.y)),
        );
        // To lie on its own line is no better than on a card's corner.
        let on_it = if note.contains(about) { 20_000.0 } else { 0.0 };
        covered + on_it + nearest.distance(about) * 40.0
    };
    candidates
        .into_iter()
        .map(|corner| Point::new(within(corner.x, right), within(corner.y, bottom)))
        .min_by(|a, b| cost(*a).total_cmp(&cost(*b)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: Size = Size {
        width: 300.0,
        height: 200.0,
    };
    const ROOM: Size = Size {
        width: 900.0,
        height: 600.0,
    };

    #[test]
    fn a_note_stays_in_the_room() {
        for about in [(0.0, 0.0), (899.0, 10.0), (450.0, 599.0), (-500.0, 900.0)] {
            let corner = place_note(NOTE, Point::new(about.0, about.1), ROOM, &[]);
            assert!(corner.x >= 0.0 && corner.x + 300.0 <= 900.0, "{corner:?}");
            assert!(corner.y >= 0.0 && corner.y + 200.0 <= 600.0, "{corner:?}");
        }
    }

    #[test]
    fn a_note_avoids_cards_where_there_is_room() {
        let below = Rect {
            x: 200.0,
            y: 310.0,
            width: 500.0,
            height: 280.0,
        };
        let corner = place_note(NOTE, Point::new(450.0, 300.0), ROOM, &[below]);
        assert!(Rect::at(corner, NOTE).overlap(below) < 1e-9, "{corner:?}");
    }
}
