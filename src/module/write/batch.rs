//! Rows inserted at once, their values straight into the store.

use super::super::failure::Failure;
use super::super::session::Session;
use super::Target;
use super::store::{is_plain, store_conflict, store_key, store_returning};
use crate::engine::postgres::names::LONGEST;
use crate::engine::postgres::{self, Kind, Outcome, Relation, Route, Value, to_value};
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
    /// Whether a column that comes back as it was sent need only be named.
    pub is_short: bool,
}

/// What became of a batch.
#[derive(Default)]
pub struct Inserted {
    /// What the database says.
    pub outcome: Outcome,
    /// The columns left out of it, as they are what was sent.
    pub sent: Vec<String>,
}

impl Batch {
    /// Inserts them: values go straight to the store, unless there are expressions among them.
    pub fn insert(
        self,
        registry: &Registry,
        session: &mut Session,
        target: &Target,
    ) -> Result<Inserted, Failure> {
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
        // Without rows or columns it is a text that no database takes, and is refused as such.
        // Nor is a name too long, which the text has cut.
        let is_kept = |name: &String| name.len() <= LONGEST;
        let is_said = !self.rows.is_empty()
            && !self.fields.is_empty()
            && is_kept(&target.table.name)
            && self.fields.iter().all(is_kept);
        let Some(conflict) =
            store_conflict(&self.conflict).filter(|_| is_said && self.rows.iter().all(is_plain))
        else {
            let outcome = session.execute(&render(&self.rows)?)?;
            return Ok(outcome.into());
        };
        if session.wants_text() {
            session.note(render(&self.rows)?);
            if session.is_rendering() {
                return Ok(Inserted::default());
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
        let key = store_key(&target.table);
        let mut returned = store_returning(returning);
        let mut sent = Vec::new();
        if self.is_short && conflict == postgres::Conflict::Fail {
            let relation = session.relation(&key);
            returned.retain(|name| {
                let place = self.fields.iter().position(|field| field == name);
                let is_sent = place.zip(relation).is_some_and(|(place, relation)| {
                    self.rows.iter().all(|row| is_scalar(row.get(place)))
                        && comes_back(
                            relation,
                            name,
                            stored.iter().filter_map(|row| row.get(place)),
                        )
                });
                if is_sent {
                    sent.push(name.clone());
                }
                !is_sent
            });
        }
        let outcome = session.insert(&key, &self.fields, stored, conflict, &returned);
        if outcome.is_err() && !session.wants_text() {
            // The error names the statement that failed.
            session.note(render(&self.rows)?);
        }
        let outcome = outcome?;
        Ok(Inserted { outcome, sent })
    }
}

impl From<Outcome> for Inserted {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            sent: Vec::new(),
        }
    }
}

/// Whether a value is of the kinds that JavaScript and the store share.
const fn is_scalar(value: Option<&Js>) -> bool {
    matches!(
        value,
        None | Some(Js::Undefined | Js::Null | Js::Text(_) | Js::Number(_) | Js::Date(Some(_)))
    )
}

/// Whether a column keeps just the values given, texts, whole numbers and moments, and none stands for a default.
fn comes_back<'v>(
    relation: &Relation,
    name: &str,
    mut values: impl Iterator<Item = &'v Value>,
) -> bool {
    let Some(column) = relation.columns.iter().find(|column| column.name == name) else {
        return false;
    };
    values.all(|value| match (value, &column.of.kind) {
        (Value::Null, Kind::Text | Kind::Varchar(_) | Kind::Integer | Kind::TimestampTz) => {
            column.default.is_none()
        }
        (Value::Timestamp(_), Kind::TimestampTz) => true,
        (Value::Str(_), Kind::Text) => true,
        (Value::Str(text), Kind::Varchar(length)) => {
            length.is_none_or(|length| text.len() <= length as usize)
        }
        (Value::I64(number), Kind::Integer) => i32::try_from(*number).is_ok(),
        _ => false,
    })
}
