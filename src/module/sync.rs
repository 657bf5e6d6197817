//! `Model.sync` and `Model.drop`: one model's table, its enumerated types and its indexes.

use std::collections::HashSet;

use super::failure::Failure;
use super::request::Request;
use super::session::Session;
use super::write::table_of;
use super::{Module, catalog};
use crate::orm::declare::{Attribute, ErrorClass, Model, OrmError, Registry};
use crate::orm::js::{Js, Key};
use crate::orm::write::{self, TableName};

impl Module {
    pub(super) fn sync(&mut self, request: &Request) -> Result<String, Failure> {
        let (registry, session) = (&self.registry, &mut self.session);
        let model = known(registry, request)?;
        let table = table_of(model, request);
        let force = request.flag("force");
        let is_there = if force {
            drop_table(registry, session, &table, request.flag("cascade") || force)?;
            false
        } else {
            session.note(write::table_exists(&table));
            catalog::exists(session, &table)
        };
        let attributes: Vec<Attribute> = table_attributes(model).cloned().collect();
        ensure_enums(session, &table, &attributes, force, true)?;
        if !is_there {
            let comment = model.options.get("comment").and_then(Js::text);
            let without_keys = request.flag("withoutForeignKeyConstraints");
            let keys = model.unique_keys();
            session.execute(&write::create_table(
                &table,
                &attributes,
                &keys,
                comment,
                without_keys,
            )?)?;
        } else if request.flag("alter") {
            alter(session, model, &table, drops(&request.js("alter")?))?;
        }
        add_missing_indexes(registry, session, model, &table)?;
        Ok("{}".to_owned())
    }
}

/// Drops a table and the enumerated types of its model.
pub(super) fn drop_table(
    registry: &Registry,
    session: &mut Session,
    table: &TableName,
    cascade: bool,
) -> Result<(), Failure> {
    session.execute(&write::drop_table(table, cascade))?;
    // Sequelize looks for the model by the table's bare name.
    let model = registry
        .models
        .iter()
        .find(|model| model.table_name == table.name && table.schema.is_none());
    let attributes = model.map_or(&[][..], |model| &model.attributes);
    for attribute in attributes.iter().filter(|own| own.data_type.key == "ENUM") {
        session.execute(&write::drop_enum(table, &attribute.name))?;
    }
    Ok(())
}

