//! The rows an UPDATE or a DELETE is about.

use std::rc::Rc;

use gluesql::core::sqlparser::ast::{BinaryOperator, Expr};

use super::join::Sources;
use super::update::Found;
use crate::engine::postgres::PgError;
use crate::engine::postgres::expression::{Expression, Scope, Slot, compile_condition, holds};
use crate::engine::postgres::select::locate;
use crate::engine::postgres::work::Work;

impl Work<'_> {
    /// The rows that a condition holds for, each once. The table is the scope's first relation.
    ///
    /// # Errors
    /// What Postgres refuses in the condition.
    pub(super) fn find(
        &self,
        table: &str,
        scope: &Scope,
        sources: &Sources,
        selection: Option<&Expr>,
    ) -> Result<Vec<Found>, PgError> {
        let whole = sources
            .conditions
            .iter()
            .chain(selection)
            .cloned()
            .reduce(|left, right| Expr::BinaryOp {
                left: Box::new(Expr::Nested(Box::new(left))),
                op: BinaryOperator::And,
                right: Box::new(Expr::Nested(Box::new(right))),
            });
        let condition = whole
            .map(|whole| compile_condition(&whole, "WHERE", scope, self.runtime))
            .transpose()?;
        let stored = self.stored(table)?;
        if sources.list.is_empty() {
            let ids = locate(table, condition.as_ref(), self.runtime)?;
            return Ok(ids
                .into_iter()
                .filter_map(|id| Some((id, vec![Some(Rc::clone(stored.row(id)?))])))
                .collect());
        }
        let mut found = Vec::new();
        for (id, row) in stored.rows().iter() {
            let mut slots: Vec<Slot> = vec![None; 1 + sources.list.len()];
            slots[0] = Some(Rc::clone(row));
            if self.meets(condition.as_ref(), &mut slots, sources, 0)? {
                found.push((id, slots));
            }
        }
        Ok(found)
    }

    /// Whether rows of the sources are found that the condition holds for; the slots are then filled.
    fn meets(
        &self,
        condition: Option<&Expression>,
        slots: &mut [Slot],
        sources: &Sources,
        depth: usize,
    ) -> Result<bool, PgError> {
        let Some(source) = sources.list.get(depth) else {
            return match condition {
                Some(condition) => holds(condition, slots, self.runtime),
                None => Ok(true),
            };
        };
        for row in &source.rows {
            slots[depth + 1] = Some(Rc::clone(row));
            if self.meets(condition, slots, sources, depth + 1)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
