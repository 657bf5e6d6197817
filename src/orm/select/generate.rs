//! A validated find as a SELECT: Sequelize's `selectQuery`.
//!
//! With a limit and an include that multiplies rows there are two queries: the model's rows
//! are limited in a sub-query, and the rest is joined to that. Each include says in which of
//! the two it stands.

mod attribute;
mod filter;
mod grouped;
mod join;
mod lock;
mod order;
mod quoted;
mod through;
mod tree;

use std::cell::RefCell;
use std::rc::Rc;

use super::condition::{Scope, condition};
use super::identifier::{quote, quote_table};
use super::include::{Include, model_of};
use super::literal::{Target, escape_for};
use crate::orm::declare::{ErrorClass, Model, OrmError, Registry};
use crate::orm::js::{Js, Key};

pub use grouped::Grouped;

/// What a SELECT is made of.
pub struct Query<'a> {
    /// All models.
    pub registry: &'a Registry,
    /// The model selected from.
    pub model: &'a Model,
    /// The tree of includes, as its root.
    pub root: &'a Include,
    /// What is selected; nothing says all columns.
    pub attributes: Option<Vec<Js>>,
    /// The condition.
    pub where_: Option<Js>,
    /// Whether the options name a condition at all.
    pub limit: Option<Js>,
    /// How many rows are skipped.
    pub offset: Option<Js>,
    /// The order.
    pub order: Option<Js>,
    /// The groups.
    pub group: Option<Js>,
    /// The condition on groups.
    pub having: Option<Js>,
    /// Whether the model's rows are limited in a sub-query.
    pub has_inner: bool,
    /// The alias of the table, where it is not the model's name.
    pub table_alias: Option<String>,
    /// The model under that alias.
    pub renamed: Option<&'a Model>,
    /// Whether includes select nothing.
    pub ignores_attributes: bool,
    /// Whether attributes with a dot are prefixed too.
    pub dot_notation: bool,
    /// One limit for each value of a key.
    pub grouped: Option<Grouped>,
    /// The options of locking.
    pub options: &'a Include,
    /// The paths of includes whose scope on the table of pairs is said once more: a filter
    /// above validates them again, and Sequelize adds it to the same object.
    pub repeats: Rc<RefCell<Vec<String>>>,
}

impl<'a> Query<'a> {
    /// A SELECT of a model with the includes of a tree and nothing else.
    pub fn new(registry: &'a Registry, model: &'a Model, root: &'a Include) -> Self {
        Self {
            registry,
            model,
            root,
            attributes: None,
            where_: None,
            limit: None,
            offset: None,
            order: None,
            group: None,
            having: None,
            has_inner: false,
            table_alias: None,
            renamed: None,
            ignores_attributes: false,
            dot_notation: false,
            grouped: None,
            options: root,
            repeats: Rc::default(),
        }
    }

    /// The model whose attributes are meant, where there is one.
    fn own_model(&self) -> Option<&Model> {
        Some(self.renamed.unwrap_or(self.model)).filter(|model| !model.is_of_table())
    }

    /// The quoted alias of the table, or the table where it has none.
    pub fn alias(&self) -> String {
        if self.model.is_of_table() {
            return self.table();
        }
        quote(self.table_alias.as_ref().unwrap_or(&self.model.name))
    }

    fn table(&self) -> String {
        quote_table(self.model.schema.as_deref(), &self.model.table_name)
    }

