//! Where the alias at a line's end is written: beside the line, over nothing else.

use super::find_path::Port;
use super::{Point, Rect, Side, Size};

/// The height of a label.
const HEIGHT: f64 = 18.0;
/// The width of a letter, and of the padding around the word.
const LETTER: f64 = 7.3;
const PADDING: f64 = 8.0;

/// How far out a label begins, nearest first. The mark takes the first of it.
const STEPS: [f64; 7] = [24.0, 12.0, 4.0, 40.0, 60.0, 84.0, 120.0];

/// The size of a label of that text.
pub fn label_size(text: &str) -> Size {
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    Size {
        width: f64::from(letters) * LETTER + PADDING,
        height: HEIGHT,
    }
}

/// What a label must not lie on.
pub struct Surroundings<'a> {
    /// The cards.
    pub cards: &'a [Rect],
    /// The labels placed so far.
    pub labels: &'a [Rect],
    /// The stretches of all lines.
    pub stretches: &'a [(Point, Point)],
}

/// The best place for a label at the end of a line.
pub fn place_label(size: Size, port: Port, around: &Surroundings) -> Rect {
    let mut best = (f64::INFINITY, Rect::default());
    for (index, along) in STEPS.into_iter().enumerate() {
        for is_second_side in [false, true] {
            let candidate = candidate(size, port, along, is_second_side);
            let order = f64::from(u32::try_from(index).unwrap_or(0)) * 2.0
                + f64::from(u8::from(is_second_side));
            let cost = order + trouble(candidate, around);
            if cost < best.0 {
                best = (cost, candidate);
            }
        }
    }
    best.1
}

fn candidate(size: Size, port: Port, along: f64, is_second_side: bool) -> Rect {
    // Beside the mark a label keeps clear of its prongs.
    let aside = if along < 20.0 { 9.0 } else { 3.0 };
    let at = port.at;
    let corner = if port.side.is_level() {
        let x = match port.side {
            Side::Right => at.x + along,
            _ => at.x - along - size.width,
        };
        let y = if is_second_side {
            at.y + aside
        } else {
            at.y - aside - size.height
        };
        Point::new(x, y)
    } else {
        let y = match port.side {
            Side::Bottom => at.y + along,
            _ => at.y - along - size.height,
        };
        let x = if is_second_side {
            at.x - aside - 3.0 - size.width
        } else {
            at.x + aside + 3.0
        };
        Point::new(x, y)
    };
    Rect::at(corner, size)
}

/// How bad a place is: covering words is worst, lines less so.
fn trouble(label: Rect, around: &Surroundings) -> f64 {
    let covered: f64 = around
        .cards
        .iter()
        .chain(around.labels)
        .map(|other| label.inflate(2.0).overlap(*other))
        .sum();
    let crossed = around
        .stretches
        .iter()
        .filter(|(a, b)| label.is_crossed(*a, *b))
        .count();
    covered * 2.0 + f64::from(u32::try_from(crossed).unwrap_or(u32::MAX)) * 30.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const PORT: Port = Port {
        at: Point::new(200.0, 50.0),
        side: Side::Right,
        stub: 26.0,
    };

    fn place(cards: &[Rect], labels: &[Rect]) -> Rect {
        let line = [(PORT.at, Point::new(400.0, 50.0))];
        place_label(
            label_size("posts"),
            PORT,
            &Surroundings {
                cards,
                labels,
                stretches: &line,
            },
        )
    }

    #[test]
    fn a_label_stands_above_its_line() {
        let label = place(&[], &[]);
        assert!(label.bottom() <= 50.0 && label.x > 200.0);
    }

    #[test]
    fn a_label_gives_way_to_cards_and_labels() {
        let above = Rect {
            x: 190.0,
            y: 0.0,
            width: 300.0,
            height: 45.0,
        };
        for (cards, labels) in [(vec![above], vec![]), (vec![], vec![above])] {
            let label = place(&cards, &labels);
            assert!(label.overlap(above) < 1e-9);
            assert!(label.y >= 50.0);
        }
    }
}
