//! CREATE, ALTER and DROP SEQUENCE.

use gluesql::core::sqlparser::ast::{Expr, SequenceOptions, Value as Literal};

use crate::engine::postgres::catalog::Sequence;
use crate::engine::postgres::relation::{ColumnDefault, key_of};
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Outcome, PgError, refusal};

/// What an ALTER SEQUENCE changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SequenceChange {
    /// `RESTART`.
    pub restart: Restart,
    /// `OWNED BY`.
    pub owner: NewOwner,
    /// `INCREMENT BY`.
    pub increment: Option<i64>,
    /// `START WITH`.
    pub start: Option<i64>,
    /// `MAXVALUE`.
    pub maximum: Option<i64>,
}

/// What number a sequence begins anew with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Restart {
    /// It goes on.
    #[default]
    No,
    /// Its first one.
    AtStart,
    /// That one.
    At(i64),
}

/// Who a sequence belongs to from now on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum NewOwner {
    /// Who it belongs to already.
    #[default]
    Same,
    /// Nobody.
    Nobody,
    /// A table, by key, and a column of it.
    Column(String, String),
}

/// Applies what is written behind a sequence.
pub(super) fn set_options(
    sequence: &mut Sequence,
    options: &[SequenceOptions],
) -> Result<(), PgError> {
    for option in options {
        match option {
            SequenceOptions::StartWith(value, _) => sequence.start = number(value)?,
            SequenceOptions::IncrementBy(value, _) => sequence.increment = number(value)?,
            SequenceOptions::MaxValue(Some(value)) => sequence.maximum = number(value)?,
            _ => {}
        }
    }
    Ok(())
}

fn number(expr: &Expr) -> Result<i64, PgError> {
    match expr {
        Expr::Value(Literal::Number(number, _)) => {
            let text = number.to_string();
            text.parse().map_err(|_| refusal::syntax(&text))
        }
        other => Err(refusal::syntax(&other.to_string())),
    }
}

impl Work<'_> {
    /// Runs a CREATE SEQUENCE.
    ///
    /// # Errors
    /// 42P07 where there is one of that name.
    pub fn create_sequence(
        &mut self,
        schema: &str,
        name: &str,
        if_not_exists: bool,
        change: &SequenceChange,
    ) -> Result<Outcome, PgError> {
        let outcome = Outcome {
            command: "CREATE SEQUENCE",
            ..Outcome::default()
        };
        if self.is_relation(schema, name) {
            if if_not_exists {
                return Ok(outcome);
            }
            return Err(refusal::relation_exists(name));
        }
        if !self.catalog.schemas().contains(schema) {
            return Err(refusal::no_schema(schema));
        }
        let key = key_of(schema, name);
        let sequence = Sequence::new(schema, name);
        self.catalog.put_sequence(key.clone(), sequence);
        self.alter_sequence(&key, change)?;
        Ok(outcome)
    }

    /// Runs an ALTER SEQUENCE.
    ///
    /// # Errors
    /// 42P01.
    pub fn alter_sequence(
        &mut self,
        key: &str,
        change: &SequenceChange,
    ) -> Result<Outcome, PgError> {
        let found = self
            .catalog
            .sequence(key)
            .ok_or_else(|| refusal::no_relation(key))?;
        let mut sequence = Sequence::clone(found);
        match &change.owner {
            NewOwner::Same => {}
            NewOwner::Nobody => sequence.owner = None,
            NewOwner::Column(table, column) => {
                self.stored(table)?;
                sequence.owner = Some((table.clone(), column.clone()));
            }
        }
        if let Some(increment) = change.increment {
            sequence.increment = increment;
        }
        if let Some(start) = change.start {
            sequence.start = start;
        }
        if let Some(maximum) = change.maximum {
            sequence.maximum = maximum;
        }
        let start = sequence.start;
        let restart = match change.restart {
            Restart::No => None,
            Restart::AtStart => Some(start),
            Restart::At(number) => Some(number),
        };
        if let Some(number) = restart {
            // The next number is that, and its start stays what it was.
            sequence = sequence.restarted(start);
            sequence.set(number, false);
        }
        self.catalog.put_sequence(key.to_owned(), sequence);
        Ok(Outcome {
            command: "ALTER SEQUENCE",
            ..Outcome::default()
        })
    }

    /// Runs a DROP SEQUENCE.
    ///
    /// # Errors
    /// 42P01, 2BP01.
    pub fn drop_sequence_by_name(
        &mut self,
        key: &str,
        if_exists: bool,
        cascade: bool,
    ) -> Result<(), PgError> {
        if self.catalog.sequence(key).is_none() {
            return if if_exists {
                Ok(())
            } else {
                let error = refusal::no_relation(key);
                Err(PgError {
                    message: error.message.replacen("relation", "sequence", 1),
                    ..error
                })
            };
        }
        let uses = |default: &Option<ColumnDefault>| matches!(default, Some(ColumnDefault::Sequence(used)) if used == key);
        let is_used = self
            .relations()
            .any(|relation| relation.columns.iter().any(|column| uses(&column.default)));
        if is_used && !cascade {
            return Err(PgError::new(
                "2BP01",
                format!("cannot drop sequence \"{key}\" because other objects depend on it"),
            ));
        }
        self.redefine(|relation| {
            let mut is_changed = false;
            for column in &mut relation.columns {
                if uses(&column.default) {
                    column.default = None;
                    is_changed = true;
                }
            }
            is_changed
        })?;
        self.catalog.remove_sequence(key);
        Ok(())
    }
}
