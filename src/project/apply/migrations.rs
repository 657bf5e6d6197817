//! How an edit of the schema goes into the migrations.
//!
//! One migration a table, as people write them with sequelize-cli: the last one
//! takes up edits while they stay with the tables it touches, and an edit of
//! another table begins the next. One that comes to nothing goes.

use std::sync::Arc;

use super::names;
use crate::orm::migration::{Migration, diff, models_touched, suggest_name};
use crate::orm::schema::Schema;
use crate::project::{EditError, Project};

/// The time stamp of the first migration of a document; each next one counts on.
const FIRST_STAMP: u64 = 20_240_101_000_001;

/// Takes a new schema into the migrations, so that the last leads to it.
pub(super) fn absorb(project: &mut Project, schema: Arc<Schema>) {
    let touched = models_touched(&project.schema, &schema);
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
        Some(last) if is_open && touched.is_subset(&models_touched(&before, &last.after)) => {
            if models_touched(&before, &schema).is_empty() {
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
            let from = last
                .as_ref()
                .map(|last| last.after.clone())
                .unwrap_or_default();
            let stamp = next_stamp(last.map(|last| last.name.as_str()));
            let name = format!("{stamp}-{}", slug(&from, &schema));
            project.migrations.push(Migration {
                name,
                after: schema,
            });
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
    if name != from
        && project
            .migrations
            .iter()
            .any(|migration| migration.name == name)
    {
        return Err(EditError::MigrationExists { name });
    }
    let mut project = project.clone();
    let migration = project
        .migrations
        .iter_mut()
        .find(|migration| migration.name == from)
        .ok_or(EditError::Gone)?;
    migration.name = name;
    Ok(project)
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
    suggest_name(&diff(before, after))
}

/// The time stamp and the words of a name.
fn split(name: &str) -> Option<(&str, &str)> {
    let (stamp, words) = name.split_once('-')?;
    (stamp.len() == 14 && stamp.bytes().all(|byte| byte.is_ascii_digit())).then_some((stamp, words))
}

fn next_stamp(last: Option<&str>) -> u64 {
    let stamp = last
        .and_then(split)
        .and_then(|(stamp, _)| stamp.parse::<u64>().ok());
    stamp.map_or(FIRST_STAMP, |stamp| stamp + 1)
}
