//! SELECT as Postgres answers it, over small tables written as text.

mod aggregates;
mod errors;
mod expressions;
mod joins;
mod ordered;
mod sequelize;
mod subqueries;
mod tables;
