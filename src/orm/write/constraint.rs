//! ALTER TABLE … ADD and DROP CONSTRAINT.

use super::TableName;
use super::fragments::join;
use crate::orm::declare::{ErrorClass, OrmError, Registry};
use crate::orm::js::Js;
use crate::orm::select::{escape, quote, quote_path, quote_table, where_sql};

/// ALTER TABLE … ADD CONSTRAINT, of the options of `queryInterface.addConstraint`.
///
/// # Errors
/// What `addConstraint` throws of them.
pub fn add_constraint(
    registry: &Registry,
    table: &TableName,
    options: &Js,
) -> Result<String, OrmError> {
    let Some(Js::Array(fields)) = options.get("fields") else {
        return error("Fields must be specified through options.fields");
    };
    let kind = options.get("type").and_then(Js::text).unwrap_or_default();
    if kind.is_empty() {
        return error("Constraint type must be specified through options.type");
    }
    let quoted_table = on(table);
    let fields = fields
        .iter()
        .map(field_sql)
        .collect::<Result<Vec<_>, _>>()?;
    let (list, words) = (fields.join(", "), fields.join("_"));
    let named = |suffix: &str| {
        let name = options
            .get("name")
            .and_then(Js::text)
            .filter(|name| !name.is_empty());
        quote(name.unwrap_or(&format!("{quoted_table}_{words}_{suffix}")))
    };
    let upper = kind.to_uppercase();
    let mut sql = match upper.as_str() {
        "UNIQUE" => format!("CONSTRAINT {} UNIQUE ({list})", named("uk")),
        "CHECK" => {
            let where_ = options.get("where").cloned().unwrap_or(Js::Undefined);
            let condition = where_sql(registry, None, &where_, None)?;
            format!("CONSTRAINT {} CHECK ({condition})", named("ck"))
        }
        "PRIMARY KEY" => format!("CONSTRAINT {} PRIMARY KEY ({list})", named("pk")),
        "FOREIGN KEY" => foreign_key(registry, options, &list, &named)?,
        "DEFAULT" if options.get("defaultValue").is_none() => {
            return error("Default value must be specified for DEFAULT CONSTRAINT");
        }
        "DEFAULT" => return error("Default constraints are supported only for MSSQL dialect."),
        _ => return error(format!("{kind} is invalid.")),
    };
    if let Some(deferrable) = options
        .get("deferrable")
        .and_then(crate::orm::declare::deferrable)
        && upper != "CHECK"
    {
        sql.push_str(&format!(" {deferrable}"));
    }
    Ok(join(&["ALTER TABLE", &quoted_table, "ADD", &sql, ";"]))
}

/// ALTER TABLE … DROP CONSTRAINT, as `removeConstraint` sends it.
pub fn remove_constraint(table: &TableName, name: &str) -> String {
    join(&[
        "ALTER TABLE",
        &on(table),
        "DROP CONSTRAINT",
        &quote_path(name),
    ])
}

/// ALTER TABLE … DROP CONSTRAINT, as `dropAllTables` sends it.
pub fn drop_constraint(table: &TableName, name: &str) -> String {
    format!(
        "ALTER TABLE {} DROP CONSTRAINT {};",
        table.quoted(),
        quote(name)
    )
}

fn on(table: &TableName) -> String {
    match &table.schema {
        Some(_) => table.quoted(),
        None => quote_path(&table.name),
    }
}

fn foreign_key(
    registry: &Registry,
    options: &Js,
    list: &str,
    named: &dyn Fn(&str) -> String,
) -> Result<String, OrmError> {
    let references = options.get("references").cloned().unwrap_or(Js::Undefined);
    let table = references
        .get("table")
        .and_then(|table| registry.table(table));
    let fields = match (references.get("field"), references.get("fields")) {
        (Some(field), _) => Some(vec![field.clone()]),
        (None, Some(Js::Array(fields))) => Some(fields.clone()),
        _ => None,
    };
    let Some(((table, schema), fields)) = table.zip(fields) else {
        return error("references object with table and field must be specified");
    };
    let fields: Vec<String> = fields.iter().filter_map(Js::text).map(quote).collect();
    let mut sql = format!(
        "CONSTRAINT {} FOREIGN KEY ({list}) REFERENCES {} ({})",
        named(&format!("{table}_fk")),
        quote_table(schema.as_deref(), &table),
        fields.join(", ")
    );
    for (words, option) in [("ON UPDATE", "onUpdate"), ("ON DELETE", "onDelete")] {
        if let Some(action) = options.get(option).and_then(Js::text) {
            sql.push_str(&format!(" {words} {}", action.to_uppercase()));
        }
    }
    Ok(sql)
}

fn field_sql(field: &Js) -> Result<String, OrmError> {
    let name = match field {
        Js::Text(_) => Some(field),
        Js::Object(_) => field.get("attribute").or_else(|| field.get("name")),
        expression => return escape(expression, None),
    };
    match name.and_then(Js::text) {
        Some(name) => Ok(quote(name)),
        None => error("The following index field has no name: [object Object]"),
    }
}

fn error<T>(message: impl Into<String>) -> Result<T, OrmError> {
    Err(OrmError::new(ErrorClass::Error, message))
}
