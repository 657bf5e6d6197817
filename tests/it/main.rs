//! Tests across modules, on the real engine.

mod engine;
mod migration;
#[path = "../support/notation.rs"]
mod notation;
