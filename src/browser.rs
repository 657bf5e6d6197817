//! The only place with raw web APIs: the worker, storage, files, the clipboard, the clock.

pub mod appearance;
pub mod client;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod keyboard;
pub mod message;
pub mod page;
pub mod preference;
pub mod resize;
pub mod serve;
pub mod storage;
pub mod tabs;
