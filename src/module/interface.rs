//! `queryInterface`: tables, columns, indexes and constraints by name.

mod ask;

use super::failure::Failure;
use super::request::Request;
use super::session::Session;
use super::{Module, catalog, reply, sync};
use crate::engine::postgres::DescribedColumn;
use crate::orm::declare::{Attribute, Index, Registry, UniqueKey};
use crate::orm::js::{Js, Key};
use crate::orm::write::{self, TableName};

/// A call of a method, and what it works on.
pub(super) struct Call<'a> {
    pub registry: &'a Registry,
    pub session: &'a mut Session,
    pub arguments: Vec<Js>,
}

impl Module {
    pub(super) fn query_interface(&mut self, request: &Request) -> Result<String, Failure> {
        let method = request.required("method")?;
        let mut call = Call {
            registry: &self.registry,
            session: &mut self.session,
            arguments: request.values("arguments")?,
        };
        match method {
            "createTable" => call.create_table(),
            "dropTable" => call.drop_table(),
            "dropAllTables" => call.drop_all_tables(),
            "renameTable" => call.rename_table(),
            "addColumn" => call.add_column(),
            "removeColumn" => call.remove_column(),
            "changeColumn" => call.change_column(),
            "renameColumn" => call.rename_column(),
            "addIndex" => call.add_index(),
            "removeIndex" => call.remove_index(),
            "addConstraint" => call.add_constraint(),
            "removeConstraint" => call.remove_constraint(),
            "createSchema" if call.option(1, "ifNotExists") => {
                call.run_named("CREATE SCHEMA IF NOT EXISTS", ";")
            }
            "createSchema" => call.run_named("CREATE SCHEMA", ";"),
            "dropSchema" => call.run_named("DROP SCHEMA IF EXISTS", " CASCADE;"),
            "dropAllSchemas" => call.drop_all_schemas(),
            "dropEnum" => call.run_named("DROP TYPE IF EXISTS", "; "),
            "dropAllEnums" => call.drop_all_enums(),
            "createDatabase" | "dropDatabase" => Ok("null".to_owned()),
            _ => call.ask(method),
        }
    }
}

