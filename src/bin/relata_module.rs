//! The npm-shaped module's wasm: databases by handle, commands as JSON.

use std::cell::RefCell;

use relata::module::Module;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static MODULES: RefCell<Vec<Option<Box<Module>>>> = const { RefCell::new(Vec::new()) };
}

/// Opens an empty database and gives its handle.
#[wasm_bindgen]
pub fn create() -> usize {
    MODULES.with_borrow_mut(|modules| {
        modules.push(Some(Box::new(Module::new(js_sys::Date::now))));
        modules.len() - 1
    })
}

/// Answers a command, as `relata::module` has them.
///
/// A database is taken out while it works: one that panics stays out, and harms no other.
#[wasm_bindgen]
pub fn call(handle: usize, command: &str) -> String {
    let taken = MODULES.with_borrow_mut(|modules| modules.get_mut(handle).and_then(Option::take));
    let Some(mut module) = taken else {
        return r#"{"error":{"class":"Error","message":"the database is closed"},"sql":[]}"#
            .to_owned();
    };
    let reply = module.call(command);
    MODULES.with_borrow_mut(|modules| modules[handle] = Some(module));
    reply
}

/// Closes a database.
#[wasm_bindgen]
pub fn close(handle: usize) {
    let closed = MODULES.with_borrow_mut(|modules| modules.get_mut(handle).and_then(Option::take));
    drop(closed);
}

fn main() {
    // Thrown, so that code reads what happened: a trap tells nothing.
    std::panic::set_hook(Box::new(|panic| {
        wasm_bindgen::throw_str(&panic.to_string())
    }));
}
