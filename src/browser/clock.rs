//! The clock, chance, and waiting.

use futures_channel::oneshot;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

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

/// What comes of a task in a given time; none where it takes longer. It is not stopped then, only not waited for.
pub async fn within<T: 'static>(
    time: Duration,
    task: impl Future<Output = T> + 'static,
) -> Option<T> {
    let (sender, first) = oneshot::channel();
    let sender = Rc::new(Cell::new(Some(sender)));
    let late = sender.clone();
    spawn_local(async move {
        let result = task.await;
        sender.take().map(|sender| sender.send(Some(result)));
    });
    spawn_local(async move {
        wait(time).await;
        late.take().map(|late| late.send(None));
    });
    first.await.ok().flatten()
}
