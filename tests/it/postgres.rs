//! What the database does with statements that write, define and tell, statement by statement.

mod concurrent;
mod define;
mod index;
mod insert;
mod kind;
mod reference;
mod transaction;
mod update;

use expect_test::Expect;
use relata::engine::postgres::{Database, Outcome, PgError, TransactionId, text_of};

/// 2023-11-14 22:13:20 in UTC.
const NOW: f64 = 1_700_000_000_000.0;

/// An empty database.
fn database() -> Database {
    Database::new(|| NOW)
}

/// Runs statements, each ended by `;` at the end of a line, and tells what each one did:
/// `ok` and how many rows, the rows it returned (`~` is NULL), or its refusal.
fn check(script: &str, expected: Expect) {
    let mut database = database();
    let mut told = String::new();
    for statement in script.trim().split(";\n") {
        let statement = statement.trim();
        told += &format!("> {statement}\n{}", answer(&mut database, None, statement));
    }
    expected.assert_eq(&told);
}

/// What one statement did.
fn answer(database: &mut Database, transaction: Option<TransactionId>, sql: &str) -> String {
    match database.execute(transaction, sql) {
        Ok(outcome) => shown(&outcome),
        Err(error) => refused(&error),
    }
}

fn shown(outcome: &Outcome) -> String {
    if outcome.columns.is_empty() {
        return format!("ok {}\n", outcome.count);
    }
    let labels: Vec<&str> = outcome.columns.iter().map(|(name, _)| &**name).collect();
    let mut text = format!("{}\n", labels.join("|"));
    for row in outcome.rows.clone().into_rows() {
        let values: Vec<String> = row
            .iter()
            .zip(&outcome.columns)
            .map(|(value, (_, kind))| text_of(value, kind).unwrap_or_else(|| "~".to_owned()))
            .collect();
        text += &format!("{}\n", values.join("|"));
    }
    text
}

fn refused(error: &PgError) -> String {
    let mut text = format!("{} {}", error.code, error.message);
    if let Some(detail) = &error.detail {
        text += &format!(" [{}]", detail.replace('\n', " / "));
    }
    let about = [
        ("table", &error.table),
        ("column", &error.column),
        ("constraint", &error.constraint),
    ];
    for (label, name) in about {
        if let Some(name) = name {
            text += &format!(" {label}={name}");
        }
    }
    text + "\n"
}
