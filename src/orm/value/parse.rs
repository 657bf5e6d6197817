//! Reads what a person types into a value of a type.

use super::{Value, is_json, moment};
use crate::orm::schema::DataType;

/// Why a text is no value of a type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// It has another form.
    #[error("`{text}` is not {expected}; write it like `{example}`")]
    Form {
        /// The text.
        text: String,
        /// What the type takes: `a whole number`.
        expected: String,
        /// A text that would do.
        example: &'static str,
    },
    /// It is a number the type has no room for.
    #[error("`{text}` is out of range; {code} holds {low} to {high}")]
    Range {
        /// The text.
        text: String,
        /// The type in code.
        code: String,
        /// The least it holds.
        low: String,
        /// The most it holds.
        high: String,
    },
    /// It is too long.
    #[error("it has {length} characters; {code} holds {limit} at most")]
    TooLong {
        /// How long it is.
        length: usize,
        /// The type in code.
        code: String,
        /// How long it may be.
        limit: u32,
    },
    /// A decimal with too many digits before the point.
    #[error(
        "`{text}` has too many digits; {code} holds {whole} before the point and {scale} after it"
    )]
    Digits {
        /// The text.
        text: String,
        /// The type in code.
        code: String,
        /// How many digits may stand before the point.
        whole: u32,
        /// How many may stand after it.
        scale: u32,
    },
    /// It is none of the values of an `ENUM`.
    #[error("`{text}` is none of its values; choose {}", .values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", "))]
    Enum {
        /// The text.
        text: String,
        /// The values there are.
        values: Vec<String>,
    },
}

/// Reads a text as a value of the type. It is never null: leaving a cell empty is for the caller to tell.
///
/// # Errors
/// If the text has not the type's form, or the type has no room for it.
pub fn parse(data_type: &DataType, text: &str) -> Result<Value, ParseError> {
    let trimmed = text.trim();
    let no_form = || form_error(data_type, trimmed);
    match data_type {
        DataType::String(_) | DataType::Char(_) => text_within(data_type, text),
        DataType::Text => Ok(Value::Text(text.to_owned())),
        DataType::SmallInt => {
            whole(data_type, trimmed, i16::MIN.into(), i16::MAX.into()).map(Value::Integer)
        }
        DataType::Integer => {
            whole(data_type, trimmed, i32::MIN.into(), i32::MAX.into()).map(Value::Integer)
        }
        DataType::BigInt => whole(data_type, trimmed, i64::MIN, i64::MAX)
            .map(|number| Value::Text(number.to_string())),
        DataType::Float | DataType::Real | DataType::Double => {
            number(data_type, trimmed).map(Value::Float)
        }
        DataType::Decimal(size) => decimal(data_type, trimmed, *size).map(Value::Text),
        DataType::Boolean => match trimmed.to_ascii_lowercase().as_str() {
            "true" | "t" | "yes" | "1" => Ok(Value::Boolean(true)),
            "false" | "f" | "no" | "0" => Ok(Value::Boolean(false)),
            _ => Err(no_form()),
        },
        DataType::Date => moment::moment(trimmed).map(Value::Text).ok_or_else(no_form),
        DataType::DateOnly => moment::day(trimmed).map(Value::Text).ok_or_else(no_form),
        DataType::Time => moment::time(trimmed).map(Value::Text).ok_or_else(no_form),
        DataType::Uuid => uuid(trimmed).map(Value::Text).ok_or_else(no_form),
        DataType::Json | DataType::Jsonb => {
            if is_json(trimmed) {
                Ok(Value::Json(trimmed.to_owned()))
            } else {
                Err(no_form())
            }
        }
        DataType::Enum(values) => {
            if values.iter().any(|value| value == trimmed) {
                Ok(Value::Text(trimmed.to_owned()))
            } else {
                Err(ParseError::Enum {
                    text: trimmed.to_owned(),
                    values: values.clone(),
                })
            }
        }
        DataType::Blob => match trimmed.strip_prefix("0x") {
            Some(digits) => bytes(digits).map(Value::Bytes).ok_or_else(no_form),
            None => Ok(Value::Bytes(text.as_bytes().to_vec())),
        },
    }
}

