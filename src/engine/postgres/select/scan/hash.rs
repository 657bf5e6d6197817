//! Hash joins: the right rows kept by their keys, and met by each left row.

use std::ops::{ControlFlow, Range};

use super::super::source::Join;
use super::{Flow, GO_ON, Scan};
use crate::engine::postgres::PgError;
use crate::engine::postgres::expression::{Expression, Slot};
use crate::engine::postgres::value::{Hashed, hash};

impl Scan<'_> {
    /// All right rows of a join, hashed by their keys where it has some.
    pub(super) fn build(&self, join: &Join, width: usize) -> Result<Built, PgError> {
        let range = join.right.slots();
        let mut built = Built {
            width: range.len(),
            ..Built::default()
        };
        let mut hashes: Vec<Option<u64>> = Vec::new();
        let mut slots = vec![None; width];
        let scan = Scan {
            is_limited: false,
            walk: None,
            ..*self
        };
        let _ = scan.each(&join.right, &mut slots, &mut |slots| {
            let keys = join.keys.iter().map(|(_, right)| right);
            hashes.push(self.hash(keys, slots)?);
            built.slots.extend_from_slice(&slots[range.clone()]);
            built.len += 1;
            GO_ON
        })?;
        if join.keys.is_empty() {
            return Ok(built);
        }
        built.next = vec![END; built.len];
        built.first.reserve(built.len);
        // From the last to the first, so that each chain runs in the order of the rows.
        for (place, hash) in hashes.iter().enumerate().rev() {
            if let Some(hash) = hash {
                let place = u32::try_from(place).unwrap_or(END);
                if let Some(following) = built.first.insert(*hash, place) {
                    built.next[place as usize] = following;
                }
            }
        }
        Ok(built)
    }

    /// The hash of keys; none where one is null, which equals nothing.
    fn hash<'k>(
        &self,
        keys: impl Iterator<Item = &'k Expression>,
        slots: &[Slot],
    ) -> Result<Option<u64>, PgError> {
        let frame = self.frame(slots);
        let mut seed = 0_u64;
        for key in keys {
            let value = frame.value(key)?;
            if value.is_null() {
                return Ok(None);
            }
            seed = seed.rotate_left(5).wrapping_mul(31) ^ hash(&value);
        }
        Ok(Some(seed))
    }

    /// Pushes the joined rows of one left row and the right rows it meets.
    pub(super) fn probe(
        &self,
        join: &Join,
        built: &Built,
        slots: &mut Vec<Slot>,
        next: &mut dyn FnMut(usize, &mut Vec<Slot>) -> Flow,
    ) -> Flow {
        let range: Range<usize> = join.right.slots();
        let mut meet = |place: usize, slots: &mut Vec<Slot>| -> Flow {
            slots[range.clone()].clone_from_slice(built.row(place));
            if self.has_equal_keys(join, slots)? && self.holds(&join.on, slots)? {
                return next(place, slots);
            }
            GO_ON
        };
        if join.keys.is_empty() {
            for place in 0..built.len {
                if meet(place, slots)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            return GO_ON;
        }
        let keys = join.keys.iter().map(|(left, _)| left);
        let Some(hash) = self.hash(keys, slots)? else {
            return GO_ON;
        };
        let mut at = built.first.get(&hash).copied().unwrap_or(END);
        while at != END {
            if meet(at as usize, slots)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            at = built.next[at as usize];
        }
        GO_ON
    }
}

/// The end of a chain.
const END: u32 = u32::MAX;

/// Rows kept to be met again and again.
#[derive(Default)]
pub(super) struct Built {
    width: usize,
    /// How many there are.
    pub len: usize,
    slots: Vec<Slot>,
    /// The first row of each hash.
    first: Hashed<u32>,
    /// The row after each row of the same hash.
    next: Vec<u32>,
}

impl Built {
    /// The slots of a row.
    pub fn row(&self, place: usize) -> &[Slot] {
        let start = place * self.width;
        &self.slots[start..start + self.width]
    }
}
