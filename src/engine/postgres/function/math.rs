//! Functions of numbers.

use std::cell::Cell;

use gluesql::prelude::Value;

use super::Type::{Double, Integer, Number, Numeric};
use super::{Arguments, Definition, strict};
use crate::engine::postgres::PgError;
use crate::engine::postgres::value::number;

/// The functions of numbers.
pub const TABLE: &[Definition] = &[
    strict("abs", &[Number], Number, absolute),
    strict("@", &[Number], Number, absolute),
    strict("sign", &[Numeric], Numeric, |of| {
        let value = of.decimal(0);
        Ok(Value::Decimal(if value.is_zero() {
            value
        } else {
            rust_decimal::Decimal::from(if value.is_sign_negative() { -1 } else { 1 })
        }))
    }),
    strict("sign", &[Double], Double, |of| {
        Ok(Value::F64(if of.float(0) == 0.0 {
            0.0
        } else {
            of.float(0).signum()
        }))
    }),
    strict("round", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).round_ties_even()))
    }),
    strict("round", &[Numeric], Numeric, |of| {
        Ok(Value::Decimal(number::round(of.decimal(0), 0)))
    }),
    strict("round", &[Numeric, Integer], Numeric, |of| {
        Ok(Value::Decimal(scaled(of, false)))
    }),
    strict("trunc", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).trunc()))
    }),
    strict("trunc", &[Numeric], Numeric, |of| {
        Ok(Value::Decimal(of.decimal(0).trunc()))
    }),
    strict("trunc", &[Numeric, Integer], Numeric, |of| {
        Ok(Value::Decimal(scaled(of, true)))
    }),
    strict("ceil", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).ceil()))
    }),
    strict("ceil", &[Numeric], Numeric, |of| {
        Ok(Value::Decimal(of.decimal(0).ceil()))
    }),
    strict("ceiling", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).ceil()))
    }),
    strict("ceiling", &[Numeric], Numeric, |of| {
        Ok(Value::Decimal(of.decimal(0).ceil()))
    }),
    strict("floor", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).floor()))
    }),
    strict("floor", &[Numeric], Numeric, |of| {
        Ok(Value::Decimal(of.decimal(0).floor()))
    }),
    strict("sqrt", &[Double], Double, |of| {
        if of.float(0) < 0.0 {
            return Err(PgError::new(
                "2201F",
                "cannot take square root of a negative number",
            ));
        }
        Ok(Value::F64(of.float(0).sqrt()))
    }),
    strict("|/", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).sqrt()))
    }),
    strict("cbrt", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).cbrt()))
    }),
    strict("||/", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).cbrt()))
    }),
    strict("exp", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).exp()))
    }),
    strict("ln", &[Double], Double, |of| {
        logarithm(of.float(0), f64::ln)
    }),
    strict("log", &[Double], Double, |of| {
        logarithm(of.float(0), f64::log10)
    }),
    strict("log10", &[Double], Double, |of| {
        logarithm(of.float(0), f64::log10)
    }),
    strict("sin", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).sin()))
    }),
    strict("cos", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).cos()))
    }),
    strict("tan", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).tan()))
    }),
    strict("asin", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).asin()))
    }),
    strict("acos", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).acos()))
    }),
    strict("atan", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).atan()))
    }),
    strict("atan2", &[Double, Double], Double, |of| {
        Ok(Value::F64(of.float(0).atan2(of.float(1))))
    }),
    strict("radians", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).to_radians()))
    }),
    strict("degrees", &[Double], Double, |of| {
        Ok(Value::F64(of.float(0).to_degrees()))
    }),
    strict("pi", &[], Double, |_| Ok(Value::F64(std::f64::consts::PI))),
    strict("random", &[], Double, |of| Ok(Value::F64(random(of)))),
];

fn absolute(of: &Arguments) -> Result<Value, PgError> {
    Ok(match of.value(0) {
        Value::I64(value) => {
            let value = value
                .checked_abs()
                .ok_or_else(|| number::out_of_range(of.kind))?;
            return number::whole(value, of.kind);
        }
        Value::F64(value) => Value::F64(value.abs()),
        Value::Decimal(value) => Value::Decimal(value.abs()),
        other => other.clone(),
    })
}

/// Rounded or cut to a number of digits, which may count to the left of the point.
fn scaled(of: &Arguments, is_cut: bool) -> rust_decimal::Decimal {
    let value = of.decimal(0);
    let digits = of.whole(1).clamp(-28, 28);
    let adjust = |value: rust_decimal::Decimal, scale: u32| {
        if is_cut {
            let mut cut = value.trunc_with_scale(scale);
            cut.rescale(scale);
            cut
        } else {
            number::round(value, scale)
        }
    };
    match u32::try_from(digits) {
        Ok(scale) => adjust(value, scale),
        Err(_) => {
            let power = (digits..0).fold(rust_decimal::Decimal::ONE, |power, _| {
                power
                    .checked_mul(rust_decimal::Decimal::from(10))
                    .unwrap_or(rust_decimal::Decimal::MAX)
            });
            value
                .checked_div(power)
                .and_then(|quotient| adjust(quotient, 0).checked_mul(power))
                .unwrap_or_default()
        }
    }
}

fn logarithm(value: f64, of: fn(f64) -> f64) -> Result<Value, PgError> {
    if value == 0.0 {
        return Err(PgError::new("2201E", "cannot take logarithm of zero"));
    }
    if value < 0.0 {
        return Err(PgError::new(
            "2201E",
            "cannot take logarithm of a negative number",
        ));
    }
    Ok(Value::F64(of(value)))
}

thread_local! {
    /// The state of the generator; seeded by the clock on its first use.
    static STATE: Cell<u64> = const { Cell::new(0) };
}

/// The next 64 random bits: splitmix64.
pub fn random_bits(of: &Arguments) -> u64 {
    STATE.with(|state| {
        let mut seed = state.get();
        if seed == 0 {
            let now = of.runtime.environment.now().and_utc().timestamp_micros();
            seed = now.cast_unsigned() ^ (std::ptr::from_ref(of).addr() as u64);
        }
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        state.set(seed);
        let mut bits = seed;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    })
}

fn random(of: &Arguments) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "53 bits are what a float holds")]
    let numerator = (random_bits(of) >> 11) as f64;
    numerator / 9_007_199_254_740_992.0
}
