//! From text to commands: by the parser, and by hand where it cannot read what Postgres can.

mod by_hand;
mod pretreat;
mod token;
mod with;

use gluesql::core::sqlparser::ast::{Expr, SetExpr, Statement};
use gluesql::core::sqlparser::dialect::PostgreSqlDialect;
use gluesql::core::sqlparser::parser::Parser;
use gluesql::core::sqlparser::tokenizer::{Token, Tokenizer, Word};

use super::define::{AlterType, Commented, SequenceChange};
use super::names::{LONGEST, cut};
use super::write::Truncate;
use super::{PgError, refusal};
use token::Reader;

/// How deep expressions and queries may nest: what a stack of one megabyte takes.
const DEPTH: usize = 64;

/// A statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// One that the parser reads, and what of it the parser does not.
    Sql(Box<Statement>, Unparsed),
    /// `DO`: a block of code, as text.
    Do(String),
    /// `CREATE TYPE … AS ENUM`: schema, name, values.
    CreateEnum(String, String, Vec<String>),
    /// `ALTER TYPE`, by key.
    AlterType(String, AlterType),
    /// `DROP …` of things named by schema and name.
    Drop {
        /// What is dropped.
        what: Dropped,
        /// Their schemas and names.
        names: Vec<(String, String)>,
        /// Whether they may be missing.
        if_exists: bool,
        /// Whether what depends on them goes too.
        cascade: bool,
    },
    /// `CREATE SCHEMA`.
    CreateSchema(String, bool),
    /// `CREATE SEQUENCE`.
    CreateSequence {
        /// Its schema.
        schema: String,
        /// Its name.
        name: String,
        /// Whether it may be there already.
        if_not_exists: bool,
        /// What it is besides.
        change: SequenceChange,
    },
    /// `ALTER SEQUENCE`, by key.
    AlterSequence(String, SequenceChange),
    /// `ALTER INDEX … RENAME TO`: schema, name, new name.
    RenameIndex(String, String, String),
    /// `ALTER TABLE … SET SCHEMA`: key, schema.
    MoveTable(String, String),
    /// `TRUNCATE`.
    Truncate(Truncate),
    /// `COMMENT ON`.
    Comment(Commented, Option<String>),
    /// `SHOW`.
    Show(String),
    /// `SET CONSTRAINTS`: which (all where none is named), and whether they wait.
    SetConstraints(Vec<String>, bool),
    /// `SET TRANSACTION ISOLATION LEVEL`: whether one moment is seen throughout.
    SetIsolation(bool),
    /// `BEGIN`, and whether one moment is seen throughout, where that was said.
    Begin(Option<bool>),
    /// `COMMIT`.
    Commit,
    /// `ROLLBACK`.
    Rollback,
    /// `SAVEPOINT`.
    Savepoint(String),
    /// `RELEASE SAVEPOINT`.
    Release(String),
    /// `ROLLBACK TO SAVEPOINT`.
    RollbackTo(String),
    /// What makes no difference here.
    Nothing(&'static str),
}

/// What the parser does not read of an INSERT.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unparsed {
    /// The predicate of a conflict target: `ON CONFLICT (…) WHERE …`.
    pub arbiter: Option<Expr>,
    /// `OVERRIDING SYSTEM VALUE`: identity columns take what is given.
    pub overrides: bool,
}

/// What a DROP drops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dropped {
    /// Tables.
    Table,
    /// Indexes.
    Index,
    /// Enumerated types.
    Type,
    /// Schemas.
    Schema,
    /// Sequences.
    Sequence,
}

/// The commands of a text, in order.
///
/// # Errors
/// 42601.
pub fn read(sql: &str) -> Result<Vec<Command>, PgError> {
    let tokens = tokens(sql)?;
    let mut commands = Vec::new();
    let tokens: Vec<Token> = tokens
        .into_iter()
        .filter(|token| !matches!(token, Token::Whitespace(_)))
        .map(kept)
        .collect();
    let is_nameless = |token: &Token| matches!(token, Token::Word(word) if word.value.is_empty());
    if tokens.iter().any(is_nameless) {
        return Err(PgError::new(
            "42601",
            "zero-length delimited identifier at or near \"\"\"\"",
        ));
    }
    let mut statements = tokens.split(|token| *token == Token::SemiColon).peekable();
    while let Some(statement) = statements.next() {
        if statement.is_empty() {
            continue;
        }
        let is_ended = statements.peek().is_some();
        commands.push(command(statement.to_vec()).map_err(|error| {
            // What ends too early ends at its semicolon, where there is one.
            if is_ended && error.message == "syntax error at end of input" {
                refusal::syntax(";")
            } else {
                error
            }
        })?);
    }
    Ok(commands)
}

