//! DEFAULT: what of it is known beforehand, and how Postgres shows it.

use std::rc::Rc;

use gluesql::core::sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, FunctionArguments, UnaryOperator, Value as Literal,
};

use crate::engine::postgres::expression::{Scope, compile_assignment, evaluate};
use crate::engine::postgres::names::{key_of_text, name_of};
use crate::engine::postgres::relation::ColumnDefault;
use crate::engine::postgres::types::ColumnType;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::write::sized;
use crate::engine::postgres::{Kind, PgError, deparse, refusal};

impl Work<'_> {
    /// Reads a default of a column.
    ///
    /// # Errors
    /// What Postgres refuses in it.
    pub(super) fn default_of(
        &self,
        expr: &Expr,
        column: &str,
        of: &ColumnType,
    ) -> Result<Option<ColumnDefault>, PgError> {
        if let Some(name) = sequence_of(expr) {
            let key = key_of_text(&name);
            if self.catalog.sequence(&key).is_none() {
                return Err(refusal::no_relation(&key));
            }
            return Ok(Some(ColumnDefault::Sequence(key)));
        }
        let compiled = compile_assignment(expr, column, &of.kind, &Scope::empty(), self.runtime)
            .map_err(|error| match error.code {
                "42804" => PgError {
                    message: error.message.replace(
                        "but expression is of type",
                        "but default expression is of type",
                    ),
                    ..error
                },
                _ => error,
            })?;
        if !is_constant(expr) {
            let text = deparse::expression(expr);
            return Ok(Some(ColumnDefault::Expression(Rc::new(expr.clone()), text)));
        }
        let value = evaluate(&compiled, &[], self.runtime)?;
        let text = match (array_in(expr), &value, &of.kind) {
            (Some(elements), _, Kind::Array(element)) => Some(deparse::array(elements, element)),
            _ => number_in(expr).or_else(|| deparse::constant(&value, of)),
        };
        let value = sized(value, of)?;
        Ok(text.map(|text| ColumnDefault::Constant(value, text)))
    }
}

/// The sequence a default takes numbers from: `nextval('"Users_id_seq"'::regclass)`.
fn sequence_of(expr: &Expr) -> Option<String> {
    let Expr::Function(function) = bare(expr) else {
        return None;
    };
    let name = function.name.0.last().map(name_of)?;
    let FunctionArguments::List(list) = &function.args else {
        return None;
    };
    let [FunctionArg::Unnamed(FunctionArgExpr::Expr(argument))] = &list.args[..] else {
        return None;
    };
    let argument = match bare(argument) {
        Expr::Cast { expr, .. } => bare(expr),
        other => other,
    };
    match argument {
        Expr::Value(Literal::SingleQuotedString(text)) if name == "nextval" => Some(text.clone()),
        _ => None,
    }
}

/// Whether an expression gives the same value each time: it is made of literals.
fn is_constant(expr: &Expr) -> bool {
    match expr {
        // What a word like `now` means in a text is found anew each time.
        Expr::Value(Literal::SingleQuotedString(text)) => !matches!(
            &*text.to_lowercase(),
            "now" | "today" | "tomorrow" | "yesterday"
        ),
        Expr::Value(_) => true,
        Expr::Nested(inner) | Expr::UnaryOp { expr: inner, .. } => is_constant(inner),
        Expr::Cast { expr: inner, .. } => is_constant(inner),
        Expr::TypedString { .. } => true,
        Expr::Array(array) => array.elem.iter().all(is_constant),
        _ => false,
    }
}

/// The elements of an array that is written out, whatever it is cast to.
fn array_in(expr: &Expr) -> Option<&[Expr]> {
    match expr {
        Expr::Array(array) => Some(&array.elem),
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => array_in(inner),
        _ => None,
    }
}

/// A number as Postgres keeps it: the type it was written in, not that of the column.
fn number_in(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Value(Literal::Number(number, _)) => Some(number.to_string()),
        Expr::Nested(inner) => number_in(inner),
        Expr::UnaryOp {
            op: UnaryOperator::Minus,
            expr,
        } => {
            let number = number_in(expr)?;
            let kind = if number.contains(['.', 'e', 'E']) {
                Kind::Numeric
            } else if number.parse::<i32>().is_ok() {
                Kind::Integer
            } else {
                Kind::BigInt
            };
            Some(format!("'-{number}'::{kind}"))
        }
        _ => None,
    }
}

/// An expression out of its parentheses.
fn bare(expr: &Expr) -> &Expr {
    match expr {
        Expr::Nested(inner) => bare(inner),
        other => other,
    }
}
