//! Numbers: from text, to text, and the scale of a quotient.

use gluesql::prelude::Value;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::engine::postgres::{Kind, PgError};

/// `22003`.
pub fn out_of_range(kind: &Kind) -> PgError {
    PgError::new("22003", format!("{kind} out of range"))
}

/// A whole number, if it is one of that type.
///
/// # Errors
/// `22003`: `integer out of range`.
pub fn whole(value: i64, kind: &Kind) -> Result<Value, PgError> {
    let fits = match kind {
        Kind::SmallInt => i16::try_from(value).is_ok(),
        Kind::Integer => i32::try_from(value).is_ok(),
        _ => true,
    };
    if fits {
        Ok(Value::I64(value))
    } else {
        Err(out_of_range(kind))
    }
}

/// A float as Postgres writes it: the shortest digits that read back, with an exponent where it is very great or small.
pub fn float(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if value != 0.0 && !(-4..15).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", exponent.abs());
    }
    format!("{value}")
}

/// A float that a `real` can hold, with its digits.
pub fn real(value: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a real has half the digits"
    )]
    let short = value as f32;
    short.to_string().parse().unwrap_or(f64::from(short))
}

/// A decimal, exactly as far as 28 digits go.
pub fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    if !is_plain || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if text.contains(['e', 'E']) {
        return Decimal::from_scientific(text).ok();
    }
    text.parse().ok()
}

/// A float as a decimal: by its shortest digits.
pub fn decimal_of(value: f64) -> Option<Decimal> {
    let text = format!("{value}");
    text.parse().ok().or_else(|| Decimal::from_f64(value))
}

/// A decimal as a float.
pub fn float_of(value: Decimal) -> f64 {
    // Through its text, since the crate's own way loses the last digit.
    value
        .to_string()
        .parse()
        .unwrap_or_else(|_| value.to_f64().unwrap_or(f64::NAN))
}

/// A decimal rounded half away from zero, as `numeric` is.
pub fn round(value: Decimal, scale: u32) -> Decimal {
    let mut rounded = value.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(scale.min(28));
    rounded
}

/// A float rounded half to even, as a cast to a whole number does.
pub fn whole_of_float(value: f64) -> Option<i64> {
    let rounded = value.round_ties_even();
    // The bounds are exact as floats; above them the cast would saturate.
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&rounded) {
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
        return Some(rounded as i64);
    }
    None
}

/// A quotient of decimals with the digits that Postgres gives it: at least 16 significant ones.
pub fn divide(left: Decimal, right: Decimal) -> Option<Decimal> {
    let (left_weight, left_first) = leading(left);
    let (right_weight, right_first) = leading(right);
    let mut weight = left_weight - right_weight;
    if left_first <= right_first {
        weight -= 1;
    }
    let scale = (16 - weight * 4)
        .max(i32::try_from(left.scale()).unwrap_or(0))
        .max(i32::try_from(right.scale()).unwrap_or(0))
        .max(0);
    let quotient = left.checked_div(right)?;
    Some(round(quotient, u32::try_from(scale).unwrap_or(0).min(28)))
}

/// The place and value of the first digit to the base of 10,000, in which Postgres keeps a numeric.
fn leading(value: Decimal) -> (i32, u32) {
    let whole = value.trunc().abs().mantissa();
    if whole > 0 {
        let mut rest = value.trunc().abs().normalize();
        rest.rescale(0);
        let mut digits = rest.mantissa();
        let mut weight = 0;
        while digits >= 10_000 {
            digits /= 10_000;
            weight += 1;
        }
        return (weight, u32::try_from(digits).unwrap_or(0));
    }
    let mut rest = value.fract().abs();
    if rest.is_zero() {
        return (0, 0);
    }
    let mut weight = 0;
    while rest < Decimal::ONE && weight > -8 {
        rest = rest
            .checked_mul(Decimal::from(10_000))
            .unwrap_or(Decimal::ONE);
        weight -= 1;
    }
    (weight, rest.trunc().to_u32().unwrap_or(0))
}
