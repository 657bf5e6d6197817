//! INSERT, UPDATE, DELETE and TRUNCATE: rows come, change and go as the constraints let them.

mod conflict;
mod delete;
mod filler;
mod find;
mod guard;
mod insert;
mod join;
mod many;
mod pending;
mod reference;
mod returning;
mod row;
mod truncate;
mod update;
mod value;

pub use filler::Filler;
pub use guard::{Guard, scope_of};
pub use many::Conflict;
pub use pending::Pending;
pub use reference::{Event, check_all};
pub use truncate::Truncate;
pub use value::sized;
