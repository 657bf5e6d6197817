//! INSERT, of one row with its values beside, or of many as literals.

use super::fragments::join;
use super::{Bound, TableName};
use crate::orm::declare::{Model, OrmError, Registry, Type};
use crate::orm::js::Js;
use crate::orm::select::{Target, escape, escape_for, quote, where_sql};

/// What happens where a row meets one that is there.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Conflict {
    /// It is refused.
    #[default]
    Refuse,
    /// It is left out: `ignoreDuplicates`.
    Ignore,
    /// The row that is there takes its values: `updateOnDuplicate`, `upsert`.
    Update {
        /// The columns that tell.
        keys: Vec<String>,
        /// The columns that are taken.
        fields: Vec<String>,
        /// Which rows of a partial index count.
        where_: Option<Js>,
    },
}

/// INSERT of one row. Expressions stand in the statement, values beside it.
///
/// # Errors
/// What a literal throws.
pub fn insert(
    registry: &Registry,
    table: &TableName,
    model: Option<&Model>,
    values: &[(String, Js)],
    conflict: &Conflict,
    returning: Option<&[String]>,
) -> Result<Bound, OrmError> {
    let mut bound = Bound::default();
    let (mut names, mut written) = (Vec::new(), Vec::new());
    for (name, value) in values {
        names.push(quote(name));
        let attribute = model.and_then(|model| attribute_of(model, name));
        let data_type = attribute.map(|attribute| &attribute.data_type);
        let is_counted = attribute.is_some_and(|attribute| attribute.auto_increment);
        written.push(if is_counted && is_nothing(value) {
            "DEFAULT".to_owned()
        } else if is_expression(value) {
            escape(value, data_type)?
        } else {
            bound.bind(value, data_type)
        });
    }
    let conflict = conflict_sql(registry, conflict, true)?;
    let conflict = if conflict.is_empty() {
        conflict
    } else {
        format!(" {conflict}")
    };
    let returning = returning_sql(returning);
    bound.sql = if names.is_empty() {
        format!(
            "INSERT INTO {}{conflict} DEFAULT VALUES{returning};",
            table.quoted()
        )
    } else {
        format!(
            "INSERT INTO {} ({}) VALUES ({}){conflict}{returning};",
            table.quoted(),
            names.join(","),
            written.join(",")
        )
    };
    Ok(bound)
}

/// INSERT of many rows. `attributes` gives each column's type and whether the database counts it.
///
/// # Errors
/// What a literal throws.
pub fn bulk_insert(
    registry: &Registry,
    table: &TableName,
    columns: &[(String, Option<Type>, bool)],
    rows: &[Vec<Js>],
    conflict: &Conflict,
    returning: Option<&[String]>,
) -> Result<String, OrmError> {
    let mut tuples = Vec::with_capacity(rows.len());
    for row in rows {
        let mut written = Vec::with_capacity(columns.len());
        for (index, (name, data_type, is_counted)) in columns.iter().enumerate() {
            let value = row.get(index).unwrap_or(&Js::Undefined);
            let target = data_type
                .as_ref()
                .map_or(Target::Unknown, |data_type| Target::Column {
                    schema: table.schema.as_deref(),
                    table: &table.name,
                    name,
                    data_type,
                });
            written.push(match value {
                // What is given for a counted column goes into the text as it is.
                value if *is_counted && !value.is_truthy() => "DEFAULT".to_owned(),
                Js::Text(text) if *is_counted => text.clone(),
                value => escape_for(value, target)?,
            });
        }
        tuples.push(format!("({})", written.join(",")));
    }
    let names: Vec<String> = columns.iter().map(|(name, ..)| quote(name)).collect();
    let names = format!("({})", names.join(","));
    let conflict = conflict_sql(registry, conflict, false)?;
    let tuples = tuples.join(",");
    let returning = returning_sql(returning);
    let table = table.quoted();
    Ok(join(&[
        "INSERT INTO",
        &table,
        &names,
        "VALUES",
        &tuples,
        &conflict,
        &returning,
        ";",
    ]))
}

/// The columns that tell whether a row is there, where `upsert` is not told.
pub fn upsert_keys(model: &Model, fields: &[String]) -> Vec<String> {
    let primary: Vec<String> = model.primary_keys().map(|key| key.field.clone()).collect();
    let unique_keys = model.unique_keys();
    let index_fields: Vec<Vec<String>> = model
        .indexes
        .iter()
        .filter(|index| index.unique)
        .map(|index| {
            let fields = index.fields.iter();
            fields
                .filter_map(|field| field.value.text().map(str::to_owned))
                .collect()
        })
        .collect();
    let mut keys: Vec<String> = Vec::new();
    for field in fields {
        let of_key = unique_keys
            .iter()
            .map(|key| &key.fields)
            .find(|of| of.contains(field));
        let found = of_key.or_else(|| index_fields.iter().find(|of| of.contains(field)));
        if let Some(found) = found {
            keys.clone_from(found);
            break;
        }
    }
    if keys.is_empty() || fields.iter().any(|field| primary.contains(field)) {
        keys = primary;
    }
    let mut distinct: Vec<String> = Vec::new();
    for key in keys {
        if !distinct.contains(&key) {
            distinct.push(key);
        }
    }
    distinct
}

/// ` RETURNING …`; an empty list asks for everything.
pub(super) fn returning_sql(returning: Option<&[String]>) -> String {
    match returning {
        None => String::new(),
        Some([]) => " RETURNING *".to_owned(),
        Some(fields) => {
            let fields: Vec<String> = fields.iter().map(|field| quote(field)).collect();
            format!(" RETURNING {}", fields.join(","))
        }
    }
}

/// Whether the value is SQL to be written out, not a value.
pub(super) const fn is_expression(value: &Js) -> bool {
    matches!(
        value,
        Js::Fn(..) | Js::Col(_) | Js::Literal(_) | Js::Cast(..) | Js::Json(..) | Js::Where(..)
    )
}

const fn is_nothing(value: &Js) -> bool {
    matches!(value, Js::Undefined | Js::Null)
}

/// The attribute of a column, or of that name.
pub(super) fn attribute_of<'a>(
    model: &'a Model,
    name: &str,
) -> Option<&'a crate::orm::declare::Attribute> {
    model
        .attribute_of_field(name)
        .or_else(|| model.attribute(name))
}

fn conflict_sql(
    registry: &Registry,
    conflict: &Conflict,
    may_do_nothing: bool,
) -> Result<String, OrmError> {
    let Conflict::Update {
        keys,
        fields,
        where_,
    } = conflict
    else {
        let ignores = *conflict == Conflict::Ignore;
        return Ok(if ignores {
            "ON CONFLICT DO NOTHING".to_owned()
        } else {
            String::new()
        });
    };
    let keys: Vec<String> = keys.iter().map(|key| quote(key)).collect();
    let condition = match where_ {
        Some(where_) => where_sql(registry, None, where_, None)?,
        None => String::new(),
    };
    let condition = if condition.is_empty() {
        condition
    } else {
        format!("WHERE {condition}")
    };
    let set: Vec<String> = fields
        .iter()
        .map(|field| format!("{0}=EXCLUDED.{0}", quote(field)))
        .collect();
    let (action, set) = if set.is_empty() && may_do_nothing {
        ("DO NOTHING", String::new())
    } else {
        ("DO UPDATE SET", set.join(","))
    };
    Ok(join(&[
        "ON CONFLICT",
        "(",
        &keys.join(","),
        ")",
        &condition,
        action,
        &set,
    ]))
}
