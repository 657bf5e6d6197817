//! The only place with raw web APIs.

pub mod clipboard;
pub mod message;
pub mod resize;
pub mod serve;
