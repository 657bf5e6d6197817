//! The patterns of `to_char` and `to_date`: `YYYY-MM-DD`, `FM999,990.00`.

use gluesql::core::chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::engine::postgres::PgError;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// The words of a moment's pattern, longer ones first.
const WORDS: [&str; 39] = [
    "HH24", "HH12", "YYYY", "IYYY", "MONTH", "Month", "month", "YYY", "DDD", "Day", "DAY", "day",
    "Mon", "MON", "mon", "SSSS", "HH", "MI", "SS", "MS", "US", "YY", "MM", "DD", "Dy", "DY", "dy",
    "IW", "WW", "ID", "TZ", "OF", "AM", "PM", "am", "pm", "Q", "D", "Y",
];

/// A moment by a pattern.
pub fn moment(moment: NaiveDateTime, pattern: &str) -> String {
    let mut result = String::new();
    let mut rest = pattern;
    let mut is_bare = false;
    while let Some(char) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("FM") {
            is_bare = true;
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix('"') {
            let end = after.find('"').unwrap_or(after.len());
            result.push_str(&after[..end]);
            rest = after.get(end + 1..).unwrap_or_default();
            continue;
        }
        let known = WORDS.iter().find(|word| {
            rest.starts_with(**word)
                || rest.get(..word.len()).is_some_and(|start| {
                    word.chars().all(|char| !char.is_lowercase())
                        && start.eq_ignore_ascii_case(word)
                        && !["MONTH", "DAY", "MON", "DY", "AM", "PM"].contains(word)
                })
        });
        let Some(word) = known else {
            result.push(char);
            rest = &rest[char.len_utf8()..];
            continue;
        };
        rest = &rest[word.len()..];
        let text = part(moment, word, is_bare);
        result.push_str(&text);
        if let Some(after) = rest.strip_prefix("th").or_else(|| rest.strip_prefix("TH")) {
            result.push_str(ordinal(&text));
            rest = after;
        }
        is_bare = false;
    }
    result
}

fn part(moment: NaiveDateTime, word: &str, is_bare: bool) -> String {
    let number = |value: i64, width: usize| {
        if is_bare {
            value.to_string()
        } else {
            format!("{value:0width$}")
        }
    };
    let name = |name: &str, width: usize| {
        let name = match word.chars().nth(1) {
            Some(second) if second.is_uppercase() => name.to_uppercase(),
            _ if word.starts_with(char::is_lowercase) => name.to_lowercase(),
            _ => name.to_owned(),
        };
        if is_bare || width == 0 {
            name
        } else {
            format!("{name:width$}")
        }
    };
    let hour = moment.hour();
    let half = if hour.is_multiple_of(12) {
        12
    } else {
        hour % 12
    };
    let year = i64::from(moment.year());
    let month = MONTHS
        .get(moment.month0() as usize)
        .copied()
        .unwrap_or_default();
    let day = DAYS
        .get(moment.weekday().num_days_from_sunday() as usize)
        .copied()
        .unwrap_or_default();
    let micros = moment.nanosecond() / 1000 % 1_000_000;
    match word {
        "HH24" => number(hour.into(), 2),
        "HH12" | "HH" => number(half.into(), 2),
        "MI" => number(moment.minute().into(), 2),
        "SS" => number(moment.second().into(), 2),
        "MS" => number((micros / 1000).into(), 3),
        "US" => number(micros.into(), 6),
        "SSSS" => moment.num_seconds_from_midnight().to_string(),
        "YYYY" => number(year, 4),
        "YYY" => number(year % 1000, 3),
        "YY" => number(year % 100, 2),
        "Y" => number(year % 10, 1),
        "IYYY" => number(moment.iso_week().year().into(), 4),
        "MM" => number(moment.month().into(), 2),
        "DD" => number(moment.day().into(), 2),
        "DDD" => number(moment.ordinal().into(), 3),
        "D" => number(i64::from(moment.weekday().number_from_sunday()), 1),
        "ID" => number(i64::from(moment.weekday().number_from_monday()), 1),
        "IW" => number(moment.iso_week().week().into(), 2),
        "WW" => number(i64::from(moment.ordinal0() / 7 + 1), 2),
        "Q" => number(i64::from(moment.month0() / 3 + 1), 1),
        "AM" | "PM" => if hour < 12 { "AM" } else { "PM" }.to_owned(),
        "am" | "pm" => if hour < 12 { "am" } else { "pm" }.to_owned(),
        "TZ" => "UTC".to_owned(),
        "OF" => "+00".to_owned(),
        "Month" | "MONTH" | "month" => name(month, 9),
        "Mon" | "MON" | "mon" => name(&month[..3.min(month.len())], 0),
        "Day" | "DAY" | "day" => name(day, 9),
        _ => name(&day[..3.min(day.len())], 0),
    }
}

fn ordinal(number: &str) -> &'static str {
    match (
        number.ends_with("11") || number.ends_with("12") || number.ends_with("13"),
        number.chars().last(),
    ) {
        (false, Some('1')) => "st",
        (false, Some('2')) => "nd",
        (false, Some('3')) => "rd",
        _ => "th",
    }
}

