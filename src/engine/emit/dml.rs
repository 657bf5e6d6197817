//! INSERT, UPDATE and DELETE. A row is named by its primary key.

use gluesql::core::ast::{Assignment, BinaryOperator, Expr, Query, SetExpr, Statement, Values};
use gluesql::prelude::Value;

use super::{all_of, any_of, binary, column, listed, nested, value};
use crate::engine::store::{Row, StoredTable};
use crate::orm::sql::Table;

/// `INSERT INTO … VALUES …` of whole rows.
pub fn insert(table: &Table, rows: &[Vec<Value>]) -> Statement {
    let columns = table.columns.iter().map(|column| column.name.clone());
    let rows = rows.iter().map(|row| row.iter().map(value).collect());
    Statement::Insert {
        table_name: table.name.clone(),
        columns: columns.collect(),
        source: Query {
            body: SetExpr::Values(Values(rows.collect())),
            order_by: Vec::new(),
            limit: None,
            offset: None,
        },
    }
}

/// `UPDATE … SET … WHERE …` of those columns.
pub fn update(table: &Table, changes: &[(usize, Value)], condition: Option<Expr>) -> Statement {
    let assignments = changes.iter().map(|(place, given)| Assignment {
        id: table.columns[*place].name.clone(),
        value: value(given),
    });
    Statement::Update {
        table_name: table.name.clone(),
        assignments: assignments.collect(),
        selection: condition,
    }
}

/// `DELETE FROM … WHERE …`.
pub fn delete(table: &str, condition: Option<Expr>) -> Statement {
    Statement::Delete {
        table_name: table.to_owned(),
        selection: condition,
    }
}

/// The condition those rows alone satisfy, where the table has a primary key.
pub fn row_condition(table: &StoredTable, rows: &[&Row]) -> Option<Expr> {
    let columns = &table.primary()?.columns;
    let name = |place: usize| column(&table.definition().columns[place].name);
    let one = |row: &&Row| {
        let equal = |place: &usize| binary(name(*place), BinaryOperator::Eq, value(&row[*place]));
        all_of(columns.iter().map(equal))
    };
    match (&columns[..], rows) {
        (_, [row]) => one(row),
        ([column], rows) => {
            let keys = rows.iter().map(|row| value(&row[*column]));
            Some(listed(name(*column), keys.collect(), true))
        }
        (_, rows) => any_of(rows.iter().filter_map(one).map(nested)),
    }
}
