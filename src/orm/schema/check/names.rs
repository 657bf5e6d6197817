//! Names: what code, files, tables and Sequelize allow.

use super::{Found, Problem};
use crate::orm::migration::LEDGER;
use crate::orm::naming::{is_keyword, is_member, is_taken_by_files, model_path};
use crate::orm::schema::{Model, Schema, Subject};

/// The bytes of a name Postgres keeps.
const LONGEST: usize = 63;

pub(super) fn check_model(schema: &Schema, place: usize, model: &Model, found: &mut Found) {
    let earlier = &schema.models[..place];
    if is_name(model.id.into(), &model.name, found)
        && (is_keyword(&model.name) || is_taken_by_files(&model.name))
    {
        found.error(
            model.id,
            Problem::ReservedName {
                name: model.name.clone(),
            },
        );
    }
    let file = model_path(&model.name);
    let is_index = !model.is_implied && file == "models/index.js";
    if is_index {
        found.error(
            model.id,
            Problem::ReservedName {
                name: model.name.clone(),
            },
        );
    }
    let has_same_name = |other: &&Model| {
        other.name == model.name
            || (!other.is_implied && !model.is_implied && model_path(&other.name) == file)
    };
    if earlier.iter().any(|other| has_same_name(&other)) {
        found.error(
            model.id,
            Problem::DuplicateModel {
                name: model.name.clone(),
                file,
            },
        );
    }
    check_table(earlier, model, found);
    for (place, attribute) in model.attributes.iter().enumerate() {
        if is_name(attribute.id.into(), &attribute.name, found) {
            if is_member(&attribute.name) {
                found.warning(
                    attribute.id,
                    Problem::ShadowsMethod {
                        name: attribute.name.clone(),
                    },
                );
            }
            is_short(attribute.id.into(), &attribute.name, found);
        }
        if model.attributes[..place]
            .iter()
            .any(|other| other.name == attribute.name)
        {
            let (model, attribute_name) = (model.name.clone(), attribute.name.clone());
            found.error(
                attribute.id,
                Problem::DuplicateAttribute {
                    model,
                    attribute: attribute_name,
                },
            );
        }
    }
}

fn check_table(earlier: &[Model], model: &Model, found: &mut Found) {
    let table = &model.table_name;
    if table.is_empty() {
        found.error(model.id, Problem::NoName);
    } else if table.contains(['"', '\'', '`', '.', '\\', '\0']) || table.trim() != table {
        found.error(
            model.id,
            Problem::InvalidName {
                name: table.clone(),
            },
        );
    }
    if table.to_ascii_uppercase().starts_with("GLUE_") || table == LEDGER {
        found.error(
            model.id,
            Problem::ReservedTable {
                name: table.clone(),
            },
        );
    }
    is_short(model.id.into(), table, found);
    if let Some(other) = earlier.iter().find(|other| other.table_name == *table) {
        let (model_name, other) = (model.name.clone(), other.name.clone());
        found.error(
            model.id,
            Problem::DuplicateTable {
                model: model_name,
                other,
                table: table.clone(),
            },
        );
    }
}

/// Notes a name that code cannot have.
pub(super) fn is_name(subject: Subject, name: &str, found: &mut Found) -> bool {
    if name.is_empty() {
        found.error(subject, Problem::NoName);
        return false;
    }
    let is_letter = |letter: char| letter.is_alphabetic() || letter == '_';
    let is_name = name.starts_with(is_letter)
        && name
            .chars()
            .all(|letter| is_letter(letter) || letter.is_ascii_digit());
    if !is_name {
        found.error(
            subject,
            Problem::InvalidName {
                name: name.to_owned(),
            },
        );
    }
    is_name
}

fn is_short(subject: Subject, name: &str, found: &mut Found) {
    if name.len() > LONGEST {
        found.error(
            subject,
            Problem::LongName {
                name: name.to_owned(),
            },
        );
    }
}
