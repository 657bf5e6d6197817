//! Rows that come, change and go: `insert`, `bulkInsert`, `upsert`, `update`, `delete`, `increment`.

mod batch;
mod store;
mod target;

pub(super) use store::store_key;
pub(super) use target::table_of;

use batch::Batch;
use store::{is_plain, store_conflict, store_returning};
use target::Target;

use super::failure::Failure;
use super::request::Request;
use super::{Module, reply};
use crate::engine::postgres::{Outcome, Route, to_value};
use crate::orm::declare::Model;
use crate::orm::js::Js;
use crate::orm::write::{self, Conflict};

impl Module {
    pub(super) fn insert(&mut self, request: &Request) -> Result<String, Failure> {
        let options = request.inner("options").or_else(|_| Request::parse("{}"))?;
        let ignores = options.flag("ignoreDuplicates") || request.flag("ignoreDuplicates");
        let conflict = if ignores {
            Conflict::Ignore
        } else {
            Conflict::Refuse
        };
        let values = request.pairs("values")?;
        if !options.flag("exception") {
            return self.insert_row(request, &values, &conflict);
        }
        // A row that is there must not end the transaction: `findOrCreate` goes on to find it.
        self.session.save()?;
        let outcome = self.insert_row(request, &values, &conflict);
        self.session.settle(outcome.is_err())?;
        outcome
    }

    pub(super) fn upsert(&mut self, request: &Request) -> Result<String, Failure> {
        let target = Target::read(&self.registry, request)?;
        let fields = request.texts("updateFields").unwrap_or_default();
        let keys = match request
            .texts("conflictFields")
            .filter(|keys| !keys.is_empty())
        {
            Some(keys) => keys,
            None => target
                .model
                .map_or_else(Vec::new, |model| write::upsert_keys(model, &fields)),
        };
        let where_ = request.js("conflictWhere")?;
        let conflict = Conflict::Update {
            keys,
            fields,
            where_: where_.is_truthy().then_some(where_),
        };
        self.insert_row(request, &request.pairs("insertValues")?, &conflict)
    }

    fn insert_row(
        &mut self,
        request: &Request,
        values: &[(String, Js)],
        conflict: &Conflict,
    ) -> Result<String, Failure> {
        let (registry, session) = (&self.registry, &mut self.session);
        let target = Target::read(registry, request)?;
        let returning = target.returning(request.texts("returning"));
        let render = || {
            let returning = returning.as_deref();
            write::insert(
                registry,
                &target.table,
                target.model,
                values,
                conflict,
                returning,
            )
        };
        let is_plain = !values.is_empty() && values.iter().all(|(_, value)| is_plain(value));
        let Some(stored) = store_conflict(conflict).filter(|_| is_plain) else {
            return Ok(reply::rows(&session.execute_bound(&render()?)?, false));
        };
        if session.wants_text() {
            session.note_bound(&render()?);
            if session.is_rendering() {
                return Ok("{}".to_owned());
            }
        }
        let fields: Vec<String> = values.iter().map(|(name, _)| name.clone()).collect();
        let row = values
            .iter()
            .map(|(name, value)| to_value(value, target.column(name).0.as_ref(), Route::Bind))
            .collect::<Result<Vec<_>, _>>()?;
        let outcome = session.insert(
            &store_key(&target.table),
            &fields,
            vec![row],
            stored,
            &store_returning(returning.as_deref()),
        );
        if outcome.is_err() && !session.wants_text() {
            session.note_bound(&render()?);
        }
        Ok(reply::rows(&outcome?, false))
    }

    pub(super) fn bulk_insert(&mut self, request: &Request) -> Result<String, Failure> {
        let (registry, session) = (&self.registry, &mut self.session);
        let target = Target::read(registry, request)?;
        let options = request.inner("options").or_else(|_| Request::parse("{}"))?;
        let conflict = match options.texts("updateOnDuplicate") {
            Some(fields) => {
                let keys = options
                    .texts("conflictAttributes")
                    .filter(|keys| !keys.is_empty());
                let where_ = options.js("conflictWhere")?;
                Conflict::Update {
                    keys: keys.unwrap_or_else(|| target.model.map_or_else(Vec::new, bulk_keys)),
                    fields,
                    where_: where_.is_truthy().then_some(where_),
                }
            }
            None if options.flag("ignoreDuplicates") => Conflict::Ignore,
            None => Conflict::Refuse,
        };
        let mut rows = request.take_rows();
        let shared = request.values("shared")?;
        for row in &mut rows {
            row.extend_from_slice(&shared);
        }
        let batch = Batch {
            fields: request.texts("fields").unwrap_or_default(),
            rows,
            conflict,
            returning: target.returning(options.texts("returning")),
            is_short: request.flag("isShort"),
        };
        let inserted = batch.insert(registry, session, &target)?;
        Ok(reply::rows_and_sent(&inserted.outcome, &inserted.sent))
    }

    pub(super) fn update(&mut self, request: &Request) -> Result<String, Failure> {
        let (registry, session) = (&self.registry, &mut self.session);
        let target = Target::read(registry, request)?;
        let where_ = target.where_(request.js("where")?);
        let returning = target.returning(request.texts("returning"));
        let change = target.change(registry, &where_);
        let Some(bound) = write::update(change, &request.pairs("values")?, returning.as_deref())?
        else {
            return Ok(reply::rows(&Outcome::default(), false));
        };
        Ok(reply::rows(&session.execute_bound(&bound)?, false))
    }

    pub(super) fn delete(&mut self, request: &Request) -> Result<String, Failure> {
        let (registry, session) = (&self.registry, &mut self.session);
        let target = Target::read(registry, request)?;
        let sql = if request.flag("truncate") {
            write::truncate(
                &target.table,
                request.flag("restartIdentity"),
                request.flag("cascade"),
            )
        } else {
            let where_ = target.where_(request.js("where")?);
            write::delete(
                target.change(registry, &where_),
                Some(&request.js("limit")?),
            )?
        };
        let outcome = session.execute(&sql)?;
        Ok(reply::object(&[("count", outcome.count.to_string())]))
    }

    pub(super) fn increment(&mut self, request: &Request) -> Result<String, Failure> {
        let (registry, session) = (&self.registry, &mut self.session);
        let target = Target::read(registry, request)?;
        let where_ = target.where_(request.js("where")?);
        let sql = write::increment(
            target.change(registry, &where_),
            request.text("operator").unwrap_or("+"),
            &request.pairs("by")?,
            &request.pairs("extra")?,
            request.texts("returning").as_deref(),
        )?;
        Ok(reply::rows(&session.execute(&sql)?, false))
    }
}

/// The columns that tell whether a row is there, where `bulkCreate` is not told.
fn bulk_keys(model: &Model) -> Vec<String> {
    let mut keys = Vec::new();
    for index in model
        .indexes
        .iter()
        .filter(|index| index.unique && index.where_.is_none())
    {
        keys.extend(
            index
                .fields
                .iter()
                .filter_map(|field| field.value.text().map(str::to_owned)),
        );
    }
    if let Some(first) = model.unique_keys().into_iter().next() {
        keys.extend(first.fields);
    }
    if keys.is_empty() {
        keys.extend(model.primary_keys().map(|key| key.field.clone()));
    }
    keys
}
