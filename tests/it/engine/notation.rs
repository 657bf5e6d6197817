//! A small notation for tables and rows, so that a test reads as its story.
//!
//! `Posts: id pk auto, title string, userId integer? > Users.id cascade` is a table.
use gluesql::core::ast::Statement as EngineStatement;
use gluesql::prelude::{Error, parse, translate};
use relata::engine::protocol::{
    Action, Change, Command, EngineError, Ledger, Reply, Revision, RowId, Rows, Statement, Step,
};
use relata::engine::session::Session;
use relata::orm::migration::Operation;
use relata::orm::schema::{DataType, DefaultValue, ReferentialAction};
use relata::orm::sql::{Column, Reference, Table};
use relata::orm::value::Value;

/// 2024-01-01T00:00:00.000Z, the clock of every change here.
pub const NOW: f64 = 1_704_067_200_000.0;

/// One statement, as `GlueSQL` reads it from SQL.
pub fn read(sql: &str) -> Result<EngineStatement, Error> {
    let statements = parse(sql)?;
    assert_eq!(statements.len(), 1, "{sql}");
    translate(&statements[0])
}

/// A database driven by steps.
pub struct Database {
    pub session: Session,
    pub changes: Vec<Change>,
    pub statements: Vec<Statement>,
    pub effects: Vec<String>,
    next: u32,
}

impl Database {
    /// A database with those tables, all empty.
    pub fn new(tables: &[&str]) -> Self {
        let mut database = Self {
            session: Session::new(),
            changes: Vec::new(),
            statements: Vec::new(),
            effects: Vec::new(),
            next: 1,
        };
        for notation in tables {
            database
                .migrate(vec![Operation::CreateTable {
                    table: table(notation),
                }])
                .unwrap();
        }
        database
    }

    /// Makes a change of those steps.
    pub fn apply(&mut self, steps: Vec<Step>) -> Result<Revision, EngineError> {
        let revision = Revision(self.next);
        self.next += 1;
        let change = Change {
            revision,
            now: NOW,
            seed: revision.0,
            steps,
        };
        let reply = self.session.execute(Command::Apply(change.clone()))?;
        let Reply::Done {
            revision,
            effects,
            statements,
            ..
        } = reply
        else {
            panic!("{reply:?}")
        };
        self.changes.push(change);
        self.statements = statements;
        self.effects = effects
            .iter()
            .map(|effect| {
                let verb = match effect.action {
                    Action::Inserted => "insert",
                    Action::Updated => "update",
                    Action::Deleted => "delete",
                    Action::SetNull => "null",
                };
                let by = effect
                    .by
                    .as_ref()
                    .map(|by| format!(" by {by}"))
                    .unwrap_or_default();
                let rows = effect
                    .rows
                    .iter()
                    .map(|(_, key)| key.as_str())
                    .collect::<Vec<_>>()
                    .join(" ");
                format!("{verb} {}{by}: {rows}", effect.table)
            })
            .collect();
        Ok(revision)
    }

    pub fn migrate(&mut self, operations: Vec<Operation>) -> Result<Revision, EngineError> {
        self.apply(vec![Step::Migrate {
            operations,
            ledger: None,
        }])
    }

    pub fn migrate_as(
        &mut self,
        operations: Vec<Operation>,
        ledger: Ledger,
    ) -> Result<Revision, EngineError> {
        self.apply(vec![Step::Migrate {
            operations,
            ledger: Some(ledger),
        }])
    }

    /// Inserts rows of those columns, as JSON arrays: `[1, "Ann", null]`.
    pub fn insert(
        &mut self,
        table: &str,
        columns: &str,
        rows: &[&str],
    ) -> Result<Revision, EngineError> {
        self.apply(vec![Step::Insert {
            table: table.to_owned(),
            columns: columns.split_whitespace().map(str::to_owned).collect(),
            rows: rows.iter().map(|row| values(row)).collect(),
        }])
    }

    /// Changes columns of the row with that text as its primary key.
    pub fn update(
        &mut self,
        table: &str,
        key: &str,
        columns: &str,
        row: &str,
    ) -> Result<Revision, EngineError> {
        let row_id = self.row_id(table, key);
        let values = columns
            .split_whitespace()
            .map(str::to_owned)
            .zip(values(row))
            .collect();
        self.apply(vec![Step::Update {
            table: table.to_owned(),
            row: row_id,
            values,
        }])
    }

    /// Deletes the rows with those primary keys.
    pub fn delete(&mut self, table: &str, keys: &[&str]) -> Result<Revision, EngineError> {
        let rows = keys.iter().map(|key| self.row_id(table, key)).collect();
        self.apply(vec![Step::Delete {
            table: table.to_owned(),
            rows,
        }])
    }

    /// The rows of a table as the protocol gives them.
    pub fn read(&mut self, table: &str) -> Rows {
        let command = Command::Rows {
            table: table.to_owned(),
            offset: 0,
            limit: u32::MAX,
        };
        match self.session.execute(command) {
            Ok(Reply::Rows(rows)) => rows,
            other => panic!("{other:?}"),
        }
    }

