//! DEFAULT: what of it is known beforehand, and how Postgres shows it.

use std::rc::Rc;

use gluesql::core::sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Value as Literal,
};
use gluesql::prelude::Value;

use crate::engine::postgres::expression::{Scope, compile_assignment, evaluate};
use crate::engine::postgres::names::{key_of_text, name_of};
use crate::engine::postgres::relation::ColumnDefault;
use crate::engine::postgres::types::ColumnType;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::write::sized;
use crate::engine::postgres::{PgError, deparse, refusal};

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
        let value = sized(evaluate(&compiled, &[], self.runtime)?, of)?;
        let was_text = matches!(
            bare(expr),
            Expr::Value(Literal::SingleQuotedString(_) | Literal::EscapedStringLiteral(_))
        );
        let Some(mut text) = deparse::constant(&value, of, was_text) else {
            return Ok(None);
        };
        if let Expr::Array(_) | Expr::Cast { .. } = bare(expr)
            && value == Value::List(Vec::new())
            && contains_array(expr)
        {
            text = format!("ARRAY[]::{}", of.text());
        }
        Ok(Some(ColumnDefault::Constant(value, text)))
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
        Expr::Value(Literal::SingleQuotedString(text)) => {
            !matches!(&*text.to_lowercase(), "now" | "today" | "tomorrow" | "yesterday")
        }
        Expr::Value(_) => true,
        Expr::Nested(inner) | Expr::UnaryOp { expr: inner, .. } => is_constant(inner),
        Expr::Cast { expr: inner, .. } => is_constant(inner),
        Expr::TypedString { .. } => true,
        Expr::Array(array) => array.elem.iter().all(is_constant),
        _ => false,
    }
}

fn contains_array(expr: &Expr) -> bool {
    match expr {
        Expr::Array(_) => true,
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => contains_array(inner),
        _ => false,
    }
}

/// An expression out of its parentheses.
fn bare(expr: &Expr) -> &Expr {
    match expr {
        Expr::Nested(inner) => bare(inner),
        other => other,
    }
}
