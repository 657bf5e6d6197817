//! Queries: what a find asks for, planned, rendered, shown as code and nested.
//!
//! `plan` is the heart: it resolves a [`Find`] as Sequelize 6 does before it
//! writes SQL. `render` writes that SQL, `evaluate` and `nest` say what the SQL
//! means and what Sequelize makes of its rows.

mod clause;
mod code;
mod condition;
mod error;
pub mod evaluate;
mod find;
mod nest;
mod plan;
mod prune;
mod render;

pub use clause::Clause;
pub use code::code;
pub use condition::{Comparison, Condition, Path, Where};
pub use error::QueryError;
pub use find::{Direction, Find, Include, Method, Order};
pub use nest::{Item, NONE, Tree, nest};
pub use plan::{
    Cell, Column, Link, Node, Plan, Separate, Slot, Term, associations_used, plan,
    visible_attributes,
};
pub use prune::prune;
pub use render::{filter_path, quote, render, render_node, render_separate};
