//! Conditions put together: `Op.and`, `Op.or`, `Op.not`.

use super::{Part, Scope, Subject, entries, item, items, join, type_error};
use crate::orm::declare::OrmError;
use crate::orm::js::Js;

/// `Op.and`, `Op.or`, `Op.not` with their conditions: `_whereGroupBind`.
pub fn group(name: &str, value: &Js, scope: Scope) -> Part {
    let binding = if name == "or" { " OR " } else { " AND " };
    let inner = match value {
        Js::Array(list) => {
            let one = |value: &Js| {
                let text = items(value, scope, " AND ")?;
                let size = match value {
                    Js::Array(list) => list.len(),
                    Js::Object(object) => object.len(),
                    _ => 0,
                };
                Ok(if size > 1 && !text.is_empty() {
                    format!("({text})")
                } else {
                    text
                })
            };
            join(
                list.iter().map(one).collect::<Result<_, OrmError>>()?,
                binding,
            )
        }
        value => items(value, scope, binding)?,
    };
    Ok(match (name, inner.is_empty()) {
        ("or" | "not", true) => "0 = 1".to_owned(),
        (_, true) => inner,
        ("not", false) => format!("NOT ({inner})"),
        _ => format!("({inner})"),
    })
}

/// Several conditions on one column: `_whereBind`.
pub fn bind(binding: &str, subject: &Subject, value: &Js, scope: Scope) -> Part {
    let parts = match value {
        Js::Object(object) => entries(object)
            .map(|entry| item(subject, &Js::Object(vec![entry.clone()]), scope))
            .collect::<Result<Vec<_>, _>>()?,
        Js::Array(list) => list
            .iter()
            .map(|value| item(subject, value, scope))
            .collect::<Result<Vec<_>, _>>()?,
        _ => return Err(type_error("value.map is not a function")),
    };
    let text = join(parts, binding);
    Ok(if text.is_empty() {
        text
    } else {
        format!("({text})")
    })
}
