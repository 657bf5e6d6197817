//! The watch over an engine that does not answer.
//!
//! A worker that is at a long query, and one that was killed from outside, look
//! the same: silent. After 5 seconds of silence the person may stop it.

use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

use super::{Client, ClientEvent};
use crate::browser::clock;

/// How long a request may take before the person is told, milliseconds.
const PATIENCE: f64 = 5_000.0;

/// How long the engine may take to come up, milliseconds: it is fetched and compiled first.
const PATIENCE_AT_START: f64 = 20_000.0;

/// How often to look.
const PAUSE: Duration = Duration::from_millis(500);

impl Client {
    /// Watches until all is answered.
    pub(super) fn watch(&self) {
        if self.shared.is_watched.replace(true) {
            return;
        }
        let client = self.clone();
        spawn_local(async move {
            while !client.shared.waiting.borrow().is_empty() {
                clock::wait(PAUSE).await;
                client.look();
            }
            client.shared.is_watched.set(false);
        });
    }

    fn look(&self) {
        let now = clock::now();
        let (is_over, event) = if self.shared.is_ready.get() {
            let waiting = self.shared.waiting.borrow();
            let is_over = waiting.values().any(|one| now - one.since > PATIENCE);
            (is_over, ClientEvent::Hung)
        } else {
            let is_over = now - self.shared.started.get() > PATIENCE_AT_START;
            (is_over, ClientEvent::Late)
        };
        if is_over && !self.shared.is_hung.replace(true) {
            (self.shared.on_event)(event);
        }
    }
}
