//! The rows of the model itself, by SQL.
//!
//! The SELECT goes through `GlueSQL` with as much of the condition, order and
//! limit as it can be trusted with; the store does the rest on what comes back.

use std::cmp::Ordering;

use gluesql::core::ast::{OrderByExpr, Query, SelectItem, SetExpr};
use gluesql::prelude::Value as EngineValue;

use super::condition;
use super::statements::Log;
use super::tables::{Tables, predicate};
use crate::engine::emit::{self, Expr, Statement, column_of, number};
use crate::engine::protocol::EngineError;
use crate::engine::store::{Key, Store};
use crate::orm::query::evaluate::{self, Predicate};
use crate::orm::query::{Cell, Direction, Plan, Term};
use crate::orm::schema::DataType;

/// How the rows of the model are cut before includes are joined.
pub struct Cut {
    /// How many to pass over.
    pub offset: usize,
    /// How many to take at most.
    pub limit: Option<usize>,
    /// Whether includes decide which rows count.
    pub is_by_includes: bool,
}

/// The rows of the model that satisfy its own condition, in order, cut where nothing else decides.
///
/// # Errors
/// What `GlueSQL` refuses.
pub fn select(
    store: &Store,
    tables: &Tables,
    cut: &Cut,
    log: &mut Log,
) -> Result<Vec<u32>, EngineError> {
    let plan = tables.plan;
    let reaches = plan.reaches_includes();
    let mut emitted = condition::emit(plan, &own_conditions(plan));
    // Without a primary key what was selected cannot be found again.
    emitted.is_whole &= tables.slot(0).table.primary().is_some() || plan.where_.is_empty();
    let is_sorted_by_sql = !plan.order.is_empty()
        && !reaches
        && tables.slot(0).table.primary().is_some()
        && plan
            .order
            .iter()
            .all(|term| sorts_alike(&plan.column(term.by).data_type));
    let needs_order = plan.order.is_empty() || is_sorted_by_sql;
    let is_cut_by_sql = emitted.is_whole
        && !reaches
        && !cut.is_by_includes
        && needs_order
        && tables.slot(0).table.primary().is_some()
        && (cut.limit.is_some() || cut.offset > 0);
    let is_all = emitted.condition.is_none() && !is_sorted_by_sql && !is_cut_by_sql;
    let size = |size: usize| number(size as u64);
    let statement = Statement::Query(Query {
        body: select_from(tables, emitted.condition),
        order_by: if is_sorted_by_sql || is_cut_by_sql {
            order_by(tables)
        } else {
            Vec::new()
        },
        limit: cut.limit.filter(|_| is_cut_by_sql).map(size),
        offset: (is_cut_by_sql && cut.offset > 0).then(|| size(cut.offset)),
    });
    let sql = emit::statement(&statement);
    debug_assert!(emit::reads_back(&statement, &sql), "{sql}");
    let start = log.now();
    let selected = store
        .select(statement)
        .map_err(|error| EngineError::Engine {
            sql: sql.clone(),
            reason: error.to_string(),
        })?;
    let mut rows = rows_of(tables, &selected.rows, is_all);
    log.by_gluesql(format!("{sql};"), start, rows.len());
    if !emitted.is_whole
        && !reaches
        && let Some(predicate) = predicate(plan, &plan.where_)
    {
        let start = log.now();
        rows.retain(|row| holds(&predicate, tables, *row));
        log.by_store(crate::orm::query::render(&Plan { has_sub_query: false, limit: None, offset: None, order: Vec::new(), ..own_plan(plan) }), start, rows.len(), "the comparison is made row by row, as GlueSQL would get it wrong where values are missing");
    }
    if !is_sorted_by_sql && !is_cut_by_sql {
        sort(tables, &mut rows);
    }
    if !is_cut_by_sql && !reaches && !cut.is_by_includes {
        let end = cut
            .limit
            .map_or(rows.len(), |limit| (cut.offset + limit).min(rows.len()));
        rows = rows
            .get(cut.offset.min(end)..end)
            .unwrap_or_default()
            .to_vec();
    }
    Ok(rows)
}

/// Whether a row of the model satisfies a condition on its own columns.
pub fn holds(predicate: &Predicate<Cell>, tables: &Tables, row: u32) -> bool {
    predicate.holds(&mut |cell| {
        tables.value(
            *cell,
            if cell.slot == 0 {
                row
            } else {
                crate::orm::query::NONE
            },
        )
    }) == Some(true)
}

/// Sorts rows of the model by the plan's order, then by primary key.
pub fn sort(tables: &Tables, rows: &mut [u32]) {
    let plan = tables.plan;
    let terms: Vec<Term> = plan
        .order
        .iter()
        .copied()
        .filter(|term| term.by.slot == 0)
        .collect();
    let position = |row: &u32| tables.slot(0).position(*row);
    if terms.is_empty() {
        if !rows.is_sorted_by_key(position) {
            rows.sort_by_key(position);
        }
        return;
    }
    let key = |row: u32| -> Vec<Option<evaluate::Key>> {
        terms
            .iter()
            .map(|term| sort_key(tables, term.by, row))
            .collect()
    };
    let mut keyed: Vec<_> = rows.iter().map(|row| (key(*row), *row)).collect();
    let directions: Vec<Direction> = terms.iter().map(|term| term.direction).collect();
    keyed.sort_by(|(left, left_row), (right, right_row)| {
        compare_keys(left, right, &directions)
            .then_with(|| position(left_row).cmp(&position(right_row)))
    });
    for (place, (_, row)) in rows.iter_mut().zip(keyed) {
        *place = row;
    }
}

