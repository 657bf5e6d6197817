//! Plans: `GlueSQL`'s own passes, with indexes, and the rows a write can reach.

use gluesql::core::ast::{BinaryOperator, ColumnDef};
use gluesql::core::executor::evaluate_stateless;
use gluesql::core::plan::{ExprPlan, StatementPlan};
use gluesql::core::planner::{
    fetch_schema_map, plan_aggregate, plan_hash_join, plan_index, plan_primary_key,
    plan_schemaless, validate,
};
use gluesql::core::store::Planner;
use gluesql::prelude::Error;

use super::{Key, Store, StoredTable};
use crate::engine::protocol::RowId;

impl Planner for Store {
    fn plan(&self, statement: StatementPlan) -> Result<StatementPlan, Error> {
        let schema_map = fetch_schema_map(self, &statement)?;
        validate(&schema_map, &statement)?;
        let statement = plan_schemaless(&schema_map, statement)?;
        let statement = plan_primary_key(&schema_map, statement);
        let statement = plan_index(&schema_map, statement);
        let statement = plan_hash_join(&schema_map, statement);
        Ok(plan_aggregate(statement))
    }
}

/// The rows an UPDATE or DELETE can reach, where an index tells. `GlueSQL` itself would scan.
///
/// They are more than those that satisfy the condition, at times; `GlueSQL` still checks each.
pub fn focus(store: &Store, statement: &StatementPlan) -> Option<(String, Vec<RowId>)> {
    let (StatementPlan::Update {
        table_name,
        selection: Some(selection),
        ..
    }
    | StatementPlan::Delete {
        table_name,
        selection: Some(selection),
    }) = statement
    else {
        return None;
    };
    let table = store.table(table_name)?;
    let mut wanted = Vec::new();
    collect(table, selection, &mut wanted);
    let rows = table.indexes().iter().find_map(|index| {
        let keys_of = |place: &usize| {
            wanted
                .iter()
                .find(|(column, _)| column == place)
                .map(|(_, keys)| keys)
        };
        let mut rows: Vec<RowId> = match &index.columns[..] {
            [column] => keys_of(column)?
                .iter()
                .flat_map(|key| index.find(key))
                .collect(),
            columns => {
                let keys = columns
                    .iter()
                    .map(|column| match keys_of(column).map(Vec::as_slice) {
                        Some([key]) => Some(key.clone()),
                        _ => None,
                    });
                index
                    .find(&Key::Tuple(keys.collect::<Option<_>>()?))
                    .collect()
            }
        };
        rows.sort_unstable();
        rows.dedup();
        Some(rows)
    })?;
    Some((table_name.clone(), rows))
}

/// The keys that columns must have for a condition to be true.
fn collect(table: &StoredTable, condition: &ExprPlan, wanted: &mut Vec<(usize, Vec<Key>)>) {
    let mut add = |column: &ExprPlan, values: &[&ExprPlan]| {
        if let ExprPlan::Identifier(name) = column
            && let Some((place, _)) = table.column(name)
            && let Some(def) = table
                .schema()
                .column_defs
                .as_ref()
                .and_then(|columns| columns.get(place))
            && let Some(keys) = values.iter().map(|value| constant(def, value)).collect()
        {
            wanted.push((place, keys));
        }
    };
    match condition {
        ExprPlan::Nested(inner) => collect(table, inner, wanted),
        ExprPlan::BinaryOp {
            left,
            op: BinaryOperator::And,
            right,
        } => {
            collect(table, left, wanted);
            collect(table, right, wanted);
        }
        ExprPlan::BinaryOp {
            left,
            op: BinaryOperator::Eq,
            right,
        } => add(left, &[&**right]),
        ExprPlan::InList {
            expr,
            list,
            negated: false,
        } => add(expr, &list.iter().collect::<Vec<_>>()),
        _ => {}
    }
}

/// A constant as a key of the column it is compared with.
fn constant(column: &ColumnDef, value: &ExprPlan) -> Option<Key> {
    let value = evaluate_stateless(None, value)
        .ok()?
        .try_into_value(&column.data_type, true)
        .ok()?;
    Some(Key::of(&value))
}
