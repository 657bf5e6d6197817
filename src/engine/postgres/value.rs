//! Values by their types: read from text, written as text, compared, hashed and cast.
//!
//! A `Value` does not know its type; whoever calls says it. Knows nothing of rows.

mod array;
mod cast;
mod compare;
mod hash;
mod interval;
pub mod json;
mod moment;
pub mod number;
mod read;
mod write;

pub use cast::{Level, Modifier, cast, cast_to_text, castable, fit_numeric};
pub use compare::{compare, equal};
pub use hash::{Hashed, hash, hash_all};
pub use interval::{DAY, parts as interval_parts, shift as shift_moment};
pub use moment::{Field, field, read_offset as offset, truncate};
pub use read::read;
pub use write::write;

use super::PgError;

/// `22P02`, `22007` of moments: text that is none of a type.
pub fn invalid(kind: &super::Kind, text: &str) -> PgError {
    let is_moment = kind.is_moment() || matches!(kind, super::Kind::Time | super::Kind::Interval);
    // The reader of times knows them by their short name.
    let name = match kind {
        super::Kind::Time => "time".to_owned(),
        super::Kind::Timestamp => "timestamp".to_owned(),
        kind => kind.to_string(),
    };
    PgError::new(
        if is_moment { "22007" } else { "22P02" },
        format!("invalid input syntax for type {name}: \"{text}\""),
    )
}
