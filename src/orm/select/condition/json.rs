//! Conditions on what is inside a JSON value: `("meta"#>>'{a,b}')`.

use super::{Part, Scope, Subject, error, item, prefixed};
use crate::orm::declare::{OrmError, Type};
use crate::orm::js::{Js, Key};
use crate::orm::select::literal::plain;
use crate::orm::select::quote;

/// Whether a type is JSON or JSONB.
pub fn is_json(data_type: &Type) -> bool {
    matches!(data_type.key.as_str(), "JSON" | "JSONB")
}

/// A value below a path, as lodash's `set` builds it: below a number stands an array.
pub fn nest(path: &[&str], value: Js) -> Js {
    let Some((first, rest)) = path.split_first() else {
        return value;
    };
    let mut inner = value;
    for key in rest.iter().rev() {
        inner = match index(key) {
            Some(place) => {
                let mut items = vec![Js::Undefined; place];
                items.push(inner);
                Js::Array(items)
            }
            None => Js::Object(vec![(Key::Name((*key).to_owned()), inner)]),
        };
    }
    Js::Object(vec![(Key::Name((*first).to_owned()), inner)])
}

fn index(key: &str) -> Option<usize> {
    let is_index = key == "0" || !key.starts_with('0');
    key.parse().ok().filter(|place| is_index && *place < 10_000)
}

/// An object on a JSON column: `_whereJSON`.
pub fn object(subject: &Subject, object: &[(Key, Js)], scope: Scope) -> Part {
    let name = match subject {
        Subject::Name(name) => quote(name),
        Subject::Sql(sql) => sql.clone(),
        _ => String::new(),
    };
    let base = prefixed(&name, scope.prefix);
    let mut parts = Vec::new();
    for entry in object {
        if matches!(entry.0, Key::Op(_)) {
            let scope = Scope {
                is_plain_json: true,
                ..scope
            };
            parts.push(item(subject, &Js::Object(vec![entry.clone()]), scope)?);
        }
    }
    for (key, value) in object {
        if let Key::Name(name) = key {
            walk(&mut parts, &base, value, vec![name.clone()])?;
        }
    }
    let text = parts.join(" AND ");
    Ok(if parts.len() > 1 {
        format!("({text})")
    } else {
        text
    })
}

/// `_traverseJSON`.
fn walk(
    parts: &mut Vec<String>,
    base: &str,
    value: &Js,
    mut path: Vec<String>,
) -> Result<(), OrmError> {
    let mut cast = None;
    if let Some(last) = path.last_mut()
        && let Some((name, kind)) = last.clone().split_once("::")
    {
        let kind = kind.split("::").next().unwrap_or_default().to_owned();
        if !CASTS.contains(&kind.to_lowercase().as_str()) {
            return Err(error(format!("Invalid cast type: {kind}")));
        }
        name.clone_into(last);
        cast = Some(kind);
    }
    let key = |value: &Js, is_json: bool| {
        let key = extraction(base, &path, is_json)?;
        let kind = cast.as_deref().or_else(|| cast_of(value));
        Ok::<_, OrmError>(Subject::Sql(match kind {
            Some(kind) => format!("CAST({key} AS {})", kind.to_uppercase()),
            None => key,
        }))
    };
    let Js::Object(object) = value else {
        let value = Js::Object(vec![(Key::Op("eq".to_owned()), value.clone())]);
        let Js::Object(inner) = &value else {
            return Ok(());
        };
        parts.push(item(&key(&inner[0].1, false)?, &value, Scope::default())?);
        return Ok(());
    };
    for (name, inner) in object {
        if let Key::Op(operator) = name {
            let is_json = operator == "contains" && matches!(inner, Js::Text(_));
            let value = Js::Object(vec![(name.clone(), inner.clone())]);
            parts.push(item(&key(inner, is_json)?, &value, Scope::default())?);
        }
    }
    for (name, inner) in object {
        if let Key::Name(name) = name {
            let mut path = path.clone();
            path.push(name.clone());
            walk(parts, base, inner, path)?;
        }
    }
    Ok(())
}

/// The types a key may be cast to: `key::integer`.
const CASTS: [&str; 22] = [
    "integer",
    "int",
    "smallint",
    "bigint",
    "float",
    "real",
    "double precision",
    "decimal",
    "numeric",
    "boolean",
    "text",
    "char",
    "varchar",
    "nvarchar",
    "date",
    "timestamp",
    "timestamptz",
    "datetime",
    "json",
    "jsonb",
    "signed",
    "unsigned",
];

fn cast_of(value: &Js) -> Option<&'static str> {
    let value = match value {
        Js::Array(items) => items.first()?,
        value => value,
    };
    match value {
        Js::Number(_) => Some("double precision"),
        Js::Date(_) => Some("timestamptz"),
        Js::Boolean(_) => Some("boolean"),
        _ => None,
    }
}

/// `("column"#>>'{path}')`: `jsonPathExtractionQuery`.
pub fn extraction(column: &str, path: &[String], is_json: bool) -> Part {
    let sign = if is_json { "#>" } else { "#>>" };
    let path = plain(&Js::Text(format!("{{{}}}", path.join(","))))?;
    let column = if is_quoted(column) {
        column.to_owned()
    } else {
        quote(column)
    };
    Ok(format!("({column}{sign}{path})"))
}

/// Whether a column is quoted already, part for part.
fn is_quoted(column: &str) -> bool {
    let mut rest = column.trim();
    while let Some(quote) = rest.chars().next().filter(|quote| "\"'`".contains(*quote)) {
        let Some(end) = rest[1..].find(quote) else {
            return false;
        };
        rest = &rest[end + 2..];
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if rest.is_empty() {
            return true;
        }
    }
    false
}
