//! Writes generated projects to a folder, for `tests/sequelize` to run on the real Sequelize.
//!
//! `write_project <folder>` writes the story, and a project for each file of
//! `tests/sequelize/cases`. Beside the code lies `expected.json`: what the database
//! must have after each migration, the rows, and the associations to include.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use relata::engine::protocol::Step;
use relata::orm::codegen::files;
use relata::orm::migration::Migration;
use relata::orm::schema::{DataType, Schema};
use relata::orm::sql::{Column, Table, tables};
use relata::project::{story, story_script};
use serde_json::{Value, json};

#[path = "../tests/support/notation.rs"]
mod notation;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("usage: write_project <folder>")?;
    let folder = Path::new(&folder);
    let project = story();
    let rows: Vec<Value> = story_script()
        .iter()
        .flat_map(|it| &it.steps)
        .filter_map(rows)
        .collect();
    write(
        &folder.join("story"),
        &project.schema,
        &project.migrations,
        &json!(rows),
        &json!([]),
    )?;
    let mut cases: Vec<_> = fs::read_dir("tests/sequelize/cases")?.collect::<Result<_, _>>()?;
    cases.sort_by_key(fs::DirEntry::path);
    for case in cases {
        let path = case.path();
        let name = path.file_stem().ok_or("a case has a name")?;
        let (migrations, checks) = read_case(&fs::read_to_string(&path)?);
        let last = migrations
            .last()
            .ok_or("a case has a schema")?
            .after
            .clone();
        write(
            &folder.join(name),
            &last,
            &migrations,
            &json!([]),
            &json!(checks),
        )?;
    }
    Ok(())
}

/// The schemas of a case, between lines of `---`, each with its lines of `>` (run this) and `?` (this must hold).
fn read_case(text: &str) -> (Vec<Migration>, Vec<Value>) {
    let mut notation = notation::Notation::default();
    let text: Vec<&str> = text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with('#'))
        .collect();
    let text = text.concat();
    let mut migrations = Vec::new();
    let mut checks = Vec::new();
    for (place, part) in text.split("---\n").enumerate() {
        let lines = |sign: char| {
            part.lines()
                .filter_map(move |line| line.strip_prefix(sign))
                .map(str::trim)
        };
        checks.push(json!({ "run": lines('>').collect::<Vec<_>>(), "holds": lines('?').collect::<Vec<_>>() }));
        let schema: Vec<&str> = part
            .split_inclusive('\n')
            .filter(|line| !line.starts_with(['>', '?']))
            .collect();
        let after = Arc::new(notation.schema(&schema.concat()));
        migrations.push(Migration {
            name: format!("{}-step", 20_240_101_000_001 + place),
            after,
        });
    }
    (migrations, checks)
}

fn write(
    folder: &Path,
    schema: &Schema,
    migrations: &[Migration],
    rows: &Value,
    checks: &Value,
) -> Result<(), Box<dyn Error>> {
    for file in files(schema, migrations) {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().ok_or("a file lies in a folder")?)?;
        fs::write(path, file.text)?;
    }
    let name = |id| schema.model(id).map(|model| model.name.clone());
    let includes: Vec<Value> = schema
        .associations
        .iter()
        .map(|it| json!({ "model": name(it.source), "association": it.alias, "target": name(it.target) }))
        .collect();
    let attributes: Value = schema
        .models
        .iter()
        .filter(|model| !model.is_implied)
        .map(|model| {
            (
                model.name.clone(),
                model
                    .attributes
                    .iter()
                    .map(|it| it.name.clone())
                    .collect::<Value>(),
            )
        })
        .collect();
    let states: Vec<Value> = migrations
        .iter()
        .map(|migration| state(&migration.after))
        .collect();
    let expected = json!({
        "states": states, "rows": rows, "checks": checks, "includes": includes, "attributes": attributes
    });
    fs::write(
        folder.join("expected.json"),
        serde_json::to_string_pretty(&expected)?,
    )?;
    Ok(())
}

fn rows(step: &Step) -> Option<Value> {
    let Step::Insert {
        table,
        columns,
        rows,
    } = step
    else {
        return None;
    };
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            let values = row
                .iter()
                .map(|value| serde_json::from_str(&value.to_json()).unwrap_or(Value::Null));
            columns.iter().cloned().zip(values).collect()
        })
        .collect();
    Some(json!({ "table": table, "rows": rows }))
}

/// The tables as the catalogues of Postgres tell them.
fn state(schema: &Schema) -> Value {
    tables(schema)
        .iter()
        .map(|table| (table.name.clone(), describe(table)))
        .collect()
}

fn describe(table: &Table) -> Value {
    let columns: Value = table
        .columns
        .iter()
        .map(|column| (column.name.clone(), describe_column(column)))
        .collect();
    let mut key: Vec<&str> = table
        .columns
        .iter()
        .filter(|it| it.primary_key)
        .map(|it| it.name.as_str())
        .collect();
    key.sort_unstable();
    let single = table
        .columns
        .iter()
        .filter(|it| it.unique && !it.primary_key)
        .map(|it| vec![it.name.clone()]);
    let mut unique: Vec<Vec<String>> = table.unique_keys.iter().cloned().chain(single).collect();
    unique.sort();
    let references: Value = table
        .columns
        .iter()
        .filter_map(|column| {
            let it = column.references.as_ref()?;
            let text = format!(
                "{}.{} {} {}",
                it.table,
                it.column,
                it.on_delete.sql(),
                it.on_update.sql()
            );
            Some((column.name.clone(), Value::String(text)))
        })
        .collect();
    json!({ "columns": columns, "primaryKey": key, "unique": unique, "references": references })
}

fn describe_column(column: &Column) -> Value {
    let data_type = match &column.data_type {
        DataType::String(length) => format!("character varying({})", length.unwrap_or(255)),
        DataType::Char(length) => format!("character({})", length.unwrap_or(255)),
        DataType::Float | DataType::Double => "double precision".to_owned(),
        DataType::Decimal(Some((precision, scale))) => format!("numeric({precision},{scale})"),
        DataType::Decimal(None) => "numeric".to_owned(),
        DataType::Time => "time without time zone".to_owned(),
        DataType::Enum(values) => format!("enum({})", values.join(",")),
        other => other.sql().to_lowercase(),
    };
    json!({
        "type": data_type,
        "allowNull": column.allow_null,
        "hasDefault": column.default_value.is_some() || column.auto_increment,
    })
}
