//! The Relata file: a document with its rows, as JSON, to keep and to hand on.
//!
//! The document and the database's schema are readable; the rows are the engine's
//! dump, as base64. The version comes first, so that a newer file can be told.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

use super::history::Scripted;
use super::{Database, Project, base64};
use crate::engine::protocol::{Dump, Revision, Step};
use crate::orm::query::prune;
use crate::orm::schema::{AssociationKind, Schema};

/// The version this Relata writes, and the newest it reads.
pub const VERSION: u32 = 1;

/// Why a file cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It is not JSON.
    #[error(
        "this is no Relata file: it is not JSON (line {line}, column {column}); choose one that was saved here"
    )]
    NotJson {
        /// The line where that shows, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is JSON of another kind.
    #[error(
        "this is no Relata file: it does not begin with its version; choose one that was saved here"
    )]
    NotRelata,
    /// A newer Relata wrote it.
    #[error(
        "this file is of version {version}, and this page reads up to {VERSION}; reload the page to get the newest"
    )]
    TooNew {
        /// Its version.
        version: u64,
    },
    /// A part of it is missing or makes no sense.
    #[error("this Relata file is damaged: {reason}; take an earlier copy")]
    Damaged {
        /// What is wrong.
        reason: String,
    },
}

/// A file, opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The document.
    pub project: Project,
    /// What the engine runs to have its rows.
    pub script: Vec<Scripted>,
}

/// What tells a Relata file from others.
#[derive(Deserialize)]
struct Mark {
    relata: u64,
}

#[derive(Serialize, Deserialize)]
struct File<P> {
    relata: u32,
    project: P,
    database: Kept,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    schema: Arc<Schema>,
    applied: Vec<String>,
    is_held: bool,
    rows: String,
}

/// How far from the canvas's origin a card is taken to lie on purpose, in CSS pixels.
const FARTHEST: f64 = 1_000_000.0;

/// The file of a document and its rows.
///
/// # Panics
/// Never: every key of a document is text or a number.
pub fn write(project: &Project, database: &Database, dump: &Dump) -> String {
    let file = File {
        relata: VERSION,
        project,
        database: Kept {
            schema: database.schema.clone(),
            applied: database.applied.clone(),
            is_held: database.is_held,
            rows: base64::encode(&dump.bytes),
        },
    };
    serde_json::to_string_pretty(&file).expect("every key of a document is text or a number")
}

/// The name a document's file is saved under: `users-posts-and-groups.relata.json`.
pub fn file_name(project: &Project) -> String {
    let words: Vec<String> = project
        .name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let name = if words.is_empty() {
        "project".to_owned()
    } else {
        words.join("-")
    };
    format!("{name}.relata.json")
}

/// Opens a file.
///
/// # Errors
/// Where it is none, is too new, or is damaged.
pub fn read(text: &str) -> Result<Opened, FileError> {
    let text = text.trim_start_matches('\u{feff}');
    let mark: Mark = serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            return FileError::NotRelata;
        }
        FileError::NotJson {
            line: error.line(),
            column: error.column(),
        }
    })?;
    // A list would be taken for the fields in their order.
    if !text.trim_start().starts_with('{') {
        return Err(FileError::NotRelata);
    }
    if mark.relata > u64::from(VERSION) {
        return Err(FileError::TooNew {
            version: mark.relata,
        });
    }
    let file: File<Project> = serde_json::from_str(text).map_err(|error| FileError::Damaged {
        reason: error.to_string(),
    })?;
    let mut project = file.project;
    check(&project)?;
    // Where a hand wrote it, the query may speak of what is not there, and a card lie where nobody looks.
    project.query = project
        .query
        .take()
        .and_then(|find| prune(&project.schema, find));
    project
        .layout
        .retain(|_, at| at.x.abs() < FARTHEST && at.y.abs() < FARTHEST);
    project.next_id = project.migrations.iter().fold(
        project.next_id.max(project.schema.next_id()),
        |next, migration| next.max(migration.after.next_id()),
    );
    project.next_id = project.next_id.max(file.database.schema.next_id());
    let bytes =
        base64::decode(&file.database.rows).ok_or_else(|| damaged("its rows are no base64"))?;
    let script = vec![Scripted {
        steps: vec![Step::Become(Some(Dump {
            revision: Revision::default(),
            bytes,
        }))],
        now: None,
        schema: file.database.schema,
        applied: file.database.applied,
        is_held: file.database.is_held,
        migration: None,
    }];
    Ok(Opened { project, script })
}

/// Sees that a document someone may have written by hand keeps the rules all edits keep.
fn check(project: &Project) -> Result<(), FileError> {
    let last = project.migrations.last().map(|migration| &migration.after);
    if last.is_some_and(|after| *after != project.schema)
        || (last.is_none() && !project.schema.models.is_empty())
    {
        return Err(damaged("its migrations do not lead to its models"));
    }
    let names: BTreeSet<&str> = project
        .migrations
        .iter()
        .map(|migration| migration.name.as_str())
        .collect();
    if names.len() != project.migrations.len() {
        return Err(damaged("two of its migrations have one name"));
    }
    for migration in &project.migrations {
        check_schema(&migration.after)?;
    }
    Ok(())
}

