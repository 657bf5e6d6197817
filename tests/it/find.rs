//! Finds: planned, rendered, run, nested.

mod coded;
mod notation;
mod rendered;
mod story;
