//! The engine, served inside a Web Worker.

fn main() {}
