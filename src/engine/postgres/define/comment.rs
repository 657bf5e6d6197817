//! COMMENT ON tables and columns.

use super::create::copy_of;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Outcome, PgError, refusal};

/// What a comment is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Commented {
    /// A table, by key.
    Table(String),
    /// A column of a table.
    Column(String, String),
    /// Anything else: the comment is taken and forgotten.
    Other,
}

impl Work<'_> {
    /// Runs a COMMENT ON.
    ///
    /// # Errors
    /// 42P01, 42703.
    pub fn comment(&mut self, on: &Commented, text: Option<String>) -> Result<Outcome, PgError> {
        match on {
            Commented::Table(table) => {
                let mut changed = copy_of(&self.relation(table)?);
                changed.comment = text;
                self.stored_mut(table)?.relate(changed);
            }
            Commented::Column(table, column) => {
                let relation = self.relation(table)?;
                let place = relation
                    .place(column)
                    .ok_or_else(|| refusal::no_column(&relation, column))?;
                let mut changed = copy_of(&relation);
                changed.columns[place].comment = text;
                self.stored_mut(table)?.relate(changed);
            }
            Commented::Other => {}
        }
        Ok(Outcome {
            command: "COMMENT",
            ..Outcome::default()
        })
    }
}
