//! Hashes of values, such that equal values have equal ones.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use gluesql::prelude::Value;

use super::interval;

/// A map by hashes that are good already.
pub type Hashed<T> = HashMap<u64, T, BuildHasherDefault<Same>>;

/// Takes a hash as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// The hash of a value.
pub fn hash(value: &Value) -> u64 {
    match value {
        Value::Null => 0x9e37_79b9,
        Value::I64(value) => mix(1, value.cast_unsigned()),
        Value::Bool(value) => mix(2, u64::from(*value)),
        Value::Str(text) => bytes(3, text.as_bytes()),
        // Adding zero makes the two zeros one.
        Value::F64(value) if value.is_nan() => 4,
        Value::F64(value) => mix(4, (value + 0.0).to_bits()),
        Value::Decimal(value) => bytes(5, &value.normalize().serialize()),
        Value::Timestamp(value) => mix(6, value.and_utc().timestamp_micros().cast_unsigned()),
        Value::Uuid(value) => bytes(7, &value.to_be_bytes()),
        Value::Bytea(value) => bytes(8, value),
        Value::Interval(value) => bytes(9, &interval::length(value).to_be_bytes()),
        Value::List(values) => hash_all(values.iter()),
        other => bytes(10, String::from(other.clone()).as_bytes()),
    }
}

/// The hash of several values in a row.
pub fn hash_all<'v>(values: impl Iterator<Item = &'v Value>) -> u64 {
    values.fold(0x51_7c_c1_b7, |seed, value| mix(seed, hash(value)))
}

fn bytes(seed: u64, bytes: &[u8]) -> u64 {
    let mut hash = mix(seed, bytes.len() as u64);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = mix(hash, u64::from_le_bytes(word));
    }
    let mut word = [0; 8];
    let rest = chunks.remainder();
    word[..rest.len()].copy_from_slice(rest);
    mix(hash, u64::from_le_bytes(word))
}

/// Folds the 128 bits of a product, so that every bit of both counts.
fn mix(seed: u64, word: u64) -> u64 {
    let product =
        u128::from(seed ^ 0x9e37_79b9_7f4a_7c15) * u128::from(word ^ 0xd6e8_feb8_6659_fd93);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the halves are folded together"
    )]
    let folded = (product >> 64) as u64 ^ product as u64;
    folded.rotate_left(23) ^ word
}