    /// The statement, with the closing `;`.
    ///
    /// # Errors
    /// What Sequelize would throw of it.
    pub fn sql(mut self) -> Result<String, OrmError> {
        let alias = self.alias();
        let mut attributes = self.own_attributes(&alias)?;
        let mut inner_attributes = Vec::new();
        if self.has_inner || self.grouped.is_some() {
            inner_attributes = std::mem::replace(&mut attributes, vec![format!("{alias}.*")]);
        }
        let mut joins = tree::Joins::default();
        let mut filters = Vec::new();
        for include in self.root.children() {
            if include.separate == Some(true) {
                continue;
            }
            let joined = self.include(include, &[self.root], &alias, &mut filters)?;
            joins.main.push_str(&joined.main);
            joins.inner.push_str(&joined.inner);
            add_new(&mut attributes, joined.main_attributes);
            add_new(&mut inner_attributes, joined.inner_attributes);
        }
        self.add_filters(filters);
        let (mut main, mut inner) = (String::new(), String::new());
        if self.has_inner {
            inner = self.select_from(&inner_attributes, &self.table(), &alias)?;
            inner.push_str(&joins.inner);
        } else if self.grouped.is_some() {
            let tables = self.grouped_tables()?;
            main = self.select_from(&attributes, &tables, &alias)?;
            main.push_str(&joins.main);
        } else {
            main = self.select_from(&attributes, &self.table(), &alias)?;
            main.push_str(&joins.main);
        }
        let rows = if self.has_inner {
            &mut inner
        } else {
            &mut main
        };
        self.filter_rows(rows, &alias)?;
        if let Some(order) = self.order.take_if(|order| order.is_truthy()) {
            let (outer, within) = self.orders(&order)?;
            if !outer.is_empty() {
                main.push_str(&format!(" ORDER BY {}", outer.join(", ")));
            }
            if !within.is_empty() {
                inner.push_str(&format!(" ORDER BY {}", within.join(", ")));
            }
        }
        if self.grouped.is_none() {
            let rows = if self.has_inner {
                &mut inner
            } else {
                &mut main
            };
            for (word, value) in [("LIMIT", &self.limit), ("OFFSET", &self.offset)] {
                if let Some(value) = value.as_ref().filter(|value| **value != Js::Null) {
                    rows.push_str(&format!(" {word} {}", escape_for(value, Target::Unknown)?));
                }
            }
        }
        if self.has_inner {
            self.check_attributes(&attributes, &alias)?;
            main = format!(
                "SELECT {} FROM ({inner}) AS {alias}{}{main}",
                attributes.join(", "),
                joins.main
            );
        }
        main.push_str(&lock::clause(self.options));
        main.push(';');
        Ok(main)
    }

    /// WHERE, GROUP BY and HAVING.
    fn filter_rows(&self, rows: &mut String, alias: &str) -> Result<(), OrmError> {
        if let Some(where_) = self.where_.as_ref().filter(|_| self.grouped.is_none()) {
            let where_ = condition(where_, Scope::new(Some(self.model), Some(alias)))?;
            if !where_.is_empty() {
                rows.push_str(&format!(" WHERE {where_}"));
            }
        }
        if let Some(group) = self.group.as_ref().filter(|group| group.is_truthy()) {
            let groups = match group {
                Js::Array(list) => list
                    .iter()
                    .map(quoted::group)
                    .collect::<Result<Vec<_>, _>>()?
                    .join(", "),
                one => quoted::group(one)?,
            };
            if !groups.is_empty() {
                rows.push_str(&format!(" GROUP BY {groups}"));
            }
        }
        if let Some(having) = &self.having {
            let having = condition(having, Scope::new(Some(self.model), None))?;
            if !having.is_empty() {
                rows.push_str(&format!(" HAVING {having}"));
            }
        }
        Ok(())
    }

    /// Puts the filters of includes among the conditions, where these are an object.
    fn add_filters(&mut self, filters: Vec<(String, String)>) {
        for (name, sql) in filters {
            let where_ = self.where_.take().unwrap_or(Js::Undefined);
            let mut object = match where_ {
                Js::Undefined | Js::Null => Vec::new(),
                Js::Object(object) => object,
                other => {
                    self.where_ = Some(other);
                    continue;
                }
            };
            let key = Key::Name(format!("__{name}"));
            match object.iter_mut().find(|entry| entry.0 == key) {
                Some(entry) => entry.1 = Js::Literal(sql),
                None => object.push((key, Js::Literal(sql))),
            }
            self.where_ = Some(Js::Object(object));
        }
    }

    fn select_from(
        &self,
        attributes: &[String],
        tables: &str,
        alias: &str,
    ) -> Result<String, OrmError> {
        self.check_attributes(attributes, alias)?;
        let attributes = attributes.join(", ");
        Ok(if self.model.is_of_table() {
            format!("SELECT {attributes} FROM {tables}")
        } else {
            format!("SELECT {attributes} FROM {tables} AS {alias}")
        })
    }

    fn check_attributes(&self, attributes: &[String], alias: &str) -> Result<(), OrmError> {
        if !attributes.is_empty() {
            return Ok(());
        }
        Err(OrmError::new(
            ErrorClass::Query,
            format!(
                "Attempted a SELECT query for model '{}' as {alias} without selecting any columns",
                self.model.name
            ),
        ))
    }

    fn model_of(&self, include: &Include) -> Result<&'a Model, OrmError> {
        model_of(self.registry, &include.model)
    }
}

fn add_new(all: &mut Vec<String>, more: Vec<String>) {
    if more.is_empty() {
        return;
    }
    let mut known = std::collections::HashSet::new();
    all.extend(more);
    all.retain(|attribute| known.insert(attribute.clone()));
}
