//! Expressions as Postgres shows those it keeps: defaults, checks, indexes.

pub mod texts;

use gluesql::core::sqlparser::ast::{
    Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Value as Literal,
};
use gluesql::prelude::Value;

use super::Kind;
use super::names::{name_of, shown};
use super::output::text_of;
use super::types::ColumnType;

/// An expression's text.
pub fn expression(expr: &Expr) -> String {
    match expr {
        Expr::Identifier(name) => shown(&name_of(name)),
        Expr::CompoundIdentifier(names) => names
            .last()
            .map(|name| shown(&name_of(name)))
            .unwrap_or_default(),
        Expr::Nested(inner) => expression(inner),
        Expr::BinaryOp { left, op, right } => {
            format!("({} {op} {})", expression(left), expression(right))
        }
        Expr::IsNull(inner) => format!("({} IS NULL)", expression(inner)),
        Expr::IsNotNull(inner) => format!("({} IS NOT NULL)", expression(inner)),
        Expr::Function(function) => call(function),
        Expr::Cast {
            expr, data_type, ..
        } => format!(
            "({})::{}",
            expression(expr),
            data_type.to_string().to_lowercase()
        ),
        Expr::Value(Literal::SingleQuotedString(text)) => format!("{}::text", literal(text)),
        other => other.to_string(),
    }
}

/// A call: `now()`, `lower(name)`.
fn call(function: &Function) -> String {
    let name = function.name.0.last().map(name_of).unwrap_or_default();
    match &function.args {
        FunctionArguments::None => name.to_uppercase(),
        FunctionArguments::Subquery(_) => function.to_string(),
        FunctionArguments::List(list) => {
            let arguments: Vec<String> = list
                .args
                .iter()
                .map(|argument| match argument {
                    FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => expression(expr),
                    other => other.to_string(),
                })
                .collect();
            format!("{name}({})", arguments.join(", "))
        }
    }
}

/// A default that is a value, as a column of that type has it: `'draft'::"enum_Posts_status"`, `0`, `true`.
pub fn constant(value: &Value, of: &ColumnType) -> Option<String> {
    let kind = match &of.kind {
        Kind::Varchar(_) => "character varying".to_owned(),
        Kind::Char(_) => "bpchar".to_owned(),
        kind => kind.to_string(),
    };
    Some(match value {
        Value::Null => match of.kind {
            // Only where a length has to be applied does Postgres keep a NULL.
            Kind::Varchar(Some(_)) | Kind::Char(Some(_)) => format!("NULL::{kind}"),
            _ => return None,
        },
        Value::Bool(value) => value.to_string(),
        Value::I64(_) | Value::F64(_) | Value::Decimal(_) => {
            let text = text_of(value, &of.kind)?;
            if text.starts_with('-') {
                format!("'{text}'::{kind}")
            } else {
                text
            }
        }
        value => {
            let text = text_of(value, &of.kind)?;
            let kind = if matches!(of.kind, Kind::Array(_)) {
                of.text()
            } else {
                kind
            };
            format!("{}::{kind}", literal(&text))
        }
    })
}

/// An array that is written out and cast to the column's type.
pub fn array(elements: &[Expr], kind: &Kind) -> String {
    let bare = match kind {
        Kind::Varchar(_) => Kind::Varchar(None),
        kind => kind.clone(),
    };
    let own = match kind {
        Kind::Varchar(Some(length)) => format!("{bare}({length})"),
        _ => bare.to_string(),
    };
    let list: Vec<String> = elements
        .iter()
        .map(|element| match element {
            Expr::Value(Literal::SingleQuotedString(text)) => {
                format!("{}::{own}", literal(text))
            }
            other => expression(other),
        })
        .collect();
    let whole = format!("ARRAY[{}]", list.join(", "));
    let whole = if list.is_empty() {
        format!("{whole}::{bare}[]")
    } else {
        whole
    };
    match kind {
        // Where there is no element to have it, the length is applied by a cast of its own.
        Kind::Varchar(Some(_)) if list.is_empty() => format!("({whole})::{own}[]"),
        _ => whole,
    }
}

/// A text in quotes.
pub fn literal(text: &str) -> String {
    if text.contains('\\') {
        format!("E'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}
