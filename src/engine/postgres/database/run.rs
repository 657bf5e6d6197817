//! One command to the part that carries it out.

use gluesql::core::sqlparser::ast::{Insert, Query, SetExpr, Statement};
use gluesql::prelude::Value;

use crate::engine::postgres::read::{Command, Dropped, Unparsed};
use crate::engine::postgres::relation::key_of;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Kind, Outcome, PgError, Returned, query, refusal};

impl Work<'_> {
    /// Carries out a command.
    ///
    /// # Errors
    /// What Postgres refuses.
    pub fn run(&mut self, command: &Command) -> Result<Outcome, PgError> {
        match command {
            Command::Sql(statement, unparsed) => self.run_sql(statement, unparsed),
            Command::Do(code) => self.run_block(code),
            Command::CreateEnum(schema, name, values) => {
                self.create_enum(schema, name, values.clone())
            }
            Command::AlterType(key, alter) => self.alter_enum(key, alter),
            Command::Drop {
                what,
                names,
                if_exists,
                cascade,
            } => self.run_drop(*what, names, *if_exists, *cascade),
            Command::CreateSchema(name, if_not_exists) => self.create_schema(name, *if_not_exists),
            Command::CreateSequence {
                schema,
                name,
                if_not_exists,
                change,
            } => self.create_sequence(schema, name, *if_not_exists, change),
            Command::AlterSequence(key, change) => self.alter_sequence(key, change),
            Command::RenameIndex(schema, from, to) => {
                self.rename_index(schema, from, to)?;
                Ok(of("ALTER INDEX"))
            }
            Command::MoveTable(table, schema) => {
                let name = self.relation(table)?.name.clone();
                self.move_table(table, schema, &name)?;
                Ok(of("ALTER TABLE"))
            }
            Command::Truncate(tables) => self.truncate(tables),
            Command::Comment(on, text) => self.comment(on, text.clone()),
            Command::Show(name) => show(name),
            Command::Nothing(command) => Ok(of(command)),
            Command::SetConstraints(..)
            | Command::SetIsolation(_)
            | Command::Begin(_)
            | Command::Commit
            | Command::Rollback
            | Command::Savepoint(_)
            | Command::Release(_)
            | Command::RollbackTo(_) => Err(refusal::unsupported(
                "a transaction command inside a block of code",
            )),
        }
    }

    fn run_sql(&mut self, statement: &Statement, unparsed: &Unparsed) -> Result<Outcome, PgError> {
        match statement {
            Statement::Query(query) => self.run_query(query),
            Statement::Insert(insert) => self.insert(insert, unparsed),
            Statement::Update {
                table,
                assignments,
                from,
                selection,
                returning,
            } => self.update(
                table,
                assignments,
                from.as_ref(),
                selection.as_ref(),
                returning.as_deref(),
            ),
            Statement::Delete(delete) => self.delete(delete),
            Statement::CreateTable(create) => self.create_table(create),
            Statement::CreateIndex(create) => self.create_index(create),
            Statement::AlterTable {
                name,
                if_exists,
                operations,
                ..
            } => self.alter_table(name, *if_exists, operations),
            other => {
                let text = other.to_string();
                let words: Vec<&str> = text.split_whitespace().take(2).collect();
                Err(refusal::unsupported(&words.join(" ")))
            }
        }
    }

    /// A query, or a statement that writes behind a WITH.
    fn run_query(&mut self, query: &Query) -> Result<Outcome, PgError> {
        match &*query.body {
            SetExpr::Insert(Statement::Insert(insert)) if query.with.is_some() => {
                let mut insert: Insert = insert.clone();
                if let Some(source) = &mut insert.source
                    && source.with.is_none()
                {
                    source.with.clone_from(&query.with);
                }
                self.insert(&insert, &Unparsed::default())
            }
            SetExpr::Insert(statement) | SetExpr::Update(statement) => {
                self.run_sql(statement, &Unparsed::default())
            }
            _ => query::run(query, self.runtime),
        }
    }

    fn run_drop(
        &mut self,
        what: Dropped,
        names: &[(String, String)],
        if_exists: bool,
        cascade: bool,
    ) -> Result<Outcome, PgError> {
        let keys: Vec<String> = names
            .iter()
            .map(|(schema, name)| key_of(schema, name))
            .collect();
        match what {
            Dropped::Table => self.drop_tables(&keys, if_exists, cascade),
            Dropped::Type => self.drop_enums(&keys, if_exists, cascade),
            Dropped::Index => self.drop_indexes(names, if_exists, cascade),
            Dropped::Schema => {
                let names: Vec<String> = names.iter().map(|(_, name)| name.clone()).collect();
                self.drop_schemas(&names, if_exists, cascade)
            }
            Dropped::Sequence => {
                for key in &keys {
                    self.drop_sequence_by_name(key, if_exists, cascade)?;
                }
                Ok(of("DROP SEQUENCE"))
            }
        }
    }
}

/// The outcome of a command that returns nothing.
pub fn of(command: &'static str) -> Outcome {
    Outcome {
        command,
        ..Outcome::default()
    }
}

/// `SHOW`: the settings code asks for.
fn show(name: &str) -> Result<Outcome, PgError> {
    let value = match name {
        "server_version" => "15.0",
        "server_version_num" => "150000",
        "search_path" => "\"$user\", public",
        "timezone" | "time zone" => "UTC",
        "server_encoding" | "client_encoding" => "UTF8",
        "standard_conforming_strings" => "on",
        "transaction isolation level" | "transaction_isolation" => "read committed",
        "datestyle" => "ISO, MDY",
        _ => {
            return Err(PgError::new(
                "42704",
                format!("unrecognized configuration parameter \"{name}\""),
            ));
        }
    };
    Ok(Outcome {
        columns: vec![(name.replace(' ', "_"), Kind::Text)],
        rows: Returned::Made(vec![vec![Value::Str(value.to_owned())]]),
        count: 1,
        command: "SHOW",
    })
}
