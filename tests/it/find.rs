//! Finds: planned, rendered, run, nested.
#![allow(clippy::unwrap_used, reason = "a test in a wrong notation shall panic")]

mod coded;
mod compare;
mod naive;
mod notation;
mod random;
mod rendered;
mod story;
