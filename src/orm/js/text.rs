//! JavaScript's own texts of values: `String(number)`, `JSON.stringify`.

use std::fmt::Write;

use super::{Js, Key};

/// `String(number)`.
pub fn number_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if number == 0.0 {
        return "0".to_owned();
    }
    let size = number.abs();
    if (1e-6..1e21).contains(&size) {
        return number.to_string();
    }
    let text = format!("{number:e}");
    match text.split_once('e') {
        Some((digits, exponent)) if !exponent.starts_with('-') => format!("{digits}e+{exponent}"),
        _ => text,
    }
}

/// `JSON.stringify(value)`; what it leaves out stands as `null`.
pub fn json_text(value: &Js) -> String {
    let mut text = String::new();
    write_json(value, &mut text);
    text
}

fn write_json(value: &Js, text: &mut String) {
    match value {
        Js::Boolean(value) => text.push_str(if *value { "true" } else { "false" }),
        Js::Number(number) if number.is_finite() => text.push_str(&number_text(*number)),
        Js::BigInt(digits) => text.push_str(digits),
        Js::Text(value) => write_text(value, text),
        Js::Date(Some(milliseconds)) => write_text(&moment_text(*milliseconds), text),
        Js::Bytes(bytes) => {
            let bytes: Vec<String> = bytes.iter().map(u8::to_string).collect();
            let _ = write!(text, "{{\"type\":\"Buffer\",\"data\":[{}]}}", bytes.join(","));
        }
        Js::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_json(item, text);
            }
            text.push(']');
        }
        Js::Object(entries) => {
            text.push('{');
            let mut is_first = true;
            for (key, value) in entries {
                let Key::Name(name) = key else { continue };
                if matches!(value, Js::Undefined | Js::Function(_)) {
                    continue;
                }
                if !is_first {
                    text.push(',');
                }
                is_first = false;
                write_text(name, text);
                text.push(':');
                write_json(value, text);
            }
            text.push('}');
        }
        _ => text.push_str("null"),
    }
}

fn write_text(value: &str, text: &mut String) {
    text.push_str(&serde_json::Value::from(value).to_string());
}

/// `Date.prototype.toISOString`.
pub fn moment_text(milliseconds: i64) -> String {
    let days = milliseconds.div_euclid(86_400_000);
    let rest = milliseconds.rem_euclid(86_400_000);
    let (year, month, day) = civil(days);
    let (seconds, fraction) = (rest / 1000, rest % 1000);
    let year = if (0..=9999).contains(&year) {
        format!("{year:04}")
    } else {
        format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs())
    };
    format!(
        "{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{fraction:03}Z",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// The year, month and day of so many days after 1970.
const fn civil(days: i64) -> (i64, i64, i64) {
    // Eras of 400 years begin on 1 March, so that a leap day is the last of its year.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_does() {
        for (number, text) in [
            (1.0, "1"),
            (-0.0, "0"),
            (1.5, "1.5"),
            (1e21, "1e+21"),
            (1.5e-7, "1.5e-7"),
            (123_456_789_012_345_680_000.0, "123456789012345680000"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn moments_are_written_as_javascript_does() {
        assert_eq!(moment_text(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(moment_text(951_782_400_123), "2000-02-29T00:00:00.123Z");
        assert_eq!(moment_text(-1), "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn objects_are_written_without_what_is_undefined() {
        let value = Js::Object(vec![
            (Key::Name("a".to_owned()), Js::Array(vec![Js::Null, Js::Text("\"".to_owned())])),
            (Key::Name("b".to_owned()), Js::Undefined),
        ]);
        assert_eq!(json_text(&value), r#"{"a":[null,"\""]}"#);
    }
}
