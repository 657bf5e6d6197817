//! Finds: planned, rendered, run, nested.

mod notation;
mod rendered;
