//! Moments, days and times of day, as Postgres reads and Sequelize prints them.

use gluesql::core::chrono::{
    DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc,
};

/// A moment of its text: ISO, with an offset or in UTC, or a bare day. To the millisecond.
pub fn parse_moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    let with_offset = [
        "%Y-%m-%dT%H:%M:%S%.f%#z",
        "%Y-%m-%d %H:%M:%S%.f%#z",
        "%Y-%m-%d %H:%M:%S%.f %#z",
    ];
    let bare = [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
    ];
    let moment = DateTime::parse_from_rfc3339(text)
        .ok()
        .or_else(|| {
            with_offset
                .iter()
                .find_map(|form| DateTime::parse_from_str(text, form).ok())
        })
        .map(|moment| moment.naive_utc())
        .or_else(|| {
            bare.iter().find_map(|form| {
                NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), form).ok()
            })
        })
        .or_else(|| Some(parse_day(text)?.and_time(NaiveTime::MIN)))?;
    to_milliseconds(moment)
}

/// A day of its text: `2024-01-31`.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
        .ok()
        .filter(|day| is_printable(*day))
}

/// A time of day of its text: `12:30`, `12:30:00`, `12:30:00.250`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    ["%H:%M:%S%.f", "%H:%M"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(text.trim(), form).ok())
}

/// A moment as `JSON.stringify` prints a `Date`.
pub fn format_moment(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// A time of day as Postgres prints it: a fraction only where there is one.
pub fn format_time(time: NaiveTime) -> String {
    time.format("%H:%M:%S%.f").to_string()
}

/// The moment a clock shows, in milliseconds since 1970. One out of range is its start.
pub fn time_of_clock(milliseconds: f64) -> NaiveDateTime {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast saturates, and the range is checked after it"
    )]
    let whole = milliseconds as i64;
    of_milliseconds(whole).unwrap_or_default()
}

/// The moment that many milliseconds after 1970.
pub fn of_milliseconds(milliseconds: i64) -> Option<NaiveDateTime> {
    DateTime::<Utc>::from_timestamp_millis(milliseconds)
        .and_then(|moment| to_milliseconds(moment.naive_utc()))
}

/// Cut to the millisecond, as a JavaScript `Date` has it.
fn to_milliseconds(moment: NaiveDateTime) -> Option<NaiveDateTime> {
    let nanosecond = moment.nanosecond() % 1_000_000_000 / 1_000_000 * 1_000_000;
    moment
        .with_nanosecond(nanosecond)
        .filter(|moment| is_printable(moment.date()))
}

/// Whether its year has the four digits that ISO forms give it.
fn is_printable(day: NaiveDate) -> bool {
    (0..=9999).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_the_forms_people_write() {
        for text in [
            "2024-01-31T10:00:00.000Z",
            "2024-01-31T10:00:00Z",
            "2024-01-31T11:00:00+01:00",
            "2024-01-31 11:00:00+01",
            "2024-01-31 10:00:00",
            "2024-01-31 10:00",
            "2024-01-31T10:00",
        ] {
            let moment = parse_moment(text).map(format_moment);
            assert_eq!(
                moment.as_deref(),
                Some("2024-01-31T10:00:00.000Z"),
                "{text}"
            );
        }
        assert_eq!(
            parse_moment("2024-01-31").map(format_moment).as_deref(),
            Some("2024-01-31T00:00:00.000Z")
        );
        for text in [
            "",
            "soon",
            "2024-13-01",
            "2024-02-30",
            "99999-01-01",
            "2024-01-31T25:00:00Z",
            "日本",
        ] {
            assert_eq!(parse_moment(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_has_a_fraction_only_where_it_needs_one() {
        assert_eq!(
            parse_time("12:30").map(format_time).as_deref(),
            Some("12:30:00")
        );
        assert_eq!(
            parse_time("12:30:00.250").map(format_time).as_deref(),
            Some("12:30:00.250")
        );
        assert_eq!(parse_time("24:00"), None);
    }

    #[test]
    fn a_clock_gone_wrong_does_not_panic() {
        for clock in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
            assert_eq!(time_of_clock(clock), NaiveDateTime::default());
        }
    }
}
