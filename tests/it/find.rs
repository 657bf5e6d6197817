//! Finds: planned, rendered, run, nested.

mod coded;
mod naive;
mod notation;
mod random;
mod rendered;
mod story;
