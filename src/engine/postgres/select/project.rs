//! The list after SELECT or RETURNING.

use gluesql::core::sqlparser::ast::{Expr, SelectItem};

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
    let unknown = || "?column?".to_owned();
    match expr {
        Expr::Identifier(name) => name_of(name),
        Expr::CompoundIdentifier(parts) => parts.last().map_or_else(unknown, name_of),
        Expr::CompositeAccess { key, .. } => name_of(key),
        Expr::Nested(inner) | Expr::Collate { expr: inner, .. } => implied_name(inner),
        Expr::Function(of) => function_name(of),
        Expr::Cast {
            expr, data_type, ..
        } => match implied_name(expr) {
            name if name == "?column?" => type_name(&data_type.to_string()),
            name => name,
        },
        Expr::TypedString { data_type, .. } => type_name(&data_type.to_string()),
        Expr::Case { else_result, .. } => else_result
            .as_ref()
            .map(|otherwise| implied_name(otherwise))
            .filter(|name| name != "?column?")
            .unwrap_or_else(|| "case".to_owned()),
        Expr::Exists { .. } => "exists".to_owned(),
        Expr::Array(_) => "array".to_owned(),
        Expr::Subscript { expr, .. } => implied_name(expr),
        Expr::Extract { .. } => "extract".to_owned(),
        Expr::Ceil { .. } => "ceil".to_owned(),
        Expr::Floor { .. } => "floor".to_owned(),
        Expr::Position { .. } => "position".to_owned(),
        Expr::Substring { .. } => "substring".to_owned(),
        Expr::Trim { .. } => "btrim".to_owned(),
        Expr::Overlay { .. } => "overlay".to_owned(),
        Expr::AtTimeZone { .. } => "timezone".to_owned(),
        Expr::Interval(_) => "interval".to_owned(),
        Expr::Tuple(_) => "row".to_owned(),
        Expr::Value(gluesql::core::sqlparser::ast::Value::Boolean(_)) => "bool".to_owned(),
        Expr::Subquery(query) => match query.body.as_select().map(|select| &select.projection[..]) {
            Some([SelectItem::UnnamedExpr(expr)]) => implied_name(expr),
            Some([SelectItem::ExprWithAlias { alias, .. }]) => name_of(alias),
            _ => unknown(),
        },
        _ => unknown(),
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