fn check_schema(schema: &Schema) -> Result<(), FileError> {
    let attributes = || schema.models.iter().flat_map(|model| &model.attributes);
    let ids: BTreeSet<u32> = schema
        .models
        .iter()
        .map(|model| model.id.0)
        .chain(attributes().map(|attribute| attribute.id.0))
        .chain(
            schema
                .associations
                .iter()
                .map(|association| association.id.0),
        )
        .collect();
    if ids.len() != schema.models.len() + attributes().count() + schema.associations.len() {
        return Err(damaged("an id is given twice"));
    }
    let points_nowhere = attributes()
        .filter_map(|attribute| attribute.references.as_ref())
        .any(|reference| {
            schema
                .model(reference.model)
                .and_then(|model| model.attribute(reference.attribute))
                .is_none()
        });
    if points_nowhere {
        return Err(damaged("a foreign key points to nothing"));
    }
    let is_whole = schema.associations.iter().all(|association| {
        let keys = match association.kind {
            AssociationKind::HasOne {
                foreign_key,
                source_key: key,
            }
            | AssociationKind::HasMany {
                foreign_key,
                source_key: key,
            } => {
                vec![(association.target, foreign_key), (association.source, key)]
            }
            AssociationKind::BelongsTo {
                foreign_key,
                target_key: key,
            } => {
                vec![(association.source, foreign_key), (association.target, key)]
            }
            AssociationKind::BelongsToMany {
                through,
                foreign_key,
                other_key,
                source_key,
                target_key,
            } => vec![
                (through, foreign_key),
                (through, other_key),
                (association.source, source_key),
                (association.target, target_key),
            ],
        };
        keys.into_iter().all(|(model, key)| {
            schema
                .model(model)
                .is_some_and(|model| model.attribute(key).is_some())
        })
    });
    if is_whole {
        Ok(())
    } else {
        Err(damaged("an association has lost its key"))
    }
}

fn damaged(reason: &str) -> FileError {
    FileError::Damaged {
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orm::query::Find;
    use crate::orm::schema::ModelId;
    use crate::project::{empty, story};

    fn saved() -> String {
        let project = story();
        let applied = project
            .migrations
            .iter()
            .map(|migration| migration.name.clone())
            .collect();
        let database = Database {
            schema: project.schema.clone(),
            applied,
            ..Database::default()
        };
        let dump = Dump {
            revision: Revision(7),
            bytes: vec![0, 255, 7],
        };
        write(&project, &database, &dump)
    }

    #[test]
    fn a_document_comes_back_from_its_file() {
        let opened = read(&saved()).unwrap();
        assert_eq!(opened.project, story());
        let [Scripted { steps, applied, .. }] = opened.script.as_slice() else {
            panic!("{:?}", opened.script)
        };
        let dump = Dump {
            revision: Revision(0),
            bytes: vec![0, 255, 7],
        };
        assert_eq!(*steps, vec![Step::Become(Some(dump))]);
        assert_eq!(applied.len(), 5);
        assert_eq!(
            read(&write(&empty(), &Database::default(), &Dump::default()))
                .unwrap()
                .project,
            empty()
        );
    }

    #[test]
    fn what_leads_nowhere_is_left_out() {
        let text = saved().replace("\"x\": 384.0", "\"x\": 1e300");
        let opened = read(&text).unwrap().project;
        assert_eq!(opened.layout.len(), story().layout.len() - 2);
        let mut project = story();
        project.query = Some(Find::all(ModelId(9_999)));
        let text = write(&project, &Database::default(), &Dump::default());
        assert_eq!(read(&text).unwrap().project.query, None);
    }

    #[test]
    fn a_file_says_its_version_first() {
        assert!(saved().starts_with("{\n  \"relata\": 1,"));
    }

    #[test]
    fn what_is_no_such_file_is_told_apart() {
        for (text, error) in [
            (
                "hello".to_owned(),
                "this is no Relata file: it is not JSON (line 1, column 1); choose one that was saved here",
            ),
            (
                "[1]".to_owned(),
                "this is no Relata file: it does not begin with its version; choose one that was saved here",
            ),
            (
                saved().replacen("\"relata\": 1", "\"relata\": 9", 1),
                "this file is of version 9, and this page reads up to 1; reload the page to get the newest",
            ),
            (
                saved().replace("\"AP8H\"", "\"AP8\""),
                "this Relata file is damaged: its rows are no base64; take an earlier copy",
            ),
            (
                saved().replacen("\"tableName\": \"Users\"", "\"tableName\": \"Folk\"", 1),
                "this Relata file is damaged: its migrations do not lead to its models; take an earlier copy",
            ),
            (
                saved().replacen("\"isLive\": true,", "", 1),
                "this Relata file is damaged: missing field `isLive` at line ",
            ),
        ] {
            let told = read(&text).unwrap_err().to_string();
            assert!(told.starts_with(error), "{told}");
        }
    }

    #[test]
    fn a_file_is_named_after_its_document() {
        assert_eq!(file_name(&story()), "users-posts-and-groups.relata.json");
        assert_eq!(
            file_name(&Project {
                name: "///".to_owned(),
                ..empty()
            }),
            "project.relata.json"
        );
    }
}
