//! The engine through its protocol, on the real `GlueSQL`.

mod notation;
mod rows;
