//! Tables in a small notation, and a query's answer as text.
//!
//! ```text
//! Users: id integer pk, name text, age integer
//! 1 | Ann | 30
//! ```

use gluesql::core::chrono::{DateTime, NaiveDateTime};
use gluesql::core::sqlparser::ast::Statement;
use gluesql::prelude::Value;
use relata::engine::postgres::expression::{Runtime, assign};
use relata::engine::postgres::{
    Command, Environment, Kind, Outcome, PgError, columns, read, select, value,
};
use relata::engine::store::Store;
use relata::orm::schema::{DataType, ReferentialAction};
use relata::orm::sql::{Column, Reference, Table};

/// A database's surroundings for tests: a still clock and one enum.
pub struct Still;

impl Environment for Still {
    fn now(&self) -> NaiveDateTime {
        DateTime::from_timestamp(1_717_245_045, 123_000_000)
            .expect("the notation is right")
            .naive_utc()
    }

    fn labels(&self, type_name: &str) -> Option<Vec<String>> {
        (type_name == "enum_Users_mood").then(|| vec!["sad".into(), "ok".into(), "happy".into()])
    }
}

/// The tables of a text.
pub fn tables(text: &str) -> Store {
    let mut store = Store::default();
    let mut name = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some((table, list)) = line.split_once(": ")
            && table.chars().all(char::is_alphanumeric)
        {
            table.clone_into(&mut name);
            let columns = list.split(", ").map(column).collect();
            store.create(Table {
                name: name.clone(),
                columns,
                unique_keys: Vec::new(),
            });
            continue;
        }
        let kinds = columns(store.table(&name).expect("the notation is right"));
        let copy = store.clone();
        let runtime = Runtime::new(&copy, &Still, &[]);
        let values = line
            .split('|')
            .zip(&kinds)
            .map(|(cell, (_, kind))| match cell.trim() {
                "null" => Value::Null,
                text => assign(Value::Str(text.to_owned()), &Kind::Unknown, kind, &runtime)
                    .expect("the notation is right"),
            })
            .collect();
        store
            .table_mut(&name)
            .expect("the notation is right")
            .append(values);
    }
    store
}

fn column(text: &str) -> Column {
    let mut words = text.split_whitespace();
    let name = words.next().expect("the notation is right").to_owned();
    let data_type = match words.next().expect("the notation is right") {
        "integer" => DataType::Integer,
        "bigint" => DataType::BigInt,
        "text" => DataType::Text,
        "string" => DataType::String(None),
        "boolean" => DataType::Boolean,
        "double" => DataType::Double,
        "decimal" => DataType::Decimal(Some((10, 2))),
        "date" => DataType::Date,
        "dateonly" => DataType::DateOnly,
        "time" => DataType::Time,
        "uuid" => DataType::Uuid,
        "json" => DataType::Json,
        "jsonb" => DataType::Jsonb,
        "blob" => DataType::Blob,
        "mood" => DataType::Enum(vec!["sad".into(), "ok".into(), "happy".into()]),
        other => panic!("no type {other}"),
    };
    let rest: Vec<&str> = words.collect();
    let references = rest
        .iter()
        .find_map(|word| word.strip_prefix("->"))
        .map(|table| Reference {
            table: table.to_owned(),
            column: "id".to_owned(),
            on_delete: ReferentialAction::Cascade,
            on_update: ReferentialAction::Cascade,
        });
    Column {
        name,
        data_type,
        allow_null: !rest.contains(&"pk"),
        unique: rest.contains(&"unique"),
        primary_key: rest.contains(&"pk"),
        auto_increment: false,
        default_value: None,
        references,
    }
}

/// Runs a query over tables.
pub fn run(store: &Store, sql: &str) -> Result<Outcome, PgError> {
    let commands = read(sql)?;
    let [Command::Sql(statement, _)] = &commands[..] else {
        panic!("not one statement: {sql}");
    };
    let Statement::Query(query) = &**statement else {
        panic!("not a query: {sql}");
    };
    select::run(query, &Runtime::new(store, &Still, &[]))
}

/// A query's answer: a line for the columns' types, and one for each row; or the error.
pub fn answer(store: &Store, sql: &str) -> String {
    match run(store, sql) {
        Err(error) => format!("{}: {}", error.code, error.message),
        Ok(outcome) => {
            let mut lines = vec![
                outcome
                    .columns
                    .iter()
                    .map(|(name, kind)| format!("{name} {kind}"))
                    .collect::<Vec<_>>()
                    .join(", "),
            ];
            for row in outcome.rows.clone().into_rows() {
                let cells = row.iter().zip(&outcome.columns).map(|(cell, (_, kind))| {
                    if cell.is_null() {
                        "null".to_owned()
                    } else {
                        value::write(cell, kind)
                    }
                });
                lines.push(cells.collect::<Vec<_>>().join(" | "));
            }
            lines.join("\n")
        }
    }
}
