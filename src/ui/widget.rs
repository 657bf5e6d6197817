//! The pieces every room is made of. They know nothing of models.

mod code_view;
mod dialog;
mod icon;
mod room;
mod splitter;

pub use code_view::{CodeView, CopyButton, Language};
pub use dialog::Dialog;
pub use icon::{Icon, IconButton, Shape};
pub use room::{Place, Room, RoomShell};
pub use splitter::{Split, Splitter};
