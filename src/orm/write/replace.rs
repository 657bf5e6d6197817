//! `replacements` and `bind` of raw queries.

use crate::orm::declare::{ErrorClass, OrmError};
use crate::orm::js::Js;
use crate::orm::select::escape;

/// Puts values into a statement at `:name` or `?`, but not inside texts, names and comments.
///
/// # Errors
/// A value that is missing; a text that does not end.
pub fn replace(sql: &str, values: &Js) -> Result<String, OrmError> {
    let letters: Vec<char> = sql.chars().collect();
    let mut output = String::with_capacity(sql.len());
    let (mut at, mut position) = (0, 0);
    while let Some(&letter) = letters.get(at) {
        let end = match letter {
            '"' => after(&letters, at + 1, '"').unwrap_or(letters.len()),
            '\'' => match end_of_text(&letters, at) {
                Some(end) => end,
                None => {
                    return error(format!(
                        "The following SQL query includes an unterminated string literal:\n{sql}"
                    ));
                }
            },
            '-' if letters[at..].starts_with(&['-', '-', ' ']) => {
                after(&letters, at, '\n').unwrap_or(letters.len())
            }
            '/' if letters.get(at + 1) == Some(&'*') => end_of_block(&letters, at),
            '$' => end_of_dollar_text(&letters, at),
            ':' if matches!(values, Js::Object(_)) && begins_token(&letters, at) => {
                match name_at(&letters, at + 1) {
                    Some(name) => {
                        let Some(value) = values.get(&name) else {
                            return error(format!(
                                "Named replacement \":{name}\" has no entry in the replacement map."
                            ));
                        };
                        output.push_str(&listed(value)?);
                        at += 1 + name.chars().count();
                        continue;
                    }
                    None => at + 1,
                }
            }
            '?' if begins_token(&letters, at)
                && !matches!(letters.get(at + 1), Some('|' | '&')) =>
            {
                let Js::Array(items) = values else {
                    output.push(letter);
                    at += 1;
                    continue;
                };
                let Some(value) = items.get(position).filter(|value| **value != Js::Undefined)
                else {
                    return error(format!(
                        "Positional replacement (?) {position} has no entry in the replacement map (replacements[{position}] is undefined)."
                    ));
                };
                output.push_str(&listed(value)?);
                position += 1;
                at += 1;
                continue;
            }
            _ => at + 1,
        };
        output.extend(&letters[at..end]);
        at = end;
    }
    Ok(output)
}

/// Numbers `$name` and `$1` and answers the values in order; `$$` stands for `$`.
///
/// # Errors
/// A value that is missing.
pub fn bind(sql: &str, values: &Js) -> Result<(String, Vec<Js>), OrmError> {
    let letters: Vec<char> = sql.chars().collect();
    let mut output = String::with_capacity(sql.len());
    let mut binds = match values {
        Js::Array(items) => items.clone(),
        _ => Vec::new(),
    };
    let mut seen: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let follows_word = at > 0 && is_word(letters[at - 1]);
        if letter != '$' || follows_word {
            output.push(letter);
            at += 1;
            continue;
        }
        if letters.get(at + 1) == Some(&'$') {
            output.push('$');
            at += 2;
            continue;
        }
        let name: String = letters[at + 1..]
            .iter()
            .copied()
            .take_while(|letter| is_word(*letter))
            .collect();
        if name.is_empty() {
            output.push('$');
            at += 1;
            continue;
        }
        at += 1 + name.chars().count();
        let is_number = name.chars().all(|letter| letter.is_ascii_digit());
        let placeholder = match values {
            Js::Array(items) => {
                let place = name
                    .parse::<usize>()
                    .ok()
                    .filter(|_| is_number && !name.starts_with('0'));
                let value = place.and_then(|place| items.get(place.checked_sub(1)?));
                value
                    .filter(|value| **value != Js::Undefined)
                    .map(|_| format!("${name}"))
            }
            _ if is_number => None,
            _ => values.get(&name).map(|value| {
                let place = seen.iter().position(|own| *own == name).unwrap_or_else(|| {
                    seen.push(name.clone());
                    binds.push(value.clone());
                    seen.len() - 1
                });
                format!("${}", place + 1)
            }),
        };
        match placeholder {
            Some(placeholder) => output.push_str(&placeholder),
            None => {
                return error(format!(
                    "Named bind parameter \"${name}\" has no value in the given object."
                ));
            }
        }
    }
    Ok((output, binds))
}

