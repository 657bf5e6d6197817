//! The list after SELECT or RETURNING.

use gluesql::core::sqlparser::ast::{Expr, SelectItem, TrimWhereField};

use crate::engine::postgres::PgError;
use crate::engine::postgres::expression::{
    Expression, Node, Reference, Runtime, Scope, compile, function_name, name_of,
};

/// The items of a list, `*` written out, by the names their columns get.
///
/// # Errors
/// What Postgres refuses in expressions; `*` without a table.
pub fn projection(
    items: &[SelectItem],
    scope: &Scope,
    runtime: &Runtime,
) -> Result<Vec<(String, Expression)>, PgError> {
    let mut columns = Vec::with_capacity(items.len());
    for item in items {
        match item {
            SelectItem::UnnamedExpr(expr) => {
                columns.push((implied_name(expr), compile(expr, scope, runtime)?));
            }
            SelectItem::ExprWithAlias { expr, alias } => {
                columns.push((name_of(alias), compile(expr, scope, runtime)?));
            }
            SelectItem::QualifiedWildcard(name, _) => {
                let relation = name.0.last().map(name_of).unwrap_or_default();
                let Some((slot, _)) = scope.relation(&relation)? else {
                    return Err(scope.missing(&relation));
                };
                all_of(slot, scope, &mut columns);
            }
            SelectItem::Wildcard(_) => {
                if scope.relations.is_empty() {
                    return Err(PgError::new(
                        "42601",
                        "SELECT * with no tables specified is not valid",
                    ));
                }
                every(scope, &mut columns);
            }
        }
    }
    Ok(columns)
}

fn all_of(slot: usize, scope: &Scope, columns: &mut Vec<(String, Expression)>) {
    for (column, (name, kind)) in scope.relations[slot].columns.iter().enumerate() {
        columns.push((name.clone(), Expression::column(slot, column, kind.clone())));
    }
}

/// All columns: those merged by USING first, and then what they do not hide.
fn every(scope: &Scope, columns: &mut Vec<(String, Expression)>) {
    for merged in &scope.merged {
        columns.push((merged.name.clone(), merged.value.clone()));
    }
    for slot in 0..scope.relations.len() {
        if scope.relations[slot].qualified_only {
            continue;
        }
        let mut own = Vec::new();
        all_of(slot, scope, &mut own);
        own.retain(|(_, column)| match &column.node {
            Node::Column(reference) => !is_hidden(*reference, scope),
            _ => true,
        });
        columns.append(&mut own);
    }
}

fn is_hidden(reference: Reference, scope: &Scope) -> bool {
    scope
        .merged
        .iter()
        .any(|merged| merged.hides.contains(&reference))
}

/// The name Postgres gives to a column that has none.
pub(super) fn implied_name(expr: &Expr) -> String {
    named(expr).map_or_else(|| "?column?".to_owned(), |(name, _)| name)
}

/// A name an expression implies, and whether a cast keeps it.
fn named(expr: &Expr) -> Option<(String, bool)> {
    let kept = |name: &str| Some((name.to_owned(), true));
    match expr {
        Expr::Identifier(name) => Some((name_of(name), true)),
        Expr::CompoundIdentifier(parts) => Some((name_of(parts.last()?), true)),
        Expr::CompositeAccess { key, .. } => Some((name_of(key), true)),
        Expr::Nested(inner)
        | Expr::Collate { expr: inner, .. }
        | Expr::Subscript { expr: inner, .. } => named(inner),
        Expr::Function(of) => Some((function_name(of), true)),
        Expr::Cast {
            expr, data_type, ..
        } => named(expr)
            .filter(|(_, is_kept)| *is_kept)
            .or_else(|| Some((type_name(&data_type.to_string()), false))),
        Expr::TypedString { data_type, .. } => Some((type_name(&data_type.to_string()), false)),
        Expr::Interval(_) => Some(("interval".to_owned(), false)),
        Expr::Case { else_result, .. } => else_result
            .as_ref()
            .and_then(|otherwise| named(otherwise))
            .filter(|(_, is_kept)| *is_kept)
            .or_else(|| Some(("case".to_owned(), false))),
        Expr::Exists { negated: false, .. } => kept("exists"),
        Expr::Array(_) => kept("array"),
        Expr::Extract { .. } => kept("extract"),
        Expr::Ceil { .. } => kept("ceil"),
        Expr::Floor { .. } => kept("floor"),
        Expr::Position { .. } => kept("position"),
        Expr::Substring { .. } => kept("substring"),
        Expr::Trim { trim_where, .. } => kept(match trim_where {
            Some(TrimWhereField::Leading) => "ltrim",
            Some(TrimWhereField::Trailing) => "rtrim",
            _ => "btrim",
        }),
        Expr::Overlay { .. } => kept("overlay"),
        Expr::AtTimeZone { .. } => kept("timezone"),
        Expr::Tuple(_) => kept("row"),
        Expr::Subquery(query) => match &query.body.as_select()?.projection[..] {
            [SelectItem::UnnamedExpr(expr)] => named(expr).map(|(name, _)| (name, true)),
            [SelectItem::ExprWithAlias { alias, .. }] => Some((name_of(alias), true)),
            _ => None,
        },
        _ => None,
    }
}

/// The inner name of a type, which names a column that is cast to it.
fn type_name(written: &str) -> String {
    let written = written.to_lowercase();
    let base = written.split(['(', '[']).next().unwrap_or_default().trim();
    let name = match base {
        "int" | "integer" | "int4" => "int4",
        "bigint" | "int8" => "int8",
        "smallint" | "int2" => "int2",
        "double precision" | "float8" | "float" => "float8",
        "real" | "float4" => "float4",
        "boolean" | "bool" => "bool",
        "character varying" | "varchar" => "varchar",
        "character" | "char" => "bpchar",
        "decimal" | "numeric" => "numeric",
        "timestamp with time zone" | "timestamptz" => "timestamptz",
        "timestamp without time zone" | "timestamp" => "timestamp",
        "time without time zone" | "time" => "time",
        other => other.trim_matches('"'),
    };
    name.to_owned()
}
