//! The worker itself: spawned, spoken to, ended.
//!
//! It knows how messages travel, not what they mean.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, Event, MessageEvent, Worker, WorkerOptions};

use crate::browser::clock;
use crate::browser::message::{from_js, to_js};
use crate::engine::protocol::{Request, Response};

/// `js/engine_worker_loader.js`, which trunk copies beside the page, by an address relative to it: the site may lie under any path.
const SCRIPT: &str = "./engine_worker_loader.js";

/// A running worker, and the functions it calls.
pub(super) struct Engine {
    worker: Worker,
    /// Where its short answers come from: see `message::is_short`. Named as the worker is.
    channel: Option<BroadcastChannel>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Engine {
    /// Starts a worker. Its first message, which is no response, says that it listens.
    pub fn spawn(
        on_response: impl Fn(Option<Response>) + 'static,
        on_broken: impl Fn(String) + 'static,
    ) -> Result<Self, String> {
        let name = format!("relata-engine-{:08x}{:08x}", clock::seed(), clock::seed());
        let options = WorkerOptions::new();
        options.set_name(&name);
        let worker =
            Worker::new_with_options(SCRIPT, &options).map_err(|error| format!("{error:?}"))?;
        let channel = BroadcastChannel::new(&name).ok();
        let on_message = Closure::new(move |event: MessageEvent| {
            on_response(from_js(event.data()).ok());
        });
        let on_error = Closure::new(move |event: Event| {
            event.prevent_default();
            // A script that cannot be fetched gives an event with no message.
            let message = js_sys::Reflect::get(&event, &JsValue::from_str("message"));
            on_broken(
                message
                    .ok()
                    .and_then(|message| message.as_string())
                    .unwrap_or_default(),
            );
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        }
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            channel,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    pub fn post(&self, request: &Request) -> Result<(), String> {
        let message = to_js(request).map_err(|error| error.to_string())?;
        self.worker
            .post_message(&message)
            .map_err(|error| format!("{error:?}"))
    }

    pub fn terminate(&self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
