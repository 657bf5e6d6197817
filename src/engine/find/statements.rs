//! What ran, for the page to show.

use super::tables::Tables;
use crate::engine::protocol::{RanBy, Statement};
use crate::engine::session::Clock;
use crate::orm::query::{Cell, Link, render_node};
use crate::orm::value::Value;

/// How many values of a list are looked for: one more than are shown.
const MOST_VALUES: usize = 20;

/// The statements of a find as they run.
pub struct Log {
    clock: Clock,
    /// The statements so far.
    pub statements: Vec<Statement>,
}

impl Log {
    /// An empty log with that clock.
    pub const fn new(clock: Clock) -> Self {
        Self {
            clock,
            statements: Vec::new(),
        }
    }

    /// The time in milliseconds.
    pub fn now(&self) -> f64 {
        (self.clock)()
    }

    /// Notes a statement that `GlueSQL` ran.
    pub fn by_gluesql(&mut self, sql: String, start: f64, rows: usize) {
        self.add(sql, RanBy::GlueSql, start, rows);
    }

    /// Notes what the store did, as the SQL it amounts to.
    pub fn by_store(&mut self, sql: String, start: f64, rows: usize, reason: &str) {
        self.add(sql, RanBy::Store(reason.to_owned()), start, rows);
    }

    fn add(&mut self, sql: String, ran_by: RanBy, start: f64, rows: usize) {
        let milliseconds = (self.now() - start).max(0.0);
        self.statements.push(Statement {
            sql,
            ran_by,
            milliseconds,
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
        });
    }
}

/// The SQL that reading a node for those rows of its parent amounts to.
pub fn node_sql(tables: &Tables, node: usize, parents: &[u32]) -> String {
    let plan = tables.plan;
    let (Link::Direct { parent, .. } | Link::Through { parent, .. }) = plan.nodes[node].link else {
        return String::new();
    };
    let above = plan.nodes[plan.nodes[node].parent].slot;
    let cell = Cell {
        slot: above,
        column: parent,
    };
    let mut values: Vec<Value> = Vec::new();
    for row in parents {
        let value = tables.value(cell, *row);
        if value != Value::Null && !values.contains(&value) {
            values.push(value);
        }
        if values.len() > MOST_VALUES {
            break;
        }
    }
    render_node(plan, node, &values)
}
