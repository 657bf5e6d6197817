//! Spans of time: months, or a count of microseconds that days are 24 hours of.

use gluesql::core::chrono::{Duration, Months, NaiveDateTime};
use gluesql::core::data::Interval;

/// The microseconds of a day.
pub const DAY: i64 = 86_400_000_000;

/// How long a span is, for comparing: a month is 30 days.
pub fn length(interval: &Interval) -> i128 {
    match interval {
        Interval::Month(months) => i128::from(*months) * 30 * i128::from(DAY),
        Interval::Microsecond(micros) => i128::from(*micros),
    }
}

/// A moment that far on; `sign` is -1 to go back. None where it leaves the calendar.
pub fn shift(moment: NaiveDateTime, interval: &Interval, sign: i32) -> Option<NaiveDateTime> {
    match interval {
        Interval::Month(months) => {
            let months = months.checked_mul(sign)?;
            let by = Months::new(months.unsigned_abs());
            if months < 0 {
                moment.checked_sub_months(by)
            } else {
                moment.checked_add_months(by)
            }
        }
        Interval::Microsecond(micros) => {
            moment.checked_add_signed(Duration::microseconds(micros.checked_mul(i64::from(sign))?))
        }
    }
}

/// Years, months, days and the microseconds of the rest.
pub fn parts(interval: &Interval) -> (i32, i32, i64, i64) {
    match interval {
        Interval::Month(months) => (months / 12, months % 12, 0, 0),
        Interval::Microsecond(micros) => (0, 0, micros / DAY, micros % DAY),
    }
}

/// Its text: `1 year 2 mons`, `3 days 04:05:06`.
pub fn write(interval: &Interval) -> String {
    let (years, months, days, micros) = parts(interval);
    let mut words = Vec::new();
    for (count, one, many) in [
        (i64::from(years), "year", "years"),
        (i64::from(months), "mon", "mons"),
        (days, "day", "days"),
    ] {
        if count != 0 {
            words.push(format!("{count} {}", if count == 1 { one } else { many }));
        }
    }
    if micros != 0 || words.is_empty() {
        let (sign, micros) = (if micros < 0 { "-" } else { "" }, micros.unsigned_abs());
        let seconds = micros / 1_000_000;
        let fraction = fraction(micros % 1_000_000);
        words.push(format!(
            "{sign}{:02}:{:02}:{:02}{fraction}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        ));
    }
    words.join(" ")
}

/// The digits after a second's point, with the point, none where it is whole.
pub fn fraction(micros: u64) -> String {
    if micros == 0 {
        return String::new();
    }
    format!(".{micros:06}").trim_end_matches('0').to_owned()
}

/// A span of its text: `1 day`, `2 hours 30 minutes`, `-1 year`, `04:05:06`, `P1D` is not read.
pub fn read(text: &str) -> Option<Interval> {
    let spaced = text.trim().to_ascii_lowercase();
    let (body, back) = match spaced.strip_suffix(" ago") {
        Some(body) => (body, -1.0),
        None => (spaced.as_str(), 1.0),
    };
    let mut months = 0.0;
    let mut micros = 0.0;
    let mut words = body.split_ascii_whitespace().peekable();
    words.peek()?;
    while let Some(word) = words.next() {
        if word.contains(':') {
            micros += clock(word)?;
            continue;
        }
        let split = word.find(|char: char| char.is_ascii_alphabetic());
        let (number, unit) = match split {
            Some(0) | None => (word, words.next().unwrap_or("second")),
            Some(place) => word.split_at(place),
        };
        let number: f64 = number
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())?;
        let unit = unit.trim_end_matches('s');
        match unit {
            "year" | "yr" | "y" => months += number * 12.0,
            "month" | "mon" => months += number,
            "decade" => months += number * 120.0,
            "century" | "centurie" => months += number * 1200.0,
            _ => micros += number * micros_of(unit)?,
        }
    }
    let whole = |number: f64| number.to_string().parse::<i64>().ok();
    let (months, micros) = (
        whole((months * back).trunc())?,
        whole((micros * back).round())?,
    );
    match (months, micros) {
        (0, micros) => Some(Interval::Microsecond(micros)),
        (months, 0) => Some(Interval::Month(i32::try_from(months).ok()?)),
        // A span of both has no value in the store; the nearest is a month of 30 days.
        (months, micros) => Some(Interval::Microsecond(
            months.checked_mul(30 * DAY)?.checked_add(micros)?,
        )),
    }
}

/// The microseconds of a unit, by its singular.
fn micros_of(unit: &str) -> Option<f64> {
    Some(match unit {
        "week" | "w" => 604_800e6,
        "day" | "d" => 86_400e6,
        "hour" | "hr" | "h" => 3_600e6,
        "minute" | "min" | "m" => 60e6,
        "second" | "sec" | "" => 1e6,
        "millisecond" | "msec" | "m_" => 1e3,
        "microsecond" | "usec" | "u" => 1.0,
        _ => return None,
    })
}

/// `hh:mm[:ss[.f]]`, in microseconds.
fn clock(word: &str) -> Option<f64> {
    let (sign, word) = match word.strip_prefix('-') {
        Some(word) => (-1.0, word),
        None => (1.0, word.trim_start_matches('+')),
    };
    let mut parts = word.split(':').map(|part| part.parse::<f64>().ok());
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = match parts.next() {
        Some(seconds) => seconds?,
        None => 0.0,
    };
    parts
        .next()
        .is_none()
        .then_some(sign * (hours * 3_600e6 + minutes * 60e6 + seconds * 1e6))
}
