//! Regex-lite under the name of regex, which would be a tenth of the engine.
//!
//! GlueSQL matches `LIKE`, `ILIKE` and `~` by it. One thing differs: `~*`, which
//! Relata never emits, ignores the case of ASCII letters only.

pub use regex_lite::*;
