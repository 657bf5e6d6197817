//! The only place with raw web APIs: the worker, storage, files, the clipboard, the clock.

pub mod client;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod message;
pub mod page;
pub mod resize;
pub mod serve;
pub mod storage;
