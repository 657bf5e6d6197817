//! How an edit of the schema goes into the migrations.
//!
//! One migration a table, as people write them with sequelize-cli: the last one
//! takes up edits while they stay with the tables it touches, and an edit of
//! another table begins the next. One that comes to nothing goes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::names;
use crate::orm::migration::Migration;
use crate::orm::naming::kebab;
use crate::orm::schema::{Attribute, Model, ModelId, Schema};
use crate::project::{EditError, Project};

/// The time stamp of the first migration of a document; each next one counts on.
const FIRST_STAMP: u64 = 20_240_101_000_001;

/// Takes a new schema into the migrations, so that the last leads to it.
pub(super) fn absorb(project: &mut Project, schema: Arc<Schema>) {
    let touched = touched(&project.schema, &schema);
    let before = match project.migrations.len() {
        0 | 1 => Arc::default(),
        count => project.migrations[count - 2].after.clone(),
    };
    project.schema = schema.clone();
    let is_open = project.is_open;
    match project.migrations.last_mut() {
        // Names and aliases are of the models, no table hears of them.
        Some(last) if touched.is_empty() => {
            if is_open {
                rename_along(last, &before, &schema);
            }
            last.after = schema;
        }
        Some(last) if is_open && touched.is_subset(&self::touched(&before, &last.after)) => {
            if self::touched(&before, &schema).is_empty() {
                project.migrations.pop();
                project.is_open = false;
                if let Some(last) = project.migrations.last_mut() {
                    last.after = schema;
                }
            } else {
                rename_along(last, &before, &schema);
                last.after = schema;
            }
        }
        last => {
            let from = last.as_ref().map(|last| last.after.clone()).unwrap_or_default();
            let stamp = next_stamp(last.map(|last| last.name.as_str()));
            let name = format!("{stamp}-{}", slug(&from, &schema));
            project.migrations.push(Migration { name, after: schema });
            project.is_open = true;
        }
    }
}

/// Renames a migration, its time stamp kept.
pub(super) fn rename(project: &Project, from: &str, to: &str) -> Result<Project, EditError> {
    let to = names::migration(to)?;
    let name = match split(from) {
        Some((stamp, _)) => format!("{stamp}-{to}"),
        None => to,
    };
    if name != from && project.migrations.iter().any(|migration| migration.name == name) {
        return Err(EditError::MigrationExists { name });
    }
    let mut project = project.clone();
    let migration = project.migrations.iter_mut().find(|migration| migration.name == from).ok_or(EditError::Gone)?;
    migration.name = name;
    Ok(project)
}

/// The models whose tables differ. The order of columns does not count, as no migration changes it.
fn touched(before: &Schema, after: &Schema) -> BTreeSet<ModelId> {
    let differs = |model: &Model, other: &Schema| other.model(model.id).is_none_or(|other| !is_same(model, other));
    let gone_or_changed = before.models.iter().filter(|model| differs(model, after));
    let new = after.models.iter().filter(|model| before.model(model.id).is_none());
    gone_or_changed.chain(new).map(|model| model.id).collect()
}

fn is_same(one: &Model, other: &Model) -> bool {
    let is_in = |attribute: &Attribute| other.attribute(attribute.id) == Some(attribute);
    one.table_name == other.table_name
        && one.unique_keys == other.unique_keys
        && one.attributes.len() == other.attributes.len()
        && one.attributes.iter().all(is_in)
}

/// Gives a migration the name its new content asks for, unless a person named it.
fn rename_along(migration: &mut Migration, before: &Schema, after: &Schema) {
    if let Some((stamp, named)) = split(&migration.name)
        && named == slug(before, &migration.after)
    {
        migration.name = format!("{stamp}-{}", slug(before, after));
    }
}

/// What a migration does, in words: `create-user`, `add-nickname-to-users`.
fn slug(before: &Schema, after: &Schema) -> String {
    let touched = touched(before, after);
    let of = |schema: &Schema| -> Vec<Model> {
        schema.models.iter().filter(|model| touched.contains(&model.id)).cloned().collect()
    };
    let (old, new) = (of(before), of(after));
    let created = new.iter().find(|model| before.model(model.id).is_none());
    let dropped = old.iter().find(|model| after.model(model.id).is_none());
    if let Some(created) = created {
        return format!("create-{}", kebab(&created.name));
    }
    if let Some(dropped) = dropped {
        return format!("drop-{}", kebab(&dropped.table_name));
    }
    let Some((old, new)) = old.first().and_then(|old| Some((old, after.model(old.id)?))) else {
        return "change".to_owned();
    };
    let table = kebab(&new.table_name);
    if old.table_name != new.table_name {
        return format!("rename-{}-to-{table}", kebab(&old.table_name));
    }
    let is_missing = |model: &Model, attribute: &Attribute| model.attribute(attribute.id).is_none();
    let added: Vec<&Attribute> = new.attributes.iter().filter(|attribute| is_missing(old, attribute)).collect();
    let removed: Vec<&Attribute> = old.attributes.iter().filter(|attribute| is_missing(new, attribute)).collect();
    match (added.as_slice(), removed.as_slice()) {
        ([one], []) => format!("add-{}-to-{table}", kebab(&one.name)),
        ([], [one]) => format!("remove-{}-from-{table}", kebab(&one.name)),
        ([], []) => {
            let changed = new.attributes.iter().find(|attribute| old.attribute(attribute.id) != Some(*attribute));
            match changed.and_then(|changed| Some((old.attribute(changed.id)?, changed))) {
                Some((old, changed)) if old.name != changed.name => {
                    format!("rename-{}-of-{table}", kebab(&old.name))
                }
                Some((_, changed)) => format!("change-{}-of-{table}", kebab(&changed.name)),
                None => format!("change-{table}"),
            }
        }
        _ => format!("change-{table}"),
    }
}

/// The time stamp and the words of a name.
fn split(name: &str) -> Option<(&str, &str)> {
    let (stamp, words) = name.split_once('-')?;
    (stamp.len() == 14 && stamp.bytes().all(|byte| byte.is_ascii_digit())).then_some((stamp, words))
}

fn next_stamp(last: Option<&str>) -> u64 {
    let stamp = last.and_then(split).and_then(|(stamp, _)| stamp.parse::<u64>().ok());
    stamp.map_or(FIRST_STAMP, |stamp| stamp + 1)
}
