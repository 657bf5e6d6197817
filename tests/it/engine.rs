//! The engine through its protocol, on the real `GlueSQL`.
#![allow(
    clippy::needless_raw_string_hashes,
    clippy::unwrap_used,
    reason = "expect-test writes the hashes; a test that unwraps nothing shall fail"
)]

mod emitted;
mod migrations;
mod model;
mod notation;
mod rows;
mod states;
mod traps;
mod values;
