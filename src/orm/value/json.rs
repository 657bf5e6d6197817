//! Text in JSON's form and in JavaScript's.

/// The largest whole number JavaScript's numbers hold exactly.
pub(super) const MAX_SAFE_INTEGER: u64 = 9_007_199_254_740_991;

/// Whether the text is one JSON value.
pub fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// A string of JSON.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    escape(text, '"', &mut quoted);
    quoted.push('"');
    quoted
}

/// A string of JavaScript in single quotes.
pub(super) fn single_quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    escape(text, '\'', &mut quoted);
    quoted.push('\'');
    quoted
}

fn escape(text: &str, quote: char, into: &mut String) {
    use std::fmt::Write;
    for letter in text.chars() {
        match letter {
            '\\' => into.push_str("\\\\"),
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            '\t' => into.push_str("\\t"),
            '\u{8}' => into.push_str("\\b"),
            '\u{c}' => into.push_str("\\f"),
            letter if letter == quote => {
                into.push('\\');
                into.push(letter);
            }
            letter if u32::from(letter) < 0x20 => {
                let _ = write!(into, "\\u{:04x}", u32::from(letter));
            }
            letter => into.push(letter),
        }
    }
}

/// A number as JavaScript writes it, or nothing where JSON has no form for it.
pub(super) fn number(value: f64) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    if value == 0.0 {
        return Some("0".to_owned());
    }
    let size = value.abs();
    if (1e-6..1e21).contains(&size) {
        return Some(format!("{value}"));
    }
    // Rust's shortest digits are JavaScript's; only the exponent's plus sign is its own.
    let text = format!("{value:e}");
    Some(if size >= 1.0 {
        text.replace('e', "e+")
    } else {
        text
    })
}

/// A number without an exponent.
pub(super) fn plain_number(value: f64) -> String {
    format!("{value}")
}
