//! What the npm-shaped module asks of Rust: commands in, replies out, both JSON.
//!
//! The façade (`js/`) turns classes, symbols and promises into commands and replies
//! into instances; all meaning is in `orm` and `engine`.
