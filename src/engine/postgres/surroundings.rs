//! What a statement finds around it: the catalog, the clock, the views of the catalog.

use gluesql::core::chrono::NaiveDateTime;

use super::environment::{Environment, View};
use super::names::{key_of_text, shown};
use super::{Catalog, PgError, describe};
use crate::engine::store::Store;

/// The surroundings of one statement.
#[derive(Debug)]
pub struct Surroundings {
    /// Types, sequences and schemas, as the statement finds them.
    pub catalog: Catalog,
    /// When the transaction began, in UTC.
    pub now: NaiveDateTime,
}

impl Environment for Surroundings {
    fn now(&self) -> NaiveDateTime {
        self.now
    }

    fn labels(&self, type_name: &str) -> Option<Vec<String>> {
        self.catalog
            .enum_type(type_name)
            .map(|of| of.values.clone())
    }

    fn view(&self, store: &Store, schema: Option<&str>, name: &str) -> Option<View> {
        describe::view(store, &self.catalog, schema, name)
    }

    fn next_value(&self, sequence: &str) -> Result<i64, PgError> {
        self.catalog.next(&key_of_text(sequence))
    }

    fn serial(&self, table: &str, column: &str) -> Option<String> {
        let owner = Some((key_of_text(table), column.to_owned()));
        let mut sequences = self.catalog.sequences();
        let (_, sequence) = sequences.find(|(_, sequence)| sequence.owner == owner)?;
        Some(format!(
            "{}.{}",
            shown(&sequence.schema),
            shown(&sequence.name)
        ))
    }

    fn set_value(&self, sequence: &str, value: i64, is_called: bool) -> Result<(), PgError> {
        self.sequence(sequence)?.set(value, is_called);
        Ok(())
    }

    fn current_value(&self, sequence: &str) -> Result<i64, PgError> {
        let found = self.sequence(sequence)?;
        found.last.get().ok_or_else(|| {
            PgError::new(
                "55000",
                format!(
                    "currval of sequence \"{}\" is not yet defined in this session",
                    found.name
                ),
            )
        })
    }
}

impl Surroundings {
    fn sequence(&self, name: &str) -> Result<&super::Sequence, PgError> {
        let key = key_of_text(name);
        self.catalog
            .sequence(&key)
            .map(|sequence| &**sequence)
            .ok_or_else(|| PgError::new("42P01", format!("relation \"{key}\" does not exist")))
    }
}
