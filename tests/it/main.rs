//! Tests across modules, on the real engine.

mod codegen;
mod declare;
mod engine;
mod find;
mod migration;
mod module;
#[path = "../support/notation.rs"]
mod notation;
mod postgres;
mod project;
mod schema;
mod select;
mod sql;
mod tidy;
