//! The rows an UPDATE or a DELETE is about: through an index where the condition names keys.

use std::rc::Rc;

use gluesql::core::sqlparser::ast::{BinaryOperator, Expr, UnaryOperator};
use gluesql::prelude::Value;

use super::join::Sources;
use super::update::Found;
use crate::engine::postgres::expression::{
    Expression, Scope, Slot, assign, compile, compile_condition, evaluate, holds,
};
use crate::engine::postgres::names::name_of;
use crate::engine::postgres::relation::Relation;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Kind, PgError};
use crate::engine::protocol::RowId;
use crate::engine::store::{Key, StoredTable};

impl Work<'_> {
    /// The rows that a condition holds for, each once. The table is the scope's first relation.
    ///
    /// # Errors
    /// What Postgres refuses in the condition.
    pub(super) fn find(
        &self,
        table: &str,
        relation: &Relation,
        scope: &Scope,
        sources: &Sources,
        selection: Option<&Expr>,
    ) -> Result<Vec<Found>, PgError> {
        let stored = self.stored(table)?;
        let conditions = selection
            .into_iter()
            .chain(&sources.conditions)
            .map(|condition| compile_condition(condition, "WHERE", scope, self.runtime))
            .collect::<Result<Vec<_>, _>>()?;
        let alias = &scope.relations[0].name;
        let candidates = selection
            .and_then(|selection| self.candidates(stored, relation, alias, selection))
            .unwrap_or_else(|| stored.rows().iter().map(|(id, _)| id).collect());
        let mut found = Vec::new();
        for id in candidates {
            let Some(row) = stored.row(id) else {
                continue;
            };
            let mut slots: Vec<Slot> = vec![None; 1 + sources.list.len()];
            slots[0] = Some(Rc::clone(row));
            if self.meets(&conditions, &mut slots, sources, 0)? {
                found.push((id, slots));
            }
        }
        Ok(found)
    }

    /// Whether rows of the sources are found that the conditions hold for; the slots are then filled.
    fn meets(
        &self,
        conditions: &[Expression],
        slots: &mut [Slot],
        sources: &Sources,
        depth: usize,
    ) -> Result<bool, PgError> {
        let Some(source) = sources.list.get(depth) else {
            for condition in conditions {
                if !holds(condition, slots, self.runtime)? {
                    return Ok(false);
                }
            }
            return Ok(true);
        };
        for row in &source.rows {
            slots[depth + 1] = Some(Rc::clone(row));
            if self.meets(conditions, slots, sources, depth + 1)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The only rows a condition can hold for, where an index tells; as the table has them in order.
    fn candidates(
        &self,
        stored: &StoredTable,
        relation: &Relation,
        alias: &str,
        condition: &Expr,
    ) -> Option<Vec<RowId>> {
        match condition {
            Expr::Nested(inner) => self.candidates(stored, relation, alias, inner),
            Expr::BinaryOp {
                left,
                op: BinaryOperator::And,
                right,
            } => self
                .candidates(stored, relation, alias, left)
                .or_else(|| self.candidates(stored, relation, alias, right)),
            Expr::BinaryOp {
                left,
                op: BinaryOperator::Eq,
                right,
            } => {
                let (column, value) = match column_of(left, relation, alias) {
                    Some(column) => (column, right),
                    None => (column_of(right, relation, alias)?, left),
                };
                self.rows_with(stored, relation, column, std::slice::from_ref(&**value))
            }
            Expr::InList {
                expr,
                list,
                negated: false,
            } => {
                let column = column_of(expr, relation, alias)?;
                self.rows_with(stored, relation, column, list)
            }
            _ => None,
        }
    }

    /// The rows that have one of those values in a column with an index.
    fn rows_with(
        &self,
        stored: &StoredTable,
        relation: &Relation,
        column: usize,
        values: &[Expr],
    ) -> Option<Vec<RowId>> {
        let index = stored.index_on(&[column])?;
        let kind = &relation.columns[column].of.kind;
        let mut rows = Vec::new();
        for value in values {
            let key = Key::of(&self.constant(value, kind)?);
            if key != Key::Null {
                rows.extend(index.find(&key));
            }
        }
        rows.sort_unstable();
        rows.dedup();
        Some(rows)
    }

    /// A constant as a column of that kind stores it, if comparing stored values is comparing these.
    fn constant(&self, expr: &Expr, kind: &Kind) -> Option<Value> {
        if !is_constant(expr) || matches!(kind, Kind::Char(_) | Kind::Json | Kind::Jsonb) {
            return None;
        }
        let compiled = compile(expr, &Scope::empty(), self.runtime).ok()?;
        let value = evaluate(&compiled, &[], self.runtime).ok()?;
        let is_alike = compiled.kind == *kind
            || (compiled.kind.is_whole() && kind.is_whole())
            || (compiled.kind.is_text() && kind.is_text());
        if value == Value::Null || is_alike {
            return Some(value);
        }
        // A literal takes the type of what it meets; for text its length is no matter here.
        let whole = if kind.is_text() { &Kind::Text } else { kind };
        (compiled.kind == Kind::Unknown)
            .then(|| assign(value, &Kind::Unknown, whole, self.runtime).ok())
            .flatten()
    }
}

/// The place of the column an expression names, if it is one of the table to write.
fn column_of(expr: &Expr, relation: &Relation, alias: &str) -> Option<usize> {
    match expr {
        Expr::Identifier(name) => relation.place(&name_of(name)),
        Expr::CompoundIdentifier(names) => match &names[..] {
            [.., table, name] if name_of(table) == alias => relation.place(&name_of(name)),
            _ => None,
        },
        Expr::Nested(inner) => column_of(inner, relation, alias),
        _ => None,
    }
}

/// Whether an expression is a constant that is sure to be quick and without effect.
fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Value(_) => true,
        Expr::Nested(inner)
        | Expr::Cast { expr: inner, .. }
        | Expr::UnaryOp {
            op: UnaryOperator::Minus | UnaryOperator::Plus,
            expr: inner,
        } => is_constant(inner),
        _ => false,
    }
}
