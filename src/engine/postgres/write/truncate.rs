//! TRUNCATE: all rows of tables at once.

use std::collections::BTreeSet;

use crate::engine::postgres::relation::ColumnDefault;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Outcome, PgError};

/// A TRUNCATE.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truncate {
    /// The tables, by key.
    pub tables: Vec<String>,
    /// Whether their sequences begin anew.
    pub restart: bool,
    /// Whether tables that reference them are emptied too.
    pub cascade: bool,
}

impl Work<'_> {
    /// Runs a TRUNCATE.
    ///
    /// # Errors
    /// 42P01, and 0A000 where another table references one of them.
    pub fn truncate(&mut self, truncate: &Truncate) -> Result<Outcome, PgError> {
        let mut tables: BTreeSet<String> = BTreeSet::new();
        let mut left: Vec<String> = truncate.tables.iter().rev().cloned().collect();
        while let Some(table) = left.pop() {
            let relation = self.relation(&table)?;
            if !tables.insert(table.clone()) {
                continue;
            }
            for by in &*self.referencing(&table) {
                if truncate.cascade {
                    left.push(by.table.clone());
                } else if !truncate.tables.contains(&by.table) {
                    let child = self.relation(&by.table)?;
                    return Err(PgError {
                        detail: Some(format!(
                            "Table \"{}\" references \"{}\".",
                            child.name, relation.name
                        )),
                        ..PgError::new(
                            "0A000",
                            "cannot truncate a table referenced in a foreign key constraint",
                        )
                    });
                }
            }
        }
        for table in &tables {
            self.stored_mut(table)?.clear();
            if truncate.restart {
                self.restart_sequences(table)?;
            }
        }
        Ok(Outcome {
            command: "TRUNCATE",
            ..Outcome::default()
        })
    }

    fn restart_sequences(&mut self, table: &str) -> Result<(), PgError> {
        for column in &self.relation(table)?.columns {
            if let Some(ColumnDefault::Sequence(key)) = &column.default
                && let Some(sequence) = self.catalog.sequence(key)
            {
                let anew = sequence.restarted(sequence.start);
                self.catalog.put_sequence(key.clone(), anew);
            }
        }
        Ok(())
    }
}
