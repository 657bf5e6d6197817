//! DDL: tables, columns, constraints, indexes, types, sequences and schemas come, change and go.

mod add;
mod alter;
mod column;
mod comment;
mod constraint;
mod create;
mod default;
mod drop;
mod foreign;
mod index;
mod kind;
mod rename;
mod schema;
mod sequence;

pub use comment::Commented;
pub use kind::AlterType;
pub use sequence::{NewOwner, Restart, SequenceChange};
