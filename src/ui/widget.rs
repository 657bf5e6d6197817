//! The pieces every room is made of. They know nothing of models.

mod code_view;
mod dialog;
mod focus;
mod html;
mod icon;
mod json_tree;
mod menu;
mod room;
mod splitter;
mod tabs;
mod typed_input;

pub use code_view::{CodeView, CopyButton, Language};
pub use dialog::Dialog;
pub use focus::{focus_id, has_focus, reveal, reveal_id};
pub use icon::{Icon, IconButton, Shape};
pub use json_tree::{JsonTree, pretty};
pub use menu::{Menu, MenuItem};
pub use room::{Place, Room, RoomShell};
pub use splitter::{Split, Splitter};
pub use tabs::{Tab, Tabs, tab_id};
pub use typed_input::{InputKind, Suggestion, TypedInput};
