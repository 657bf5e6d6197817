//! Moments, days and times of day: from text, to text, and their fields.

use gluesql::core::chrono::{
    Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike,
};

use super::interval::fraction;

/// Why text is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    /// It is not written as one.
    Syntax,
    /// It names no day or time there is.
    Range,
}

/// A moment as text has it, and its offset from UTC where it says one.
pub fn read(text: &str) -> Result<(NaiveDateTime, Option<FixedOffset>), Bad> {
    let text = text.trim();
    let split = text
        .char_indices()
        .find(|(_, char)| matches!(char, ' ' | 'T' | 't'))
        .map_or(text.len(), |(place, _)| place);
    let day = read_day(&text[..split])?;
    let rest = text[split..].trim_start_matches([' ', 'T', 't']);
    if rest.is_empty() {
        return Ok((day.and_time(NaiveTime::MIN), None));
    }
    let end = rest
        .find(|char: char| !(char.is_ascii_digit() || char == ':' || char == '.'))
        .unwrap_or(rest.len());
    let (time, is_midnight) = read_clock(&rest[..end])?;
    let offset = match rest[end..].trim() {
        "" => None,
        zone => Some(read_offset(zone).ok_or(Bad::Syntax)?),
    };
    let moment = day.and_time(time) + Duration::days(i64::from(is_midnight));
    Ok((moment, offset))
}

/// A day: `2024-01-31`, `20240131`, `2024/01/31`.
pub fn read_day(text: &str) -> Result<NaiveDate, Bad> {
    let text = text.trim();
    let compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = if compact {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        text.split(['-', '/']).collect()
    };
    let [year, month, day] = parts[..] else {
        return Err(Bad::Syntax);
    };
    let is_number = |part: &str| {
        !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !(is_number(year) && is_number(month) && is_number(day)) || year.len() < 3 {
        return Err(Bad::Syntax);
    }
    let number = |part: &str| part.parse::<u32>().map_err(|_| Bad::Syntax);
    let year = i32::try_from(number(year)?).map_err(|_| Bad::Range)?;
    NaiveDate::from_ymd_opt(year, number(month)?, number(day)?).ok_or(Bad::Range)
}

/// A time of day, and whether it is the midnight at the day's end.
pub fn read_clock(text: &str) -> Result<(NaiveTime, bool), Bad> {
    let text = text.trim();
    let mut parts = text.split(':');
    let mut number = |most: u32| -> Result<Option<u32>, Bad> {
        match parts.next() {
            None => Ok(None),
            Some(part)
                if part.is_empty()
                    || part.len() > 2
                    || !part.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                Err(Bad::Syntax)
            }
            Some(part) => {
                let number = part.parse().map_err(|_| Bad::Syntax)?;
                if number > most {
                    Err(Bad::Range)
                } else {
                    Ok(Some(number))
                }
            }
        }
    };
    let hour = number(24)?.ok_or(Bad::Syntax)?;
    let minute = number(59)?.ok_or(Bad::Syntax)?;
    let (second, micros) = match parts.next() {
        None => (0, 0),
        Some(part) => {
            let (whole, digits) = part.split_once('.').unwrap_or((part, ""));
            let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            if whole.is_empty() || whole.len() > 2 || !is_digits(whole) || !is_digits(digits) {
                return Err(Bad::Syntax);
            }
            let padded: String = digits.chars().chain("000000".chars()).take(6).collect();
            let second: u32 = whole.parse().map_err(|_| Bad::Syntax)?;
            (second, padded.parse::<u32>().map_err(|_| Bad::Syntax)?)
        }
    };
    if parts.next().is_some() {
        return Err(Bad::Syntax);
    }
    if hour == 24 {
        return if minute == 0 && second == 0 && micros == 0 {
            Ok((NaiveTime::MIN, true))
        } else {
            Err(Bad::Range)
        };
    }
    NaiveTime::from_hms_micro_opt(hour, minute, second, micros)
        .map(|time| (time, false))
        .ok_or(Bad::Range)
}

/// A zone: `Z`, `UTC`, `+01`, `+01:30`, `-0130`.
pub fn read_offset(zone: &str) -> Option<FixedOffset> {
    let zone = zone.trim();
    if ["z", "utc", "gmt", "zulu", "etc/utc"].contains(&zone.to_ascii_lowercase().as_str()) {
        return FixedOffset::east_opt(0);
    }
    let (sign, digits) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|char| *char != ':').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        4 => digits.split_at(2),
        _ => return None,
    };
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    FixedOffset::east_opt(sign * seconds)
}

/// A moment without its zone: `2024-01-31 10:00:00.5`.
pub fn shown(moment: NaiveDateTime) -> String {
    format!("{} {}", shown_day(moment.date()), shown_time(moment.time()))
}

