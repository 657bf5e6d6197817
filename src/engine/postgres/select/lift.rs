//! A function that returns rows in the select list, `SELECT unnest("tags") AS tag`, put into FROM.

use std::borrow::Cow;

use gluesql::core::sqlparser::ast::{
    Expr, Function, FunctionArguments, Ident, Select, SelectItem, TableAlias, TableFactor,
    TableWithJoins,
};

use crate::engine::postgres::names;

/// What its rows are called there: a name that nobody writes.
pub(super) const LIFTED: &str = " rows";

/// The functions that return rows of one column.
const RETURN_ROWS: [&str; 9] = [
    "generate_series",
    "json_array_elements",
    "json_array_elements_text",
    "json_object_keys",
    "jsonb_array_elements",
    "jsonb_array_elements_text",
    "jsonb_object_keys",
    "regexp_split_to_table",
    "unnest",
];

/// The SELECT with the one function of its list that returns rows in FROM, beside what it reads.
/// With more than one of them it stays as it is.
pub(super) fn lift(select: &Select) -> Cow<'_, Select> {
    let mut found = select
        .projection
        .iter()
        .enumerate()
        .filter_map(|(place, item)| {
            let (SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. }) = item
            else {
                return None;
            };
            returns_rows(expr).map(|(function, name)| (place, function, name))
        });
    let (Some((place, function, name)), None) = (found.next(), found.next()) else {
        return Cow::Borrowed(select);
    };
    let FunctionArguments::List(arguments) = &function.args else {
        return Cow::Borrowed(select);
    };
    let quoted = |name: &str| Ident::with_quote('"', name);
    let mut lifted = select.clone();
    let alias = match &select.projection[place] {
        SelectItem::ExprWithAlias { alias, .. } => alias.clone(),
        _ => quoted(&name),
    };
    lifted.projection[place] = SelectItem::ExprWithAlias {
        expr: Expr::CompoundIdentifier(vec![quoted(LIFTED), quoted(&name)]),
        alias,
    };
    lifted.from.push(TableWithJoins {
        relation: TableFactor::Function {
            lateral: true,
            name: function.name.clone(),
            args: arguments.args.clone(),
            alias: Some(TableAlias {
                name: quoted(LIFTED),
                columns: vec![quoted(&name)],
            }),
        },
        joins: Vec::new(),
    });
    Cow::Owned(lifted)
}

fn returns_rows(mut expr: &Expr) -> Option<(&Function, String)> {
    while let Expr::Nested(inner) = expr {
        expr = inner;
    }
    let Expr::Function(function) = expr else {
        return None;
    };
    let name = function.name.0.last().map(names::name_of)?;
    let is_plain = function.over.is_none() && function.filter.is_none();
    (is_plain && RETURN_ROWS.contains(&name.as_str())).then_some((function, name))
}
