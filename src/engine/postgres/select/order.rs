//! DISTINCT, ORDER BY, LIMIT and OFFSET over rows at hand.

use std::cmp::Ordering;

use gluesql::prelude::Value;

use super::execute::Window;
use super::plan::{Distinct, Key};
use super::rowset::{Place, Rowset};
use crate::engine::postgres::value::{Hashed, compare, equal, hash_all};

/// Orders rows and cuts them, by keys that are columns of the output.
pub(super) fn finish(rows: Rowset, order: &[Key], window: Window) -> Rowset {
    finish_select(rows, &Distinct::None, order, window)
}

/// Drops rows that count as the same, orders the others and cuts them.
pub(super) fn finish_select(
    rows: Rowset,
    distinct: &Distinct,
    order: &[Key],
    window: Window,
) -> Rowset {
    let is_whole = window.skipped == 0 && window.wanted.is_none_or(|wanted| wanted >= rows.len);
    if order.is_empty() && matches!(distinct, Distinct::None) && is_whole {
        return rows;
    }
    let mut places: Vec<u32> = (0..u32::try_from(rows.len).unwrap_or(u32::MAX)).collect();
    match distinct {
        Distinct::All => retain_first(&rows, &rows.places, &mut places),
        Distinct::On(on) => {
            // The first row of each, by the order.
            sort(&rows, order, &mut places, None);
            retain_first(&rows, on, &mut places);
        }
        Distinct::None => {}
    }
    if !matches!(distinct, Distinct::On(_)) {
        sort(&rows, order, &mut places, window.end());
    }
    let start = window.skipped.min(places.len());
    let end = window.end().unwrap_or(places.len()).min(places.len());
    gather(rows, &places[start..end.max(start)])
}

fn value(rows: &Rowset, row: u32, place: Place) -> &Value {
    rows.slots
        .get(row as usize * rows.width + place.slot)
        .and_then(|slot| slot.as_ref()?.get(place.column))
        .unwrap_or(&Value::Null)
}

/// Sorts rows; where only some are wanted, those come first and the rest in any order.
fn sort(rows: &Rowset, order: &[Key], places: &mut [u32], wanted: Option<usize>) {
    if order.is_empty() {
        return;
    }
    let by = |left: &u32, right: &u32| {
        order
            .iter()
            .map(|key| {
                let (left, right) = (
                    value(rows, *left, key.place),
                    value(rows, *right, key.place),
                );
                by_key(left, right, key.is_descending, key.nulls_first)
            })
            .find(|order| order.is_ne())
            // Equal rows stay in the order they came in.
            .unwrap_or_else(|| left.cmp(right))
    };
    match wanted {
        Some(0) => {}
        Some(wanted) if wanted < places.len() / 4 => {
            places.select_nth_unstable_by(wanted - 1, by);
            places[..wanted].sort_unstable_by(by);
        }
        _ => places.sort_unstable_by(by),
    }
}

/// How two values come in an order.
pub(super) fn by_key(
    left: &Value,
    right: &Value,
    is_descending: bool,
    nulls_first: bool,
) -> Ordering {
    match (left.is_null(), right.is_null()) {
        (true, true) => Ordering::Equal,
        (true, false) if nulls_first => Ordering::Less,
        (true, false) => Ordering::Greater,
        (false, true) if nulls_first => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) if is_descending => compare(right, left),
        (false, false) => compare(left, right),
    }
}

/// Keeps the first of rows that are equal in those columns.
fn retain_first(rows: &Rowset, columns: &[Place], places: &mut Vec<u32>) {
    let mut seen: Hashed<Vec<u32>> = Hashed::default();
    places.retain(|row| {
        let hash = hash_all(columns.iter().map(|place| value(rows, *row, *place)));
        let same = seen.entry(hash).or_default();
        let is_known = same.iter().any(|other| {
            columns
                .iter()
                .all(|place| equal(value(rows, *row, *place), value(rows, *other, *place)))
        });
        if !is_known {
            same.push(*row);
        }
        !is_known
    });
}

fn gather(mut rows: Rowset, places: &[u32]) -> Rowset {
    let mut slots = Vec::with_capacity(places.len() * rows.width);
    for row in places {
        let start = *row as usize * rows.width;
        slots.extend_from_slice(&rows.slots[start..start + rows.width]);
    }
    rows.slots = slots;
    rows.len = places.len();
    rows
}
