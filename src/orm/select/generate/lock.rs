//! `FOR UPDATE` and its kin.

use crate::orm::js::Js;
use crate::orm::select::include::Include;
use crate::orm::select::{quote, text};

/// The clause of `lock` and `skipLocked`.
pub fn clause(options: &Include) -> String {
    let Some(lock) = options.option("lock").filter(|lock| lock.is_truthy()) else {
        return String::new();
    };
    let level = match lock {
        Js::Object(_) => lock.get("level").map(text::string).unwrap_or_default(),
        lock => text::string(lock),
    };
    let mut sql = match level.as_str() {
        "KEY SHARE" | "NO KEY UPDATE" | "SHARE" => format!(" FOR {level}"),
        _ => " FOR UPDATE".to_owned(),
    };
    if let Some(Js::Model(model)) = lock.get("of") {
        sql.push_str(&format!(" OF {}", quote(model)));
    }
    if options.option("skipLocked").is_some_and(Js::is_truthy) {
        sql.push_str(" SKIP LOCKED");
    }
    sql
}