/// A moment read by a pattern.
///
/// # Errors
/// `22007`, `22008`: the text does not follow it, or names no day there is.
pub fn read(text: &str, pattern: &str) -> Result<NaiveDateTime, PgError> {
    let (mut year, mut month, mut day) = (1_i32, 1_u32, 1_u32);
    let (mut hour, mut minute, mut second, mut micros) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut text_rest = text.trim_start();
    let mut rest = pattern;
    let invalid = |value: &str, word: &str| {
        PgError::new("22007", format!("invalid value \"{value}\" for \"{word}\""))
    };
    while let Some(char) = rest.chars().next() {
        let word = [
            "HH24", "HH12", "YYYY", "Month", "MONTH", "Mon", "MON", "HH", "MI", "SS", "MS", "YY",
            "MM", "DD",
        ]
        .into_iter()
        .find(|word| rest.starts_with(word));
        let Some(word) = word else {
            rest = &rest[char.len_utf8()..];
            text_rest = text_rest
                .strip_prefix(|first: char| !first.is_alphanumeric() || first == char)
                .unwrap_or(text_rest);
            continue;
        };
        rest = &rest[word.len()..];
        if word.to_uppercase().starts_with("MON") {
            let found = MONTHS.iter().zip(1..).find(|(name, _)| {
                let name = if word.len() == 3 { &name[..3] } else { name };
                text_rest
                    .get(..name.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(name))
            });
            let Some((name, number)) = found else {
                return Err(invalid(text_rest, word));
            };
            month = number;
            text_rest = &text_rest[if word.len() == 3 { 3 } else { name.len() }..];
            continue;
        }
        let width = if word == "YYYY" {
            4
        } else if word == "MS" {
            3
        } else {
            2
        };
        let end = text_rest
            .char_indices()
            .take(width)
            .take_while(|(_, char)| char.is_ascii_digit())
            .map(|(place, _)| place + 1)
            .last()
            .unwrap_or(0);
        let number: u32 = text_rest[..end]
            .parse()
            .map_err(|_| invalid(text_rest, word))?;
        text_rest = &text_rest[end..];
        match word {
            "YYYY" => year = i32::try_from(number).unwrap_or(0),
            "YY" => {
                year = i32::try_from(number).unwrap_or(0) + if number < 70 { 2000 } else { 1900 }
            }
            "MM" => month = number,
            "DD" => day = number,
            "HH24" | "HH12" | "HH" => hour = number,
            "MI" => minute = number,
            "SS" => second = number,
            _ => micros = number * 1000,
        }
    }
    let range = || {
        PgError::new(
            "22008",
            format!("date/time field value out of range: \"{text}\""),
        )
    };
    let day = NaiveDate::from_ymd_opt(year, month, day).ok_or_else(range)?;
    let time = NaiveTime::from_hms_micro_opt(hour, minute, second, micros).ok_or_else(range)?;
    Ok(day.and_time(time))
}

/// A number, given by its plain digits, by a pattern of `9`, `0`, `,`, `.`, `D`, `G`, `FM`, `S`, `$`.
pub fn number(digits: &str, pattern: &str) -> String {
    let is_bare = pattern.starts_with("FM");
    let pattern = pattern.trim_start_matches("FM");
    let has_sign = pattern.contains('S');
    let places: Vec<char> = pattern.chars().filter(|char| *char != 'S').collect();
    let point = places
        .iter()
        .position(|char| matches!(char, '.' | 'D'))
        .unwrap_or(places.len());
    let is_digit = |char: &&char| matches!(char, '9' | '0');
    let scale = places[point..].iter().filter(is_digit).count();
    let value: rust_decimal::Decimal = digits.parse().unwrap_or_default();
    let rounded =
        crate::engine::postgres::value::number::round(value, u32::try_from(scale).unwrap_or(0));
    let text = rounded.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = if whole == "0" { "" } else { whole };
    let room = places[..point].iter().filter(is_digit).count();
    let is_negative = rounded.is_sign_negative() && !rounded.is_zero();
    let mut left: Vec<char> = Vec::new();
    let mut source = whole.chars().rev();
    let overflow = whole.len() > room;
    let first_zero = places[..point].iter().position(|char| *char == '0');
    for (place, char) in places[..point].iter().enumerate().rev() {
        match char {
            '9' | '0' if overflow => left.push('#'),
            '9' | '0' => match source.next() {
                Some(digit) => left.push(digit),
                None if first_zero.is_some_and(|zero| place >= zero) => left.push('0'),
                None => left.push(' '),
            },
            ',' | 'G' => {
                let has_more =
                    source.clone().next().is_some() || first_zero.is_some_and(|zero| place > zero);
                left.push(if has_more || overflow { ',' } else { ' ' });
            }
            other => left.push(*other),
        }
    }
    left.reverse();
    let mut result: String = left.into_iter().collect();
    let sign = match (is_negative, has_sign) {
        (true, _) => "-",
        (false, true) => "+",
        (false, false) => " ",
    };
    let spaces = result.len() - result.trim_start_matches(' ').len();
    result.insert_str(spaces, sign);
    if point < places.len() {
        result.push('.');
        let mut source = fraction.chars();
        for char in &places[point + 1..] {
            match char {
                '9' | '0' => result.push(source.next().unwrap_or('0')),
                other => result.push(*other),
            }
        }
    }
    if is_bare {
        let last_zero = places.iter().rposition(|char| *char == '0').unwrap_or(0);
        if point < places.len() && last_zero < point {
            result = result.trim_end_matches('0').to_owned();
        }
        return result.trim().to_owned();
    }
    result
}
