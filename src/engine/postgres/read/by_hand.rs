//! What the parser cannot read.

use gluesql::core::sqlparser::tokenizer::Token;

use super::token::Reader;
use super::{Command, Dropped};
use crate::engine::postgres::PgError;
use crate::engine::postgres::define::{AlterType, Commented, NewOwner, Restart, SequenceChange};
use crate::engine::postgres::relation::key_of;
use crate::engine::postgres::write::Truncate;

/// Reads a command, if it is one of those read here.
///
/// # Errors
/// 42601.
pub fn command(reader: &mut Reader) -> Result<Option<Command>, PgError> {
    let first = match reader.tokens().first() {
        Some(Token::Word(word)) if word.quote_style.is_none() => word.value.to_uppercase(),
        _ => return Ok(None),
    };
    let read = match &*first {
        // Most statements end here at once.
        "SELECT" | "INSERT" | "UPDATE" | "DELETE" | "WITH" | "VALUES" => None,
        "CREATE" => create(reader)?,
        "ALTER" => alter(reader)?,
        "DROP" => drop(reader)?,
        "DO" => {
            reader.skip();
            if reader.words(&["language"]) {
                reader.name()?;
            }
            Some(Command::Do(reader.text()?))
        }
        "TRUNCATE" => Some(truncate(reader)?),
        "COMMENT" => Some(comment(reader)?),
        "SET" => Some(set(reader)?),
        "RESET" => Some(Command::Nothing("RESET")),
        "SHOW" => {
            reader.skip();
            Some(Command::Show(reader.rest().to_lowercase()))
        }
        "LOCK" => Some(Command::Nothing("LOCK TABLE")),
        "ANALYZE" | "VACUUM" | "GRANT" | "REVOKE" | "NOTIFY" | "LISTEN" | "DISCARD" | "REINDEX"
        | "REFRESH" | "CHECKPOINT" | "UNLISTEN" => Some(Command::Nothing("OK")),
        _ => transaction(reader, &first)?,
    };
    if read.is_none() {
        reader.rewind();
    }
    Ok(read)
}

fn transaction(reader: &mut Reader, first: &str) -> Result<Option<Command>, PgError> {
    reader.skip();
    Ok(Some(match first {
        "BEGIN" | "START" => Command::Begin(isolation(reader)?),
        "COMMIT" | "END" => Command::Commit,
        "ROLLBACK" | "ABORT" => {
            reader.words(&["work"]);
            reader.words(&["transaction"]);
            if reader.words(&["to"]) {
                reader.words(&["savepoint"]);
                Command::RollbackTo(reader.name()?)
            } else {
                Command::Rollback
            }
        }
        "SAVEPOINT" => Command::Savepoint(reader.name()?),
        "RELEASE" => {
            reader.words(&["savepoint"]);
            Command::Release(reader.name()?)
        }
        _ => return Ok(None),
    }))
}

/// Whether one moment is seen throughout, where an isolation level is said.
fn isolation(reader: &mut Reader) -> Result<Option<bool>, PgError> {
    while !reader.is_done() {
        if reader.words(&["isolation", "level"]) {
            if reader.words(&["repeatable", "read"]) || reader.words(&["serializable"]) {
                return Ok(Some(true));
            }
            if reader.words(&["read", "committed"]) || reader.words(&["read", "uncommitted"]) {
                return Ok(Some(false));
            }
            return Err(reader.unexpected());
        }
        reader.skip();
    }
    Ok(None)
}

