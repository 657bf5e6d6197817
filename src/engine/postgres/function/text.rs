//! Functions of text. Places and lengths count characters, not bytes.

use gluesql::prelude::Value;

use super::Type::{Any, Boolean, Integer, Text, TextArray};
use super::{Arguments, Definition, count_value, strict, text_value, variadic};
use crate::engine::postgres::PgError;
use crate::engine::postgres::value::{cast_to_text, write};

/// Spaces cut from the end: how a `character` compares.
pub static TRIM_END: Definition = strict("rtrim", &[Text], Text, |of| {
    Ok(text_value(of.text(0).trim_end_matches(' ')))
});

/// The functions of text.
pub const TABLE: &[Definition] = &[
    strict("lower", &[Text], Text, |of| {
        Ok(text_value(of.text(0).to_lowercase()))
    }),
    strict("upper", &[Text], Text, |of| {
        Ok(text_value(of.text(0).to_uppercase()))
    }),
    strict("initcap", &[Text], Text, |of| {
        Ok(text_value(initcap(of.text(0))))
    }),
    strict("length", &[Text], Integer, |of| {
        Ok(count_value(of.text(0).chars().count()))
    }),
    strict("char_length", &[Text], Integer, |of| {
        Ok(count_value(of.text(0).chars().count()))
    }),
    strict("character_length", &[Text], Integer, |of| {
        Ok(count_value(of.text(0).chars().count()))
    }),
    strict("octet_length", &[Text], Integer, |of| {
        Ok(count_value(of.text(0).len()))
    }),
    strict("bit_length", &[Text], Integer, |of| {
        Ok(count_value(of.text(0).len() * 8))
    }),
    strict("substring", &[Text, Integer], Text, |of| {
        substring(of, None)
    }),
    strict("substring", &[Text, Integer, Integer], Text, |of| {
        substring(of, Some(of.whole(2)))
    }),
    strict("substr", &[Text, Integer], Text, |of| substring(of, None)),
    strict("substr", &[Text, Integer, Integer], Text, |of| {
        substring(of, Some(of.whole(2)))
    }),
    strict("left", &[Text, Integer], Text, |of| {
        let count = of.text(0).chars().count();
        Ok(text_value(take(of.text(0), ends(of.whole(1), count))))
    }),
    strict("right", &[Text, Integer], Text, |of| {
        let count = of.text(0).chars().count();
        let kept = ends(of.whole(1), count);
        Ok(text_value(
            of.text(0).chars().skip(count - kept).collect::<String>(),
        ))
    }),
    strict("strpos", &[Text, Text], Integer, |of| {
        Ok(position(of.text(0), of.text(1)))
    }),
    strict("position", &[Text, Text], Integer, |of| {
        Ok(position(of.text(1), of.text(0)))
    }),
    strict("starts_with", &[Text, Text], Boolean, |of| {
        Ok(Value::Bool(of.text(0).starts_with(of.text(1))))
    }),
    strict("^@", &[Text, Text], Boolean, |of| {
        Ok(Value::Bool(of.text(0).starts_with(of.text(1))))
    }),
    strict("replace", &[Text, Text, Text], Text, |of| {
        if of.text(1).is_empty() {
            return Ok(text_value(of.text(0)));
        }
        Ok(text_value(of.text(0).replace(of.text(1), of.text(2))))
    }),
    strict("translate", &[Text, Text, Text], Text, |of| {
        let (from, to): (Vec<char>, Vec<char>) =
            (of.text(1).chars().collect(), of.text(2).chars().collect());
        let turned = of.text(0).chars().filter_map(|char| {
            match from.iter().position(|from| *from == char) {
                Some(place) => to.get(place).copied(),
                None => Some(char),
            }
        });
        Ok(text_value(turned.collect::<String>()))
    }),
    strict("btrim", &[Text], Text, |of| {
        Ok(text_value(of.text(0).trim_matches(' ')))
    }),
    strict("btrim", &[Text, Text], Text, |of| {
        Ok(text_value(of.text(0).trim_matches(among(of.text(1)))))
    }),
    strict("trim", &[Text], Text, |of| {
        Ok(text_value(of.text(0).trim_matches(' ')))
    }),
    strict("ltrim", &[Text], Text, |of| {
        Ok(text_value(of.text(0).trim_start_matches(' ')))
    }),
    strict("ltrim", &[Text, Text], Text, |of| {
        Ok(text_value(of.text(0).trim_start_matches(among(of.text(1)))))
    }),
    strict("rtrim", &[Text], Text, |of| {
        Ok(text_value(of.text(0).trim_end_matches(' ')))
    }),
    strict("rtrim", &[Text, Text], Text, |of| {
        Ok(text_value(of.text(0).trim_end_matches(among(of.text(1)))))
    }),
    strict("lpad", &[Text, Integer], Text, |of| pad(of, " ", true)),
    strict("lpad", &[Text, Integer, Text], Text, |of| {
        pad(of, of.text(2), true)
    }),
    strict("rpad", &[Text, Integer], Text, |of| pad(of, " ", false)),
    strict("rpad", &[Text, Integer, Text], Text, |of| {
        pad(of, of.text(2), false)
    }),
    strict("repeat", &[Text, Integer], Text, |of| {
        let times = usize::try_from(of.whole(1)).unwrap_or(0);
        room(of.text(0).len().saturating_mul(times))?;
        Ok(text_value(of.text(0).repeat(times)))
    }),
    strict("reverse", &[Text], Text, |of| {
        Ok(text_value(of.text(0).chars().rev().collect::<String>()))
    }),
    strict("split_part", &[Text, Text, Integer], Text, split_part),
    strict("overlay", &[Text, Text, Integer], Text, |of| {
        overlay(of, of.text(1).chars().count())
    }),
    strict("overlay", &[Text, Text, Integer, Integer], Text, |of| {
        overlay(of, usize::try_from(of.whole(3)).unwrap_or(0))
    }),
    strict("string_to_array", &[Text, Text], TextArray, |of| {
        Ok(pieces(of, None))
    }),
    strict("string_to_array", &[Text, Text, Text], TextArray, |of| {
        Ok(pieces(of, Some(of.text(2))))
    }),
    variadic("concat", &[Any], Text, |of| {
        Ok(text_value(joined(of, 0, "")))
    }),
    variadic("concat_ws", &[Text, Any], Text, |of| {
        if of.value(0).is_null() {
            return Ok(Value::Null);
        }
        Ok(text_value(joined(of, 1, of.text(0))))
    }),
    strict("||", &[Text, Text], Text, |of| {
        Ok(text_value(format!("{}{}", of.text(0), of.text(1))))
    }),
    strict("||", &[Text, Any], Text, |of| {
        Ok(text_value(format!(
            "{}{}",
            of.text(0),
            cast_to_text(of.value(1), of.kind_of(1))
        )))
    }),
    strict("||", &[Any, Text], Text, |of| {
        Ok(text_value(format!(
            "{}{}",
            cast_to_text(of.value(0), of.kind_of(0)),
            of.text(1)
        )))
    }),
];

