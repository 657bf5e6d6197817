//! Postgres' refusals of what is written, word for word.

use gluesql::prelude::Value;

use super::output::text_of;
use super::relation::{ForeignKey, Relation};
use super::{Kind, PgError, names};

/// How many bytes of a value the detail of a failing row shows.
const SHOWN: usize = 64;

/// `relation "x" does not exist`.
pub fn no_relation(key: &str) -> PgError {
    PgError::new("42P01", format!("relation \"{key}\" does not exist"))
}

/// `relation "x" already exists`.
pub fn relation_exists(name: &str) -> PgError {
    PgError::new("42P07", format!("relation \"{name}\" already exists"))
}

/// `schema "x" does not exist`.
pub fn no_schema(name: &str) -> PgError {
    PgError::new("3F000", format!("schema \"{name}\" does not exist"))
}

/// `column "x" of relation "Users" does not exist`.
pub fn no_column(relation: &Relation, column: &str) -> PgError {
    let name = &relation.name;
    PgError::new(
        "42703",
        format!("column \"{column}\" of relation \"{name}\" does not exist"),
    )
}

/// `column "x" of relation "Users" already exists`.
pub fn column_exists(relation: &Relation, column: &str) -> PgError {
    let name = &relation.name;
    PgError::new(
        "42701",
        format!("column \"{column}\" of relation \"{name}\" already exists"),
    )
}

/// `constraint "x" of relation "Users" does not exist`.
pub fn no_constraint(relation: &Relation, constraint: &str) -> PgError {
    let name = &relation.name;
    PgError::new(
        "42704",
        format!("constraint \"{constraint}\" of relation \"{name}\" does not exist"),
    )
}

/// What cannot be understood.
pub fn syntax(near: &str) -> PgError {
    PgError::new("42601", format!("syntax error at or near \"{near}\""))
}

/// What Postgres can do and this cannot.
pub fn unsupported(what: &str) -> PgError {
    PgError::new("0A000", format!("{what} is not supported"))
}

/// `null value in column "name" of relation "Users" violates not-null constraint`.
pub fn null_value(relation: &Relation, column: &str, row: &[Value]) -> PgError {
    let name = &relation.name;
    PgError {
        detail: Some(failing_row(relation, row)),
        column: Some(column.to_owned()),
        ..of(
            relation,
            "23502",
            format!(
                "null value in column \"{column}\" of relation \"{name}\" violates not-null constraint"
            ),
        )
    }
}

/// `new row for relation "Users" violates check constraint "x"`.
pub fn check(relation: &Relation, constraint: &str, row: &[Value]) -> PgError {
    let name = &relation.name;
    PgError {
        detail: Some(failing_row(relation, row)),
        constraint: Some(constraint.to_owned()),
        ..of(
            relation,
            "23514",
            format!("new row for relation \"{name}\" violates check constraint \"{constraint}\""),
        )
    }
}

/// `duplicate key value violates unique constraint "Users_email_key"`.
pub fn duplicate(relation: &Relation, constraint: &str, columns: &str, values: &str) -> PgError {
    PgError {
        detail: Some(format!("Key ({columns})=({values}) already exists.")),
        constraint: Some(constraint.to_owned()),
        ..of(
            relation,
            "23505",
            format!("duplicate key value violates unique constraint \"{constraint}\""),
        )
    }
}

/// `insert or update on table "Posts" violates foreign key constraint "Posts_userId_fkey"`.
pub fn dangling(relation: &Relation, key: &ForeignKey, row: &[Value], target: &str) -> PgError {
    let name = &relation.name;
    let constraint = &key.name;
    PgError {
        detail: Some(format!(
            "{} is not present in table \"{target}\".",
            key_text(relation, &key.columns, row)
        )),
        constraint: Some(constraint.clone()),
        ..of(
            relation,
            "23503",
            format!(
                "insert or update on table \"{name}\" violates foreign key constraint \"{constraint}\""
            ),
        )
    }
}

/// `update or delete on table "Users" violates foreign key constraint "Posts_userId_fkey" on table "Posts"`.
pub fn referenced(relation: &Relation, row: &[Value], by: &Relation, key: &ForeignKey) -> PgError {
    let (name, by_name) = (&relation.name, &by.name);
    let constraint = &key.name;
    PgError {
        detail: Some(format!(
            "{} is still referenced from table \"{by_name}\".",
            key_text(relation, &key.target_columns, row)
        )),
        constraint: Some(constraint.clone()),
        ..of(
            by,
            "23503",
            format!(
                "update or delete on table \"{name}\" violates foreign key constraint \"{constraint}\" on table \"{by_name}\""
            ),
        )
    }
}

/// An error about a relation.
pub fn of(relation: &Relation, code: &'static str, message: String) -> PgError {
    PgError {
        schema: Some(relation.schema.clone()),
        table: Some(relation.name.clone()),
        ..PgError::new(code, message)
    }
}

/// `Key (a, b)=(1, 2)`, names as they are.
fn key_text(relation: &Relation, columns: &[String], row: &[Value]) -> String {
    let values: Vec<String> = columns
        .iter()
        .filter_map(|name| {
            let place = relation.place(name)?;
            Some(shown(row.get(place)?, &relation.columns[place].of.kind))
        })
        .collect();
    format!("Key ({})=({})", columns.join(", "), values.join(", "))
}

/// The columns and the values of a unique key, as its refusal shows them.
pub fn key_parts(relation: &Relation, places: &[usize], row: &[Value]) -> (String, String) {
    let columns: Vec<String> = places
        .iter()
        .map(|place| names::shown(&relation.columns[*place].name))
        .collect();
    let values: Vec<String> = places
        .iter()
        .map(|place| shown(&row[*place], &relation.columns[*place].of.kind))
        .collect();
    (columns.join(", "), values.join(", "))
}

/// A value in a detail.
pub fn shown(value: &Value, kind: &Kind) -> String {
    text_of(value, kind).unwrap_or_else(|| "null".to_owned())
}

/// `Failing row contains (1, null, t).`
fn failing_row(relation: &Relation, row: &[Value]) -> String {
    let values: Vec<String> = row
        .iter()
        .zip(&relation.columns)
        .map(|(value, column)| {
            let text = shown(value, &column.of.kind);
            if text.len() <= SHOWN {
                return text;
            }
            let end = (0..=SHOWN).rev().find(|end| text.is_char_boundary(*end));
            format!("{}...", &text[..end.unwrap_or(0)])
        })
        .collect();
    format!("Failing row contains ({}).", values.join(", "))
}
