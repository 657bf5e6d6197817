//! One operator and its value: `_whereParseSingleValueObject`.

use super::{Part, Scope, Subject, comparator, compare, escape_for, target, type_error};
use crate::orm::declare::{Attribute, Model};
use crate::orm::js::{Js, Key};
use crate::orm::select::literal::{Target, plain};
use crate::orm::select::{quote_path, text};

/// A column compared by an operator, or by `=`.
pub fn single(
    subject: &Subject,
    field: Option<(&Model, &Attribute)>,
    name: &str,
    value: &Js,
    scope: Scope,
) -> Part {
    let name = match (name, value) {
        ("not", Js::Array(_)) => "notIn",
        ("not", Js::Null | Js::Boolean(_)) => "not",
        ("not", _) => "ne",
        (name, _) => name,
    };
    let sign = comparator(name).unwrap_or("=");
    let compare = |value: &str, sign: &str| compare(subject, value, sign, scope.prefix);
    let escape = |value: &Js| escape_for(value, target(field));
    match name {
        "in" | "notIn" => match value {
            Js::Literal(sql) => compare(sql, sign),
            Js::Array(list) if !list.is_empty() => {
                let list = list.iter().map(escape).collect::<Result<Vec<_>, _>>()?;
                compare(&format!("({})", list.join(", ")), sign)
            }
            Js::Null | Js::Undefined => Err(type_error(format!(
                "Cannot read properties of {} (reading 'length')",
                text::string(value)
            ))),
            Js::Text(text) if !text.is_empty() => Err(type_error("value.map is not a function")),
            _ if name == "in" => compare("(NULL)", sign),
            _ => Ok(String::new()),
        },
        "any" | "all" => {
            let sign = format!("= {sign}");
            if let Some(Js::Array(list)) = op(value, "values") {
                let one = |value: &Js| Ok(format!("({})", escape_for(value, Target::Unknown)?));
                let list = list.iter().map(one).collect::<Result<Vec<_>, _>>()?;
                return compare(&format!("(VALUES {})", list.join(", ")), &sign);
            }
            compare(&format!("({})", escape(value)?), &sign)
        }
        "between" | "notBetween" => {
            let (from, to) = (at(value, 0)?, at(value, 1)?);
            compare(&format!("{} AND {}", escape(&from)?, escape(&to)?), sign)
        }
        "col" => match value {
            Js::Text(path) => compare(&quote_path(path), "="),
            Js::Null | Js::Undefined => Err(type_error(format!(
                "Cannot read properties of {} (reading 'split')",
                text::string(value)
            ))),
            _ => Err(type_error("value.split is not a function")),
        },
        "startsWith" | "endsWith" | "substring" => {
            let inner = match value {
                Js::Literal(sql) => sql.clone(),
                value => text::string(value),
            };
            let pattern = match name {
                "startsWith" => format!("{inner}%"),
                "endsWith" => format!("%{inner}"),
                _ => format!("%{inner}%"),
            };
            compare(&plain(&Js::Text(pattern))?, sign)
        }
        _ => {
            if let Some(inner) = op(value, "col") {
                let inner = single(&Subject::Undefined, None, "col", inner, Scope::default())?;
                return compare(&inner, sign);
            }
            for (name, word) in [("any", "ANY"), ("all", "ALL")] {
                if let Some(inner) = op(value, name) {
                    return compare(&format!("({})", escape(inner)?), &format!("{sign} {word}"));
                }
            }
            let sign = match (value, sign) {
                (Js::Null, "=") => "IS",
                (Js::Null, "!=") => "IS NOT",
                (_, sign) => sign,
            };
            compare(&escape(value)?, sign)
        }
    }
}

/// The value under an operator of an object, where it is truthy.
fn op<'a>(value: &'a Js, name: &str) -> Option<&'a Js> {
    let Js::Object(object) = value else {
        return None;
    };
    object
        .iter()
        .find(|(key, _)| matches!(key, Key::Op(own) if own == name))
        .map(|(_, value)| value)
        .filter(|value| value.is_truthy())
}

/// `value[index]`.
fn at(value: &Js, index: usize) -> Result<Js, crate::orm::declare::OrmError> {
    Ok(match value {
        Js::Array(items) => items.get(index).cloned().unwrap_or(Js::Undefined),
        Js::Text(text) => text
            .chars()
            .nth(index)
            .map_or(Js::Undefined, |letter| Js::Text(letter.into())),
        Js::Null | Js::Undefined => {
            return Err(type_error(format!(
                "Cannot read properties of {} (reading '{index}')",
                text::string(value)
            )));
        }
        _ => Js::Undefined,
    })
}
