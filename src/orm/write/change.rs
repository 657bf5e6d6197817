//! UPDATE, DELETE, TRUNCATE, and counting up.

use super::fragments::join;
use super::insert::{attribute_of, is_expression, returning_sql};
use super::{Bound, TableName};
use crate::orm::declare::{ErrorClass, Model, OrmError, Registry};
use crate::orm::js::Js;
use crate::orm::select::{escape, quote, where_sql, where_sql_bound};

/// The rows a statement changes.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// All models.
    pub registry: &'a Registry,
    /// The table.
    pub table: &'a TableName,
    /// Its model, where it has one.
    pub model: Option<&'a Model>,
    /// Which rows, by columns.
    pub where_: &'a Js,
}

/// UPDATE. Nothing where there is nothing to set.
///
/// # Errors
/// What a literal or the condition throws.
pub fn update(
    change: Change,
    values: &[(String, Js)],
    returning: Option<&[String]>,
) -> Result<Option<Bound>, OrmError> {
    let mut bound = Bound::default();
    let mut set = Vec::new();
    for (name, value) in values {
        let attribute = change.model.and_then(|model| attribute_of(model, name));
        let data_type = attribute.map(|attribute| &attribute.data_type);
        let written = if is_expression(value) {
            escape(value, data_type)?
        } else {
            bound.bind(value, data_type)
        };
        set.push(format!("{}={written}", quote(name)));
    }
    if set.is_empty() {
        return Ok(None);
    }
    let condition = where_sql_bound(
        change.registry,
        change.model,
        change.where_,
        &mut |value, data_type| bound.bind(value, data_type),
    )?;
    let condition = if condition.is_empty() {
        condition
    } else {
        format!("WHERE {condition}")
    };
    let sql = format!(
        "UPDATE {} SET {} {condition}{}",
        change.table.quoted(),
        set.join(","),
        returning_sql(returning)
    );
    sql.trim().clone_into(&mut bound.sql);
    Ok(Some(bound))
}

/// DELETE; a limit goes through a sub-select of the keys.
///
/// # Errors
/// What the condition throws; a limit without a model.
pub fn delete(change: Change, limit: Option<&Js>) -> Result<String, OrmError> {
    let table = change.table.quoted();
    let condition = where_sql(change.registry, change.model, change.where_, None)?;
    let condition = if condition.is_empty() {
        condition
    } else {
        format!(" WHERE {condition}")
    };
    let Some(limit) = limit.filter(|limit| limit.is_truthy()) else {
        return Ok(format!("DELETE FROM {table}{condition}"));
    };
    let Some(model) = change.model else {
        return Err(OrmError::new(
            ErrorClass::Error,
            "Cannot LIMIT delete without a model.",
        ));
    };
    let keys: Vec<String> = model.primary_keys().map(|key| quote(&key.field)).collect();
    let list = keys.join(",");
    let tuple = if keys.len() > 1 {
        format!("({list})")
    } else {
        list.clone()
    };
    let limit = escape(limit, None)?;
    Ok(format!(
        "DELETE FROM {table} WHERE {tuple} IN (SELECT {list} FROM {table}{condition} LIMIT {limit})"
    ))
}

/// UPDATE that adds to columns, or takes from them by `operator`.
///
/// # Errors
/// What a literal or the condition throws.
pub fn increment(
    change: Change,
    operator: &str,
    by: &[(String, Js)],
    extra: &[(String, Js)],
    returning: Option<&[String]>,
) -> Result<String, OrmError> {
    let mut set = Vec::new();
    for (name, amount) in by {
        set.push(format!(
            "{0}={0}{operator} {1}",
            quote(name),
            escape(amount, None)?
        ));
    }
    for (name, value) in extra {
        set.push(format!("{}={}", quote(name), escape(value, None)?));
    }
    // Sequelize writes this condition without knowing the model's types.
    let condition = where_sql(change.registry, None, change.where_, None)?;
    let condition = if condition.is_empty() {
        condition
    } else {
        format!("WHERE {condition}")
    };
    let table = change.table.quoted();
    Ok(join(&[
        "UPDATE",
        &table,
        "SET",
        &set.join(","),
        &condition,
        &returning_sql(returning),
    ]))
}

/// TRUNCATE.
pub fn truncate(table: &TableName, restart_identity: bool, cascade: bool) -> String {
    format!(
        "TRUNCATE {}{}{}",
        table.quoted(),
        if restart_identity {
            " RESTART IDENTITY"
        } else {
            ""
        },
        if cascade { " CASCADE" } else { "" }
    )
}
