//! The catalog as tables, for raw queries: the views that people ask.

use gluesql::prelude::Value;

use super::column::{constraints_of, default_text};
use super::index::indexes_of;
use crate::engine::postgres::environment::View;
use crate::engine::postgres::{Catalog, Kind, Relation};
use crate::engine::store::{Row, Store, StoredTable};

/// The view of that schema and name.
pub fn view(store: &Store, catalog: &Catalog, schema: Option<&str>, name: &str) -> Option<View> {
    let relations: Vec<&Relation> = store
        .tables()
        .into_iter()
        .filter_map(StoredTable::relation)
        .map(|relation| &**relation)
        .collect();
    match (schema, name) {
        (Some("information_schema"), "tables") => Some(view_of(
            &["table_catalog", "table_schema", "table_name", "table_type"],
            relations.iter().map(|of| {
                vec![
                    text("relata"),
                    text(&of.schema),
                    text(&of.name),
                    text("BASE TABLE"),
                ]
            }),
        )),
        (Some("information_schema"), "columns") => Some(columns(&relations)),
        (Some("information_schema"), "schemata") => Some(view_of(
            &["catalog_name", "schema_name"],
            catalog
                .schemas()
                .iter()
                .map(|name| vec![text("relata"), text(name)]),
        )),
        (Some("information_schema"), "table_constraints") => Some(view_of(
            &[
                "constraint_schema",
                "constraint_name",
                "table_schema",
                "table_name",
                "constraint_type",
            ],
            relations.iter().flat_map(|of| {
                constraints_of(of).into_iter().map(|constraint| {
                    vec![
                        text(&of.schema),
                        text(&constraint.name),
                        text(&of.schema),
                        text(&of.name),
                        text(constraint.kind),
                    ]
                })
            }),
        )),
        (Some("information_schema"), "key_column_usage") => Some(view_of(
            &[
                "constraint_name",
                "table_schema",
                "table_name",
                "column_name",
            ],
            relations.iter().flat_map(|of| {
                constraints_of(of).into_iter().flat_map(move |constraint| {
                    let name = constraint.name;
                    constraint.columns.into_iter().map(move |column| {
                        vec![text(&name), text(&of.schema), text(&of.name), text(&column)]
                    })
                })
            }),
        )),
        (None | Some("pg_catalog"), "pg_tables") => Some(view_of(
            &["schemaname", "tablename", "tableowner"],
            relations
                .iter()
                .map(|of| vec![text(&of.schema), text(&of.name), text("postgres")]),
        )),
        (None | Some("pg_catalog"), "pg_indexes") => Some(view_of(
            &["schemaname", "tablename", "indexname", "indexdef"],
            relations.iter().flat_map(|of| {
                indexes_of(of).into_iter().map(|index| {
                    vec![
                        text(&of.schema),
                        text(&of.name),
                        text(&index.name),
                        text(&index.definition),
                    ]
                })
            }),
        )),
        _ => None,
    }
}

fn columns(relations: &[&Relation]) -> View {
    let whole = |number: usize| Value::I64(i64::try_from(number).unwrap_or(i64::MAX));
    let rows = relations.iter().flat_map(|of| {
        of.columns.iter().enumerate().map(move |(place, column)| {
            let length = match column.of.kind {
                Kind::Varchar(Some(length)) | Kind::Char(Some(length)) => {
                    Value::I64(i64::from(length))
                }
                _ => Value::Null,
            };
            let data_type = match &column.of.kind {
                Kind::Enum(_) => "USER-DEFINED".to_owned(),
                Kind::Array(_) => "ARRAY".to_owned(),
                kind => kind.to_string(),
            };
            vec![
                text(&of.schema),
                text(&of.name),
                text(&column.name),
                whole(place + 1),
                default_text(column).map_or(Value::Null, Value::Str),
                text(if column.not_null { "NO" } else { "YES" }),
                Value::Str(data_type),
                length,
                text(&udt_name(&column.of.kind)),
            ]
        })
    });
    let mut view = view_of(
        &[
            "table_schema",
            "table_name",
            "column_name",
            "ordinal_position",
            "column_default",
            "is_nullable",
            "data_type",
            "character_maximum_length",
            "udt_name",
        ],
        rows,
    );
    view.columns[3].1 = Kind::Integer;
    view.columns[7].1 = Kind::Integer;
    view
}

/// The name of a type inside Postgres.
fn udt_name(kind: &Kind) -> String {
    match kind {
        Kind::Boolean => "bool",
        Kind::SmallInt => "int2",
        Kind::Integer => "int4",
        Kind::BigInt => "int8",
        Kind::Real => "float4",
        Kind::Double => "float8",
        Kind::Varchar(_) => "varchar",
        Kind::Char(_) => "bpchar",
        Kind::TimestampTz => "timestamptz",
        Kind::Timestamp => "timestamp",
        Kind::Time => "time",
        Kind::Enum(key) => return key.clone(),
        Kind::Array(of) => return format!("_{}", udt_name(of)),
        other => return other.to_string(),
    }
    .to_owned()
}

fn view_of(columns: &[&str], rows: impl Iterator<Item = Vec<Value>>) -> View {
    View {
        columns: columns
            .iter()
            .map(|name| ((*name).to_owned(), Kind::Text))
            .collect(),
        rows: rows.map(Row::from).collect(),
    }
}

fn text(text: &str) -> Value {
    Value::Str(text.to_owned())
}
