//! A reader of tokens, for what the parser cannot read.

use gluesql::core::sqlparser::ast::Ident;
use gluesql::core::sqlparser::tokenizer::Token;

use crate::engine::postgres::names::name_of;
use crate::engine::postgres::relation::PUBLIC;
use crate::engine::postgres::{PgError, refusal};

/// Tokens, and how far they were read.
#[derive(Debug)]
pub struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

impl Reader {
    /// A reader of those tokens, of which none is whitespace.
    pub const fn new(tokens: Vec<Token>) -> Self {
        Self { tokens, at: 0 }
    }

    /// All tokens, read or not.
    pub fn into_tokens(self) -> Vec<Token> {
        self.tokens
    }

    /// All tokens, read or not.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Goes back to the start.
    pub const fn rewind(&mut self) {
        self.at = 0;
    }

    /// Reads those words, if they are next.
    pub fn words(&mut self, words: &[&str]) -> bool {
        let is_next = words.iter().enumerate().all(|(offset, word)| {
            self.tokens
                .get(self.at + offset)
                .is_some_and(|token| is_word(token, word))
        });
        if is_next {
            self.at += words.len();
        }
        is_next
    }

    /// Reads that token, if it is next.
    pub fn token(&mut self, token: &Token) -> bool {
        let is_next = self.tokens.get(self.at) == Some(token);
        if is_next {
            self.at += 1;
        }
        is_next
    }

    /// Whether nothing is left.
    pub const fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// What is left, as text.
    pub fn rest(&mut self) -> String {
        let rest: Vec<String> = self.tokens[self.at..]
            .iter()
            .map(ToString::to_string)
            .collect();
        self.at = self.tokens.len();
        rest.join(" ")
    }

    /// Refuses what is left.
    ///
    /// # Errors
    /// 42601.
    pub fn done(&self) -> Result<(), PgError> {
        match self.tokens.get(self.at) {
            None => Ok(()),
            Some(token) => Err(refusal::syntax(&token.to_string())),
        }
    }

    /// What is next does not belong here.
    pub fn unexpected(&self) -> PgError {
        match self.tokens.get(self.at) {
            None => PgError::new("42601", "syntax error at end of input"),
            Some(token) => refusal::syntax(&token.to_string()),
        }
    }

    /// Reads a name.
    ///
    /// # Errors
    /// 42601.
    pub fn name(&mut self) -> Result<String, PgError> {
        match self.tokens.get(self.at) {
            Some(Token::Word(word)) => {
                self.at += 1;
                let ident = Ident {
                    value: word.value.clone(),
                    quote_style: word.quote_style,
                };
                Ok(name_of(&ident))
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Reads names with points between them.
    ///
    /// # Errors
    /// 42601.
    pub fn path(&mut self) -> Result<Vec<String>, PgError> {
        let mut path = vec![self.name()?];
        while self.token(&Token::Period) {
            path.push(self.name()?);
        }
        Ok(path)
    }

    /// Reads the name of a thing in a schema: schema and name.
    ///
    /// # Errors
    /// 42601.
    pub fn object(&mut self) -> Result<(String, String), PgError> {
        let mut path = self.path()?;
        let name = path.pop().unwrap_or_default();
        Ok((path.pop().unwrap_or_else(|| PUBLIC.to_owned()), name))
    }

    /// Reads such names with commas between them.
    ///
    /// # Errors
    /// 42601.
    pub fn objects(&mut self) -> Result<Vec<(String, String)>, PgError> {
        let mut objects = vec![self.object()?];
        while self.token(&Token::Comma) {
            objects.push(self.object()?);
        }
        Ok(objects)
    }

    /// Reads a text in quotes.
    ///
    /// # Errors
    /// 42601.
    pub fn text(&mut self) -> Result<String, PgError> {
        let text = match self.tokens.get(self.at) {
            Some(Token::SingleQuotedString(text) | Token::EscapedStringLiteral(text)) => {
                text.clone()
            }
            Some(Token::DollarQuotedString(text)) => text.value.clone(),
            _ => return Err(self.unexpected()),
        };
        self.at += 1;
        Ok(text)
    }

    /// Reads a whole number, if one is next.
    pub fn number(&mut self) -> Option<i64> {
        let start = self.at;
        let is_negative = self.token(&Token::Minus);
        if let Some(Token::Number(text, _)) = self.tokens.get(self.at)
            && let Ok(number) = text.parse::<i64>()
        {
            self.at += 1;
            return Some(if is_negative { -number } else { number });
        }
        self.at = start;
        None
    }

    /// Passes over the next token.
    pub const fn skip(&mut self) {
        self.at += 1;
    }
}

/// Whether a token is that bare word.
pub fn is_word(token: &Token, word: &str) -> bool {
    matches!(token, Token::Word(found)
        if found.quote_style.is_none() && found.value.eq_ignore_ascii_case(word))
}
