//! DELETE: which rows go.

use gluesql::core::sqlparser::ast::{Delete, FromTable};

use super::returning::Returning;
use super::update::target_of;
use crate::engine::postgres::expression::Scope;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Outcome, PgError, refusal};

impl Work<'_> {
    /// Runs a DELETE.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub fn delete(&mut self, delete: &Delete) -> Result<Outcome, PgError> {
        if delete.limit.is_some() {
            return Err(refusal::syntax("LIMIT"));
        }
        if !delete.order_by.is_empty() {
            return Err(refusal::syntax("ORDER"));
        }
        let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &delete.from;
        let [from] = &from[..] else {
            return Err(refusal::syntax(","));
        };
        let (table, relation, alias) = target_of(&from.relation, self)?;
        let sources = self.sources(delete.using.iter().flatten())?;
        let mut scope = Scope::empty();
        scope.add(alias, relation.kinds());
        sources.enter(&mut scope);
        let returning = delete
            .returning
            .as_ref()
            .map(|items| Returning::new(items, &scope, self.runtime))
            .transpose()?;
        let mut outcome = Outcome {
            columns: returning
                .as_ref()
                .map(|returning| returning.columns.clone())
                .unwrap_or_default(),
            command: "DELETE",
            ..Outcome::default()
        };
        let selection = delete.selection.as_ref();
        for (id, slots) in self.find(&table, &scope, &sources, selection)? {
            if self.take_out(&table, id)?.is_none() {
                continue;
            }
            outcome.count += 1;
            if let Some(returning) = &returning {
                outcome.rows.push(returning.row(&slots, self.runtime)?);
            }
        }
        self.settle()?;
        Ok(outcome)
    }
}
