//! How the rooms share the screen. A choice of this browser, not of the document.

use leptos::prelude::*;

use crate::browser::preference;

const PREFERENCE: &str = "shares";

/// What the first area of each bar has, in percent.
#[derive(Debug, Clone, Copy)]
pub struct Shares {
    /// The left column.
    pub columns: RwSignal<f64>,
    /// The diagram, of the left column's height.
    pub left: RwSignal<f64>,
    /// The query, of the right column's height.
    pub right: RwSignal<f64>,
    /// The data, of the width below the diagram.
    pub bottom: RwSignal<f64>,
}

/// What a first visit has.
const FIRST: [f64; 4] = [58.0, 58.0, 62.0, 56.0];

impl Shares {
    /// The shares of the last visit, remembered from now on as they change.
    pub fn remembered() -> Self {
        let [columns, left, right, bottom] = preference::read(PREFERENCE)
            .and_then(|text| parse(&text))
            .unwrap_or(FIRST)
            .map(RwSignal::new);
        let shares = Self {
            columns,
            left,
            right,
            bottom,
        };
        Effect::watch(
            move || [columns, left, right, bottom].map(|share| share.get()),
            |now, _, _| preference::write(PREFERENCE, &write(*now)),
            false,
        );
        shares
    }
}

fn write(shares: [f64; 4]) -> String {
    shares.map(|share| format!("{share:.1}")).join(" ")
}

fn parse(text: &str) -> Option<[f64; 4]> {
    let shares: Vec<f64> = text
        .split(' ')
        .map(|share| {
            share
                .parse()
                .ok()
                .filter(|share| (5.0..=95.0).contains(share))
        })
        .collect::<Option<_>>()?;
    shares.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_come_back_as_they_were_kept() {
        let shares = [58.0, 33.3, 62.5, 15.0];
        assert_eq!(parse(&write(shares)), Some(shares));
    }

    #[test]
    fn what_is_no_set_of_shares_is_not_taken() {
        for text in ["", "50 50 50", "50 50 50 NaN", "50 50 50 200", "a b c d"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
