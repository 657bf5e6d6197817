//! CREATE INDEX and DROP INDEX.

use super::TableName;
use crate::orm::declare::{ErrorClass, Index, IndexField, OrmError, Registry};
use crate::orm::js::Js;
use crate::orm::naming::underscore;
use crate::orm::select::{escape, quote, quote_path, where_sql};

/// CREATE INDEX.
///
/// # Errors
/// A field without a name; what the index's condition throws.
pub fn add_index(
    registry: &Registry,
    table: &TableName,
    index: &Index,
) -> Result<String, OrmError> {
    let fields = index
        .fields
        .iter()
        .map(field_sql)
        .collect::<Result<Vec<_>, _>>()?;
    let on = match &table.schema {
        Some(_) => table.quoted(),
        None => quote_path(&table.name),
    };
    let mut parts = vec!["CREATE".to_owned()];
    if index.unique {
        parts.push("UNIQUE".to_owned());
    }
    parts.push("INDEX".to_owned());
    if index.concurrently {
        parts.push("CONCURRENTLY".to_owned());
    }
    parts.push(quote_path(&index.name));
    parts.push(format!("ON {on}"));
    if let Some(using) = &index.using {
        parts.push(format!("USING {using}"));
    }
    parts.push(format!("({})", fields.join(", ")));
    if let Some(where_) = &index.where_ {
        let condition = where_sql(registry, None, where_, None)?;
        if !condition.is_empty() {
            parts.push(format!("WHERE {condition}"));
        }
    }
    Ok(parts.join(" "))
}

/// DROP INDEX, by name or by the fields it was named after.
pub fn remove_index(table: &TableName, index: &Js, concurrently: bool) -> String {
    let name = match index {
        Js::Array(fields) => {
            let fields: Vec<&str> = fields.iter().filter_map(Js::text).collect();
            underscore(&format!("{}_{}", table.name, fields.join("_")))
        }
        other => other.text().unwrap_or_default().to_owned(),
    };
    let concurrently = if concurrently { "CONCURRENTLY " } else { "" };
    format!("DROP INDEX {concurrently}IF EXISTS {}", quote_path(&name))
}

fn field_sql(field: &IndexField) -> Result<String, OrmError> {
    let mut sql = match &field.value {
        Js::Text(name) if !name.is_empty() => quote(name),
        Js::Undefined | Js::Null | Js::Text(_) => {
            return Err(OrmError::new(
                ErrorClass::Error,
                "The following index field has no name: {}",
            ));
        }
        expression => return escape(expression, None),
    };
    if let Some(collate) = &field.collate {
        sql.push_str(&format!(" COLLATE {}", quote(collate)));
    }
    for word in [&field.operator, &field.order].into_iter().flatten() {
        sql.push_str(&format!(" {word}"));
    }
    Ok(sql)
}
