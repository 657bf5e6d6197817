//! Values as `util.inspect` shows them, in the messages of errors.

use super::{moment, text};
use crate::orm::js::{Js, Key};

/// How wide a line may be before an object is shown over several.
const WIDTH: usize = 72;

/// `util.inspect(value)`.
pub fn inspect(value: &Js) -> String {
    at(value, 0, 0)
}

fn at(value: &Js, depth: usize, indent: usize) -> String {
    match value {
        Js::Text(text) => string(text),
        Js::BigInt(digits) => format!("{digits}n"),
        Js::Date(Some(milliseconds)) => moment::iso(*milliseconds),
        Js::Bytes(bytes) => {
            let bytes: String = bytes.iter().map(|byte| format!(" {byte:02x}")).collect();
            format!("<Buffer{bytes}>")
        }
        Js::Array(_) if depth > 2 => "[Array]".to_owned(),
        Js::Array(items) => {
            let mut shown: Vec<String> = items
                .iter()
                .take(100)
                .map(|item| at(item, depth + 1, indent + 2))
                .collect();
            if items.len() > 100 {
                shown.push(format!("... {} more items", items.len() - 100));
            }
            group(&shown, ["[", "]"], "", indent)
        }
        Js::Object(_) if depth > 2 => "[Object]".to_owned(),
        Js::Object(entries) => {
            // Keys come before symbols.
            let named = entries.iter().filter_map(|(key, value)| match key {
                Key::Name(name) => Some((property(name), value)),
                Key::Op(_) => None,
            });
            let symbols = entries.iter().filter_map(|(key, value)| match key {
                Key::Op(name) => Some((format!("[Symbol({name})]"), value)),
                Key::Name(_) => None,
            });
            object("", named.chain(symbols), depth, indent)
        }
        Js::Fn(name, arguments) => {
            let (name, arguments) = (Js::Text(name.clone()), Js::Array(arguments.clone()));
            let entries = [("fn".to_owned(), &name), ("args".to_owned(), &arguments)];
            object("Fn ", entries.into_iter(), depth, indent)
        }
        Js::Col(name) => {
            let name = Js::Text(name.clone());
            object(
                "Col ",
                std::iter::once(("col".to_owned(), &name)),
                depth,
                indent,
            )
        }
        Js::Literal(sql) => {
            let sql = Js::Text(sql.clone());
            object(
                "Literal ",
                std::iter::once(("val".to_owned(), &sql)),
                depth,
                indent,
            )
        }
        Js::Cast(value, name) => {
            let (name, json) = (Js::Text(name.clone()), Js::Boolean(false));
            let entries = [
                ("val".to_owned(), value.as_ref()),
                ("type".to_owned(), &name),
                ("json".to_owned(), &json),
            ];
            object("Cast ", entries.into_iter(), depth, indent)
        }
        Js::Where(attribute, comparator, logic) => {
            let entries = [
                ("attribute".to_owned(), attribute.as_ref()),
                ("comparator".to_owned(), comparator.as_ref()),
                ("logic".to_owned(), logic.as_ref()),
            ];
            object("Where ", entries.into_iter(), depth, indent)
        }
        Js::Model(name) | Js::Association(_, name) => name.clone(),
        Js::Function(name) if name.is_empty() => "[Function (anonymous)]".to_owned(),
        Js::Function(name) => format!("[Function: {name}]"),
        Js::Number(value) if *value == 0.0 && value.is_sign_negative() => "-0".to_owned(),
        value => text::string(value),
    }
}

fn object<'a>(
    class: &str,
    entries: impl Iterator<Item = (String, &'a Js)>,
    depth: usize,
    indent: usize,
) -> String {
    let shown: Vec<String> = entries
        .map(|(key, value)| format!("{key}: {}", at(value, depth + 1, indent + 2)))
        .collect();
    group(&shown, ["{", "}"], class, indent)
}

fn group(shown: &[String], [open, close]: [&str; 2], class: &str, indent: usize) -> String {
    if shown.is_empty() {
        return format!("{class}{open}{close}");
    }
    let width = shown.iter().map(String::len).sum::<usize>() + shown.len();
    let fits = width + class.len() + open.len() + indent <= WIDTH + 4;
    if fits && !shown.iter().any(|entry| entry.contains('\n')) {
        return format!("{class}{open} {} {close}", shown.join(", "));
    }
    let space = " ".repeat(indent + 2);
    let lines = shown.join(&format!(",\n{space}"));
    format!(
        "{class}{open}\n{space}{lines}\n{}{close}",
        " ".repeat(indent)
    )
}

fn property(name: &str) -> String {
    let is_plain = !name.is_empty()
        && !name.starts_with(|letter: char| letter.is_ascii_digit())
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$'));
    if is_plain {
        name.to_owned()
    } else {
        string(name)
    }
}

fn string(text: &str) -> String {
    let quote = ['\'', '"', '`']
        .into_iter()
        .find(|quote| !text.contains(*quote))
        .unwrap_or('\'');
    let mut out = String::from(quote);
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            letter if letter == quote => {
                out.push('\\');
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_shown_as_node_shows_them() {
        let value = Js::Object(vec![
            (Key::Op("gt".into()), Js::Number(1.0)),
            (Key::Name("a-b".into()), Js::Text("it's".into())),
            (Key::Name("c".into()), Js::Array(vec![Js::Null])),
        ]);
        assert_eq!(
            inspect(&value),
            r#"{ 'a-b': "it's", c: [ null ], [Symbol(gt)]: 1 }"#
        );
    }
}
