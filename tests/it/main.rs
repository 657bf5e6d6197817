//! Tests across modules, on the real engine.
