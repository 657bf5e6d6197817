//! The pieces every room is made of. They know nothing of models.

mod dialog;
mod icon;
mod room;
mod splitter;

pub use dialog::Dialog;
pub use icon::{Icon, IconButton, Shape};
pub use room::{Place, Room, RoomShell};
pub use splitter::{Split, Splitter};
