//! Options as JavaScript objects: merged, read and set as Sequelize does.

use crate::orm::js::{Js, Key};

/// The entries of an object under string keys, `undefined` ones left out.
pub fn entries(object: &Js) -> impl Iterator<Item = (&str, &Js)> {
    let entries = match object {
        Js::Object(entries) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().filter_map(|(key, value)| match key {
        Key::Name(name) if *value != Js::Undefined => Some((name.as_str(), value)),
        _ => None,
    })
}

/// Merges options, later ones over earlier ones: objects go into each other, and of two lists the later comes first.
pub fn merge(objects: &[&Js]) -> Js {
    let mut merged = Js::Object(Vec::new());
    for (name, value) in objects.iter().copied().flat_map(entries) {
        let value = match merged.get(name) {
            Some(Js::Object(_)) if matches!(value, Js::Object(_)) => {
                let own = merged.get(name).cloned().unwrap_or(Js::Undefined);
                merge(&[&own, value])
            }
            Some(Js::Array(own)) => match value {
                Js::Array(items) => Js::Array(items.iter().chain(own).cloned().collect()),
                _ => value.clone(),
            },
            _ => value.clone(),
        };
        set(&mut merged, name, value);
    }
    merged
}

/// Sets an entry of an object; a new one goes last.
pub fn set(object: &mut Js, name: &str, value: Js) {
    let Js::Object(entries) = object else {
        return;
    };
    let own = entries
        .iter_mut()
        .find(|(key, _)| matches!(key, Key::Name(own) if own == name));
    match own {
        Some((_, own)) => *own = value,
        None => entries.push((Key::Name(name.to_owned()), value)),
    }
}

/// Sets all entries of another object, as `Object.assign` does; `undefined` ones do not count.
pub fn assign(object: &mut Js, other: &Js, without: &[&str]) {
    for (name, value) in entries(other) {
        if !without.contains(&name) {
            set(object, name, value.clone());
        }
    }
}

/// The text under a key, where it is a string that is not empty.
pub fn text<'a>(object: &'a Js, name: &str) -> Option<&'a str> {
    object.get(name)?.text().filter(|text| !text.is_empty())
}

/// Whether JavaScript takes the value under a key as true.
pub fn is_set(object: &Js, name: &str) -> bool {
    object.get(name).is_some_and(Js::is_truthy)
}

/// Whether the value under a key is `false` itself.
pub fn is_false(object: &Js, name: &str) -> bool {
    object.get(name) == Some(&Js::Boolean(false))
}

/// An object of these entries.
pub fn object(entries: Vec<(&str, Js)>) -> Js {
    let entries = entries.into_iter();
    Js::Object(
        entries
            .map(|(name, value)| (Key::Name(name.to_owned()), value))
            .collect(),
    )
}

/// JavaScript's `typeof`.
pub const fn type_of(value: &Js) -> &'static str {
    match value {
        Js::Undefined => "undefined",
        Js::Boolean(_) => "boolean",
        Js::Number(_) => "number",
        Js::BigInt(_) => "bigint",
        Js::Text(_) => "string",
        Js::Function(_) | Js::Model(_) => "function",
        _ => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Js {
        Js::Text(value.to_owned())
    }

    #[test]
    fn later_options_go_over_earlier_ones() {
        let first = object(vec![
            (
                "name",
                object(vec![("plural", text("Users")), ("singular", text("User"))]),
            ),
            ("indexes", Js::Array(vec![Js::Number(1.0)])),
            ("schema", Js::Null),
        ]);
        let second = object(vec![
            ("name", object(vec![("plural", text("People"))])),
            ("indexes", Js::Array(vec![Js::Number(2.0)])),
            ("schema", Js::Undefined),
        ]);
        let merged = merge(&[&first, &second]);
        let name = merged.get("name").expect("a name");
        assert_eq!(name.get("plural"), Some(&text("People")));
        assert_eq!(name.get("singular"), Some(&text("User")));
        assert_eq!(merged.get("schema"), Some(&Js::Null));
        assert_eq!(
            merged.get("indexes"),
            Some(&Js::Array(vec![Js::Number(2.0), Js::Number(1.0)]))
        );
    }
}
