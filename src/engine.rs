//! The database: `GlueSQL` over a store of our own.
//!
//! It receives commands and returns data; it never knows who asked. Only this
//! module names `GlueSQL`; `protocol` is free of it, so the page links none.

pub mod convert;
pub mod emit;
pub mod find;
pub mod postgres;
pub mod protocol;
pub mod session;
pub mod store;
