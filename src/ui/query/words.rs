//! What the query room says: why nothing came, what helps, how long it took.

use crate::engine::protocol::EngineError;
use crate::orm::query::{Find, Method};
use crate::orm::schema::Schema;
use crate::orm::value::Value;

/// What a person can do about a refusal, where there is more to say than the error does.
pub const fn advice(error: &EngineError) -> Option<&'static str> {
    match error {
        EngineError::NoTable { .. } => {
            Some("Migrate up in the Migrations room, or choose a model whose table is there.")
        }
        EngineError::NoColumn { .. } => Some("Migrate up in the Migrations room to add it."),
        EngineError::Type { .. } => Some("Compare it with a value of its own type."),
        _ => None,
    }
}

/// Why the result is `null` or `[]`.
pub fn emptiness(find: &Find, schema: &Schema) -> String {
    let model = schema.model(find.model);
    let name = model.map_or("the model", |model| model.name.as_str());
    let has_condition = !find.where_.is_empty();
    let has_inner = find
        .include
        .iter()
        .any(|include| include.required.unwrap_or(!include.where_.is_empty()));
    let because = match (has_condition, has_inner) {
        (true, true) => "satisfies the where and has what the required includes ask for",
        (true, false) => "satisfies the where",
        (false, true) => "has what the required includes ask for",
        (false, false) => "is there",
    };
    match &find.method {
        Method::FindByPk(Value::Null) => {
            "findByPk is given no key yet, so the call returns null. Type one beside the method."
                .to_owned()
        }
        Method::FindByPk(key) => {
            let column = model
                .and_then(|model| model.primary_key().next())
                .map_or("key", |attribute| attribute.name.as_str());
            let inner = if has_inner {
                " that has what the required includes ask for"
            } else {
                ""
            };
            format!(
                "findByPk found no {name} with {column} {}{inner}, so the call returns null.",
                key.to_text()
            )
        }
        Method::FindOne => format!("No {name} {because}, so findOne returns null."),
        Method::FindAll if find.offset.is_some() => {
            format!("No {name} {because} after the offset, so findAll returns an empty array.")
        }
        Method::FindAll => format!("No {name} {because}, so findAll returns an empty array."),
    }
}

/// A time as a person reads it.
pub fn milliseconds(time: f64) -> String {
    if time < 0.1 {
        "< 0.1 ms".to_owned()
    } else if time < 10.0 {
        format!("{time:.1} ms")
    } else {
        format!("{time:.0} ms")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_exact_as_they_need_be() {
        assert_eq!(milliseconds(0.0), "< 0.1 ms");
        assert_eq!(milliseconds(1.234), "1.2 ms");
        assert_eq!(milliseconds(123.4), "123 ms");
    }
}
