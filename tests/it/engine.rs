//! The engine through its protocol, on the real `GlueSQL`.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them so"
)]

mod migrations;
mod model;
mod notation;
mod rows;
mod states;
mod traps;
mod values;
