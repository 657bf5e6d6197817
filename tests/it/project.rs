//! The document, its history and the engine that follows it.

mod edits;
mod laws;
mod links;
mod random;
mod remedies;
mod simulation;
mod story;
