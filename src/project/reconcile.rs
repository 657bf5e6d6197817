//! What to ask the engine next, so that it comes to hold what the history says.
//!
//! Pure: the studio asks, carries out, notes the answer and asks again. Whatever
//! arrives in between, an edit, an undo, a dead worker, the next question takes
//! it in, as nothing is remembered but the history and what the engine is known
//! to hold.

use crate::engine::protocol::{Change, Dump, Revision};
use crate::orm::query::Find;
use crate::orm::schema::{AssociationKind, Schema};

use super::history::{History, Work};
use super::pending;

/// What is known of the engine.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// The revision it stands at; none while it is fresh or was lost.
    pub revision: Option<Revision>,
    /// Whether it said that the revision to go to is not kept.
    pub is_pruned: bool,
    /// Whether it said that it cannot write itself down.
    pub is_undumpable: bool,
    /// What it was last asked to find, answered or refused.
    pub asked: Option<Question>,
    /// The models it was last told of, since it was loaded.
    pub models: Option<Schema>,
}

impl Known {
    /// The models to send with a find: none where the engine has heard of them already.
    pub fn tell(&mut self, models: &Schema) -> Option<Schema> {
        if self.models.as_ref() == Some(models) {
            return None;
        }
        self.models = Some(models.clone());
        self.models.clone()
    }
}

/// A find, and all its answer depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The state of the database.
    pub revision: Revision,
    /// The models the find speaks of, as the database has them.
    pub schema: Schema,
    /// The find.
    pub find: Find,
}

/// What to ask of the engine next.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// Become the current entry's database from nothing.
    Load {
        /// The dump to start from.
        base: Option<Dump>,
        /// All changes since.
        changes: Vec<Change>,
        /// Where to stand in the end.
        revision: Revision,
    },
    /// Go to a snapshot.
    Restore(Revision),
    /// Make the next change of an entry.
    Apply(Work),
    /// Answer the query.
    Find(Box<Question>),
    /// Write the database down, so that the oldest entries can go.
    Dump(Revision),
    /// Nothing: all is as the history says.
    Rest,
}

/// The next thing to ask.
pub fn next_task(history: &History, known: &Known) -> Task {
    let work = history.work();
    let target = work
        .as_ref()
        .map_or(history.database().revision, |work| work.from);
    let Some(revision) = known.revision.filter(|_| !known.is_pruned) else {
        return Task::Load {
            base: history.base().cloned(),
            changes: history.changes().cloned().collect(),
            revision: target,
        };
    };
    if revision != target {
        return Task::Restore(target);
    }
    if let Some(work) = work {
        return Task::Apply(work);
    }
    if let Some(question) =
        question(history).filter(|question| known.asked.as_ref() != Some(question))
    {
        return Task::Find(Box::new(question));
    }
    history
        .excess()
        .filter(|_| !known.is_undumpable)
        .map_or(Task::Rest, Task::Dump)
}

/// What the document's query asks of the database as it is; none where there is no query.
pub fn question(history: &History) -> Option<Question> {
    let find = history.project().query.clone()?;
    Some(Question {
        revision: history.database().revision,
        schema: live_schema(history),
        find,
    })
}

/// The models a find can speak of now: the document's names over the database's tables.
///
/// Names and aliases need no migration, so they count at once; a table or column
/// that is not migrated does not.
pub fn live_schema(history: &History) -> Schema {
    let (project, database) = (history.project(), history.database());
    if pending::is_settled(project, database) {
        return (*project.schema).clone();
    }
    let mut schema = (*database.schema).clone();
    for model in &mut schema.models {
        if let Some(named) = project.schema.model(model.id) {
            model.name.clone_from(&named.name);
        }
    }
    let is_there = |id| schema.attribute(id).is_some();
    let associations = project.schema.associations.iter().filter(|association| {
        schema.model(association.source).is_some()
            && schema.model(association.target).is_some()
            && match association.kind {
                AssociationKind::HasOne {
                    foreign_key,
                    source_key: key,
                }
                | AssociationKind::HasMany {
                    foreign_key,
                    source_key: key,
                }
                | AssociationKind::BelongsTo {
                    foreign_key,
                    target_key: key,
                } => is_there(foreign_key) && is_there(key),
                AssociationKind::BelongsToMany {
                    through,
                    foreign_key,
                    other_key,
                    source_key,
                    target_key,
                } => {
                    schema.model(through).is_some()
                        && [foreign_key, other_key, source_key, target_key]
                            .into_iter()
                            .all(is_there)
                }
            }
    });
    schema.associations = associations.cloned().collect();
    schema
}
