//! Relata in the browser: mounts the page.
fn main() {}
