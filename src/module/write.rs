//! Rows that come, change and go: `insert`, `bulkInsert`, `upsert`, `update`, `delete`, `increment`.

use super::failure::Failure;
use super::request::Request;
use super::session::Session;
use super::{Module, reply};
use crate::engine::postgres::{self, Outcome, Route, to_value};
use crate::orm::declare::{Attribute, Model, Registry, Type};
use crate::orm::js::{Js, Key};
use crate::orm::select::fields_of_where;
use crate::orm::write::{self, Change, Conflict, TableName};

/// What a command writes to.
struct Target<'a> {
    /// The table.
    table: TableName,
    /// Its model, where it has one.
    model: Option<&'a Model>,
    /// What is known of the columns of a table without a model.
    attributes: Vec<Attribute>,
}

impl<'a> Target<'a> {
    /// The model or the table that a command names.
    fn read(registry: &'a Registry, request: &Request) -> Result<Self, Failure> {
        if let Some(name) = request.text("model") {
            let model = registry
                .model(name)
                .ok_or_else(|| Failure::error(format!("{name} has not been defined")))?;
            return Ok(Self {
                table: table_of(model, request),
                model: Some(model),
                attributes: Vec::new(),
            });
        }
        let (name, schema) = registry
            .table(&request.js("table")?)
            .ok_or_else(|| Failure::error("the command names no table"))?;
        let mut attributes = Vec::new();
        if let Js::Object(entries) = request.js("attributes")? {
            for (key, given) in &entries {
                if let Key::Name(field) = key {
                    attributes.push(registry.attribute(field, given)?);
                }
            }
        }
        Ok(Self {
            table: TableName { schema, name },
            model: None,
            attributes,
        })
    }

    fn column(&self, name: &str) -> (Option<Type>, bool) {
        let attribute = match self.model {
            Some(model) => model
                .attribute_of_field(name)
                .or_else(|| model.attribute(name)),
            None => self.attributes.iter().find(|own| own.name == name),
        };
        let data_type = attribute.map(|attribute| attribute.data_type.clone());
        (
            data_type,
            attribute.is_some_and(|attribute| attribute.auto_increment),
        )
    }

    /// A condition with attributes named by their columns.
    fn where_(&self, given: Js) -> Js {
        match self.model {
            Some(model) => fields_of_where(model, &given),
            None => given,
        }
    }

    /// The columns to return; everything of a model is what its attributes are.
    fn returning(&self, given: Option<Vec<String>>) -> Option<Vec<String>> {
        match (given, self.model) {
            (Some(fields), Some(model)) if fields.is_empty() => {
                let own = model
                    .attributes
                    .iter()
                    .filter(|own| own.data_type.key != "VIRTUAL");
                Some(own.map(|own| own.field.clone()).collect())
            }
            (given, _) => given,
        }
    }
}

/// Rows to be inserted at once.
struct Rows {
    /// Their columns.
    fields: Vec<String>,
    /// Their values.
    rows: Vec<Vec<Js>>,
    /// What happens where one is there.
    conflict: Conflict,
    /// What is returned.
    returning: Option<Vec<String>>,
}

impl Rows {
    /// Inserts them: values go straight to the store, unless there are expressions among them.
    fn insert(self, registry: &Registry, session: &mut Session, target: &Target) -> Result<Outcome, Failure> {
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
        let rows = request.values("rows")?.into_iter().map(|row| match row {
            Js::Array(values) => values,
            other => vec![other],
        });
        let rows = Rows {
            fields: request.texts("fields").unwrap_or_default(),
            rows: rows.collect(),
            conflict,
            returning: target.returning(options.texts("returning")),
        };
        Ok(reply::rows(
            &rows.insert(registry, session, &target)?,
            false,
        ))
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

impl<'a> Target<'a> {
    /// A change of rows of this table.
    fn change(&'a self, registry: &'a Registry, where_: &'a Js) -> Change<'a> {
        Change {
            registry,
            table: &self.table,
            model: self.model,
            where_,
        }
    }
}

/// A model's table; `Model.schema(…)` is the same model over another schema's table.
pub(super) fn table_of(model: &Model, request: &Request) -> TableName {
    let own = TableName::of(model);
    TableName {
        schema: request.text("schema").map(str::to_owned).or(own.schema),
        name: own.name,
    }
}

/// What the store calls a table.
pub(super) fn store_key(table: &TableName) -> String {
    match table.schema.as_deref() {
        None | Some("public") => table.name.clone(),
        Some(schema) => format!("{schema}.{}", table.name),
    }
}

fn store_returning(returning: Option<&[String]>) -> Vec<String> {
    match returning {
        None => Vec::new(),
        Some([]) => vec!["*".to_owned()],
        Some(fields) => fields.to_vec(),
    }
}

/// The same for the store; a partial index's condition has to be read as SQL.
fn store_conflict(conflict: &Conflict) -> Option<postgres::Conflict> {
    Some(match conflict {
        Conflict::Refuse => postgres::Conflict::Fail,
        Conflict::Ignore => postgres::Conflict::Ignore,
        Conflict::Update {
            where_: Some(_), ..
        } => return None,
        Conflict::Update { fields, .. } if fields.is_empty() => return None,
        Conflict::Update { keys, fields, .. } => postgres::Conflict::Update {
            target: keys.clone(),
            columns: fields.clone(),
            predicate: None,
            condition: None,
        },
    })
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

/// Whether a value is one, not SQL to be run.
fn is_plain(value: &Js) -> bool {
    match value {
        Js::Fn(..) | Js::Col(_) | Js::Literal(_) | Js::Cast(..) | Js::Json(..) | Js::Where(..) => {
            false
        }
        Js::Array(items) => items.iter().all(is_plain),
        _ => true,
    }
}
