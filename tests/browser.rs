//! What only a browser can say: messages as JavaScript values.
//!
//! Run by `cargo xtask test wasm`. Whole journeys are in `tests/e2e`.

#![cfg(target_arch = "wasm32")]

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use relata::browser::message::{from_js, to_js};
use relata::engine::protocol::{
    Command, Dump, EngineError, Reply, Request, RequestId, Response, Revision, RowId, Rows, Step,
};
use relata::orm::value::Value;

wasm_bindgen_test_configure!(run_in_browser);

/// Posts a value and reads it again, as the worker's boundary does.
fn crossed<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    let posted = to_js(value).expect("it has a form in JavaScript");
    from_js(posted).expect("it can be read again")
}

fn rows(values: Vec<Value>) -> Rows {
    Rows {
        table: "Users".to_owned(),
        columns: vec!["id".to_owned()],
        rows: vec![(RowId(1), values)],
        total: 1,
    }
}

#[wasm_bindgen_test]
fn every_value_crosses_unchanged() {
    let sent = rows(vec![
        Value::Null,
        Value::Boolean(true),
        Value::Integer(0),
        Value::Integer(i64::MAX),
        Value::Integer(i64::MIN),
        Value::Integer(9_007_199_254_740_993),
        Value::Float(0.1),
        Value::Float(2.0),
        Value::Text("日本 ' \" \0 🙂".to_owned()),
        Value::Json(r#"{"a":[1,null]}"#.to_owned()),
        Value::Bytes(vec![0, 255]),
    ]);
    assert_eq!(crossed(&sent), sent);
}

#[wasm_bindgen_test]
fn a_request_keeps_its_id_and_its_steps() {
    let sent = Request {
        id: RequestId(7),
        command: Command::Apply(relata::engine::protocol::Change {
            revision: Revision(3),
            now: 1_704_067_200_000.0,
            seed: 42,
            steps: vec![Step::Insert {
                table: "Users".to_owned(),
                columns: vec!["name".to_owned()],
                rows: vec![vec![Value::Text("Ann".to_owned())]],
            }],
        }),
    };
    assert_eq!(crossed(&sent), sent);
}

#[wasm_bindgen_test]
fn a_refusal_crosses_as_data() {
    let sent = Response {
        id: RequestId(1),
        result: Err(EngineError::NotNull {
            table: "Users".to_owned(),
            column: "email".to_owned(),
        }),
    };
    assert_eq!(crossed(&sent), sent);
}

#[wasm_bindgen_test]
fn a_dump_travels_as_bytes_not_as_numbers() {
    let dump = Dump {
        revision: Revision(1),
        bytes: vec![1, 2, 3],
    };
    let posted = to_js(&Reply::Dumped(dump.clone())).expect("it has a form in JavaScript");
    let inner = Reflect::get(&posted, &JsValue::from_str("dumped")).expect("it is an object");
    let bytes = Reflect::get(&inner, &JsValue::from_str("bytes")).expect("it has bytes");
    assert!(bytes.is_instance_of::<js_sys::Uint8Array>());
    assert_eq!(crossed(&Reply::Dumped(dump.clone())), Reply::Dumped(dump));
}

#[wasm_bindgen_test]
fn a_message_of_another_kind_is_refused() {
    assert!(from_js::<Request>(JsValue::from_str("ready")).is_err());
}
