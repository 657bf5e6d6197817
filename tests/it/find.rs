//! Finds: planned, rendered, run, nested.
#![allow(clippy::unwrap_used, reason = "a test in a wrong notation shall panic")]
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them so"
)]

mod agreed;
mod coded;
mod compare;
mod naive;
mod notation;
mod random;
mod rendered;
mod story;