fn create(reader: &mut Reader) -> Result<Option<Command>, PgError> {
    reader.skip();
    if reader.words(&["type"]) {
        let (schema, name) = reader.object()?;
        if !(reader.words(&["as", "enum"]) && reader.token(&Token::LParen)) {
            return Err(reader.unexpected());
        }
        let mut values = Vec::new();
        while !reader.token(&Token::RParen) {
            values.push(reader.text()?);
            reader.token(&Token::Comma);
        }
        return Ok(Some(Command::CreateEnum(schema, name, values)));
    }
    if reader.words(&["schema"]) {
        let if_not_exists = reader.words(&["if", "not", "exists"]);
        reader.words(&["authorization"]);
        let name = reader.name()?;
        return Ok(Some(Command::CreateSchema(name, if_not_exists)));
    }
    if reader.words(&["sequence"]) {
        let if_not_exists = reader.words(&["if", "not", "exists"]);
        let (schema, name) = reader.object()?;
        let change = sequence_options(reader)?;
        return Ok(Some(Command::CreateSequence {
            schema,
            name,
            if_not_exists,
            change,
        }));
    }
    for nothing in ["extension", "database", "role", "user"] {
        if reader.words(&[nothing]) {
            return Ok(Some(Command::Nothing("CREATE")));
        }
    }
    Ok(None)
}

fn alter(reader: &mut Reader) -> Result<Option<Command>, PgError> {
    reader.skip();
    if reader.words(&["type"]) {
        let (schema, name) = reader.object()?;
        let key = key_of(&schema, &name);
        if reader.words(&["add", "value"]) {
            let if_not_exists = reader.words(&["if", "not", "exists"]);
            let value = reader.text()?;
            let beside = if reader.words(&["before"]) {
                Some((true, reader.text()?))
            } else if reader.words(&["after"]) {
                Some((false, reader.text()?))
            } else {
                None
            };
            reader.done()?;
            let add = AlterType::Add {
                value,
                if_not_exists,
                beside,
            };
            return Ok(Some(Command::AlterType(key, add)));
        }
        if reader.words(&["rename", "value"]) {
            let from = reader.text()?;
            if !reader.words(&["to"]) {
                return Err(reader.unexpected());
            }
            let to = reader.text()?;
            return Ok(Some(Command::AlterType(
                key,
                AlterType::RenameValue(from, to),
            )));
        }
        if reader.words(&["rename", "to"]) {
            let name = reader.name()?;
            return Ok(Some(Command::AlterType(key, AlterType::Rename(name))));
        }
        return Ok(Some(Command::Nothing("ALTER TYPE")));
    }
    if reader.words(&["sequence"]) {
        return sequence(reader).map(Some);
    }
    if reader.words(&["index"]) {
        reader.words(&["if", "exists"]);
        let (schema, name) = reader.object()?;
        if !reader.words(&["rename", "to"]) {
            return Err(reader.unexpected());
        }
        let to = reader.name()?;
        return Ok(Some(Command::RenameIndex(schema, name, to)));
    }
    if reader.words(&["table"]) {
        reader.words(&["if", "exists"]);
        reader.words(&["only"]);
        let (schema, name) = reader.object()?;
        if reader.words(&["set", "schema"]) {
            let to = reader.name()?;
            return Ok(Some(Command::MoveTable(key_of(&schema, &name), to)));
        }
        return Ok(None);
    }
    for nothing in ["database", "role", "user", "system", "schema"] {
        if reader.words(&[nothing]) {
            return Ok(Some(Command::Nothing("ALTER")));
        }
    }
    Ok(None)
}

fn sequence(reader: &mut Reader) -> Result<Command, PgError> {
    reader.words(&["if", "exists"]);
    let (schema, name) = reader.object()?;
    let change = sequence_options(reader)?;
    Ok(Command::AlterSequence(key_of(&schema, &name), change))
}

/// What is written behind a sequence.
fn sequence_options(reader: &mut Reader) -> Result<SequenceChange, PgError> {
    let mut change = SequenceChange::default();
    while !reader.is_done() {
        if reader.words(&["owned", "by"]) {
            change.owner = if reader.words(&["none"]) {
                NewOwner::Nobody
            } else {
                let mut path = reader.path()?;
                let column = path.pop().unwrap_or_default();
                let table = path.pop().unwrap_or_default();
                let schema = path.pop();
                let table = schema.map_or_else(|| table.clone(), |schema| key_of(&schema, &table));
                NewOwner::Column(table, column)
            };
        } else if reader.words(&["restart"]) {
            reader.words(&["with"]);
            change.restart = reader.number().map_or(Restart::AtStart, Restart::At);
        } else if reader.words(&["increment"]) {
            reader.words(&["by"]);
            change.increment = reader.number();
        } else if reader.words(&["start"]) {
            reader.words(&["with"]);
            change.start = reader.number();
        } else if reader.words(&["maxvalue"]) {
            change.maximum = reader.number();
        } else {
            reader.skip();
        }
    }
    Ok(change)
}

