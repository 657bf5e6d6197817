//! Tests across modules, on the real engine.

mod codegen;
mod engine;
mod find;
mod migration;
#[path = "../support/notation.rs"]
mod notation;
mod postgres;
mod project;
mod schema;
mod tidy;
