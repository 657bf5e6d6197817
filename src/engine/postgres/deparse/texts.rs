//! The casts Postgres puts where a function or an operator takes text and a column is none:
//! `lower((name)::text)`.

use gluesql::core::sqlparser::ast::{
    CastKind, DataType, Expr, FunctionArg, FunctionArgExpr, FunctionArguments,
};

use crate::engine::postgres::Kind;
use crate::engine::postgres::names::{name_of, shown};
use crate::engine::postgres::relation::Relation;

/// An expression over a table's columns, as Postgres shows it.
pub fn expression(expr: &Expr, relation: &Relation) -> String {
    super::expression(&with_casts(expr, relation))
}

/// The same as a refusal shows it, without the brackets that are not needed.
pub fn brief(expr: &Expr, relation: &Relation) -> String {
    let text = expression(expr, relation);
    relation.columns.iter().fold(text, |text, column| {
        let name = shown(&column.name);
        text.replace(&format!("({name})::text"), &format!("{name}::text"))
    })
}

fn with_casts(expr: &Expr, relation: &Relation) -> Expr {
    match expr {
        Expr::Nested(inner) => with_casts(inner, relation),
        Expr::IsNull(inner) => Expr::IsNull(Box::new(with_casts(inner, relation))),
        Expr::IsNotNull(inner) => Expr::IsNotNull(Box::new(with_casts(inner, relation))),
        Expr::BinaryOp { left, op, right } => {
            let side = |side: &Expr| Box::new(as_text(side, relation, false));
            Expr::BinaryOp {
                left: side(left),
                op: op.clone(),
                right: side(right),
            }
        }
        Expr::Function(function) => {
            let mut function = function.clone();
            let name = function.name.0.last().map(name_of).unwrap_or_default();
            // These take any type.
            let is_any = ["coalesce", "greatest", "least", "nullif"].contains(&&*name);
            if let FunctionArguments::List(list) = &mut function.args {
                for argument in &mut list.args {
                    if let FunctionArg::Unnamed(FunctionArgExpr::Expr(of)) = argument {
                        *of = if is_any {
                            with_casts(of, relation)
                        } else {
                            as_text(of, relation, true)
                        };
                    }
                }
            }
            Expr::Function(function)
        }
        other => other.clone(),
    }
}

/// A column of characters as text; operators know `character` as it is, functions do not.
fn as_text(expr: &Expr, relation: &Relation, is_argument: bool) -> Expr {
    let name = match expr {
        Expr::Nested(inner) => return as_text(inner, relation, is_argument),
        Expr::Identifier(name) => Some(name),
        Expr::CompoundIdentifier(names) => names.last(),
        _ => None,
    };
    let column = name.and_then(|name| relation.place(&name_of(name)));
    let is_cast = column.is_some_and(|place| match relation.columns[place].of.kind {
        Kind::Varchar(_) => true,
        Kind::Char(_) => is_argument,
        _ => false,
    });
    if !is_cast {
        return with_casts(expr, relation);
    }
    Expr::Cast {
        kind: CastKind::DoubleColon,
        expr: Box::new(expr.clone()),
        data_type: DataType::Text,
        format: None,
    }
}
