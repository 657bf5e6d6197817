//! `sequelize.json`: conditions on paths, or a path by itself.

use super::json::extraction;
use super::{Part, error, escape_for};
use crate::orm::js::{Js, Key};
use crate::orm::select::literal::Target;
use crate::orm::select::text;

/// The SQL of `json(conditions)` or `json(path, value)`.
pub fn sql(inner: &Js, value: Option<&Js>) -> Part {
    if !matches!(inner, Js::Text(_)) {
        let mut found = Vec::new();
        leaves(inner, &mut Vec::new(), &mut found);
        let conditions = found.into_iter().map(|(path, value)| {
            let (column, path) = path
                .split_first()
                .map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
            Ok(format!("{} = '{value}'", extraction(column, path, false)?))
        });
        let conditions: Result<Vec<String>, _> = conditions.collect();
        return conditions.map(|conditions| conditions.join(" AND "));
    }
    let path = inner.text().unwrap_or_default();
    let key = if is_statement(path)? {
        path.to_owned()
    } else {
        let path = to_path(path);
        let (column, path) = path
            .split_first()
            .map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        extraction(column, path, false)?
    };
    match value.filter(|value| value.is_truthy()) {
        Some(value) => Ok(format!("{key} = {}", escape_for(value, Target::Unknown)?)),
        None => Ok(key),
    }
}

/// The values of nested objects, with their paths.
fn leaves(value: &Js, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, String)>) {
    let mut below = |key: String, value: &Js| {
        path.push(key);
        leaves(value, path, found);
        path.pop();
    };
    match value {
        Js::Object(object) => {
            for (key, value) in object {
                if let Key::Name(name) = key {
                    below(name.clone(), value);
                }
            }
        }
        Js::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                below(place.to_string(), value);
            }
        }
        value => found.push((path.clone(), text::string(value))),
    }
}

/// `a.b[0]["c"]` in its parts.
fn to_path(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let end = inner.find(']').unwrap_or(inner.len());
            parts.push(inner[..end].trim_matches(['"', '\'']).to_owned());
            rest = inner.get(end + 1..).unwrap_or_default();
            rest = rest.strip_prefix('.').unwrap_or(rest);
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            parts.push(rest[..end].to_owned());
            rest = &rest[end..];
            rest = rest.strip_prefix('.').unwrap_or(rest);
        }
    }
    parts
}

/// Whether a text calls a JSON function or uses a JSON operator, and so is SQL.
fn is_statement(text: &str) -> Result<bool, crate::orm::declare::OrmError> {
    let (mut is_json, mut is_invalid, mut depth) = (false, false, 0i64);
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some(length) = function(rest) {
            is_json = true;
            rest = &rest[length..];
        } else if let Some(length) = operator(rest) {
            is_json = true;
            rest = &rest[length..];
        } else {
            let Some(first) = rest.chars().next() else {
                break;
            };
            let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            let length = match first {
                '"' | '\'' | '`' => match rest[1..].find(first) {
                    Some(end) => end + 2,
                    None => break,
                },
                '(' => {
                    depth += 1;
                    1
                }
                ')' => {
                    depth -= 1;
                    1
                }
                ';' => {
                    is_invalid = true;
                    break;
                }
                '.' | ',' | '+' | '-' => 1,
                letter if is_word(letter) => rest
                    .find(|letter: char| !is_word(letter))
                    .unwrap_or(rest.len()),
                _ => break,
            };
            rest = &rest[length..];
        }
    }
    if is_json && (is_invalid || depth != 0) {
        return Err(error(format!("Invalid json statement: {text}")));
    }
    Ok(is_json)
}

/// The length of a JSON function's name before its parentheses: `jsonb_array_length(…)`.
fn function(text: &str) -> Option<usize> {
    let length = text.find('(')?;
    text[length..].find(')')?;
    let name = text[..length].to_lowercase();
    let parts: Vec<&str> = name.split('_').collect();
    let is_letters =
        |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let place = parts
        .iter()
        .position(|part| matches!(*part, "json" | "jsonb"))?;
    let is_near = place <= 2 && parts.len() - place <= 3;
    (is_near && parts.iter().all(is_letters)).then_some(length)
}

fn operator(text: &str) -> Option<usize> {
    let signs = [
        "->>", "->", "#>>", "#>", "@>", "<@", "?|", "?&", "?", "||", "#-",
    ];
    signs
        .iter()
        .find(|sign| text.starts_with(**sign))
        .map(|sign| sign.len())
}
