//! Numbers and days as digits of a text. Rows may be many: the formatting of `std` and of
//! `chrono` costs more than all else of a row.

use gluesql::core::chrono::{Datelike, NaiveDate};

/// Writes a whole number.
pub fn whole(value: i64, text: &mut String) {
    text.push_str(itoa::Buffer::new().format(value));
}

/// Writes a day: `2024-03-09`.
pub fn day(value: NaiveDate, text: &mut String) {
    digits(u64::from(value.year().unsigned_abs()), 4, text);
    text.push('-');
    digits(value.month().into(), 2, text);
    text.push('-');
    digits(value.day().into(), 2, text);
}

/// Writes the last digits of a number, as many as `width` says.
pub fn digits(value: u64, width: u32, text: &mut String) {
    for power in (0..width).rev() {
        let digit = value / 10_u64.pow(power) % 10;
        text.push(char::from(b'0' + u8::try_from(digit).unwrap_or(0)));
    }
}
