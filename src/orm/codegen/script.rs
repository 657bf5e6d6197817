//! JavaScript as values, and its text.

use crate::orm::value::Value;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Script {
    /// As it stands.
    Code(String),
    /// A list, on one line.
    List(Vec<Script>),
    /// An object, a property a line.
    Object(Vec<(String, Script)>),
}

impl Script {
    pub(super) fn code(text: impl Into<String>) -> Self {
        Self::Code(text.into())
    }

    /// A string in single quotes.
    pub(super) fn text(text: &str) -> Self {
        Self::Code(Value::Text(text.to_owned()).to_code())
    }

    pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a String>) -> Self {
        Self::List(texts.into_iter().map(|text| Self::text(text)).collect())
    }

    /// Its text; lines after the first are indented by so many spaces.
    pub(super) fn write(&self, indent: usize) -> String {
        match self {
            Self::Code(code) => code.clone(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.write(indent)).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Object(properties) if properties.is_empty() => "{}".to_owned(),
            Self::Object(properties) => {
                let mut text = "{\n".to_owned();
                for (name, value) in properties {
                    let is_short = matches!(value, Self::Code(code) if code == name);
                    let (name, value) = (property(name), value.write(indent + 2));
                    let line = if is_short {
                        name
                    } else {
                        format!("{name}: {value}")
                    };
                    text.extend([&" ".repeat(indent + 2), &line, ",\n"]);
                }
                text.push_str(&" ".repeat(indent));
                text.push('}');
                text
            }
        }
    }
}

/// A property's name, in quotes where it must be.
fn property(name: &str) -> String {
    let is_plain = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if is_plain {
        name.to_owned()
    } else {
        Value::Text(name.to_owned()).to_code()
    }
}

/// The name of a member: `.User`, or `['…']` where it must be.
pub(super) fn member(name: &str) -> String {
    let written = property(name);
    if written == name {
        format!(".{name}")
    } else {
        format!("[{written}]")
    }
}
