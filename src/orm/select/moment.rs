//! Moments: what moment.js and `Date` make of text, and the texts they write.
//!
//! The local time zone is UTC, and so is `timezone` unless Sequelize is told otherwise.

use super::text;
use crate::orm::js::Js;
use crate::orm::value::{milliseconds, moment_at};

/// A moment as `DATE` sends it: `2024-01-01 00:00:00.000 +00:00`.
pub fn sent(value: &Js) -> String {
    match of(value) {
        None if is_now(value) => "now".to_owned(),
        None if matches!(value, Js::Object(_)) => "today".to_owned(),
        Some(at) => {
            let iso = iso(at);
            let (day, time) = iso.split_once('T').unwrap_or((&iso, "Z"));
            format!("{day} {} +00:00", time.trim_end_matches('Z'))
        }
        None => "Invalid date".to_owned(),
    }
}

/// A day as `DATEONLY` sends it: `2024-01-01`.
pub fn day(value: &Js) -> String {
    match of(value) {
        None if matches!(value, Js::Object(_)) => "today".to_owned(),
        Some(at) => iso(at).split('T').next().unwrap_or_default().to_owned(),
        None => "Invalid date".to_owned(),
    }
}

/// `Date.prototype.toISOString`.
pub fn iso(at: i64) -> String {
    let text = moment_at(at);
    match text.split_once('-') {
        Some((year, rest)) if year.len() > 4 => format!("+{year:0>6}-{rest}"),
        _ => text,
    }
}

/// `Date.prototype.toString`, in UTC.
pub fn date_string(at: i64) -> String {
    let text = moment_at(at);
    let month = text.get(5..7).and_then(|month| month.parse::<usize>().ok());
    let month = MONTHS[month.unwrap_or(1).clamp(1, 12) - 1];
    let weekday = (at.div_euclid(86_400_000) + 4).rem_euclid(7);
    let weekday = WEEKDAYS[usize::try_from(weekday).unwrap_or(0)];
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    format!(
        "{weekday} {month} {} {} {} GMT+0000 (Coordinated Universal Time)",
        part(8, 10),
        part(0, 4),
        part(11, 19)
    )
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/// The moment a value stands for, in milliseconds since 1970.
fn of(value: &Js) -> Option<i64> {
    match value {
        Js::Date(at) => *at,
        #[expect(
            clippy::cast_possible_truncation,
            reason = "Dates are whole milliseconds."
        )]
        Js::Number(number) => number.is_finite().then_some(number.trunc() as i64),
        Js::Text(text) => parse(text),
        Js::Array(parts) => of_parts(parts),
        _ => None,
    }
}

/// moment.js takes an empty object for the present, which only the database knows here.
fn is_now(value: &Js) -> bool {
    matches!(value, Js::Object(entries) if entries.is_empty())
}

/// moment.js takes a list as year, month from 0, day, hours and so on.
fn of_parts(parts: &[Js]) -> Option<i64> {
    let mut numbers = [1970, 0, 1, 0, 0, 0, 0];
    for (number, part) in numbers.iter_mut().zip(parts) {
        let text = text::string(part);
        let digits = text.trim().bytes().take_while(u8::is_ascii_digit).count();
        *number = text.trim().get(..digits)?.parse().ok()?;
    }
    let [year, month, day, hours, minutes, seconds, milliseconds] = numbers;
    let month = month + 1;
    parse(&format!(
        "{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"
    ))
}

/// The moment a text stands for.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    milliseconds(text)
        .or_else(|| partial(text))
        .or_else(|| spoken(text))
}

/// ISO 8601 in its shorter forms: a year, a month, digits without dashes, an hour alone, an hour of one digit.
fn partial(text: &str) -> Option<i64> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (date, clock) = match text.find(['T', ' ']) {
        Some(place) => (text.get(..place)?, text.get(place + 1..)),
        None => (text, None),
    };
    let date = match date.len() {
        4 if is_digits(date) => format!("{date}-01-01"),
        7 if date.as_bytes()[4] == b'-' => format!("{date}-01"),
        8 if is_digits(date) => format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]),
        10 => date.to_owned(),
        _ => return None,
    };
    let Some(clock) = clock else {
        return milliseconds(&date);
    };
    let end = clock.find(['Z', 'z', '+', '-', ' ']).unwrap_or(clock.len());
    let (time, offset) = clock.split_at_checked(end)?;
    let time = match time.len() {
        2 if is_digits(time) => format!("{time}:00"),
        4 if is_digits(time) => format!("{}:{}", &time[..2], &time[2..]),
        _ => time.to_owned(),
    };
    milliseconds(&format!("{date}T{time}{}", offset.trim_start()))
}

/// The forms `Date.parse` takes beside: `Jan 2, 2024`, `2024/1/2 10:00`, `1/2/2024`, RFC 2822.
fn spoken(text: &str) -> Option<i64> {
    let (mut numbers, mut month, mut clock) = (Vec::new(), None, None);
    for word in text
        .split([' ', ',', '/', '-'])
        .filter(|word| !word.is_empty())
    {
        if word.contains(':') {
            let padded = word.split(':').map(|part| format!("{part:0>2}"));
            clock = Some(padded.collect::<Vec<_>>().join(":"));
        } else if let Ok(number) = word.parse::<i64>() {
            numbers.push(number);
        } else {
            let lower = word.get(..3)?.to_lowercase();
            let is = |name: &str| name.to_lowercase() == lower;
            if let Some(place) = MONTHS.iter().position(|name| is(name)) {
                month = Some(i64::try_from(place).ok()? + 1);
            } else if !WEEKDAYS.iter().any(|name| is(name)) && !matches!(word, "GMT" | "UTC" | "Z")
            {
                return None;
            }
        }
    }
    let (year, month, day) = match (month, numbers.as_slice()) {
        (Some(month), [day, year]) if *year > 31 => (*year, month, *day),
        (Some(month), [year, day]) => (*year, month, *day),
        (Some(month), [year]) if *year > 31 => (*year, month, 1),
        (None, [year, month, day]) if *year > 31 => (*year, *month, *day),
        (None, [month, day, year]) => (*year, *month, *day),
        _ => return None,
    };
    let clock = clock.unwrap_or_else(|| "00:00".to_owned());
    milliseconds(&format!("{year:04}-{month:02}-{day:02}T{clock}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_moment_reads_it() {
        for (text, form) in [
            ("2024-01-01", "2024-01-01 00:00:00.000 +00:00"),
            ("2024-05", "2024-05-01 00:00:00.000 +00:00"),
            ("20240506", "2024-05-06 00:00:00.000 +00:00"),
            (
                "2024-01-01T10:00:00.5+02:00",
                "2024-01-01 08:00:00.500 +00:00",
            ),
            ("Jan 2, 2024 10:00", "2024-01-02 10:00:00.000 +00:00"),
            (
                "Tue, 02 Jan 2024 10:00:00 GMT",
                "2024-01-02 10:00:00.000 +00:00",
            ),
            ("1/2/2024", "2024-01-02 00:00:00.000 +00:00"),
            ("soon", "Invalid date"),
        ] {
            assert_eq!(sent(&Js::Text(text.into())), form, "{text}");
        }
        assert_eq!(
            date_string(0),
            "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)"
        );
    }
}
