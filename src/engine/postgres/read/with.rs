//! WITH before an UPDATE or a DELETE: its queries move to where they are read.

use gluesql::core::sqlparser::ast::{
    Expr, FromTable, Query, SetExpr, Statement, TableAlias, TableFactor, TableWithJoins, With,
};
use gluesql::core::sqlparser::tokenizer::Token;

use super::token::is_word;
use super::{parser, told};
use crate::engine::postgres::PgError;
use crate::engine::postgres::names::name_of;

/// Reads `WITH … UPDATE` and `WITH … DELETE`; none if it is something else.
///
/// # Errors
/// 42601.
pub fn statement(tokens: &[Token]) -> Result<Option<Statement>, PgError> {
    if !tokens.first().is_some_and(|token| is_word(token, "with")) {
        return Ok(None);
    }
    let mut depth = 0_i32;
    let writes = tokens.iter().position(|token| {
        match token {
            Token::LParen => depth += 1,
            Token::RParen => depth -= 1,
            _ => {}
        }
        depth == 0 && (is_word(token, "update") || is_word(token, "delete"))
    });
    let Some(writes) = writes else {
        return Ok(None);
    };
    let mut queries = tokens[..writes].to_vec();
    queries.extend([
        Token::make_word("SELECT", None),
        Token::Number("1".to_owned(), false),
    ]);
    let refuse = |error: gluesql::core::sqlparser::parser::ParserError| told(&error.to_string());
    let query = parser(queries).parse_query().map_err(refuse)?;
    let mut statement = parser(tokens[writes..].to_vec())
        .parse_statement()
        .map_err(refuse)?;
    if let Some(with) = query.with {
        attach(&with, &mut statement)?;
    }
    Ok(Some(statement))
}

/// Moves the queries into a statement.
fn attach(with: &With, statement: &mut Statement) -> Result<(), PgError> {
    match statement {
        Statement::Update {
            assignments,
            from,
            selection,
            ..
        } => {
            for assignment in assignments {
                attach_to(with, &mut assignment.value);
            }
            if let Some(table) = from {
                attach_to_table(with, table)?;
            }
            if let Some(selection) = selection {
                attach_to(with, selection);
            }
        }
        Statement::Delete(delete) => {
            for table in delete.using.iter_mut().flatten() {
                attach_to_table(with, table)?;
            }
            if let FromTable::WithFromKeyword(from) = &mut delete.from {
                for table in from.iter_mut().skip(1) {
                    attach_to_table(with, table)?;
                }
            }
            if let Some(selection) = &mut delete.selection {
                attach_to(with, selection);
            }
        }
        _ => {}
    }
    Ok(())
}

fn attach_to_table(with: &With, table: &mut TableWithJoins) -> Result<(), PgError> {
    let factors = std::iter::once(&mut table.relation)
        .chain(table.joins.iter_mut().map(|join| &mut join.relation));
    for factor in factors {
        let TableFactor::Table { name, alias, .. } = factor else {
            continue;
        };
        let [own] = &name.0[..] else {
            continue;
        };
        let is_query = with
            .cte_tables
            .iter()
            .any(|query| name_of(&query.alias.name) == name_of(own));
        if is_query {
            let sql = format!("SELECT * FROM {own}");
            let Some(super::Command::Sql(statement, _)) = super::read(&sql)?.pop() else {
                continue;
            };
            if let Statement::Query(mut query) = *statement {
                query.with = Some(with.clone());
                let alias = alias.clone().unwrap_or_else(|| TableAlias {
                    name: own.clone(),
                    columns: Vec::new(),
                });
                *factor = TableFactor::Derived {
                    lateral: false,
                    subquery: query,
                    alias: Some(alias),
                };
            }
        }
    }
    Ok(())
}

fn attach_to(with: &With, expr: &mut Expr) {
    let put = |query: &mut Query| {
        if query.with.is_none() && matches!(*query.body, SetExpr::Select(_)) {
            query.with = Some(with.clone());
        }
    };
    match expr {
        Expr::Subquery(query)
        | Expr::Exists {
            subquery: query, ..
        } => put(query),
        Expr::InSubquery { expr, subquery, .. } => {
            attach_to(with, expr);
            put(subquery);
        }
        Expr::Nested(inner) | Expr::UnaryOp { expr: inner, .. } => attach_to(with, inner),
        Expr::BinaryOp { left, right, .. } => {
            attach_to(with, left);
            attach_to(with, right);
        }
        _ => {}
    }
}
