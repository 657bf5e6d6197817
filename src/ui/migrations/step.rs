//! What the list shows of each migration: derived from the document, the database and what is pending.

use crate::orm::migration::{self, Operation};
use crate::project::{Database, Project};
use crate::ui::studio::Pending;

/// Where a migration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The tables have it.
    Applied,
    /// They have an earlier form of it.
    Started,
    /// It comes next, at once or by the button.
    Pending,
    /// It was taken back, or stands behind one that was.
    NotApplied,
    /// It was tried and refused.
    Failed,
}

impl Standing {
    /// Its word on the page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Started => "changes pending",
            Self::Pending => "pending",
            Self::NotApplied => "not applied",
            Self::Failed => "failed",
        }
    }

    /// Its name in markup.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Started | Self::Pending => "pending",
            Self::NotApplied => "not-applied",
            Self::Failed => "failed",
        }
    }
}

/// A migration of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its place in the document, from 0.
    pub place: usize,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub standing: Standing,
    /// Whether it still takes up edits.
    pub is_open: bool,
    /// Whether it can be renamed.
    pub can_rename: bool,
    /// Its calls, those of `up`.
    pub operations: Vec<Operation>,
}

/// The migrations, oldest first.
pub fn steps(project: &Project, database: &Database, pending: &Pending) -> Vec<Step> {
    let last = project.migrations.len().saturating_sub(1);
    project
        .migrations
        .iter()
        .enumerate()
        .map(|(place, it)| {
            let is_applied = database.applied.contains(&it.name);
            let coming = pending
                .migrations
                .iter()
                .position(|other| other.name == it.name);
            let standing = match coming {
                Some(0) if pending.error.is_some() => Standing::Failed,
                Some(_) if is_applied => Standing::Started,
                _ if is_applied => Standing::Applied,
                _ if database.is_held => Standing::NotApplied,
                _ => Standing::Pending,
            };
            Step {
                place,
                name: it.name.clone(),
                standing,
                is_open: project.is_open && place == last,
                can_rename: !is_applied || place == last,
                operations: migration::up(&project.migrations, place),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::EngineError;
    use crate::project::{self, PendingMigration};

    /// How the story's migrations stand where the first `applied` are applied.
    fn standings(applied: usize, is_held: bool, has_failed: bool) -> Vec<&'static str> {
        let project = project::story();
        let names: Vec<String> = project
            .migrations
            .iter()
            .map(|it| it.name.clone())
            .collect();
        let database = Database {
            applied: names[..applied].to_vec(),
            is_held,
            ..Database::default()
        };
        let pending = Pending {
            migrations: names[applied..]
                .iter()
                .map(|name| PendingMigration {
                    name: name.clone(),
                    is_started: false,
                    operations: Vec::new(),
                })
                .collect(),
            error: has_failed.then(|| EngineError::NoTable {
                table: "Users".to_owned(),
            }),
        };
        steps(&project, &database, &pending)
            .iter()
            .map(|step| step.standing.label())
            .collect()
    }

    #[test]
    fn what_is_applied_is_said_of_each() {
        assert_eq!(standings(5, false, false), ["applied"; 5]);
        assert_eq!(
            standings(3, true, false),
            [
                "applied",
                "applied",
                "applied",
                "not applied",
                "not applied"
            ]
        );
        assert_eq!(
            standings(3, false, true),
            ["applied", "applied", "applied", "failed", "pending"]
        );
    }

    #[test]
    fn only_the_last_or_one_not_applied_is_renamed() {
        let project = project::story();
        let database = Database {
            applied: project.migrations[..2]
                .iter()
                .map(|it| it.name.clone())
                .collect(),
            ..Database::default()
        };
        let can: Vec<bool> = steps(&project, &database, &Pending::default())
            .iter()
            .map(|step| step.can_rename)
            .collect();
        assert_eq!(can, [false, false, true, true, true]);
    }
}
