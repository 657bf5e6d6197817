//! `LIKE`, `ILIKE`, `SIMILAR TO` and regular expressions.
//!
//! Regular expressions are matched here, by backtracking within a bound of steps:
//! a crate for them would weigh more than all other functions together.

mod regex;

pub use regex::Pattern;

use gluesql::prelude::Value;

use super::Type::{Boolean, Integer, Text, TextArray};
use super::{Arguments, Definition, strict, text_value};
use crate::engine::postgres::PgError;

/// The pattern operators and functions.
pub const TABLE: &[Definition] = &[
    strict("~~", &[Text, Text], Boolean, |of| is_like(of, false, false)),
    strict("!~~", &[Text, Text], Boolean, |of| is_like(of, false, true)),
    strict("~~*", &[Text, Text], Boolean, |of| is_like(of, true, false)),
    strict("!~~*", &[Text, Text], Boolean, |of| is_like(of, true, true)),
    strict("~~", &[Text, Text, Text], Boolean, |of| {
        is_like(of, false, false)
    }),
    strict("~~*", &[Text, Text, Text], Boolean, |of| {
        is_like(of, true, false)
    }),
    strict("~", &[Text, Text], Boolean, |of| matches(of, false, false)),
    strict("!~", &[Text, Text], Boolean, |of| matches(of, false, true)),
    strict("~*", &[Text, Text], Boolean, |of| matches(of, true, false)),
    strict("!~*", &[Text, Text], Boolean, |of| matches(of, true, true)),
    strict("similar", &[Text, Text], Boolean, |of| {
        let pattern = of.runtime.pattern(&similar(of.text(1)), false)?;
        pattern.is_match(of.text(0)).map(Value::Bool)
    }),
    strict("substring", &[Text, Text], Text, |of| {
        let pattern = of.runtime.pattern(of.text(1), false)?;
        let chars: Vec<char> = of.text(0).chars().collect();
        Ok(match pattern.find(&chars, 0)? {
            Some(found) => {
                let (start, end) = found
                    .groups
                    .get(1)
                    .copied()
                    .flatten()
                    .unwrap_or((found.start, found.end));
                text_value(chars[start..end].iter().collect::<String>())
            }
            None => Value::Null,
        })
    }),
    strict("regexp_replace", &[Text, Text, Text], Text, |of| {
        replace(of, "")
    }),
    strict("regexp_replace", &[Text, Text, Text, Text], Text, |of| {
        replace(of, of.text(3))
    }),
    strict("regexp_match", &[Text, Text], TextArray, |of| {
        first_match(of, "")
    }),
    strict("regexp_match", &[Text, Text, Text], TextArray, |of| {
        first_match(of, of.text(2))
    }),
    strict("regexp_matches", &[Text, Text], TextArray, |of| {
        first_match(of, "")
    }),
    strict("regexp_split_to_array", &[Text, Text], TextArray, |of| {
        let pattern = of.runtime.pattern(of.text(1), false)?;
        let chars: Vec<char> = of.text(0).chars().collect();
        let mut parts = Vec::new();
        let (mut from, mut at) = (0, 0);
        while let Some(found) = pattern.find(&chars, at)? {
            if found.end == found.start {
                if found.start >= chars.len() {
                    break;
                }
                at = found.end + 1;
                if found.start == from {
                    continue;
                }
            } else {
                at = found.end;
            }
            parts.push(text_value(
                chars[from..found.start].iter().collect::<String>(),
            ));
            from = found.end;
        }
        parts.push(text_value(chars[from..].iter().collect::<String>()));
        Ok(Value::List(parts))
    }),
    strict("regexp_count", &[Text, Text], Integer, |of| {
        let pattern = of.runtime.pattern(of.text(1), false)?;
        let chars: Vec<char> = of.text(0).chars().collect();
        let (mut count, mut at) = (0, 0);
        while let Some(found) = pattern.find(&chars, at)? {
            count += 1;
            at = found.end.max(found.start + 1);
            if at > chars.len() {
                break;
            }
        }
        Ok(Value::I64(count))
    }),
];

fn is_like(of: &Arguments, ignores_case: bool, negated: bool) -> Result<Value, PgError> {
    let escape = if of.len() > 2 {
        of.text(2).chars().next()
    } else {
        Some('\\')
    };
    let found = if ignores_case {
        like(
            &of.text(0).to_lowercase(),
            &of.text(1).to_lowercase(),
            escape,
        )?
    } else {
        like(of.text(0), of.text(1), escape)?
    };
    Ok(Value::Bool(found != negated))
}

