//! The only place with raw web APIs.

pub mod clipboard;