pub(super) fn form_error(data_type: &DataType, text: &str) -> ParseError {
    ParseError::Form {
        text: text.to_owned(),
        expected: data_type.words(),
        example: data_type.example(),
    }
}

fn text_within(data_type: &DataType, text: &str) -> Result<Value, ParseError> {
    let limit = data_type.length().unwrap_or(u32::MAX);
    let length = text.chars().count();
    if length > limit as usize {
        return Err(ParseError::TooLong {
            length,
            code: data_type.code(),
            limit,
        });
    }
    Ok(Value::Text(text.to_owned()))
}

fn whole(data_type: &DataType, text: &str, low: i64, high: i64) -> Result<i64, ParseError> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(form_error(data_type, text));
    }
    text.parse()
        .ok()
        .filter(|number| (low..=high).contains(number))
        .ok_or_else(|| ParseError::Range {
            text: text.to_owned(),
            code: data_type.code(),
            low: low.to_string(),
            high: high.to_string(),
        })
}

fn number(data_type: &DataType, text: &str) -> Result<f64, ParseError> {
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let value: f64 = Some(text)
        .filter(|_| is_number)
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| form_error(data_type, text))?;
    let most = if *data_type == DataType::Real {
        f64::from(f32::MAX)
    } else {
        f64::MAX
    };
    if value.abs() > most {
        return Err(ParseError::Range {
            text: text.to_owned(),
            code: data_type.code(),
            low: format!("{:e}", -most),
            high: format!("{most:e}"),
        });
    }
    Ok(value)
}

/// Plain digits of a decimal, rounded to its scale half away from zero, as Postgres does.
fn decimal(
    data_type: &DataType,
    text: &str,
    size: Option<(u32, u32)>,
) -> Result<String, ParseError> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_form = !(whole.is_empty() && fraction.is_empty())
        && whole
            .bytes()
            .chain(fraction.bytes())
            .all(|byte| byte.is_ascii_digit());
    if !is_form {
        return Err(form_error(data_type, text));
    }
    let whole = whole.trim_start_matches('0');
    let (whole, fraction) = match size {
        Some((_, scale)) => round(whole, fraction, scale as usize),
        None => (whole.to_owned(), fraction.to_owned()),
    };
    if let Some((precision, scale)) = size {
        let room = precision.saturating_sub(scale);
        if whole.len() > room as usize {
            return Err(ParseError::Digits {
                text: text.to_owned(),
                code: data_type.code(),
                whole: room,
                scale,
            });
        }
    }
    let is_zero = whole.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    let sign = if is_negative && !is_zero { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { &whole };
    Ok(if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    })
}

fn round(whole: &str, fraction: &str, scale: usize) -> (String, String) {
    let goes_up = fraction
        .as_bytes()
        .get(scale)
        .is_some_and(|digit| *digit >= b'5');
    let kept = &fraction[..fraction.len().min(scale)];
    let mut digits = format!("0{whole}{kept:0<scale$}").into_bytes();
    if goes_up {
        for digit in digits.iter_mut().rev() {
            if *digit == b'9' {
                *digit = b'0';
            } else {
                *digit += 1;
                break;
            }
        }
    }
    let fraction = digits.split_off(digits.len() - scale);
    let text = |digits: Vec<u8>| digits.into_iter().map(char::from).collect::<String>();
    (
        text(digits).trim_start_matches('0').to_owned(),
        text(fraction),
    )
}

