//! The worker's side: requests in, responses out, one at a time.
//!
//! It knows the protocol and no engine. A panic traps the worker, which the page
//! hears as an `error` event; a trapped worker is never asked again.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, DedicatedWorkerGlobalScope, MessageEvent};

use super::message::{READY, from_js, is_short, to_js};
use crate::engine::protocol::{Command, EngineError, Reply, Request, Response};

/// Answers every message from now on with what `execute` makes of it, and says so to the page.
///
/// # Panics
/// Where a message is not of the protocol, or the page is gone: the worker is then of no use.
pub fn serve(mut execute: impl FnMut(Command) -> Result<Reply, EngineError> + 'static) {
    console_error_panic_hook::set_once();
    let scope = scope();
    // A page that listens to a channel names its worker after it.
    let name = scope.name();
    let channel = (!name.is_empty())
        .then(|| BroadcastChannel::new(&name).ok())
        .flatten();
    let answer = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Request { id, command } =
            from_js(event.data()).expect("the page posts requests of the protocol");
        let response = Response {
            id,
            result: execute(command),
        };
        let message = to_js(&response).expect("every response has a form in JavaScript");
        match channel.as_ref().filter(|_| is_short(&response)) {
            Some(channel) => channel.post_message(&message),
            None => self::scope().post_message(&message),
        }
        .expect("a plain object can be posted");
    });
    scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
    // The worker lives as long as its handler.
    answer.forget();
    scope
        .post_message(&JsValue::from_str(READY))
        .expect("a string can be posted");
}

/// The worker's clock: milliseconds since it began, in fractions.
pub fn clock() -> f64 {
    scope()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// The worker itself.
fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
