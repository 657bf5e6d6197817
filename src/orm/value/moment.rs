//! Moments and days: text to the form Sequelize returns, by the calendar.

/// The form of a moment: `2024-01-01T00:00:00.000Z`, from its parts as they are commonly written.
///
/// Takes `2024-01-01`, `2024-01-01 10:20`, seconds and their fraction, a `T` or a
/// space between, and an offset such as `Z`, `+02:00` or ` +00:00`. Without one it is UTC.
pub fn moment(text: &str) -> Option<String> {
    milliseconds(text).map(moment_at)
}

/// A moment in any of the forms `moment` takes, in milliseconds since 1970, UTC.
pub fn milliseconds(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let days = days_since_epoch(day_parts(date)?);
    let rest = match rest.chars().next() {
        None => return Some(days * 86_400_000),
        Some('T' | 't' | ' ') => &rest[1..],
        Some(_) => return None,
    };
    let (clock, offset) = split_offset(rest)?;
    let milliseconds = clock_milliseconds(clock)?;
    Some(days * 86_400_000 + milliseconds - offset * 60_000)
}

/// The form of a day, `2024-01-01`, if the text is one.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    day_parts(text).map(|_| text.to_owned())
}

/// The form of a time of day: `12:30:00`, with a fraction where there is one.
pub(super) fn time(text: &str) -> Option<String> {
    let text = text.trim();
    clock_milliseconds(text)?;
    Some(if text.len() == 5 {
        format!("{text}:00")
    } else {
        text.to_owned()
    })
}

/// The form of a moment given in milliseconds since 1970, UTC.
pub fn moment_at(milliseconds: i64) -> String {
    let (days, of_day) = (
        milliseconds.div_euclid(86_400_000),
        milliseconds.rem_euclid(86_400_000),
    );
    let (year, month, day) = date_of(days);
    let (seconds, fraction) = (of_day / 1000, of_day % 1000);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{fraction:03}Z",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// Year, month and day of `YYYY-MM-DD`, if the calendar has that day.
fn day_parts(text: &str) -> Option<(i64, i64, i64)> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let day = digits(parts.next()?, 2)?;
    if parts.next().is_some() || !(1..=12).contains(&month) {
        return None;
    }
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=length).contains(&day).then_some((year, month, day))
}

fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// Milliseconds of `HH:MM[:SS[.fraction]]`; digits past the third are dropped.
fn clock_milliseconds(text: &str) -> Option<i64> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = clock.split(':');
    let hours = digits(parts.next()?, 2)?;
    let minutes = digits(parts.next()?, 2)?;
    let seconds = match parts.next() {
        Some(part) => digits(part, 2)?,
        None if text.contains('.') => return None,
        None => 0,
    };
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || hours > 23 || minutes > 59 || seconds > 59 || !is_fraction {
        return None;
    }
    let thousandths: i64 = format!("{fraction:0<3}")[..3].parse().ok()?;
    Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths)
}

/// The clock and the minutes its offset is ahead of UTC.
fn split_offset(text: &str) -> Option<(&str, i64)> {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Some((clock.trim_end(), 0));
    }
    let Some(place) = text.find(['+', '-']) else {
        return Some((text, 0));
    };
    let (clock, offset) = text.split_at(place);
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let written = offset[1..].replace(':', "");
    let (hours, minutes) = match written.len() {
        2 => (digits(&written, 2)?, 0),
        4 => (digits(&written[..2], 2)?, digits(&written[2..], 2)?),
        _ => return None,
    };
    (hours <= 15 && minutes <= 59).then_some((clock.trim_end(), sign * (hours * 60 + minutes)))
}

/// Days from 1970-01-01, by the Gregorian calendar's 400-year cycles that begin in March.
fn days_since_epoch((year, month, day): (i64, i64, i64)) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let cycle = year.div_euclid(400);
    let of_cycle = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    cycle * 146_097 + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - 719_468
}

/// The date of a day counted from 1970-01-01.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let cycle = days.div_euclid(146_097);
    let of_cycle = days.rem_euclid(146_097);
    let year = (of_cycle - of_cycle / 1460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + cycle * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc_to_the_millisecond() {
        for (text, form) in [
            ("2024-01-01", Some("2024-01-01T00:00:00.000Z")),
            ("2024-02-29T12:30", Some("2024-02-29T12:30:00.000Z")),
            (
                "2024-01-01 00:00:00.000 +00:00",
                Some("2024-01-01T00:00:00.000Z"),
            ),
            (
                "2024-01-01T01:30:00.5+02:00",
                Some("2023-12-31T23:30:00.500Z"),
            ),
            ("2000-02-28T23:00:00-0200", Some("2000-02-29T01:00:00.000Z")),
            (
                "1969-12-31T23:59:59.9999Z",
                Some("1969-12-31T23:59:59.999Z"),
            ),
            ("0001-01-01", Some("0001-01-01T00:00:00.000Z")),
            ("2023-02-29", None),
            ("2024-13-01", None),
            ("2024-01-01T24:00", None),
            ("2024-1-1", None),
            ("yesterday at", None),
            ("2024-01-01x", None),
            ("2024-01-0é T1", None),
        ] {
            assert_eq!(moment(text).as_deref(), form, "{text}");
        }
    }

    #[test]
    fn days_are_counted_both_ways() {
        for days in (-800_000..800_000).step_by(97) {
            assert_eq!(days_since_epoch(date_of(days)), days);
        }
    }
}
