//! Messages between the page and the worker, as JavaScript values.
//!
//! Both sides use this form: structs are plain objects, bytes are `Uint8Array`s,
//! and 64-bit numbers are `BigInt`s, as a `Number` would round an id.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::{Error, Serializer};
use wasm_bindgen::JsValue;

/// The first message a worker posts: from then on it answers.
pub const READY: &str = "ready";

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
