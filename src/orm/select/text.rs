//! Values as JavaScript itself writes them: `String(value)` and `JSON.stringify(value)`.

use super::moment;
use crate::orm::js::{Js, Key};

/// `Number.prototype.toString`.
pub fn number(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{:e}", value.abs());
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    let digits: String = mantissa.chars().filter(|letter| *letter != '.').collect();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let sign = if value < 0.0 { "-" } else { "" };
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let body = if (0..21).contains(&exponent) {
        if exponent + 1 >= count {
            format!("{digits}{}", zeros(exponent + 1 - count))
        } else {
            let (whole, rest) = digits.split_at(usize::try_from(exponent + 1).unwrap_or(1));
            format!("{whole}.{rest}")
        }
    } else if (-6..0).contains(&exponent) {
        format!("0.{}{digits}", zeros(-exponent - 1))
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        format!("{first}{point}{rest}e{sign}{}", exponent.abs())
    };
    format!("{sign}{body}")
}

/// `String(value)`.
pub fn string(value: &Js) -> String {
    match value {
        Js::Undefined => "undefined".to_owned(),
        Js::Null => "null".to_owned(),
        Js::Boolean(value) => value.to_string(),
        Js::Number(value) => number(*value),
        Js::BigInt(text) | Js::Text(text) => text.clone(),
        Js::Date(Some(milliseconds)) => moment::date_string(*milliseconds),
        Js::Date(None) => "Invalid Date".to_owned(),
        Js::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Js::Array(items) => {
            let items = items.iter().map(|item| match item {
                Js::Undefined | Js::Null => String::new(),
                item => string(item),
            });
            items.collect::<Vec<_>>().join(",")
        }
        _ => "[object Object]".to_owned(),
    }
}

/// `JSON.stringify(value)`; nothing where it answers `undefined`.
pub fn json(value: &Js) -> Option<String> {
    Some(match value {
        Js::Undefined | Js::Function(_) | Js::Model(_) => return None,
        Js::Null | Js::Date(None) => "null".to_owned(),
        Js::Boolean(value) => value.to_string(),
        Js::Number(value) if value.is_finite() => number(*value),
        Js::Number(_) => "null".to_owned(),
        Js::BigInt(text) => text.clone(),
        Js::Text(text) => quoted(text),
        Js::Date(Some(milliseconds)) => format!("\"{}\"", moment::iso(*milliseconds)),
        Js::Bytes(bytes) => {
            let bytes: Vec<String> = bytes.iter().map(u8::to_string).collect();
            format!("{{\"type\":\"Buffer\",\"data\":[{}]}}", bytes.join(","))
        }
        Js::Array(items) => {
            let items = items
                .iter()
                .map(|item| json(item).unwrap_or_else(|| "null".to_owned()));
            format!("[{}]", items.collect::<Vec<_>>().join(","))
        }
        Js::Object(entries) => {
            let entries = entries.iter().filter_map(|(key, value)| match key {
                Key::Name(name) => json(value).map(|value| format!("{}:{value}", quoted(name))),
                Key::Op(_) => None,
            });
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        Js::Literal(sql) => format!("{{\"val\":{}}}", quoted(sql)),
        Js::Col(name) => format!("{{\"col\":{}}}", quoted(name)),
        Js::Fn(name, arguments) => format!(
            "{{\"fn\":{},\"args\":{}}}",
            quoted(name),
            json(&Js::Array(arguments.clone())).unwrap_or_default()
        ),
        _ => "{}".to_owned(),
    })
}

/// A string as JSON has it.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            letter if letter < ' ' => out.push_str(&format!("\\u{:04x}", letter as u32)),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.5, "1.5"),
            (-12.25, "-12.25"),
            (1e21, "1e+21"),
            (123_456_789_012_345_680_000.0, "123456789012345680000"),
            (1e-7, "1e-7"),
            (1.5e-7, "1.5e-7"),
            (0.000_001, "0.000001"),
            (100.0, "100"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }
}
