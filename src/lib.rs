//! Relata: a playground for Sequelize's model associations, run in the browser.
//!
//! The modules are layers; each may use those before it and none behind it.
//! `ARCHITECTURE.md` has the map and the way an edit travels.

/// The only place with raw web APIs: the worker, storage, clipboard, download.
pub mod browser;
/// The database: `GlueSQL` over a store of our own. The only place that names it.
pub mod engine;
/// The npm-shaped module: commands of the façade, answered by `orm` and `engine`.
pub mod module;
/// What Sequelize knows: schemas, migrations, queries, generated code. Pure.
pub mod orm;
/// The document: its edits, undo, file format and ready story. Pure.
pub mod project;
/// The page, in Leptos.
pub mod ui;
