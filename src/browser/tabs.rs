//! Other tabs of the same browser that have the page open: what one keeps, the others hear of.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "relata-kept";

/// The way to the other tabs.
#[derive(Debug, Clone)]
pub struct Tabs {
    channel: BroadcastChannel,
}

impl Tabs {
    /// Hears of what other tabs keep, for as long as the page is open. None where the browser has no such way.
    pub fn listen(on_kept: impl Fn() + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(CHANNEL).ok()?;
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |_| on_kept());
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        // It is heard until the page goes.
        hear.forget();
        Some(Self { channel })
    }

    /// Tells the other tabs that this one kept something.
    pub fn tell(&self) {
        // Who cannot be told has no other tab to tell.
        let _ = self.channel.post_message(&JsValue::NULL);
    }
}