/// The most text a function may make at once.
const MOST: usize = 64 << 20;

fn room(length: usize) -> Result<(), PgError> {
    if length > MOST {
        return Err(PgError::new("54000", "requested length too large"));
    }
    Ok(())
}

/// An argument's text, as `concat` shows it.
fn shown(of: &Arguments, place: usize) -> String {
    write(of.value(place), of.kind_of(place))
}

fn joined(of: &Arguments, from: usize, separator: &str) -> String {
    let parts: Vec<String> = (from..of.count())
        .filter(|place| !of.value(*place).is_null())
        .map(|place| shown(of, place))
        .collect();
    parts.join(separator)
}

fn among(chars: &str) -> impl Fn(char) -> bool + Copy + '_ {
    move |char| chars.contains(char)
}

fn take(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

/// How many characters `left` and `right` keep; a negative number says how many to drop.
fn ends(number: i64, count: usize) -> usize {
    let size = usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX);
    if number < 0 {
        count.saturating_sub(size)
    } else {
        size.min(count)
    }
}

fn substring(of: &Arguments, length: Option<i64>) -> Result<Value, PgError> {
    let start = of.whole(1);
    let end = match length {
        Some(length) if length < 0 => {
            return Err(PgError::new(
                "22011",
                "negative substring length not allowed",
            ));
        }
        Some(length) => start.saturating_add(length),
        None => i64::MAX,
    };
    let first = start.max(1);
    let skipped = usize::try_from(first - 1).unwrap_or(usize::MAX);
    let taken = usize::try_from(end.saturating_sub(first).max(0)).unwrap_or(usize::MAX);
    Ok(text_value(
        of.text(0)
            .chars()
            .skip(skipped)
            .take(taken)
            .collect::<String>(),
    ))
}