impl Call<'_> {
    pub(super) fn argument(&self, index: usize) -> &Js {
        self.arguments.get(index).unwrap_or(&Js::Undefined)
    }

    pub(super) fn text(&self, index: usize) -> Result<String, Failure> {
        match self.argument(index) {
            Js::Text(text) => Ok(text.clone()),
            _ => Err(Failure::error(format!("argument {index} is no text"))),
        }
    }

    /// The table an argument names, by text, by model or by `{ tableName, schema }`.
    pub(super) fn table(&self, index: usize) -> Result<TableName, Failure> {
        let (name, schema) = self
            .registry
            .table(self.argument(index))
            .ok_or_else(|| Failure::error(format!("argument {index} names no table")))?;
        Ok(TableName { schema, name })
    }

    /// Whether the options at that place have this one set.
    fn option(&self, index: usize, name: &str) -> bool {
        self.argument(index).get(name).is_some_and(Js::is_truthy)
    }

    pub(super) fn run(&mut self, sql: &str) -> Result<String, Failure> {
        let outcomes = self.session.execute_each(sql.to_owned(), Vec::new())?;
        Ok(reply::results(&outcomes))
    }

    fn run_named(&mut self, verb: &str, end: &str) -> Result<String, Failure> {
        let name = crate::orm::select::quote(&self.text(0)?);
        self.run(&format!("{verb} {name}{end}"))
    }

    fn create_table(&mut self) -> Result<String, Failure> {
        let mut table = self.table(0)?;
        let options = self.argument(2).clone();
        let schema = options.get("schema").and_then(Js::text).map(str::to_owned);
        let mut attributes: Vec<Attribute> = Vec::new();
        if let Js::Object(entries) = self.argument(1) {
            for (key, given) in entries {
                if let Key::Name(name) = key {
                    attributes.push(self.registry.attribute(name, given)?);
                }
            }
        }
        sync::ensure_enums(self.session, &table, &attributes, false, false)?;
        table.schema = table.schema.or(schema);
        let keys = unique_keys(&options);
        let comment = options.get("comment").and_then(Js::text);
        let without_keys = options
            .get("withoutForeignKeyConstraints")
            .is_some_and(Js::is_truthy);
        self.run(&write::create_table(
            &table,
            &attributes,
            &keys,
            comment,
            without_keys,
        )?)
    }

    fn drop_table(&mut self) -> Result<String, Failure> {
        let table = self.table(0)?;
        let cascade = self.option(1, "cascade") || self.option(1, "force");
        sync::drop_table(self.registry, self.session, &table, cascade)?;
        Ok("null".to_owned())
    }

    fn drop_all_tables(&mut self) -> Result<String, Failure> {
        let skip: Vec<String> = match self.argument(0).get("skip") {
            Some(Js::Array(names)) => names
                .iter()
                .filter_map(Js::text)
                .map(str::to_owned)
                .collect(),
            _ => Vec::new(),
        };
        self.session.note(write::show_tables("public"));
        let tables: Vec<TableName> = catalog::tables(self.session, "public")
            .iter()
            .map(|name| TableName::plain(name))
            .collect();
        for table in &tables {
            self.session.note(write::show_constraints(table));
        }
        for table in &tables {
            for key in catalog::foreign_keys(self.session, table) {
                self.session
                    .execute(&write::drop_constraint(table, &key.name))?;
            }
        }
        for table in tables.iter().filter(|table| !skip.contains(&table.name)) {
            sync::drop_table(self.registry, self.session, table, true)?;
        }
        Ok("null".to_owned())
    }

    fn rename_table(&mut self) -> Result<String, Failure> {
        let sql = write::rename_table(&self.table(0)?, &self.table(1)?);
        self.run(&sql)
    }

    fn add_column(&mut self) -> Result<String, Failure> {
        if (0..3).any(|index| !self.argument(index).is_truthy()) {
            return Err(Failure::error(
                "addColumn takes at least 3 arguments (table, attribute name, attribute definition)",
            ));
        }
        let name = self.text(1)?;
        let attribute = self.registry.attribute(&name, self.argument(2))?;
        let sql = write::add_column(&self.table(0)?, &name, &attribute)?;
        self.run(&sql)
    }

    fn remove_column(&mut self) -> Result<String, Failure> {
        let sql = write::remove_column(&self.table(0)?, &self.text(1)?);
        self.run(&sql)
    }

    fn change_column(&mut self) -> Result<String, Failure> {
        let name = self.text(1)?;
        let attribute = self.registry.attribute(&name, self.argument(2))?;
        let sql = write::change_column(&self.table(0)?, &name, &attribute)?;
        self.run(&sql)
    }

    fn rename_column(&mut self) -> Result<String, Failure> {
        let (table, before, after) = (self.table(0)?, self.text(1)?, self.text(2)?);
        let columns = self.describe(&table)?;
        if !columns.iter().any(|column| column.name == before) {
            return Err(Failure::error(format!(
                "Table {} doesn't have the column {before}",
                table.name
            )));
        }
        self.run(&write::rename_column(&table, &before, &after))
    }

    fn add_index(&mut self) -> Result<String, Failure> {
        let table = self.table(0)?;
        let (mut options, raw_name) = match (self.argument(1), self.argument(2)) {
            (fields @ Js::Array(_), options) => {
                let mut options = match options {
                    Js::Object(_) => options.clone(),
                    _ => Js::Object(Vec::new()),
                };
                set(&mut options, "fields", fields.clone());
                (options, self.argument(3).clone())
            }
            (options, raw_name) => (options.clone(), raw_name.clone()),
        };
        let given = options.get("prefix").and_then(Js::text);
        let prefix = given.or_else(|| raw_name.text()).unwrap_or(&table.name);
        let prefix = prefix.replace('.', "_").replace(['"', '\''], "");
        if matches!(options.get("name"), Some(Js::Object(_))) {
            set(&mut options, "name", Js::Undefined);
        }
        let index = Index::read(&options, &prefix)?;
        let sql = write::add_index(self.registry, &table, &index)?;
        self.run(&sql)
    }

    fn remove_index(&mut self) -> Result<String, Failure> {
        let concurrently = self
            .argument(2)
            .get("concurrently")
            .is_some_and(Js::is_truthy);
        let sql = write::remove_index(&self.table(0)?, self.argument(1), concurrently);
        self.run(&sql)
    }

    fn add_constraint(&mut self) -> Result<String, Failure> {
        let table = self.table(0)?;
        let sql = write::add_constraint(self.registry, &table, self.argument(1))?;
        self.run(&sql)
    }

    fn remove_constraint(&mut self) -> Result<String, Failure> {
        let sql = write::remove_constraint(&self.table(0)?, &self.text(1)?);
        self.run(&sql)
    }

    fn drop_all_schemas(&mut self) -> Result<String, Failure> {
        self.session.note(write::show_schemas());
        for schema in catalog::schemas(self.session) {
            let name = crate::orm::select::quote(&schema);
            self.session
                .execute(&format!("DROP SCHEMA IF EXISTS {name} CASCADE;"))?;
        }
        Ok("null".to_owned())
    }

    fn drop_all_enums(&mut self) -> Result<String, Failure> {
        self.session
            .note(write::list_enums(&TableName::plain(""), None));
        for (name, _) in catalog::enums(self.session, "public") {
            let name = crate::orm::select::quote(&name);
            self.session
                .execute(&format!("DROP TYPE IF EXISTS {name}; "))?;
        }
        Ok("null".to_owned())
    }

    /// A table's columns.
    pub(super) fn describe(&mut self, table: &TableName) -> Result<Vec<DescribedColumn>, Failure> {
        self.session.note(write::describe_table(table));
        let columns = catalog::columns(self.session, table);
        if columns.is_empty() {
            return Err(Failure::error(format!(
                "No description found for \"{}\" table. Check the table name and schema; remember, they _are_ case sensitive.",
                table.name
            )));
        }
        Ok(columns)
    }
}

/// `options.uniqueKeys`: `{ name: { fields, customIndex } }`.
fn unique_keys(options: &Js) -> Vec<UniqueKey> {
    let Some(Js::Object(entries)) = options.get("uniqueKeys") else {
        return Vec::new();
    };
    let keys = entries.iter().filter_map(|(key, given)| {
        let (Key::Name(name), Some(Js::Array(fields))) = (key, given.get("fields")) else {
            return None;
        };
        Some(UniqueKey {
            name: name.clone(),
            fields: fields
                .iter()
                .filter_map(Js::text)
                .map(str::to_owned)
                .collect(),
            column: String::new(),
            is_custom: given.get("customIndex").is_none_or(Js::is_truthy),
            message: None,
        })
    });
    keys.collect()
}

fn set(object: &mut Js, name: &str, value: Js) {
    if let Js::Object(entries) = object {
        entries.retain(|(key, _)| *key != Key::Name(name.to_owned()));
        entries.push((Key::Name(name.to_owned()), value));
    }
}
