//! From text to statements, by the parser that `GlueSQL` brings.
//!
//! It stops where Postgres' own would, and so its complaints become Postgres'. What
//! it cannot read but Sequelize sends is written in another way first.

use gluesql::core::sqlparser::ast::Statement;
use gluesql::core::sqlparser::dialect::PostgreSqlDialect;
use gluesql::core::sqlparser::keywords::Keyword;
use gluesql::core::sqlparser::parser::{Parser, ParserError};
use gluesql::core::sqlparser::tokenizer::{Token, TokenWithLocation, Tokenizer};

use super::PgError;

/// How deep expressions and queries may nest: what a stack of one megabyte takes.
const DEPTH: usize = 64;

/// The statements of a text, in order.
///
/// # Errors
/// The text is not SQL, or none that is understood: `42601`.
pub fn parse(sql: &str) -> Result<Vec<Statement>, PgError> {
    let dialect = PostgreSqlDialect {};
    let mut tokens = Tokenizer::new(&dialect, sql)
        .tokenize_with_location()
        .map_err(|error| unterminated(sql, &error.message))?;
    rewrite(&mut tokens);
    Parser::new(&dialect)
        .with_recursion_limit(DEPTH)
        .with_tokens_with_locations(tokens)
        .parse_statements()
        .map_err(|error| refusal(&error))
}

/// Writes `FOR NO KEY UPDATE` as `FOR UPDATE` and `FOR KEY SHARE` as `FOR SHARE`: nobody waits here.
fn rewrite(tokens: &mut Vec<TokenWithLocation>) {
    let keyword = |token: &TokenWithLocation| match &token.token {
        Token::Word(word) => word.keyword,
        _ => Keyword::NoKeyword,
    };
    let mut words: Vec<usize> = Vec::new();
    let mut dropped: Vec<usize> = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        if matches!(token.token, Token::Whitespace(_)) {
            continue;
        }
        words.push(place);
        let last: Vec<Keyword> = words
            .iter()
            .rev()
            .take(4)
            .map(|place| keyword(&tokens[*place]))
            .collect();
        match last[..] {
            [Keyword::UPDATE, Keyword::KEY, Keyword::NO, Keyword::FOR] => {
                dropped.extend(&words[words.len() - 3..words.len() - 1]);
            }
            [Keyword::SHARE, Keyword::KEY, Keyword::FOR, ..] => {
                dropped.push(words[words.len() - 2])
            }
            _ => {}
        }
    }
    for place in dropped.into_iter().rev() {
        tokens.remove(place);
    }
}

fn unterminated(sql: &str, message: &str) -> PgError {
    let what = match message {
        text if text.contains("Unterminated") && text.contains("comment") => {
            "unterminated /* comment"
        }
        text if text.contains("Expected close delimiter") => "unterminated quoted identifier",
        _ => "unterminated quoted string",
    };
    let mark = if what.contains("identifier") {
        '"'
    } else {
        '\''
    };
    let start = sql.rfind(mark).unwrap_or(0);
    PgError::new("42601", format!("{what} at or near \"{}\"", &sql[start..]))
}

/// The parser's complaint in Postgres' words.
fn refusal(error: &ParserError) -> PgError {
    let text = match error {
        ParserError::RecursionLimitExceeded => {
            return PgError::new("54001", "stack depth limit exceeded");
        }
        ParserError::ParserError(text) | ParserError::TokenizerError(text) => text,
    };
    let found = text.rsplit_once("found: ").map(|(_, found)| {
        found
            .rsplit_once(" at Line: ")
            .map_or(found, |(found, _)| found)
    });
    PgError::new(
        "42601",
        match found {
            Some("EOF") => "syntax error at end of input".to_owned(),
            Some(found) => format!("syntax error at or near \"{}\"", found.trim()),
            None => format!("syntax error: {text}"),
        },
    )
}
