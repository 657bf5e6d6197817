//! Numbers as Postgres reads them.

use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::orm::value::Value;

/// A whole number between those two, both included.
pub fn whole(value: &Value, least: i64, most: i64) -> Option<i64> {
    let whole = match value {
        Value::Integer(whole) => *whole,
        Value::Text(text) => text.trim().parse().ok()?,
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the guard keeps it where doubles hold whole numbers exactly"
        )]
        Value::Float(float) if float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0 => {
            *float as i64
        }
        _ => return None,
    };
    (least..=most).contains(&whole).then_some(whole)
}

/// A finite number.
pub fn float(value: &Value) -> Option<f64> {
    let float = match value {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a double is what the column keeps"
        )]
        Value::Integer(whole) => *whole as f64,
        Value::Float(float) => *float,
        Value::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    float.is_finite().then_some(float)
}

/// A number as `REAL` keeps it: four bytes, read back by its shortest digits.
pub fn real(value: &Value) -> Option<f64> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "that is what the type does"
    )]
    let short = float(value)? as f32;
    short
        .to_string()
        .parse()
        .ok()
        .filter(|float: &f64| float.is_finite())
}

/// A decimal, rounded to its scale as Postgres does, or nothing where it has too many digits before the point.
pub fn decimal(value: &Value, size: Option<(u32, u32)>) -> Option<Decimal> {
    let text = match value {
        Value::Integer(whole) => whole.to_string(),
        Value::Float(float) => float.to_string(),
        Value::Text(text) => text.trim().to_owned(),
        _ => return None,
    };
    let number = Decimal::from_str(&text)
        .or_else(|_| Decimal::from_scientific(&text))
        .ok()?;
    let Some((precision, scale)) = size else {
        return Some(number);
    };
    let mut number = number.round_dp_with_strategy(
        scale.min(Decimal::MAX_SCALE),
        RoundingStrategy::MidpointAwayFromZero,
    );
    let digits = number
        .trunc()
        .abs()
        .to_string()
        .trim_start_matches('0')
        .len();
    if digits > precision.saturating_sub(scale) as usize {
        return None;
    }
    number.rescale(scale.min(Decimal::MAX_SCALE));
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn as_decimal(text: &str, size: Option<(u32, u32)>) -> Option<String> {
        decimal(&Value::Text(text.to_owned()), size).map(|number| number.to_string())
    }

    #[test]
    fn a_decimal_takes_its_scale() {
        assert_eq!(as_decimal("5", Some((10, 2))).as_deref(), Some("5.00"));
        assert_eq!(as_decimal("1.005", Some((10, 2))).as_deref(), Some("1.01"));
        assert_eq!(
            as_decimal("-1.005", Some((10, 2))).as_deref(),
            Some("-1.01")
        );
        assert_eq!(
            as_decimal("99999999.99", Some((10, 2))).as_deref(),
            Some("99999999.99")
        );
        assert_eq!(as_decimal("99999999.999", Some((10, 2))), None);
        assert_eq!(as_decimal("0.5", Some((1, 1))).as_deref(), Some("0.5"));
        assert_eq!(as_decimal("1e3", None).as_deref(), Some("1000"));
        for text in ["", "NaN", "1e300", "١", "1,5"] {
            assert_eq!(as_decimal(text, None), None, "{text}");
        }
    }

    #[test]
    fn a_real_reads_back_short() {
        assert_eq!(real(&Value::Float(0.1)), Some(0.1));
        assert_eq!(real(&Value::Float(1e300)), None);
    }

    #[test]
    fn a_whole_number_stays_in_its_range() {
        assert_eq!(whole(&Value::Float(3.0), 0, 10), Some(3));
        assert_eq!(whole(&Value::Float(3.5), 0, 10), None);
        assert_eq!(whole(&Value::Float(f64::NAN), 0, 10), None);
        assert_eq!(whole(&Value::Text(" 7 ".to_owned()), 0, 10), Some(7));
        assert_eq!(
            whole(
                &Value::Text("99999999999999999999".to_owned()),
                i64::MIN,
                i64::MAX
            ),
            None
        );
        assert_eq!(whole(&Value::Integer(11), 0, 10), None);
    }
}