fn position(text: &str, part: &str) -> Value {
    match text.find(part) {
        Some(place) => count_value(text[..place].chars().count() + 1),
        None => Value::I64(0),
    }
}

fn pad(of: &Arguments, fill: &str, is_left: bool) -> Result<Value, PgError> {
    let length = usize::try_from(of.whole(1)).unwrap_or(0);
    room(length)?;
    let text = of.text(0);
    let count = text.chars().count();
    if count >= length || fill.is_empty() {
        return Ok(text_value(take(
            text,
            length.max(if fill.is_empty() {
                count.min(length)
            } else {
                0
            }),
        )));
    }
    let padding: String = fill.chars().cycle().take(length - count).collect();
    Ok(text_value(if is_left {
        padding + text
    } else {
        text.to_owned() + &padding
    }))
}

fn split_part(of: &Arguments) -> Result<Value, PgError> {
    let (text, separator, place) = (of.text(0), of.text(1), of.whole(2));
    if place == 0 {
        return Err(PgError::new("22023", "field position must not be zero"));
    }
    let parts: Vec<&str> = if separator.is_empty() {
        vec![text]
    } else {
        text.split(separator).collect()
    };
    let size = usize::try_from(place.unsigned_abs()).unwrap_or(usize::MAX);
    let found = if place > 0 {
        parts.get(size - 1)
    } else {
        parts
            .len()
            .checked_sub(size)
            .and_then(|place| parts.get(place))
    };
    Ok(text_value(found.copied().unwrap_or_default()))
}

fn overlay(of: &Arguments, length: usize) -> Result<Value, PgError> {
    let start = of.whole(2);
    if start <= 0 {
        return Err(PgError::new(
            "22011",
            "negative substring length not allowed",
        ));
    }
    let before = usize::try_from(start - 1).unwrap_or(usize::MAX);
    let text = of.text(0);
    let mut result = take(text, before);
    result.push_str(of.text(1));
    result.extend(text.chars().skip(before.saturating_add(length)));
    Ok(text_value(result))
}

fn pieces(of: &Arguments, null: Option<&str>) -> Value {
    let (text, separator) = (of.text(0), of.text(1));
    let piece = |piece: &str| {
        if Some(piece) == null {
            Value::Null
        } else {
            text_value(piece)
        }
    };
    Value::List(if text.is_empty() {
        Vec::new()
    } else if separator.is_empty() {
        vec![piece(text)]
    } else {
        text.split(separator).map(piece).collect()
    })
}

fn initcap(text: &str) -> String {
    let mut is_inside = false;
    text.chars()
        .flat_map(|char| {
            let turned: Vec<char> = if is_inside {
                char.to_lowercase().collect()
            } else {
                char.to_uppercase().collect()
            };
            is_inside = char.is_alphanumeric();
            turned
        })
        .collect()
}
