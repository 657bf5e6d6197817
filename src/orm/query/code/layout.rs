//! Objects and arrays on one line where they fit, else one entry a line.

/// How wide a line may be. The calls of the seed stay on one.
const WIDTH: usize = 90;

/// A JavaScript expression.
pub enum Js {
    /// As it stands.
    Text(String),
    /// `{ key: value }`.
    Object(Vec<(String, Js)>),
    /// `[value]`.
    Array(Vec<Js>),
}

/// A call with those arguments, ended by `;`.
pub fn call(start: &str, arguments: &[Js]) -> String {
    let line = |arguments: &[Js]| {
        arguments
            .iter()
            .map(Js::line)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let whole = format!("{start}({});", line(arguments));
    match arguments.split_last() {
        Some((last, before)) if whole.chars().count() > WIDTH => {
            let before = line(before);
            let before = if before.is_empty() {
                before
            } else {
                format!("{before}, ")
            };
            format!("{start}({before}{});", last.lines(0))
        }
        _ => whole,
    }
}

/// A key of an object: quoted where it is no identifier.
pub fn key(name: &str) -> String {
    let mut letters = name.chars();
    let is_identifier = letters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_' || first == '$')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '$');
    if is_identifier {
        name.to_owned()
    } else {
        crate::orm::value::Value::Text(name.to_owned()).to_code()
    }
}

impl Js {
    /// On one line.
    fn line(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Object(entries) if entries.is_empty() => "{}".into(),
            Self::Object(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| format!("{key}: {}", value.line()));
                format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
            Self::Array(items) => format!(
                "[{}]",
                items.iter().map(Self::line).collect::<Vec<_>>().join(", ")
            ),
        }
    }

    /// Over several lines, the first one begun already, the others indented by so many spaces at least.
    fn lines(&self, indent: usize) -> String {
        let (open, close, entries): (_, _, Vec<String>) = match self {
            Self::Text(text) => return text.clone(),
            Self::Object(entries) => (
                '{',
                '}',
                entries
                    .iter()
                    .map(|(key, value)| value.fit(&format!("{key}: "), indent + 2))
                    .collect(),
            ),
            Self::Array(items) => (
                '[',
                ']',
                items.iter().map(|item| item.fit("", indent + 2)).collect(),
            ),
        };
        let inner = " ".repeat(indent + 2);
        let inner = inner.as_str();
        let entries: String = entries
            .iter()
            .flat_map(|entry| [inner, entry.as_str(), ",\n"])
            .collect();
        format!("{open}\n{entries}{}{close}", " ".repeat(indent))
    }

    /// After a start, on the same line if it fits.
    fn fit(&self, start: &str, indent: usize) -> String {
        let line = format!("{start}{}", self.line());
        if indent + line.chars().count() < WIDTH {
            line
        } else {
            format!("{start}{}", self.lines(indent))
        }
    }
}
