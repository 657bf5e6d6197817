//! Queries: what a find asks for, planned, rendered and nested.

mod condition;
mod find;

pub use condition::{Comparison, Condition, Path, Where};
pub use find::{Direction, Find, Include, Method, Order};
