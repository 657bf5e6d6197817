//! The items that rows were already put to, by their keys.
//!
//! Keys lie one after the other in one place: a hundred thousand rows make no
//! hundred thousand small allocations.

/// An empty place of the table.
const EMPTY: u32 = u32::MAX;

/// Items by their keys. Item numbers are given in turn, from 0.
#[derive(Debug)]
pub struct Known {
    /// Item numbers, each at the first free place from its key's hash on.
    table: Vec<u32>,
    /// The hash of each item's key.
    hashes: Vec<u64>,
    /// Where each item's key ends in `keys`.
    ends: Vec<usize>,
    keys: Vec<u8>,
}

impl Known {
    /// No items, but room for some.
    pub fn new() -> Self {
        Self {
            table: vec![EMPTY; 1024],
            hashes: Vec::new(),
            ends: Vec::new(),
            keys: Vec::new(),
        }
    }

    /// Whether an item has this key.
    pub fn is(&self, item: u32, key: &[u8]) -> bool {
        let item = item as usize;
        let start = item.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.keys[start..self.ends[item]] == *key
    }

    /// The item of a key.
    ///
    /// # Errors
    /// There is none yet: the number it has from now on.
    pub fn find_or_add(&mut self, key: &[u8]) -> Result<u32, u32> {
        let hash = hash(key);
        let mut place = self.place(hash);
        while self.table[place] != EMPTY {
            let item = self.table[place];
            if self.hashes[item as usize] == hash && self.is(item, key) {
                return Ok(item);
            }
            place = (place + 1) & (self.table.len() - 1);
        }
        let item = u32::try_from(self.hashes.len()).unwrap_or(EMPTY);
        self.table[place] = item;
        self.hashes.push(hash);
        self.keys.extend_from_slice(key);
        self.ends.push(self.keys.len());
        if self.hashes.len() * 2 > self.table.len() {
            self.grow();
        }
        Err(item)
    }

    const fn place(&self, hash: u64) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "The low bits are all it takes."
        )]
        let hash = (hash ^ (hash >> 32)) as usize;
        hash & (self.table.len() - 1)
    }

    fn grow(&mut self) {
        self.table = vec![EMPTY; self.table.len() * 4];
        for item in 0..self.hashes.len() {
            let mut place = self.place(self.hashes[item]);
            while self.table[place] != EMPTY {
                place = (place + 1) & (self.table.len() - 1);
            }
            self.table[place] = u32::try_from(item).unwrap_or(EMPTY);
        }
    }
}

fn hash(key: &[u8]) -> u64 {
    let mut hash: u64 = 0;
    let mut add = |word: u64| {
        hash = (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    };
    let mut chunks = key.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        add(u64::from_le_bytes(word));
    }
    let mut word = [0; 8];
    let rest = chunks.remainder();
    word[..rest.len()].copy_from_slice(rest);
    add(u64::from_le_bytes(word));
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_again() {
        let mut known = Known::new();
        for turn in 0..2 {
            for number in 0..10_000_u32 {
                let found = known.find_or_add(&number.to_be_bytes());
                assert_eq!(found, if turn == 0 { Err(number) } else { Ok(number) });
            }
        }
    }
}