/// A value as a literal; an array as a list of them, as `IN (…)` wants it.
fn listed(value: &Js) -> Result<String, OrmError> {
    let Js::Array(items) = value else {
        return escape(value, None);
    };
    let items = items.iter().map(|item| match item {
        Js::Array(_) => Ok(format!("({})", listed(item)?)),
        other => escape(other, None),
    });
    Ok(items.collect::<Result<Vec<_>, OrmError>>()?.join(", "))
}

/// Where a token may begin: after a blank, `(`, `>`, `,`, `=`, `[`, or at the start.
fn begins_token(letters: &[char], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| {
        let before = letters[before];
        before.is_whitespace() || matches!(before, '(' | '>' | ',' | '=' | '[')
    })
}

/// The name after a colon, where it ends as a name does.
fn name_at(letters: &[char], at: usize) -> Option<String> {
    let rest = letters.get(at..)?;
    let size = rest.iter().take_while(|letter| is_word(**letter)).count();
    let begins = rest
        .first()
        .is_some_and(|first| first.is_ascii_alphabetic() || *first == '_');
    let ends = match rest.get(size) {
        None | Some(')' | ',' | ';' | ']') => true,
        Some(':') => rest.get(size + 1) == Some(&':'),
        Some(letter) => letter.is_whitespace(),
    };
    (begins && ends).then(|| rest[..size].iter().collect())
}

const fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn after(letters: &[char], from: usize, end: char) -> Option<usize> {
    let found = letters
        .get(from..)?
        .iter()
        .position(|letter| *letter == end)?;
    Some(from + found + 1)
}

fn end_of_text(letters: &[char], at: usize) -> Option<usize> {
    let escapes =
        at > 0 && matches!(letters[at - 1], 'E' | 'e') && (at < 2 || begins_token(letters, at - 1));
    let mut next = at + 1;
    while let Some(letter) = letters.get(next) {
        match letter {
            '\\' if escapes => next += 2,
            '\'' => return Some(next + 1),
            _ => next += 1,
        }
    }
    None
}

fn end_of_block(letters: &[char], at: usize) -> usize {
    let ends = (at + 2..letters.len()).find(|&end| letters[end..].starts_with(&['*', '/']));
    ends.map_or(letters.len(), |end| end + 2)
}

/// `$tag$ … $tag$` is a text; a lone `$` is none.
fn end_of_dollar_text(letters: &[char], at: usize) -> usize {
    let Some(tag) = dollar_tag(letters, at).filter(|_| at == 0 || !is_word(letters[at - 1])) else {
        return at + 1;
    };
    let body = at + tag.len();
    let ends = (body..letters.len()).find(|&end| letters[end..].starts_with(&tag));
    ends.map_or(letters.len(), |end| end + tag.len())
}

fn dollar_tag(letters: &[char], at: usize) -> Option<Vec<char>> {
    let rest = &letters[at + 1..];
    let size = rest.iter().take_while(|letter| is_word(**letter)).count();
    let begins_with_digit = rest.first().is_some_and(char::is_ascii_digit);
    (rest.get(size) == Some(&'$') && !begins_with_digit)
        .then(|| letters[at..=at + size + 1].to_vec())
}

fn error<T>(message: impl Into<String>) -> Result<T, OrmError> {
    Err(OrmError::new(ErrorClass::Error, message))
}
