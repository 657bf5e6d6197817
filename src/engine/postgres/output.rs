//! Values as Postgres writes them out, NULL told apart.

use gluesql::prelude::Value;

use super::Kind;
use super::value::write;

/// The text of a value; `None` of NULL.
pub fn text_of(value: &Value, kind: &Kind) -> Option<String> {
    (*value != Value::Null).then(|| write(value, kind))
}
