//! A table's definition in the house's words and in `GlueSQL`'s, and the indexes it wants.

use gluesql::core::ast::{ColumnDef, ColumnUniqueOption, Expr};
use gluesql::core::chrono::NaiveDateTime;
use gluesql::core::data::{Schema, SchemaIndex, SchemaIndexOrd};
use gluesql::prelude::DataType as EngineType;

use crate::engine::convert;
use crate::orm::sql::{Column, Table};

/// The indexes a table wants: primary key, unique columns, composite keys, foreign keys.
pub fn wanted(table: &Table) -> Vec<(Vec<usize>, bool)> {
    let places = |is: fn(&Column) -> bool| {
        table
            .columns
            .iter()
            .enumerate()
            .filter(move |(_, column)| is(column))
            .map(|(place, _)| place)
    };
    let mut indexes: Vec<(Vec<usize>, bool)> = Vec::new();
    let mut add = |columns: Vec<usize>, is_unique| {
        if !columns.is_empty() && !indexes.iter().any(|(other, _)| *other == columns) {
            indexes.push((columns, is_unique));
        }
    };
    add(places(|column| column.primary_key).collect(), true);
    places(|column| column.unique).for_each(|place| add(vec![place], true));
    for key in &table.unique_keys {
        let columns: Option<Vec<usize>> = key
            .iter()
            .map(|name| table.columns.iter().position(|column| column.name == *name))
            .collect();
        add(columns.unwrap_or_default(), true);
    }
    places(|column| column.references.is_some()).for_each(|place| add(vec![place], false));
    indexes
}

/// The primary key as `GlueSQL` can have it: one column, and no float.
pub fn engine_key(table: &Table) -> Option<usize> {
    let mut keys = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.primary_key);
    let (place, column) = keys.next()?;
    let is_key = convert::engine_type(&column.data_type) != EngineType::Float;
    (is_key && keys.next().is_none()).then_some(place)
}

/// What `GlueSQL` may know of a table.
pub fn schema_of(table: &Table) -> Schema {
    let key = engine_key(table);
    let column_defs = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| ColumnDef {
            name: column.name.clone(),
            data_type: convert::engine_type(&column.data_type),
            nullable: column.allow_null && !column.primary_key,
            default: None,
            unique: (key == Some(place)).then_some(ColumnUniqueOption { is_primary: true }),
            comment: None,
        });
    let indexes = wanted(table)
        .into_iter()
        .filter_map(|(columns, _)| match columns[..] {
            [column] => Some(SchemaIndex {
                name: table.columns[column].name.clone(),
                expr: Expr::Identifier(table.columns[column].name.clone()),
                order: SchemaIndexOrd::Both,
                created: NaiveDateTime::default(),
            }),
            _ => None,
        });
    Schema {
        table_name: table.name.clone(),
        indexes: indexes.collect(),
        column_defs: Some(column_defs.collect()),
        engine: None,
        foreign_keys: Vec::new(),
        comment: None,
    }
}

/// The definition of a table that `GlueSQL` makes: all it knows of it.
pub fn definition_of(schema: &Schema) -> Table {
    let columns = schema
        .column_defs
        .iter()
        .flatten()
        .map(definition_of_column)
        .collect();
    Table {
        name: schema.table_name.clone(),
        columns,
        unique_keys: Vec::new(),
    }
}

/// The definition of a column that `GlueSQL` adds.
pub fn definition_of_column(column: &ColumnDef) -> Column {
    let is_primary = column.unique.is_some_and(|unique| unique.is_primary);
    Column {
        name: column.name.clone(),
        data_type: convert::column_type(&column.data_type),
        allow_null: column.nullable,
        unique: column.unique.is_some() && !is_primary,
        primary_key: is_primary,
        auto_increment: false,
        default_value: None,
        references: None,
    }
}
