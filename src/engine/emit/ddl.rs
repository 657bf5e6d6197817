//! Tables and columns: as `GlueSQL` takes them, and as Postgres would be told.

use gluesql::core::ast::{AlterTableOperation, ColumnDef, ColumnUniqueOption, Statement};

use super::{identifier, value};
use crate::engine::convert;
use crate::engine::store::engine_key;
use crate::orm::schema::DefaultValue;
use crate::orm::sql::{Column, Reference, Table};

/// `CREATE TABLE` in `GlueSQL`'s words: one primary key column at most, no unique ones, no foreign keys.
pub fn create_table(table: &Table) -> Statement {
    let key = engine_key(table);
    let columns = table.columns.iter().enumerate();
    let columns: Vec<_> = columns
        .map(|(place, column)| column_def(column, key == Some(place)))
        .collect();
    Statement::CreateTable {
        if_not_exists: false,
        name: table.name.clone(),
        columns: (!columns.is_empty()).then_some(columns),
        source: None,
        engine: None,
        foreign_keys: Vec::new(),
        comment: None,
    }
}

/// `DROP TABLE`.
pub fn drop_table(table: &str) -> Statement {
    Statement::DropTable {
        if_exists: false,
        names: vec![table.to_owned()],
        cascade: false,
    }
}

/// `ALTER TABLE … RENAME TO`.
pub fn rename_table(from: &str, to: &str) -> Statement {
    let table_name = to.to_owned();
    alter(from, AlterTableOperation::RenameTable { table_name })
}

/// `ALTER TABLE … ADD COLUMN` in `GlueSQL`'s words.
pub fn add_column(table: &str, column: &Column) -> Statement {
    let column_def = column_def(column, false);
    alter(table, AlterTableOperation::AddColumn { column_def })
}

/// `ALTER TABLE … DROP COLUMN`.
pub fn drop_column(table: &str, column: &str) -> Statement {
    let operation = AlterTableOperation::DropColumn {
        column_name: column.to_owned(),
        if_exists: false,
    };
    alter(table, operation)
}

/// `ALTER TABLE … RENAME COLUMN`.
pub fn rename_column(table: &str, from: &str, to: &str) -> Statement {
    let operation = AlterTableOperation::RenameColumn {
        old_column_name: from.to_owned(),
        new_column_name: to.to_owned(),
    };
    alter(table, operation)
}

/// `REFERENCES` with its actions, in Postgres' words.
pub fn reference_sql(reference: &Reference) -> String {
    format!(
        "REFERENCES {} ({}) ON DELETE {} ON UPDATE {}",
        identifier(&reference.table),
        identifier(&reference.column),
        reference.on_delete.sql(),
        reference.on_update.sql()
    )
}

fn alter(table: &str, operation: AlterTableOperation) -> Statement {
    Statement::AlterTable {
        name: table.to_owned(),
        operation,
    }
}

/// A column in `GlueSQL`'s words, with no other key than its own primary one.
fn column_def(column: &Column, is_primary: bool) -> ColumnDef {
    let default = match &column.default_value {
        Some(DefaultValue::Literal(given)) => convert::to_engine(&column.data_type, given),
        _ => None,
    };
    ColumnDef {
        name: column.name.clone(),
        data_type: convert::engine_type(&column.data_type),
        nullable: column.allow_null && !column.primary_key,
        default: default.as_ref().map(value),
        unique: is_primary.then_some(ColumnUniqueOption { is_primary }),
        comment: None,
    }
}
