//! Tables and their columns: CREATE, DROP, ALTER.

use super::attribute::{column, map_type};
use super::enums::{create_enum, enum_name, enum_of};
use super::{Place, TableName, attribute_sql};
use crate::orm::declare::{Attribute, OrmError, UniqueKey};
use crate::orm::js::Js;
use crate::orm::select::{escape, quote};

/// CREATE TABLE, and the comments on it.
///
/// # Errors
/// What a column's definition throws.
pub fn create_table(
    table: &TableName,
    attributes: &[Attribute],
    unique_keys: &[UniqueKey],
    comment: Option<&str>,
    without_keys: bool,
) -> Result<String, OrmError> {
    let quoted = table.quoted();
    let escaped = |text: &str| escape(&Js::Text(text.to_owned()), None);
    let mut comments = String::new();
    if let Some(comment) = comment {
        comments.push_str(&format!(
            "; COMMENT ON TABLE {quoted} IS {}",
            escaped(comment)?
        ));
    }
    let (mut clauses, mut primary) = (Vec::new(), Vec::new());
    for attribute in attributes {
        let name = column(attribute);
        let mut definition = attribute_sql(table, attribute, Place::CreateTable { without_keys })?;
        if let Some(at) = definition.find("COMMENT ") {
            let comment = escaped(&definition[at + 8..])?;
            comments.push_str(&format!(
                "; COMMENT ON COLUMN {quoted}.{} IS {comment}",
                quote(name)
            ));
            definition.truncate(at);
        }
        if definition.contains("PRIMARY KEY") {
            primary.push(quote(name));
        }
        clauses.push(format!(
            "{} {}",
            quote(name),
            map_type(table, name, &definition)
        ));
    }
    for key in unique_keys.iter().filter(|key| key.is_custom) {
        let fields: Vec<String> = key.fields.iter().map(|field| quote(field)).collect();
        clauses.push(format!("UNIQUE ({})", fields.join(", ")));
    }
    if !primary.is_empty() {
        clauses.push(format!("PRIMARY KEY ({})", primary.join(",")));
    }
    Ok(format!(
        "CREATE TABLE IF NOT EXISTS {quoted} ({}){comments};",
        clauses.join(", ")
    ))
}

/// DROP TABLE.
pub fn drop_table(table: &TableName, cascade: bool) -> String {
    let cascade = if cascade { " CASCADE" } else { "" };
    format!("DROP TABLE IF EXISTS {}{cascade};", table.quoted())
}

/// ALTER TABLE … RENAME TO.
pub fn rename_table(before: &TableName, after: &TableName) -> String {
    format!(
        "ALTER TABLE {} RENAME TO {};",
        before.quoted(),
        after.quoted()
    )
}

/// ALTER TABLE … ADD COLUMN, after the type of an enumeration is made.
///
/// # Errors
/// What the definition throws.
pub fn add_column(
    table: &TableName,
    name: &str,
    attribute: &Attribute,
) -> Result<String, OrmError> {
    let place = Place::AlterTable;
    let named = Attribute {
        field: name.to_owned(),
        ..attribute.clone()
    };
    let definition = map_type(table, name, &attribute_sql(table, &named, place)?);
    let made = enum_of(attribute).map_or_else(String::new, |of| {
        create_enum(table, name, &of.values, false)
    });
    let shown = TableName {
        schema: Some(table.schema_or_public().to_owned()),
        name: table.name.clone(),
    };
    Ok(format!(
        "{made}ALTER TABLE {} ADD COLUMN {} {definition};",
        shown.quoted(),
        quote(name)
    ))
}

/// ALTER TABLE … DROP COLUMN.
pub fn remove_column(table: &TableName, name: &str) -> String {
    let shown = TableName {
        schema: Some(table.schema_or_public().to_owned()),
        name: table.name.clone(),
    };
    format!(
        "ALTER TABLE {} DROP COLUMN {};",
        shown.quoted(),
        quote(name)
    )
}

/// ALTER TABLE … RENAME COLUMN.
pub fn rename_column(table: &TableName, before: &str, after: &str) -> String {
    format!(
        "ALTER TABLE {} RENAME COLUMN {} TO {};",
        table.quoted(),
        quote(before),
        quote(after)
    )
}

/// The statements that bring a column to a definition, in one text.
///
/// # Errors
/// What the definition throws.
pub fn change_column(
    table: &TableName,
    name: &str,
    attribute: &Attribute,
) -> Result<String, OrmError> {
    let named = Attribute {
        field: name.to_owned(),
        ..attribute.clone()
    };
    let written = attribute_sql(table, &named, Place::AlterTable)?;
    let mut definition = map_type(table, name, &written);
    let (quoted, own) = (table.quoted(), quote(name));
    let alter = |what: &str| format!("ALTER TABLE {quoted} ALTER COLUMN {what};");
    // Sequelize takes `ALTER COLUMN` out of the finished text, and leaves its blanks.
    let add = |what: &str| format!("ALTER TABLE {quoted}  {what};");
    let mut sql = String::new();
    let refers = definition.contains("REFERENCES");
    if definition.contains("NOT NULL") {
        sql.push_str(&alter(&format!("{own} SET NOT NULL")));
        definition = trimmed(&definition.replacen("NOT NULL", "", 1));
    } else if !refers {
        sql.push_str(&alter(&format!("{own} DROP NOT NULL")));
    }
    if let Some(at) = definition.find("DEFAULT") {
        let rest = &definition[at..];
        let end = rest.find(';').unwrap_or(rest.len());
        let value = rest[..end]
            .strip_prefix("DEFAULT ")
            .unwrap_or_default()
            .to_owned();
        sql.push_str(&alter(&format!("{own} SET DEFAULT {value}")));
        definition.replace_range(at..at + end, "");
        definition = trimmed(&definition);
    } else if !refers {
        sql.push_str(&alter(&format!("{own} DROP DEFAULT")));
    }
    if written.starts_with("ENUM(") {
        let values = enum_of(attribute)
            .map(|of| of.values.clone())
            .unwrap_or_default();
        sql.push_str(&create_enum(table, name, &values, false));
        definition.push_str(&format!(" USING ({own}::{})", enum_name(table, name)));
    }
    if let Some(rest) = definition.trim_end_matches(';').strip_suffix("UNIQUE") {
        definition = rest.to_owned();
        sql.push_str(&add(&format!("ADD UNIQUE ({own})")));
    }
    match definition.find("REFERENCES") {
        Some(at) => {
            sql.push_str(&add(&format!(
                "ADD FOREIGN KEY ({own}) {}",
                &definition[at..]
            )));
        }
        None => sql.push_str(&alter(&format!("{own} TYPE {definition}"))),
    }
    Ok(sql)
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}
