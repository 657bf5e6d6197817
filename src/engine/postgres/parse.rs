//! From text to statements, by the parser that `GlueSQL` brings.

use gluesql::core::sqlparser::ast::Statement;
use gluesql::core::sqlparser::dialect::PostgreSqlDialect;
use gluesql::core::sqlparser::parser::Parser;

use super::PgError;

/// How deep expressions and queries may nest: what a stack of one megabyte takes.
const DEPTH: usize = 64;

/// The statements of a text, in order.
///
/// # Errors
/// The text is not SQL, or none that is understood: `42601`.
pub fn parse(sql: &str) -> Result<Vec<Statement>, PgError> {
    Parser::new(&PostgreSqlDialect {})
        .with_recursion_limit(DEPTH)
        .try_with_sql(sql)
        .and_then(|mut parser| parser.parse_statements())
        .map_err(|error| PgError::new("42601", error.to_string()))
}
