//! Arrays as text: `{1,2,NULL}`, `{"a b","c\"d"}`, `{{1,2},{3,4}}`.

use gluesql::prelude::Value;

use super::{read as read_value, write as write_value};
use crate::engine::postgres::{Environment, Kind, PgError};

/// An array of its text.
///
/// # Errors
/// `22P02`: it is malformed, or an element is none of the type.
pub fn read(text: &str, of: &Kind, environment: &dyn Environment) -> Result<Value, PgError> {
    let malformed = || PgError::new("22P02", format!("malformed array literal: \"{text}\""));
    let mut reader = Reader {
        rest: text.trim(),
        of,
        environment,
    };
    if !reader.take('{') {
        return Err(malformed());
    }
    let values = reader.list(0)?.ok_or_else(malformed)?;
    if !reader.rest.trim().is_empty() {
        return Err(malformed());
    }
    Ok(Value::List(values))
}

/// How deep arrays may nest: Postgres' own limit.
const DEEPEST: usize = 6;

struct Reader<'t> {
    rest: &'t str,
    of: &'t Kind,
    environment: &'t dyn Environment,
}

impl Reader<'_> {
    fn take(&mut self, char: char) -> bool {
        let rest = self.rest.trim_start().strip_prefix(char);
        if let Some(rest) = rest {
            self.rest = rest;
        }
        rest.is_some()
    }

    /// The elements up to the closing brace. None where the text is malformed.
    fn list(&mut self, depth: usize) -> Result<Option<Vec<Value>>, PgError> {
        let mut values = Vec::new();
        if depth >= DEEPEST {
            return Ok(None);
        }
        if self.take('}') {
            return Ok(Some(values));
        }
        loop {
            if self.take('{') {
                let Some(inner) = self.list(depth + 1)? else {
                    return Ok(None);
                };
                values.push(Value::List(inner));
            } else {
                let Some((text, is_quoted)) = self.word() else {
                    return Ok(None);
                };
                values.push(if !is_quoted && text.eq_ignore_ascii_case("null") {
                    Value::Null
                } else {
                    read_value(&text, self.of, self.environment)?
                });
            }
            if self.take('}') {
                return Ok(Some(values));
            }
            if !self.take(',') {
                return Ok(None);
            }
        }
    }

    /// One element, and whether it was quoted.
    fn word(&mut self) -> Option<(String, bool)> {
        let is_quoted = self.take('"');
        let mut text = String::new();
        if !is_quoted {
            self.rest = self.rest.trim_start();
        }
        let mut chars = self.rest.char_indices();
        while let Some((place, char)) = chars.next() {
            match char {
                '\\' => text.push(chars.next()?.1),
                '"' if is_quoted => {
                    self.rest = &self.rest[place + 1..];
                    return Some((text, true));
                }
                ',' | '}' if !is_quoted => {
                    self.rest = &self.rest[place..];
                    let text = text.trim_end().to_owned();
                    return (!text.is_empty()).then_some((text, false));
                }
                '{' | '"' if !is_quoted => return None,
                char => text.push(char),
            }
        }
        None
    }
}

/// An array as text.
pub fn write(values: &[Value], of: &Kind) -> String {
    let words: Vec<String> = values
        .iter()
        .map(|value| match value {
            Value::Null => "NULL".to_owned(),
            Value::List(values) => write(values, of),
            value => quoted(write_value(value, of)),
        })
        .collect();
    format!("{{{}}}", words.join(","))
}

/// An element, in quotes where it would not read back without.
fn quoted(text: String) -> String {
    let is_plain = !text.is_empty()
        && !text.eq_ignore_ascii_case("null")
        && !text
            .chars()
            .any(|char| matches!(char, '{' | '}' | ',' | '"' | '\\') || char.is_whitespace());
    if is_plain {
        text
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