/// Makes the enumerated types that are missing, and adds the values that others lack.
pub(super) fn ensure_enums(
    session: &mut Session,
    table: &TableName,
    attributes: &[Attribute],
    force: bool,
    is_of_model: bool,
) -> Result<(), Failure> {
    if attributes
        .iter()
        .any(|attribute| attribute.data_type.key.is_empty())
    {
        let message = "Cannot read properties of undefined (reading 'type')";
        return Err(OrmError::new(ErrorClass::TypeError, message).into());
    }
    let enums: Vec<_> = attributes
        .iter()
        .filter_map(|attribute| {
            let field = if attribute.field.is_empty() {
                &attribute.name
            } else {
                &attribute.field
            };
            Some((field, write::enum_of(attribute)?))
        })
        .collect();
    for (field, _) in &enums {
        session.note(write::list_enums(table, Some(field)));
    }
    for (field, of) in enums {
        match catalog::enum_values(session, table, field) {
            None => {
                session.execute(&write::create_enum(table, field, &of.values, force))?;
            }
            Some(own) if is_of_model => {
                for (value, position, other) in missing_values(&own, &of.values) {
                    session.execute(&write::add_enum_value(
                        table, field, &value, position, &other,
                    ))?;
                }
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The values a type lacks, each with its place beside one it has.
fn missing_values(own: &[String], wanted: &[String]) -> Vec<(String, &'static str, String)> {
    let mut added = Vec::new();
    let (mut last, mut rightmost) = (None, None);
    for value in own {
        last = Some(value);
        let Some(place) = wanted.iter().position(|other| other == value) else {
            continue;
        };
        let at = added.len();
        for before in wanted[..place].iter().rev() {
            if own.contains(before) {
                break;
            }
            added.insert(at, (before.clone(), "BEFORE", value.clone()));
        }
        rightmost = rightmost.max(Some(place));
    }
    let behind = rightmost.map_or(0, |place| place + 1);
    if let Some(last) = last {
        for value in wanted[behind..].iter().rev() {
            added.push((value.clone(), "AFTER", last.clone()));
        }
    }
    added
}

fn alter(
    session: &mut Session,
    model: &Model,
    table: &TableName,
    drops: bool,
) -> Result<(), Failure> {
    session.note(write::describe_table(table));
    session.note(write::show_constraints(table));
    let columns = catalog::columns(session, table);
    let references = catalog::foreign_keys(session, table);
    for attribute in table_attributes(model) {
        let is_there = columns
            .iter()
            .any(|column| column.name == attribute.name || column.name == attribute.field);
        if !is_there {
            session.execute(&write::add_column(table, &attribute.field, attribute)?)?;
        }
    }
    if !drops {
        return Ok(());
    }
    let mut removed = HashSet::new();
    for column in &columns {
        let Some(attribute) = model.attribute_of_field(&column.name) else {
            session.execute(&write::remove_column(table, &column.name))?;
            continue;
        };
        if attribute.primary_key {
            continue;
        }
        if let Some(reference) = attribute
            .references
            .as_ref()
            .filter(|reference| reference.schema.is_none())
        {
            for key in &references {
                let is_same = key.target == reference.table
                    && key.target_columns.first() == reference.key.as_ref();
                if is_same && removed.insert(key.name.clone()) {
                    session.execute(&write::remove_constraint(table, &key.name))?;
                }
            }
        }
        session.execute(&write::change_column(table, &column.name, attribute)?)?;
    }
    Ok(())
}

fn add_missing_indexes(
    registry: &Registry,
    session: &mut Session,
    model: &Model,
    table: &TableName,
) -> Result<(), Failure> {
    session.note(write::show_indexes(table));
    let own: HashSet<String> = catalog::index_names(session, table).into_iter().collect();
    let mut missing: Vec<_> = model
        .indexes
        .iter()
        .filter(|index| !own.contains(&index.name))
        .collect();
    missing.sort_by_key(|index| index.concurrently);
    for index in missing {
        session.execute(&write::add_index(registry, table, index)?)?;
    }
    Ok(())
}

fn table_attributes(model: &Model) -> impl Iterator<Item = &Attribute> {
    let attributes = model.attributes.iter();
    attributes.filter(|attribute| attribute.data_type.key != "VIRTUAL")
}

/// `alter: true` also changes and drops columns, `alter: { drop: false }` does not.
fn drops(alter: &Js) -> bool {
    match alter {
        Js::Object(entries) => !entries.iter().any(|(key, value)| {
            *key == Key::Name("drop".to_owned()) && *value == Js::Boolean(false)
        }),
        other => *other == Js::Boolean(true),
    }
}

fn known<'a>(registry: &'a Registry, request: &Request) -> Result<&'a Model, Failure> {
    let name = request.required("model")?;
    registry
        .model(name)
        .ok_or_else(|| Failure::error(format!("{name} has not been defined")))
}

#[cfg(test)]
mod tests {
    use super::missing_values;

    fn check(own: &[&str], wanted: &[&str], expected: &[(&str, &str, &str)]) {
        let words = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        let added = missing_values(&words(own), &words(wanted));
        let added: Vec<_> = added
            .iter()
            .map(|(value, position, other)| (value.as_str(), *position, other.as_str()))
            .collect();
        assert_eq!(added, expected);
    }

    #[test]
    fn values_are_added_beside_those_that_are_there() {
        check(&["a", "c"], &["a", "b", "c"], &[("b", "BEFORE", "c")]);
        check(
            &["a"],
            &["a", "b", "c"],
            &[("c", "AFTER", "a"), ("b", "AFTER", "a")],
        );
        check(
            &["c"],
            &["a", "b", "c"],
            &[("a", "BEFORE", "c"), ("b", "BEFORE", "c")],
        );
        check(&["a", "b"], &["a", "b"], &[]);
    }
}
