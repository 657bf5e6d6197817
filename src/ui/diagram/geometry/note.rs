//! Where a note stands: near what it is about, over as little as can be.

use super::{Point, Rect, Size};

/// How far a note keeps from its point and from the room's edges.
const GAP: f64 = 16.0;

/// What it costs to lie on its own line: no better than to lie on a card's corner.
const ON_ITS_LINE: f64 = 20_000.0;

/// What a pixel of distance costs, in square pixels covered.
const FAR: f64 = 40.0;

/// How much worse it is to cover what the note speaks of than anything else.
const ITS_OWN: f64 = 4.0;

/// The corner of a note of that size, all in screen pixels of the room: beside its point, or beside
/// the cards it speaks of, wherever it covers least. `own` are those cards, `others` all others.
pub fn place_note(size: Size, about: Point, room: Size, own: &[Rect], others: &[Rect]) -> Point {
    let (width, height) = (size.width, size.height);
    let (right, bottom) = (room.width - width - GAP, room.height - height - GAP);
    let mut across = vec![
        about.x - width / 2.0,
        about.x + GAP,
        about.x - GAP - width,
        GAP,
        right,
    ];
    let mut down = vec![
        about.y + GAP,
        about.y - GAP - height,
        about.y - height / 2.0,
        GAP,
        bottom,
    ];
    for card in own {
        across.extend([card.right() + GAP, card.x - GAP - width]);
        down.extend([card.bottom() + GAP, card.y - GAP - height]);
    }
    let within = |value: f64, most: f64| value.min(most).max(GAP);
    let covered =
        |note: Rect, cards: &[Rect]| -> f64 { cards.iter().map(|card| note.overlap(*card)).sum() };
    let cost = |corner: &Point| {
        let note = Rect::at(*corner, size);
        let nearest = Point::new(
            about.x.clamp(note.x, note.right().max(note.x)),
            about.y.clamp(note.y, note.bottom().max(note.y)),
        );
        let on_it = if note.contains(about) {
            ON_ITS_LINE
        } else {
            0.0
        };
        covered(note, own) * ITS_OWN + covered(note, others) + on_it + nearest.distance(about) * FAR
    };
    across
        .iter()
        .flat_map(|x| {
            down.iter()
                .map(|y| Point::new(within(*x, right), within(*y, bottom)))
        })
        .min_by(|a, b| cost(a).total_cmp(&cost(b)))
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
            let corner = place_note(NOTE, Point::new(about.0, about.1), ROOM, &[], &[]);
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
        let corner = place_note(NOTE, Point::new(450.0, 300.0), ROOM, &[], &[below]);
        assert!(Rect::at(corner, NOTE).overlap(below) < 1e-9, "{corner:?}");
    }

    #[test]
    fn a_note_goes_round_the_cards_it_speaks_of() {
        let own = [
            Rect {
                x: 60.0,
                y: 40.0,
                width: 220.0,
                height: 320.0,
            },
            Rect {
                x: 360.0,
                y: 40.0,
                width: 220.0,
                height: 320.0,
            },
        ];
        let corner = place_note(NOTE, Point::new(320.0, 180.0), ROOM, &own, &[]);
        let note = Rect::at(corner, NOTE);
        assert!(
            own.iter().all(|card| note.overlap(*card) < 1e-9),
            "{corner:?}"
        );
    }
}
