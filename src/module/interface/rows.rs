//! `queryInterface.bulkInsert`, `bulkUpdate` and `bulkDelete`: rows of a table that may have no model.

use super::Call;
use crate::module::failure::Failure;
use crate::module::reply;
use crate::module::write::{Rows, Target};
use crate::orm::js::{Js, Key};
use crate::orm::write::{self, Change, Conflict};

impl Call<'_> {
    pub(super) fn bulk_insert(&mut self) -> Result<String, Failure> {
        let records = match self.argument(1) {
            Js::Array(records) => records.clone(),
            _ => Vec::new(),
        };
        let mut fields: Vec<String> = Vec::new();
        for (name, _) in records.iter().flat_map(entries) {
            if !fields.iter().any(|own| own == name) {
                fields.push(name.to_owned());
            }
        }
        let rows = records.iter().map(|record| {
            let values = fields
                .iter()
                .map(|name| record.get(name).cloned().unwrap_or(Js::Undefined));
            values.collect()
        });
        let options = self.argument(2);
        let texts = |name: &str| match options.get(name) {
            Some(Js::Array(items)) => Some(
                items
                    .iter()
                    .filter_map(Js::text)
                    .map(str::to_owned)
                    .collect(),
            ),
            Some(Js::Boolean(true)) => Some(Vec::new()),
            _ => None,
        };
        let ignores = options.get("ignoreDuplicates").is_some_and(Js::is_truthy);
        let conflict = match texts("updateOnDuplicate") {
            Some(fields) => Conflict::Update {
                keys: texts("upsertKeys").unwrap_or_default(),
                fields,
                where_: options.get("conflictWhere").cloned(),
            },
            None if ignores => Conflict::Ignore,
            None => Conflict::Refuse,
        };
        let rows = Rows {
            rows: rows.collect(),
            conflict,
            returning: texts("returning"),
            fields,
        };
        let target = Target {
            table: self.table(0)?,
            model: None,
            attributes: Vec::new(),
        };
        let outcome = rows.insert(self.registry, self.session, &target)?;
        Ok(reply::rows(&outcome, true))
    }

    pub(super) fn bulk_update(&mut self) -> Result<String, Failure> {
        let table = self.table(0)?;
        let values: Vec<(String, Js)> = entries(self.argument(1))
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect();
        let returning = match self.argument(3).get("returning") {
            Some(Js::Array(items)) => Some(
                items
                    .iter()
                    .filter_map(Js::text)
                    .map(str::to_owned)
                    .collect(),
            ),
            Some(given) if given.is_truthy() => Some(Vec::new()),
            _ => None,
        };
        let returning: Option<Vec<String>> = returning;
        let change = Change {
            registry: self.registry,
            table: &table,
            model: None,
            where_: self.argument(2),
        };
        match write::update(change, &values, returning.as_deref())? {
            Some(bound) => Ok(reply::rows(&self.session.execute_bound(&bound)?, true)),
            None => Ok(reply::rows(
                &crate::engine::postgres::Outcome::default(),
                true,
            )),
        }
    }

    pub(super) fn bulk_delete(&mut self) -> Result<String, Failure> {
        let table = self.table(0)?;
        let options = self.argument(2);
        let is_set = |name: &str| options.get(name).is_some_and(Js::is_truthy);
        let sql = if is_set("truncate") {
            write::truncate(&table, is_set("restartIdentity"), is_set("cascade"))
        } else {
            let change = Change {
                registry: self.registry,
                table: &table,
                model: None,
                where_: self.argument(1),
            };
            write::delete(change, options.get("limit"))?
        };
        self.run(&sql)
    }
}

fn entries(record: &Js) -> impl Iterator<Item = (&str, &Js)> {
    let entries = match record {
        Js::Object(entries) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().filter_map(|(key, value)| match key {
        Key::Name(name) => Some((name.as_str(), value)),
        Key::Op(_) => None,
    })
}