/// A token whose name, if it is one, is as long as Postgres keeps it.
fn kept(token: Token) -> Token {
    match token {
        Token::Word(word) if word.value.len() > LONGEST => Token::Word(Word {
            value: cut(&word.value),
            ..word
        }),
        token => token,
    }
}

/// One command.
fn command(tokens: Vec<Token>) -> Result<Command, PgError> {
    let mut reader = Reader::new(tokens);
    if let Some(command) = by_hand::command(&mut reader)? {
        return Ok(command);
    }
    let mut tokens = reader.into_tokens();
    let mut unparsed = Unparsed::default();
    if let Some(predicate) = pretreat::take_arbiter(&mut tokens) {
        let read = parser(predicate).parse_expr();
        unparsed.arbiter = Some(read.map_err(|error| told(&error.to_string()))?);
    }
    unparsed.overrides = pretreat::take_overriding(&mut tokens);
    pretreat::drop_classes(&mut tokens);
    pretreat::drop_lock_strength(&mut tokens);
    let returning = pretreat::take_returning(&mut tokens);
    let mut statement = match with::statement(&tokens)? {
        Some(statement) => statement,
        None => whole(tokens)?,
    };
    if let Some(list) = returning {
        give_back(&mut statement, list)?;
    }
    Ok(Command::Sql(Box::new(statement), unparsed))
}

/// One statement, and nothing behind it.
fn whole(tokens: Vec<Token>) -> Result<Statement, PgError> {
    let mut parser = parser(tokens);
    let statement = parser
        .parse_statement()
        .map_err(|error| told(&error.to_string()))?;
    match parser.peek_token().token {
        Token::EOF => Ok(statement),
        token => Err(refusal::syntax(&token.to_string())),
    }
}

/// Gives a statement the RETURNING list that was taken from it.
fn give_back(statement: &mut Statement, mut list: Vec<Token>) -> Result<(), PgError> {
    list.insert(0, Token::make_keyword("SELECT"));
    let Statement::Query(query) = whole(list)? else {
        return Ok(());
    };
    let SetExpr::Select(select) = *query.body else {
        return Ok(());
    };
    let items = Some(select.projection);
    match statement {
        Statement::Insert(insert) => insert.returning = items,
        Statement::Update { returning, .. } => *returning = items,
        Statement::Delete(delete) => delete.returning = items,
        Statement::Query(query) => match &mut *query.body {
            SetExpr::Insert(Statement::Insert(insert)) => insert.returning = items,
            SetExpr::Update(Statement::Update { returning, .. }) => *returning = items,
            _ => return Err(refusal::syntax("RETURNING")),
        },
        _ => return Err(refusal::syntax("RETURNING")),
    }
    Ok(())
}

/// An expression of its text.
///
/// # Errors
/// 42601.
pub fn expression(sql: &str) -> Result<Expr, PgError> {
    parser(tokens(sql)?)
        .parse_expr()
        .map_err(|error| told(&error.to_string()))
}

fn tokens(sql: &str) -> Result<Vec<Token>, PgError> {
    Tokenizer::new(&PostgreSqlDialect {}, sql)
        .tokenize()
        .map_err(|error| unterminated(sql, &error.message))
}

/// What the text leaves open.
fn unterminated(sql: &str, message: &str) -> PgError {
    let (what, mark) = if message.contains("comment") {
        ("unterminated /* comment", "/*")
    } else if message.contains("Expected close delimiter") {
        ("unterminated quoted identifier", "\"")
    } else {
        ("unterminated quoted string", "'")
    };
    let start = sql.rfind(mark).unwrap_or(0);
    PgError::new("42601", format!("{what} at or near \"{}\"", &sql[start..]))
}

fn parser(tokens: Vec<Token>) -> Parser<'static> {
    Parser::new(&PostgreSqlDialect {})
        .with_recursion_limit(DEPTH)
        .with_tokens(tokens)
}

/// The parser's complaint in Postgres' words.
fn told(error: &str) -> PgError {
    let found = error.rsplit_once("found: ").map(|(_, found)| {
        found
            .split_once(" at Line")
            .map_or(found, |(token, _)| token)
            .trim()
    });
    match found {
        Some("EOF") => PgError::new("42601", "syntax error at end of input"),
        Some(found) => refusal::syntax(found),
        None => PgError::new("42601", error.to_owned()),
    }
}
