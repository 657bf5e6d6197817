//! A column's definition.
//!
//! Sequelize writes the whole definition first and takes parts out of the text afterwards, which
//! leaves doubled blanks in what it sends (`INTEGER  REFERENCES …`). So do we.

use super::{TableName, type_sql};
use crate::orm::declare::{Attribute, ErrorClass, OrmError, Type, Unique};
use crate::orm::js::Js;
use crate::orm::select::{escape, quote, quote_path, quote_table};

/// Where a definition is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In CREATE TABLE: a comment follows later.
    CreateTable {
        /// Whether keys are left for later: models that refer to each other.
        without_keys: bool,
    },
    /// In ALTER TABLE: a comment is a statement of its own.
    AlterTable,
}

/// A column's definition, before the table's name goes into the types that need it.
///
/// # Errors
/// An `ENUM` without values; a default that no literal stands for.
pub fn attribute_sql(
    table: &TableName,
    attribute: &Attribute,
    place: Place,
) -> Result<String, OrmError> {
    let mut sql = definition_type(&attribute.data_type)?;
    if attribute.allow_null == Some(false) {
        sql.push_str(" NOT NULL");
    }
    if attribute.auto_increment {
        sql.push_str(" SERIAL");
    }
    if let Some(value) = schemable_default(attribute) {
        sql.push_str(" DEFAULT ");
        sql.push_str(&escape(value, Some(&attribute.data_type))?);
    }
    if attribute.unique == Unique::Yes {
        sql.push_str(" UNIQUE");
    }
    if attribute.primary_key {
        sql.push_str(" PRIMARY KEY");
    }
    let leaves_keys = place == Place::CreateTable { without_keys: true };
    if let Some(reference) = attribute.references.as_ref().filter(|_| !leaves_keys) {
        let schema = reference.schema.as_deref().or(table.schema.as_deref());
        let key = reference
            .key
            .as_deref()
            .map_or_else(|| quote("id"), quote_path);
        sql.push_str(&format!(
            " REFERENCES {} ({key})",
            quote_table(schema, &reference.table)
        ));
        for (words, action) in [
            ("ON DELETE", &attribute.on_delete),
            ("ON UPDATE", &attribute.on_update),
        ] {
            if let Some(action) = action {
                sql.push_str(&format!(" {words} {}", action.to_uppercase()));
            }
        }
        if let Some(deferrable) = &reference.deferrable {
            sql.push_str(&format!(" {deferrable}"));
        }
    }
    if let Some(comment) = &attribute.comment {
        if place == Place::AlterTable {
            let column = format!("{}.{}", table.quoted(), quote(column(attribute)));
            let comment = escape(&Js::Text(comment.clone()), None)?;
            sql.push_str(&format!("; COMMENT ON COLUMN {column} IS {comment}"));
        } else {
            sql.push_str(&format!(" COMMENT {comment}"));
        }
    }
    Ok(sql)
}

/// A column's name: its field, or its attribute's name where none is said.
pub(super) fn column(attribute: &Attribute) -> &str {
    if attribute.field.is_empty() {
        &attribute.name
    } else {
        &attribute.field
    }
}

/// The definition with Postgres' own words: serial types, the names of enumerated types.
pub(super) fn map_type(table: &TableName, column: &str, definition: &str) -> String {
    let mut definition = definition.replacen("PRIMARY KEY", "", 1);
    if definition.contains("SERIAL") {
        definition = if definition.contains("BIGINT") {
            definition
                .replacen("SERIAL", "BIGSERIAL", 1)
                .replacen("BIGINT", "", 1)
        } else if definition.contains("SMALLINT") {
            definition
                .replacen("SERIAL", "SMALLSERIAL", 1)
                .replacen("SMALLINT", "", 1)
        } else {
            definition.replacen("INTEGER", "", 1)
        };
        definition = definition.replacen("NOT NULL", "", 1);
    }
    if definition.starts_with("ENUM(")
        && let Some(end) = end_of_values(&definition)
    {
        definition.replace_range(..=end, &super::enums::enum_name(table, column));
    }
    definition
}

/// Where the list of an enumeration's values closes.
fn end_of_values(definition: &str) -> Option<usize> {
    let mut is_quoted = false;
    definition
        .char_indices()
        .find_map(|(at, letter)| match letter {
            '\'' => {
                is_quoted = !is_quoted;
                None
            }
            ')' if !is_quoted => Some(at),
            _ => None,
        })
}

/// A default that the database keeps: functions and generated values stay in code.
pub(super) fn schemable_default(attribute: &Attribute) -> Option<&Js> {
    attribute
        .default_value
        .as_ref()
        .filter(|value| match value {
            Js::Undefined | Js::Function(_) => false,
            Js::Type(data_type) => !matches!(data_type.key.as_str(), "NOW" | "UUIDV1" | "UUIDV4"),
            _ => true,
        })
}

fn definition_type(data_type: &Type) -> Result<String, OrmError> {
    let (of, suffix) = match data_type.of.as_deref() {
        Some(of) if data_type.key == "ARRAY" => (of, "[]"),
        _ => (data_type, ""),
    };
    if of.key.is_empty() {
        return Err(OrmError::new(
            ErrorClass::TypeError,
            "Cannot read properties of undefined (reading 'toString')",
        ));
    }
    if of.key != "ENUM" {
        return Ok(type_sql(data_type));
    }
    if of.values.is_empty() {
        return Err(OrmError::new(
            ErrorClass::Error,
            "Values for ENUM haven't been defined.",
        ));
    }
    Ok(format!("{}{suffix}", super::enums::values_sql(&of.values)))
}
