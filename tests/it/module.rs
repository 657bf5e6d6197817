//! The module's commands, as the façade sends them, on the real engine.

mod reads;
mod tables;
mod writes;

use relata::module::Module;
use serde_json::{Value as Json, json};

/// A module whose clock stands still.
pub fn module() -> Module {
    Module::new(|| 1_700_000_000_000.0)
}

/// The reply to a command.
#[track_caller]
pub fn call(module: &mut Module, command: Json) -> Json {
    let reply = module.call(&command.to_string());
    serde_json::from_str(&reply).unwrap_or_else(|error| panic!("{error}: {reply}"))
}

/// What a command that must go well answers.
#[track_caller]
pub fn ok(module: &mut Module, command: Json) -> Json {
    let mut reply = call(module, command);
    assert!(reply.get("error").is_none(), "{reply}");
    reply["ok"].take()
}

/// An object of JavaScript; a text `DataTypes.X` is a type.
pub fn object(given: Json) -> Json {
    match given {
        Json::Object(entries) => {
            let entries: Vec<Json> = entries
                .into_iter()
                .map(|(name, value)| json!([name, object(value)]))
                .collect();
            json!({"o": entries})
        }
        Json::Array(items) => Json::Array(items.into_iter().map(object).collect()),
        Json::String(text) => match text.strip_prefix("DataTypes.") {
            Some(key) => json!({"type": {"key": key}}),
            None => json!(text),
        },
        other => other,
    }
}

/// Defines a model and makes its table.
#[track_caller]
pub fn define(module: &mut Module, name: &str, attributes: Json, options: Json) {
    ok(
        module,
        json!({"command": "define", "name": name, "attributes": object(attributes), "options": object(options)}),
    );
    ok(
        module,
        json!({"command": "sync", "model": name, "force": true}),
    );
}
