//! Rows inserted at once, their values straight into the store.

use super::super::failure::Failure;
use super::super::session::Session;
use super::Target;
use super::store::{is_plain, store_conflict, store_key, store_returning};
use crate::engine::postgres::{Outcome, Route, to_value};
use crate::orm::declare::{Registry, Type};
use crate::orm::js::Js;
use crate::orm::write::{self, Conflict};

/// Rows to be inserted at once.
pub struct Batch {
    /// Their columns.
    pub fields: Vec<String>,
    /// Their values.
    pub rows: Vec<Vec<Js>>,
    /// What happens where one is there.
    pub conflict: Conflict,
    /// What is returned.
    pub returning: Option<Vec<String>>,
}

impl Batch {
    /// Inserts them: values go straight to the store, unless there are expressions among them.
    pub fn insert(
        self,
        registry: &Registry,
        session: &mut Session,
        target: &Target,
    ) -> Result<Outcome, Failure> {
        let columns: Vec<(String, Option<Type>, bool)> = self
            .fields
            .iter()
            .map(|name| {
                let (data_type, is_counted) = target.column(name);
                (name.clone(), data_type, is_counted)
            })
            .collect();
        let returning = self.returning.as_deref();
        let render = |rows: &[Vec<Js>]| {
            write::bulk_insert(
                registry,
                &target.table,
                &columns,
                rows,
                &self.conflict,
                returning,
            )
        };
        let is_plain = |row: &Vec<Js>| row.iter().all(is_plain);
        let Some(conflict) =
            store_conflict(&self.conflict).filter(|_| self.rows.iter().all(is_plain))
        else {
            return session.execute(&render(&self.rows)?);
        };
        if session.wants_text() {
            session.note(render(&self.rows)?);
            if session.is_rendering() {
                return Ok(Outcome::default());
            }
        }
        let mut stored = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let values = columns
                .iter()
                .enumerate()
                .map(|(index, (_, data_type, _))| {
                    let value = row.get(index).unwrap_or(&Js::Undefined);
                    to_value(value, data_type.as_ref(), Route::Literal)
                });
            stored.push(values.collect::<Result<Vec<_>, _>>()?);
        }
        let outcome = session.insert(
            &store_key(&target.table),
            &self.fields,
            stored,
            conflict,
            &store_returning(returning),
        );
        if outcome.is_err() && !session.wants_text() {
            // The error names the statement that failed.
            session.note(render(&self.rows)?);
        }
        outcome
    }
}