/// What a cell of a row sorts by.
pub fn sort_key(tables: &Tables, cell: Cell, row: u32) -> Option<evaluate::Key> {
    evaluate::Key::of_cell(
        &tables.value(cell, row),
        &tables.plan.column(cell).data_type,
    )
}

/// Compares two rows by the keys of their terms.
pub fn compare_keys(
    left: &[Option<evaluate::Key>],
    right: &[Option<evaluate::Key>],
    directions: &[Direction],
) -> Ordering {
    let pairs = left.iter().zip(right).zip(directions);
    pairs.fold(Ordering::Equal, |order, ((left, right), direction)| {
        order.then_with(|| evaluate::compare(left.as_ref(), right.as_ref(), *direction))
    })
}

/// The plan without its includes.
fn own_plan(plan: &Plan) -> Plan {
    let mut own = plan.clone();
    own.nodes.truncate(1);
    own.nodes[0].children.clear();
    own.nodes[0].separates.clear();
    own.slots.truncate(1);
    own.separates.clear();
    own
}

/// The part of the condition that is on the model's own columns: all of it, or none where it reaches includes.
fn own_conditions(plan: &Plan) -> crate::orm::query::Clause<Cell> {
    let mut is_own = true;
    plan.where_.each_key(&mut |cell| is_own &= cell.slot == 0);
    if is_own {
        return plan.where_.clone();
    }
    let keys = plan
        .where_
        .keys
        .iter()
        .filter(|(cell, _)| cell.slot == 0)
        .cloned()
        .collect();
    crate::orm::query::Clause {
        keys,
        ..Default::default()
    }
}

/// Whether `GlueSQL` sorts a type as Postgres does.
const fn sorts_alike(data_type: &DataType) -> bool {
    !matches!(
        data_type,
        DataType::Enum(_) | DataType::Json | DataType::Jsonb | DataType::Blob
    )
}

/// `SELECT "User"."id" AS "id", … FROM "Users" AS "User"`: what is selected, and the primary key.
fn select_from(tables: &Tables, condition: Option<Expr>) -> SetExpr {
    let root = &tables.plan.slots[0];
    let columns = selected_names(tables)
        .into_iter()
        .map(|name| SelectItem::Expr {
            expr: column_of(&root.alias, name),
            label: name.to_owned(),
        });
    emit::select(
        columns.collect(),
        emit::table_as(&root.table, &root.alias),
        Vec::new(),
        condition,
    )
}

/// The names of the table's primary key that are not selected anyway, and of what is.
fn selected_names<'a>(tables: &Tables<'a>) -> Vec<&'a str> {
    let root = &tables.plan.slots[0];
    let selected: Vec<&str> = root
        .selected
        .iter()
        .map(|column| root.columns[*column].name.as_str())
        .collect();
    let missing = key_names(tables)
        .into_iter()
        .filter(|name| !selected.contains(name));
    missing.chain(selected.iter().copied()).collect()
}

/// The names of the table's primary key. The model may not know it: a join table's `id`.
fn key_names<'a>(tables: &Tables<'a>) -> Vec<&'a str> {
    let table = tables.slot(0).table;
    let columns = table
        .primary()
        .map(|index| index.columns.as_slice())
        .unwrap_or_default();
    columns
        .iter()
        .map(|place| table.definition().columns[*place].name.as_str())
        .collect()
}

fn order_by(tables: &Tables) -> Vec<OrderByExpr> {
    let plan = tables.plan;
    let by = |name: &str, is_ascending: bool| OrderByExpr {
        expr: column_of(&plan.slots[0].alias, name),
        asc: Some(is_ascending),
    };
    let own: Vec<&str> = plan
        .order
        .iter()
        .map(|term| plan.column(term.by).name.as_str())
        .collect();
    let terms = plan.order.iter().zip(&own);
    let terms = terms.map(|(term, own)| by(own, term.direction == Direction::Ascending));
    // By primary key in the end, so that ties never depend on how rows happened to be read.
    let keys = key_names(tables).into_iter();
    let keys = keys.filter(|key| !own.contains(key));
    terms.chain(keys.map(|key| by(key, true))).collect()
}

/// The stored rows that selected values are of, found again by primary key.
fn rows_of(tables: &Tables, selected: &[Vec<EngineValue>], is_all: bool) -> Vec<u32> {
    let table = tables.slot(0).table;
    let Some(primary) = table.primary().filter(|_| !is_all) else {
        return table.rows().iter().map(|(id, _)| id.0).collect();
    };
    let names = selected_names(tables);
    let places: Vec<usize> = key_names(tables)
        .iter()
        .filter_map(|key| names.iter().position(|name| name == key))
        .collect();
    selected
        .iter()
        .filter_map(|values| primary.find(&Key::of_columns(values, &places)).next())
        .map(|id| id.0)
        .collect()
}