fn uuid(text: &str) -> Option<String> {
    let is_uuid = text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    is_uuid.then(|| text.to_ascii_lowercase())
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    if !digits.len().is_multiple_of(2) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    fn check(data_type: &DataType, text: &str) -> String {
        match parse(data_type, text) {
            Ok(value) => value.to_code(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn texts_become_values() {
        for (data_type, text, code) in [
            (DataType::String(None), " a b ", "' a b '"),
            (DataType::SmallInt, "-32768", "-32768"),
            (DataType::Integer, " 42 ", "42"),
            (
                DataType::BigInt,
                "9223372036854775807",
                "'9223372036854775807'",
            ),
            (DataType::Double, "1e3", "1000"),
            (DataType::Decimal(None), "007.50", "'7.50'"),
            (DataType::Decimal(Some((5, 2))), "-1.005", "'-1.01'"),
            (DataType::Decimal(Some((5, 2))), "99.995", "'100.00'"),
            (DataType::Decimal(Some((3, 0))), "-0.4", "'0'"),
            (DataType::Boolean, "Yes", "true"),
            (DataType::Date, "2024-01-31", "'2024-01-31T00:00:00.000Z'"),
            (DataType::DateOnly, "2024-02-29", "'2024-02-29'"),
            (DataType::Time, "09:05", "'09:05:00'"),
            (
                DataType::Uuid,
                "3F333DF6-90a4-4fda-8dd3-9485d27cee36",
                "'3f333df6-90a4-4fda-8dd3-9485d27cee36'",
            ),
            (DataType::Jsonb, r#"{"a": [1]}"#, r#"{"a": [1]}"#),
            (DataType::Enum(vec!["a".into()]), "a", "'a'"),
            (DataType::Blob, "hi", "Buffer.from('6869', 'hex')"),
            (DataType::Blob, "0xFF00", "Buffer.from('ff00', 'hex')"),
        ] {
            assert_eq!(check(&data_type, text), code);
        }
    }

    #[test]
    fn refusals_say_what_would_do() {
        let refusals = [
            (DataType::String(Some(3)), "äöüß"),
            (DataType::SmallInt, "32768"),
            (DataType::Integer, "12.5"),
            (DataType::BigInt, "9223372036854775808"),
            (DataType::Float, "inf"),
            (DataType::Real, "1e39"),
            (DataType::Decimal(Some((5, 2))), "1000"),
            (DataType::Decimal(None), "."),
            (DataType::Boolean, "maybe"),
            (DataType::Date, "31.1.2024"),
            (DataType::DateOnly, "2023-02-29"),
            (DataType::Time, "25:00"),
            (DataType::Uuid, "1"),
            (DataType::Json, "{a: 1}"),
            (DataType::Enum(vec!["draft".into(), "live".into()]), "gone"),
            (DataType::Blob, "0x123"),
        ]
        .map(|(data_type, text)| check(&data_type, text));
        expect![[r#"
            it has 4 characters; STRING(3) holds 3 at most
            `32768` is out of range; SMALLINT holds -32768 to 32767
            `12.5` is not a whole number; write it like `42`
            `9223372036854775808` is out of range; BIGINT holds -9223372036854775808 to 9223372036854775807
            `inf` is not a number; write it like `3.14`
            `1e39` is out of range; REAL holds -3.4028234663852886e38 to 3.4028234663852886e38
            `1000` has too many digits; DECIMAL(5, 2) holds 3 before the point and 2 after it
            `.` is not an exact number; write it like `9.99`
            `maybe` is not true or false; write it like `true`
            `31.1.2024` is not a date with a time; write it like `2024-01-31T12:30:00Z`
            `2023-02-29` is not a day; write it like `2024-01-31`
            `25:00` is not a time of day; write it like `12:30:00`
            `1` is not a UUID; write it like `3f333df6-90a4-4fda-8dd3-9485d27cee36`
            `{a: 1}` is not JSON; write it like `{"likes": ["tea"]}`
            `gone` is none of its values; choose `draft`, `live`
            `0x123` is not bytes; write it like `0x48656c6c6f`
        "#]]
        .assert_eq(&format!("{}\n", refusals.join("\n")));
    }
}
