//! How large a card is, from what is written on it.
//!
//! Computed, not measured: lines can be routed before the card is on the page,
//! and a thousand cards cost no layout. The style sheet cuts off what is longer.

use super::Size;

/// The height of the header: the model's name over its table's.
const HEADER_HEIGHT: f64 = 50.0;

/// The height of one attribute.
const ROW_HEIGHT: f64 = 26.0;

/// What is left free under the last attribute.
const FOOT: f64 = 6.0;

const LEAST_WIDTH: f64 = 196.0;
const MOST_WIDTH: f64 = 320.0;

/// The average width of a letter of the text font at the size of a row.
const LETTER: f64 = 7.2;

/// The width of a letter of the code font at the size of a type.
const CODE_LETTER: f64 = 7.3;

/// The key column, the gaps between columns and the padding of a row.
const ROW_CHROME: f64 = 66.0;

/// The padding of the header and the buttons in it.
const HEADER_CHROME: f64 = 84.0;

/// The room that "no table yet" takes beside the table's name.
const ABSENT: f64 = 90.0;

/// What takes up width in an attribute's row: letters and marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardRow {
    /// The letters of its name.
    pub name: usize,
    /// The letters of its type.
    pub data_type: usize,
    /// The letters of the marks behind the type, each with its gap.
    pub marks: usize,
}

/// The size of a card with that name and these attributes.
pub fn card_size(name: usize, rows: &[CardRow]) -> Size {
    let header = letters(name, 8.4) + HEADER_CHROME;
    let widest = rows
        .iter()
        .map(|row| {
            letters(row.name, LETTER)
                + letters(row.data_type, CODE_LETTER)
                + letters(row.marks, LETTER)
                + ROW_CHROME
        })
        .fold(header, f64::max);
    Size {
        width: widest.clamp(LEAST_WIDTH, MOST_WIDTH).round(),
        height: row_top(rows.len()) + FOOT,
    }
}

/// Whether a card may have to cut something off; `table` counts the letters of its table's name.
///
/// Cutting costs: a canvas that clips each text of each card pans five times as slowly.
pub fn is_tight(card: Size, table: usize) -> bool {
    card.width >= MOST_WIDTH || letters(table, LETTER) + ABSENT > card.width
}

/// Where the row of that index begins, from the top of the card.
fn row_top(index: usize) -> f64 {
    HEADER_HEIGHT + letters(index, ROW_HEIGHT)
}

/// That many things of one width.
fn letters(count: usize, each: f64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) * each
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: usize, data_type: usize) -> CardRow {
        CardRow {
            name,
            data_type,
            marks: 0,
        }
    }

    #[test]
    fn a_card_grows_with_its_rows_and_its_longest_one() {
        let small = card_size(4, &[row(2, 7)]);
        let long = card_size(4, &[row(2, 7), row(18, 12)]);
        assert!((long.height - small.height - ROW_HEIGHT).abs() < f64::EPSILON);
        assert!(long.width > small.width);
    }

    #[test]
    fn a_card_cuts_off_only_where_it_is_as_wide_as_it_may_be() {
        let usual = card_size(5, &[row(10, 8)]);
        assert!(!is_tight(usual, 6));
        assert!(is_tight(usual, 30));
        assert!(is_tight(card_size(60, &[]), 6));
        assert!(is_tight(card_size(5, &[row(40, 8)]), 6));
    }

    #[test]
    fn a_card_is_never_narrower_or_wider_than_it_may_be() {
        assert!((card_size(1, &[]).width - LEAST_WIDTH).abs() < f64::EPSILON);
        assert!((card_size(300, &[row(300, 1)]).width - MOST_WIDTH).abs() < f64::EPSILON);
    }
}