/// Whether text is like a pattern: `%` is any text, `_` any character.
pub fn like(text: &str, pattern: &str, escape: Option<char>) -> Result<bool, PgError> {
    let (mut text, mut pattern) = (text.chars(), pattern.chars());
    // Where to go on when what follows the last `%` does not fit: one character further.
    let mut retry: Option<(std::str::Chars, std::str::Chars)> = None;
    loop {
        let mut ahead = pattern.clone();
        let is_fit = match ahead.next() {
            Some('%') if escape != Some('%') => {
                pattern = ahead;
                if pattern.as_str().is_empty() {
                    return Ok(true);
                }
                retry = Some((text.clone(), pattern.clone()));
                continue;
            }
            None => {
                if text.as_str().is_empty() {
                    return Ok(true);
                }
                false
            }
            Some(char) if Some(char) == escape => {
                let Some(plain) = ahead.next() else {
                    return Err(PgError::new(
                        "22025",
                        "LIKE pattern must not end with escape character",
                    ));
                };
                text.next() == Some(plain)
            }
            Some('_') => text.next().is_some(),
            Some(char) => text.next() == Some(char),
        };
        if is_fit {
            pattern = ahead;
            continue;
        }
        let Some((mut from, after)) = retry.take() else {
            return Ok(false);
        };
        if from.next().is_none() {
            return Ok(false);
        }
        text = from.clone();
        pattern = after.clone();
        retry = Some((from, after));
    }
}

fn matches(of: &Arguments, ignores_case: bool, negated: bool) -> Result<Value, PgError> {
    let pattern = of.runtime.pattern(of.text(1), ignores_case)?;
    Ok(Value::Bool(pattern.is_match(of.text(0))? != negated))
}

/// The regular expression of a `SIMILAR TO` pattern.
fn similar(pattern: &str) -> String {
    let mut regex = String::from("^(?:");
    let mut chars = pattern.chars();
    while let Some(char) = chars.next() {
        match char {
            '%' => regex.push_str(".*"),
            '_' => regex.push('.'),
            '\\' => {
                regex.push('\\');
                regex.extend(chars.next());
            }
            '.' | '^' | '$' => {
                regex.push('\\');
                regex.push(char);
            }
            char => regex.push(char),
        }
    }
    regex.push_str(")$");
    regex
}

fn replace(of: &Arguments, flags: &str) -> Result<Value, PgError> {
    let pattern = of.runtime.pattern(of.text(1), flags.contains('i'))?;
    let chars: Vec<char> = of.text(0).chars().collect();
    let mut result = String::new();
    let (mut from, mut at) = (0, 0);
    while let Some(found) = pattern.find(&chars, at)? {
        result.extend(&chars[from..found.start]);
        let mut with = of.text(2).chars();
        while let Some(char) = with.next() {
            if char != '\\' {
                result.push(char);
                continue;
            }
            match with.next() {
                Some('&') => result.extend(&chars[found.start..found.end]),
                Some(digit) if digit.is_ascii_digit() => {
                    let group = digit.to_digit(10).unwrap_or(0) as usize;
                    if let Some((start, end)) = found.groups.get(group).copied().flatten() {
                        result.extend(&chars[start..end]);
                    }
                }
                Some(other) => result.push(other),
                None => result.push('\\'),
            }
        }
        from = found.end;
        at = found.end.max(found.start + 1);
        if !flags.contains('g') || at > chars.len() {
            break;
        }
    }
    result.extend(&chars[from.min(chars.len())..]);
    Ok(text_value(result))
}

fn first_match(of: &Arguments, flags: &str) -> Result<Value, PgError> {
    let pattern = of.runtime.pattern(of.text(1), flags.contains('i'))?;
    let chars: Vec<char> = of.text(0).chars().collect();
    let Some(found) = pattern.find(&chars, 0)? else {
        return Ok(Value::Null);
    };
    let part = |span: &Option<(usize, usize)>| {
        span.map_or(Value::Null, |(start, end)| {
            text_value(chars[start..end].iter().collect::<String>())
        })
    };
    Ok(Value::List(if found.groups.len() > 1 {
        found.groups[1..].iter().map(part).collect()
    } else {
        vec![part(&Some((found.start, found.end)))]
    }))
}