fn drop(reader: &mut Reader) -> Result<Option<Command>, PgError> {
    reader.skip();
    let kinds = [
        ("table", Dropped::Table),
        ("index", Dropped::Index),
        ("type", Dropped::Type),
        ("schema", Dropped::Schema),
        ("sequence", Dropped::Sequence),
    ];
    for (word, what) in kinds {
        if reader.words(&[word]) {
            reader.words(&["concurrently"]);
            let if_exists = reader.words(&["if", "exists"]);
            let names = reader.objects()?;
            let cascade = reader.words(&["cascade"]);
            reader.words(&["restrict"]);
            reader.done()?;
            return Ok(Some(Command::Drop {
                what,
                names,
                if_exists,
                cascade,
            }));
        }
    }
    for nothing in [
        "extension",
        "database",
        "function",
        "trigger",
        "role",
        "user",
    ] {
        if reader.words(&[nothing]) {
            return Ok(Some(Command::Nothing("DROP")));
        }
    }
    Ok(None)
}

fn truncate(reader: &mut Reader) -> Result<Command, PgError> {
    reader.skip();
    reader.words(&["table"]);
    reader.words(&["only"]);
    let names = reader.objects()?;
    let mut truncate = Truncate {
        tables: names
            .iter()
            .map(|(schema, name)| key_of(schema, name))
            .collect(),
        restart: false,
        cascade: false,
    };
    loop {
        if reader.words(&["restart", "identity"]) {
            truncate.restart = true;
        } else if reader.words(&["cascade"]) {
            truncate.cascade = true;
        } else if !reader.words(&["continue", "identity"]) && !reader.words(&["restrict"]) {
            break;
        }
    }
    reader.done()?;
    Ok(Command::Truncate(truncate))
}

fn comment(reader: &mut Reader) -> Result<Command, PgError> {
    reader.skip();
    if !reader.words(&["on"]) {
        return Err(reader.unexpected());
    }
    let on = if reader.words(&["table"]) {
        let (schema, name) = reader.object()?;
        Commented::Table(key_of(&schema, &name))
    } else if reader.words(&["column"]) {
        let mut path = reader.path()?;
        let column = path.pop().unwrap_or_default();
        let table = path.pop().unwrap_or_default();
        let table = match path.pop() {
            Some(schema) => key_of(&schema, &table),
            None => table,
        };
        Commented::Column(table, column)
    } else {
        return Ok(Command::Comment(Commented::Other, None));
    };
    if !reader.words(&["is"]) {
        return Err(reader.unexpected());
    }
    let text = if reader.words(&["null"]) {
        None
    } else {
        Some(reader.text()?)
    };
    Ok(Command::Comment(on, text))
}

fn set(reader: &mut Reader) -> Result<Command, PgError> {
    reader.skip();
    if reader.words(&["constraints"]) {
        let names = if reader.words(&["all"]) {
            Vec::new()
        } else {
            let names = reader.objects()?;
            names.into_iter().map(|(_, name)| name).collect()
        };
        let is_deferred = reader.words(&["deferred"]);
        if !is_deferred && !reader.words(&["immediate"]) {
            return Err(reader.unexpected());
        }
        return Ok(Command::SetConstraints(names, is_deferred));
    }
    if reader.words(&["transaction"]) {
        return Ok(match isolation(reader)? {
            Some(level) => Command::SetIsolation(level),
            None => Command::Nothing("SET"),
        });
    }
    Ok(Command::Nothing("SET"))
}
