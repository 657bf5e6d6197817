//! Messages between the page and the worker, as JavaScript values.
//!
//! Both sides use this form: structs are plain objects, bytes are `Uint8Array`s,
//! and 64-bit numbers are `BigInt`s, as a `Number` would round an id.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::{Error, Serializer};
use wasm_bindgen::JsValue;

use crate::engine::protocol::{Reply, Response};

/// The first message a worker posts: from then on it answers.
pub const READY: &str = "ready";

/// How long the text of a find may be to be short, in bytes.
const SHORT: usize = 64 * 1024;

/// Whether a response is short, and travels by a `BroadcastChannel`.
///
/// Chromium holds what a worker posts back until it has painted what a key changed, a frame or
/// more; what comes by a channel it hands over at once. A channel goes through another process,
/// so what is long is better posted.
pub fn is_short(response: &Response) -> bool {
    match &response.result {
        Ok(Reply::Found(found)) => found.json.len() < SHORT,
        Ok(Reply::Dumped(_)) => false,
        Ok(Reply::Done { .. } | Reply::Rows(_)) | Err(_) => true,
    }
}

/// A message as a value to post.
///
/// # Errors
/// Where a part of it has no form in JavaScript.
pub fn to_js<T: Serialize>(message: &T) -> Result<JsValue, Error> {
    message.serialize(&Serializer::new().serialize_large_number_types_as_bigints(true))
}

/// A message that was posted.
///
/// # Errors
/// Where the value is none.
pub fn from_js<T: DeserializeOwned>(message: JsValue) -> Result<T, Error> {
    serde_wasm_bindgen::from_value(message)
}