    /// The rows of a table, one a line, columns by commas.
    pub fn rows(&mut self, table: &str) -> String {
        let rows = self.read(table).rows;
        let lines = rows
            .iter()
            .map(|(_, row)| row.iter().map(shown).collect::<Vec<_>>().join(", "));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// All tables and rows, as text to compare.
    pub fn state(&mut self) -> String {
        let names: Vec<String> = self
            .session
            .store()
            .tables()
            .iter()
            .map(|table| table.definition().name.clone())
            .collect();
        let tables = names.iter().map(|name| {
            let definition = format!(
                "{:?}",
                self.session.store().table(name).unwrap().definition()
            );
            let rows: Vec<_> = self
                .read(name)
                .rows
                .iter()
                .map(|row| format!("{row:?}"))
                .collect();
            format!("{definition}\n{}", rows.join("\n"))
        });
        tables.collect::<Vec<_>>().join("\n\n")
    }

    /// The id of the row whose first column reads so.
    pub fn row_id(&mut self, table: &str, key: &str) -> RowId {
        let rows = self.read(table).rows;
        let found = rows.iter().find(|(_, row)| shown(&row[0]) == key);
        found.unwrap_or_else(|| panic!("no {key} in {table}")).0
    }
}

/// A value as a test writes it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Text(text) | Value::Json(text) => text.clone(),
        Value::Bytes(bytes) => format!("{bytes:?}"),
    }
}

/// A row of a JSON array.
pub fn values(json: &str) -> Vec<Value> {
    let items: Vec<serde_json::Value> =
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    items.into_iter().map(value).collect()
}

fn value(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Boolean(value),
        serde_json::Value::Number(number) => number
            .as_i64()
            .map_or_else(|| Value::Float(number.as_f64().unwrap()), Value::Integer),
        serde_json::Value::String(text) => Value::Text(text),
        json => Value::Json(json.to_string()),
    }
}

/// A table of its notation.
pub fn table(notation: &str) -> Table {
    let (name, columns) = notation.split_once(':').unwrap();
    let (columns, unique_keys): (Vec<_>, Vec<_>) = columns
        .split(',')
        .map(str::trim)
        .partition(|part| !part.starts_with("unique"));
    Table {
        name: name.trim().to_owned(),
        columns: columns
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(column)
            .collect(),
        unique_keys: unique_keys
            .iter()
            .map(|key| key.split_whitespace().skip(1).map(str::to_owned).collect())
            .collect(),
    }
}

/// A column of its notation: `userId integer? unique > Users.id cascade setnull`.
pub fn column(notation: &str) -> Column {
    let (own, reference) = match notation.split_once('>') {
        Some((own, reference)) => (own, Some(reference)),
        None => (notation, None),
    };
    let mut words = own.split_whitespace();
    let name = words.next().unwrap().to_owned();
    let words: Vec<_> = words.collect();
    let data_type = words.first().copied().unwrap_or("integer");
    let rest = &words[1.min(words.len())..];
    let default = rest.iter().find_map(|word| word.strip_prefix('='));
    let is_key = words.contains(&"pk");
    Column {
        name,
        data_type: data_type_of(data_type.trim_end_matches('?')),
        allow_null: data_type.ends_with('?'),
        unique: rest.contains(&"unique"),
        primary_key: is_key,
        auto_increment: words.contains(&"auto"),
        default_value: default.map(|default| match default {
            "now" => DefaultValue::Now,
            "uuid" => DefaultValue::UuidV4,
            json => DefaultValue::Literal(value(serde_json::from_str(json).unwrap())),
        }),
        references: reference.map(reference_of),
    }
}

fn data_type_of(word: &str) -> DataType {
    let (name, size) = word.split_once('(').map_or((word, None), |(name, size)| {
        (name, Some(size.trim_end_matches(')')))
    });
    let length = size.and_then(|size| size.parse().ok());
    match name {
        "string" => DataType::String(length),
        "char" => DataType::Char(length),
        "text" => DataType::Text,
        "smallint" => DataType::SmallInt,
        "pk" | "auto" | "integer" => DataType::Integer,
        "bigint" => DataType::BigInt,
        "float" => DataType::Float,
        "real" => DataType::Real,
        "double" => DataType::Double,
        "decimal" => DataType::Decimal(size.and_then(|size| {
            let (precision, scale) = size.split_once('.')?;
            Some((precision.parse().ok()?, scale.parse().ok()?))
        })),
        "boolean" => DataType::Boolean,
        "date" => DataType::Date,
        "dateonly" => DataType::DateOnly,
        "time" => DataType::Time,
        "uuid" => DataType::Uuid,
        "json" => DataType::Json,
        "jsonb" => DataType::Jsonb,
        "blob" => DataType::Blob,
        "enum" => DataType::Enum(size.unwrap().split('|').map(str::to_owned).collect()),
        other => panic!("no type {other}"),
    }
}

/// `Users.id cascade setnull`: on delete, then on update, which is to cascade where it is not said.
fn reference_of(notation: &str) -> Reference {
    let mut words = notation.split_whitespace();
    let (table, column) = words.next().unwrap().split_once('.').unwrap();
    let action = |word: &str| match word {
        "cascade" => ReferentialAction::Cascade,
        "setnull" => ReferentialAction::SetNull,
        "restrict" => ReferentialAction::Restrict,
        "noaction" => ReferentialAction::NoAction,
        other => panic!("no action {other}"),
    };
    Reference {
        table: table.to_owned(),
        column: column.to_owned(),
        on_delete: words.next().map_or(ReferentialAction::Cascade, action),
        on_update: words.next().map_or(ReferentialAction::Cascade, action),
    }
}