/// A day: `2024-01-31`.
pub fn shown_day(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// A time of day: `10:00:00.5`.
pub fn shown_time(time: NaiveTime) -> String {
    let fraction = fraction(u64::from(time.nanosecond() / 1000 % 1_000_000));
    format!(
        "{:02}:{:02}:{:02}{fraction}",
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// A part of a moment that `extract` and `date_trunc` name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Microseconds of the minute.
    Microseconds,
    /// Milliseconds of the minute.
    Milliseconds,
    /// Seconds with their fraction.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Day of the month.
    Day,
    /// ISO week.
    Week,
    /// Month.
    Month,
    /// Quarter.
    Quarter,
    /// Year.
    Year,
    /// Decade.
    Decade,
    /// Century.
    Century,
    /// Millennium.
    Millennium,
    /// Day of the week, Sunday is 0.
    Dow,
    /// Day of the week, Monday is 1.
    Isodow,
    /// Day of the year.
    Doy,
    /// Year of the ISO week.
    Isoyear,
    /// Seconds since 1970.
    Epoch,
}

impl Field {
    /// The field of that name, in any case, singular or plural.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Some(match name.as_str() {
            "microseconds" | "microsecond" | "us" => Self::Microseconds,
            "milliseconds" | "millisecond" | "ms" => Self::Milliseconds,
            "second" | "seconds" | "sec" => Self::Second,
            "minute" | "minutes" | "min" => Self::Minute,
            "hour" | "hours" => Self::Hour,
            "day" | "days" => Self::Day,
            "week" | "weeks" => Self::Week,
            "month" | "months" | "mon" => Self::Month,
            "quarter" => Self::Quarter,
            "year" | "years" => Self::Year,
            "decade" | "decades" => Self::Decade,
            "century" | "centuries" => Self::Century,
            "millennium" | "millennia" => Self::Millennium,
            "dow" => Self::Dow,
            "isodow" => Self::Isodow,
            "doy" => Self::Doy,
            "isoyear" => Self::Isoyear,
            "epoch" => Self::Epoch,
            _ => return None,
        })
    }
}

/// A field of a moment, in millionths.
pub fn field(moment: NaiveDateTime, field: Field) -> i128 {
    let micros = i128::from(moment.nanosecond() / 1000 % 1_000_000);
    let minute_micros = i128::from(moment.second()) * 1_000_000 + micros;
    let year = moment.year();
    let whole: i64 = match field {
        Field::Microseconds => return minute_micros * 1_000_000,
        Field::Milliseconds => return minute_micros * 1000,
        Field::Second => return minute_micros,
        Field::Epoch => return i128::from(moment.and_utc().timestamp_micros()),
        Field::Minute => moment.minute().into(),
        Field::Hour => moment.hour().into(),
        Field::Day => moment.day().into(),
        Field::Week => moment.iso_week().week().into(),
        Field::Month => moment.month().into(),
        Field::Quarter => ((moment.month() - 1) / 3 + 1).into(),
        Field::Year => year.into(),
        Field::Decade => year.div_euclid(10).into(),
        Field::Century => (year - 1).div_euclid(100).saturating_add(1).into(),
        Field::Millennium => (year - 1).div_euclid(1000).saturating_add(1).into(),
        Field::Dow => moment.weekday().num_days_from_sunday().into(),
        Field::Isodow => moment.weekday().number_from_monday().into(),
        Field::Doy => moment.ordinal().into(),
        Field::Isoyear => moment.iso_week().year().into(),
    };
    i128::from(whole) * 1_000_000
}

/// A moment cut down to the beginning of its field. None for fields that are no spans.
pub fn truncate(moment: NaiveDateTime, field: Field) -> Option<NaiveDateTime> {
    let day = moment.date();
    let first = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1);
    let cut = |nanos: u32| {
        let time = moment.time();
        NaiveTime::from_num_seconds_from_midnight_opt(
            time.num_seconds_from_midnight(),
            time.nanosecond() / nanos * nanos,
        )
        .map(|time| day.and_time(time))
    };
    let clock = |hour, minute, second| day.and_hms_opt(hour, minute, second);
    let year = moment.year();
    let day = match field {
        Field::Microseconds => return cut(1000),
        Field::Milliseconds => return cut(1_000_000),
        Field::Second => return clock(moment.hour(), moment.minute(), moment.second()),
        Field::Minute => return clock(moment.hour(), moment.minute(), 0),
        Field::Hour => return clock(moment.hour(), 0, 0),
        Field::Day => Some(day),
        Field::Week => {
            day.checked_sub_signed(Duration::days(day.weekday().num_days_from_monday().into()))
        }
        Field::Month => first(year, moment.month()),
        Field::Quarter => first(year, (moment.month() - 1) / 3 * 3 + 1),
        Field::Year => first(year, 1),
        Field::Decade => first(year.div_euclid(10) * 10, 1),
        Field::Century => first((year - 1).div_euclid(100) * 100 + 1, 1),
        Field::Millennium => first((year - 1).div_euclid(1000) * 1000 + 1, 1),
        _ => None,
    };
    day.map(|day| day.and_time(NaiveTime::MIN))
}
