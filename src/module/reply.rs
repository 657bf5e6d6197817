//! Replies as JSON text, written straight: rows may be many.

use super::failure::Failure;
use super::session::Statement;
use crate::engine::postgres::{Outcome, kind_code, string, write_value};

/// The whole reply.
pub fn write(outcome: Result<String, Failure>, statements: &[Statement]) -> String {
    let mut text = match outcome {
        Ok(ok) => format!("{{\"ok\":{ok}"),
        Err(failure) => format!("{{\"error\":{}", failure.to_json()),
    };
    text.push_str(",\"sql\":[");
    for (index, statement) in statements.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        if statement.binds.is_empty() {
            string(&statement.sql, &mut text);
        } else {
            text.push_str("{\"sql\":");
            string(&statement.sql, &mut text);
            text.push_str(",\"bind\":[");
            text.push_str(&statement.binds.join(","));
            text.push_str("]}");
        }
    }
    text.push_str("]}");
    text
}

/// An object of values that are JSON already.
pub fn object(entries: &[(&str, String)]) -> String {
    let entries = entries
        .iter()
        .map(|(name, value)| format!("{}:{value}", text(name)));
    format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
}

/// A text as JSON.
pub fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    string(value, &mut out);
    out
}

/// Texts as a JSON array.
pub fn texts(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| text(value)).collect();
    format!("[{}]", values.join(","))
}

/// `{columns, rows, count}`, and the command where it is asked for.
pub fn rows(outcome: &Outcome, with_command: bool) -> String {
    let mut out = String::from("{\"columns\":");
    write_columns(outcome, &mut out);
    out.push_str(",\"rows\":[");
    for row in 0..outcome.rows.len() {
        if row > 0 {
            out.push(',');
        }
        out.push('[');
        for (column, (_, kind)) in outcome.columns.iter().enumerate() {
            if column > 0 {
                out.push(',');
            }
            write_value(outcome.rows.value(row, column), kind, &mut out);
        }
        out.push(']');
    }
    out.push_str(&format!("],\"count\":{}", outcome.count));
    if with_command {
        out.push_str(",\"command\":");
        string(outcome.command, &mut out);
    }
    out.push('}');
    out
}

/// What a text's statements gave: of one `{columns, rows, count, command}`, of more a list of those.
pub fn results(outcomes: &[Outcome]) -> String {
    match outcomes {
        [] => rows(&Outcome::default(), true),
        [outcome] => rows(outcome, true),
        outcomes => {
            let each: Vec<String> = outcomes.iter().map(|outcome| rows(outcome, true)).collect();
            object(&[("results", format!("[{}]", each.join(",")))])
        }
    }
}

/// `{columns, rows, count, sent}`: `sent` are columns left out, as they are what was sent.
pub fn rows_and_sent(outcome: &Outcome, sent: &[String]) -> String {
    let mut out = rows(outcome, false);
    if !sent.is_empty() {
        out.pop();
        out.push_str(&format!(",\"sent\":{}}}", texts(sent)));
    }
    out
}

fn write_columns(outcome: &Outcome, out: &mut String) {
    out.push('[');
    for (index, (name, kind)) in outcome.columns.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push('[');
        string(name, out);
        out.push(',');
        string(&kind_code(kind), out);
        out.push(']');
    }
    out.push(']');
}
