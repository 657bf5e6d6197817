//! What lies between the database and the document, migration by migration.
//!
//! The database keeps its own schema, so the way from it to a migration is always
//! the difference between the two, whatever became of the migrations meanwhile.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::{Database, Project};
use crate::engine::protocol::{Ledger, Step};
use crate::orm::migration::{Migration, Operation, diff};
use crate::orm::schema::Schema;

/// A migration that is not (wholly) applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PendingMigration {
    /// Its name.
    pub name: String,
    /// Whether an earlier form of it is applied already, and only the rest of it is to come.
    pub is_started: bool,
    /// The calls still to make.
    pub operations: Vec<Operation>,
}

/// One step of the migrations, up or down.
#[derive(Debug, Clone, PartialEq)]
pub struct PendingStep {
    /// The migration it is of.
    pub migration: String,
    /// What the engine has to do.
    pub steps: Vec<Step>,
    /// The schema the tables have after it.
    pub after: Arc<Schema>,
    /// The migrations applied after it.
    pub applied: Vec<String>,
}

/// The migrations to come, in order.
pub fn pending(project: &Project, database: &Database) -> Vec<PendingMigration> {
    let mut database = database.clone();
    let mut found = Vec::new();
    while let Some(step) = next_up(project, &database) {
        let operations = step.steps.iter().flat_map(|step| match step {
            Step::Migrate { operations, .. } => operations.clone(),
            _ => Vec::new(),
        });
        found.push(PendingMigration {
            is_started: database.applied.contains(&step.migration),
            operations: operations.collect(),
            name: step.migration,
        });
        database.schema = step.after;
        database.applied = step.applied;
    }
    found
}

/// The next step up, none where the database has all.
pub fn next_up(project: &Project, database: &Database) -> Option<PendingStep> {
    // Names the document knows no more, a migration renamed or gone, leave the ledger with the first step.
    let gone: Vec<String> = database
        .applied
        .iter()
        .filter(|name| !is_known(project, name))
        .cloned()
        .collect();
    let applied: Vec<String> = database
        .applied
        .iter()
        .filter(|name| is_known(project, name))
        .cloned()
        .collect();
    let last_applied = project
        .migrations
        .iter()
        .rposition(|migration| applied.contains(&migration.name));
    let reached = last_applied.map_or_else(Arc::default, |index| {
        project.migrations[index].after.clone()
    });
    let operations = operations(&database.schema, &reached);
    let forget = gone.iter().map(|name| Step::Migrate {
        operations: Vec::new(),
        ledger: Some(Ledger::Remove(name.clone())),
    });
    let next = project
        .migrations
        .iter()
        .find(|migration| !applied.contains(&migration.name));
    match next {
        Some(next) if operations.is_empty() || !gone.is_empty() => {
            let mut applied = applied;
            applied.push(next.name.clone());
            let up = Step::Migrate {
                operations: self::operations(&database.schema, &next.after),
                ledger: Some(Ledger::Add(next.name.clone())),
            };
            Some(PendingStep {
                migration: next.name.clone(),
                steps: forget.chain([up]).collect(),
                after: next.after.clone(),
                applied,
            })
        }
        _ if operations.is_empty() && gone.is_empty() => None,
        _ => Some(PendingStep {
            migration: last_applied
                .map(|index| project.migrations[index].name.clone())
                .or_else(|| gone.last().cloned())
                .unwrap_or_default(),
            steps: [Step::Migrate {
                operations,
                ledger: None,
            }]
            .into_iter()
            .chain(forget)
            .collect(),
            after: reached,
            applied,
        }),
    }
}

/// The step down from the last migration applied, none where there is none.
pub fn next_down(project: &Project, database: &Database) -> Option<PendingStep> {
    let mut applied = database.applied.clone();
    let name = applied.pop()?;
    let before = applied.iter().rev().find_map(|name| named(project, name));
    let after = before.map_or_else(Arc::default, |migration| migration.after.clone());
    Some(PendingStep {
        steps: vec![Step::Migrate {
            operations: operations(&database.schema, &after),
            ledger: Some(Ledger::Remove(name.clone())),
        }],
        migration: name,
        after,
        applied,
    })
}

/// The calls that lead from one schema's tables to the other's.
pub(super) fn operations(from: &Schema, to: &Schema) -> Vec<Operation> {
    diff(from, to)
}

fn named<'a>(project: &'a Project, name: &str) -> Option<&'a Migration> {
    project
        .migrations
        .iter()
        .find(|migration| migration.name == name)
}

fn is_known(project: &Project, name: &str) -> bool {
    named(project, name).is_some()
}

/// Whether the database's tables are those of the document. Faster than asking for what is pending.
pub fn is_settled(project: &Project, database: &Database) -> bool {
    project.schema == database.schema || operations(&database.schema, &project.schema).is_empty()
}
