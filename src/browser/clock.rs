//! The clock, chance, and waiting.

use std::time::Duration;

/// The time: milliseconds since 1970, UTC.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// A number nobody can foresee, for what a change draws its random values from.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the product is within u32"
)]
pub fn seed() -> u32 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u32
}

/// Waits.
pub async fn wait(time: Duration) {
    gloo_timers::future::sleep(time).await;
}
