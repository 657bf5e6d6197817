//! A module that knows what the page knows, and its answers.

use relata::engine::convert::from_engine;
use relata::engine::store::{Key, Row, Store, StoredTable};
use relata::module::Module;
use relata::orm::codegen::model_file;
use relata::orm::schema::{AssociationKind, Schema};
use relata::orm::sql::{create_table, identifier, literal};
use relata::orm::value::moment_at;
use serde_json::{Map, Value as Json, json};

use super::{Answer, script};
use crate::module::{call, module, ok};

/// A module of the page's models, associations, tables and rows.
pub fn module_of(schema: &Schema, store: &Store) -> Module {
    let mut module = module();
    let mut files: Vec<_> = schema
        .models
        .iter()
        .filter(|model| !model.is_implied)
        .map(|model| (&model.name, model_file(schema, model)))
        .collect();
    // `models/index.js` goes by the names of files.
    files.sort_by(|(_, left), (_, right)| left.path.cmp(&right.path));
    for (name, file) in &files {
        let (_, init) = file.text.split_once(&format!("{name}.init")).unwrap();
        let arguments = script::arguments(init);
        ok(
            &mut module,
            json!({"command": "define", "name": name, "attributes": arguments[0], "options": arguments[1]}),
        );
    }
    for (name, file) in &files {
        // The calls of `associate` are indented by six.
        for declared in file.text.split(&format!("\n      {name}.")).skip(1) {
            let (kind, _) = declared.split_once('(').unwrap();
            let arguments = script::arguments(declared);
            ok(
                &mut module,
                json!({"command": "associate", "kind": kind, "source": name, "target": arguments[0]["model"], "options": arguments[1]}),
            );
        }
    }
    for table in store.tables() {
        for sql in copied(schema, table) {
            ok(&mut module, json!({"command": "query", "sql": sql}));
        }
    }
    module
}

/// The statements that make a table and its rows, in the order in which the page goes to them:
/// by primary key, and pairs by what they pair before that.
///
/// The page's tables of pairs have rows that Sequelize's would refuse, so no `sync` makes them.
fn copied(schema: &Schema, table: &StoredTable) -> Vec<String> {
    let mut definition = table.definition().clone();
    for column in &mut definition.columns {
        column.references = None;
    }
    let mut rows: Vec<_> = table.ordered().filter_map(|id| table.row(id)).collect();
    if let Some(pair) = pair(schema, &definition.name) {
        let places = pair.map(|name| table.column(name).unwrap().0);
        rows.sort_by_key(|row| Key::of_columns(row, &places));
    }
    let row = |row: &Row| {
        let cells = row.iter().zip(&definition.columns);
        let cells = cells.map(|(cell, column)| literal(&from_engine(&column.data_type, cell)));
        format!("({})", cells.collect::<Vec<_>>().join(", "))
    };
    let rows: Vec<String> = rows.into_iter().map(row).collect();
    let mut statements = vec![create_table(&definition)];
    if !rows.is_empty() {
        let name = identifier(&definition.name);
        statements.push(format!("INSERT INTO {name} VALUES {}", rows.join(", ")));
    }
    statements
}

/// The keys of a table of pairs.
fn pair<'a>(schema: &'a Schema, table: &str) -> Option<[&'a str; 2]> {
    schema.associations.iter().find_map(|it| match it.kind {
        AssociationKind::BelongsToMany {
            through,
            foreign_key,
            other_key,
            ..
        } if schema.model(through)?.table_name == table => {
            let name = |id| Some(schema.attribute(id)?.1.name.as_str());
            Some([name(foreign_key)?, name(other_key)?])
        }
        _ => None,
    })
}

/// The answer of the module to a call such as `const user = await User.findByPk(1);`.
pub fn answer(module: &mut Module, call_: &str) -> Answer {
    let (_, call_) = call_.split_once("await ").unwrap();
    let (callee, _) = call_.split_once('(').unwrap();
    let (model, method) = callee.rsplit_once('.').unwrap();
    let mut arguments = script::arguments(call_).into_iter();
    let key = (method == "findByPk").then(|| arguments.next().unwrap());
    let mut options = arguments.next().unwrap_or_else(|| json!({ "o": [] }));
    let entries = options["o"].as_array_mut().unwrap();
    // As `js/model/find.js` does; all keys found by here are called `id`.
    match (method, key) {
        ("findByPk", Some(key)) => entries.push(json!(["where", {"o": [["id", key]]}])),
        ("findOne", _) if entries.iter().all(|entry| entry[0] != "limit") => {
            entries.push(json!(["limit", 1]));
        }
        _ => {}
    }
    let reply = call(
        module,
        json!({"command": "find", "model": model, "options": options}),
    );
    if let Some(error) = reply.get("error") {
        return Err(error["message"].as_str().unwrap().to_owned());
    }
    let list = |value: &Json| value.as_array().unwrap().clone();
    let statements: Vec<_> = list(&reply["sql"])
        .iter()
        .map(|sql| sql.as_str().unwrap().to_owned())
        .collect();
    let found = list(&reply["ok"]["rows"]);
    let mut found = found.iter().map(|row| object(&reply["ok"]["shape"], row));
    let found = match method {
        "findAll" => found.collect(),
        _ => found.next().unwrap_or(Json::Null),
    };
    Ok((statements.join("\n"), found.to_string()))
}

/// A row as an object, as `js/model/found.js` makes it.
fn object(shape: &Json, row: &Json) -> Json {
    let list = |name: &str| shape[name].as_array().unwrap().iter();
    let mut values = row.as_array().into_iter().flatten();
    let mut made = Map::new();
    for (column, value) in list("columns").zip(&mut values) {
        let value = match (&column[1], value.as_i64()) {
            (Json::String(kind), Some(milliseconds)) if kind == "d" => {
                json!(moment_at(milliseconds))
            }
            _ => value.clone(),
        };
        made.insert(column[0].as_str().unwrap().to_owned(), value);
    }
    for (child, value) in list("children").zip(values) {
        let value = match value {
            Json::Array(rows) if child["multiple"] == true => rows
                .iter()
                .map(|row| object(&child["shape"], row))
                .collect(),
            Json::Null => Json::Null,
            row => object(&child["shape"], row),
        };
        made.insert(child["name"].as_str().unwrap().to_owned(), value);
    }
    Json::Object(made)
}
