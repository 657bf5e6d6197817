//! Undo and redo over everything: edits, changed rows, migrations up and down.
//!
//! The history is one line. An entry is what was done together with the document
//! after it, and the database after it once the engine has confirmed that: until
//! then it is unsettled and says what is to be done. Entries settle in order, so
//! a base dump and the changes of all entries, one after the other, always lead
//! to the same databases. It knows no engine, clock or chance: the caller brings
//! what those say.

mod entry;
mod todo;

pub use entry::{Entry, EntryId, Merge};
pub use todo::{Scripted, To, Todo, Work};

use std::sync::Arc;

use super::{Database, Project};
use crate::engine::protocol::{Change, Dump, EngineError, Revision};

/// How many entries are kept; beyond it the oldest go into the base dump.
pub const LIMIT: usize = 120;

/// All that was done and can be undone, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    base: Option<Dump>,
    entries: Vec<Arc<Entry>>,
    cursor: usize,
    next_entry: u32,
    next_revision: u32,
}

/// What a history consists of.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// The dump all changes start from.
    pub base: Option<Dump>,
    /// The entries, oldest first.
    pub entries: Vec<Arc<Entry>>,
    /// The index of the entry the person stands at.
    pub cursor: usize,
    /// The next entry's id.
    pub next_entry: u32,
    /// The next revision.
    pub next_revision: u32,
}

impl History {
    /// A history that begins with this document, its database still to be made by the script.
    pub fn begin(project: Project, script: Vec<Scripted>) -> Self {
        let first = Entry {
            id: EntryId(0),
            project: Arc::new(project),
            label: String::new(),
            merge: Merge::Never,
            database: Database::default(),
            changes: Vec::new(),
            todo: Todo::Script(script.into()),
            failure: None,
        };
        let mut history = Self {
            base: None,
            entries: vec![Arc::new(first)],
            cursor: 0,
            next_entry: 1,
            next_revision: 1,
        };
        history.settle();
        history
    }

    /// What it consists of, to be kept.
    pub fn parts(&self) -> Parts {
        Parts {
            base: self.base.clone(),
            entries: self.entries.clone(),
            cursor: self.cursor,
            next_entry: self.next_entry,
            next_revision: self.next_revision,
        }
    }

    /// The history of these parts; none where they do not fit each other.
    pub fn from_parts(parts: Parts) -> Option<Self> {
        let Parts {
            base,
            entries,
            cursor,
            next_entry,
            next_revision,
        } = parts;
        let is_fresh = entries.iter().all(|entry| entry.id.0 < next_entry);
        let revisions = || {
            entries
                .iter()
                .flat_map(|entry| &entry.changes)
                .map(|change| change.revision)
        };
        let is_known = |revision: Revision| {
            base.as_ref()
                .map_or(Revision::default(), |base| base.revision)
                == revision
                || revisions().any(|known| known == revision)
        };
        let is_whole = cursor < entries.len()
            && is_fresh
            && revisions().all(|revision| revision.0 < next_revision)
            && entries
                .iter()
                .all(|entry| is_known(entry.database.revision));
        is_whole.then_some(Self {
            base,
            entries,
            cursor,
            next_entry,
            next_revision,
        })
    }

    /// The entry the person stands at.
    pub fn current(&self) -> &Entry {
        &self.entries[self.cursor]
    }

    /// The document as it stands.
    pub fn project(&self) -> &Arc<Project> {
        &self.current().project
    }

    /// The database that belongs to the current entry, as far as the engine has confirmed it.
    pub fn database(&self) -> &Database {
        &self.current().database
    }

    /// All entries, oldest first.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The entry of that id, unless it was undone and something else was done since.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries
            .iter()
            .map(AsRef::as_ref)
            .find(|entry: &&Entry| entry.id == id)
    }

    /// Whether that entry is still to be reached: it is there, and not undone.
    pub fn is_reached(&self, id: EntryId) -> bool {
        self.entries[..=self.cursor]
            .iter()
            .any(|entry| entry.id == id)
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        (self.cursor > 0).then(|| self.current().label.as_str())
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.entries
            .get(self.cursor + 1)
            .map(|entry| entry.label.as_str())
    }

    /// Goes one entry back. Returns whether there was one.
    pub fn undo(&mut self) -> bool {
        let can = self.cursor > 0;
        if can {
            self.cursor -= 1;
        }
        can
    }

    /// Goes one entry forward. Returns whether there was one.
    pub fn redo(&mut self) -> bool {
        let can = self.cursor + 1 < self.entries.len();
        if can {
            self.cursor += 1;
        }
        can
    }

    /// Adds what was done after the current entry; what was undone before is gone.
    ///
    /// Successive ones that merge, typing in a query or moving the same cards, stay one entry.
    pub fn push(
        &mut self,
        project: Arc<Project>,
        label: String,
        merge: Merge,
        todo: Todo,
    ) -> EntryId {
        let is_last = self.cursor + 1 == self.entries.len();
        self.entries.truncate(self.cursor + 1);
        let current = &mut self.entries[self.cursor];
        if is_last && merge != Merge::Never && current.merge == merge && self.cursor > 0 {
            Arc::make_mut(current).project = project;
            return current.id;
        }
        let id = EntryId(self.next_entry);
        self.next_entry += 1;
        let database = current.database.clone();
        // What just failed is not tried again by an edit that does not touch it.
        let is_same = current.project.migrations == project.migrations
            && current.project.is_live == project.is_live;
        let failure = current
            .failure
            .clone()
            .filter(|_| is_same && todo == Todo::Live);
        let todo = if failure.is_some() {
            Todo::Nothing
        } else {
            todo
        };
        self.entries.push(Arc::new(Entry {
            id,
            project,
            label,
            merge,
            database,
            changes: Vec::new(),
            todo,
            failure,
        }));
        self.cursor += 1;
        self.settle();
        id
    }

    /// What the engine has to do next, to bring the current entry's database about.
    ///
    /// Entries before the current one come first.
    pub fn work(&self) -> Option<Work> {
        let index = self
            .first_unsettled()
            .filter(|index| *index <= self.cursor)?;
        let entry = &self.entries[index];
        let scripted = entry.todo.next(&entry.project, &entry.database)?;
        Some(Work {
            entry: entry.id,
            from: entry.database.revision,
            steps: scripted.steps,
            now: scripted.now,
            migration: scripted.migration,
        })
    }

    /// A revision never used before.
    pub fn fresh_revision(&mut self) -> Revision {
        let revision = Revision(self.next_revision);
        self.next_revision += 1;
        revision
    }

    /// Notes that the engine did the work of an entry by this change.
    pub fn confirm(&mut self, id: EntryId, change: Change) {
        let Some(index) = self.entries.iter().position(|entry| entry.id == id) else {
            return;
        };
        let entry = Arc::make_mut(&mut self.entries[index]);
        let Some(scripted) = entry.todo.next(&entry.project, &entry.database) else {
            return;
        };
        entry.database = Database {
            schema: scripted.schema,
            applied: scripted.applied,
            is_held: scripted.is_held,
            revision: change.revision,
        };
        entry.changes.push(change);
        entry.failure = None;
        entry.todo.advance();
        self.hand_on(index);
        self.settle();
    }

    /// Notes that the engine could not do the work of an entry.
    ///
    /// An edit stays in the document, unmigrated. Changed rows, a step of migrations
    /// that did nothing and a document that could not be opened leave no entry.
    pub fn refuse(&mut self, id: EntryId, error: EngineError) {
        let Some(index) = self.entries.iter().position(|entry| entry.id == id) else {
            return;
        };
        let entry = Arc::make_mut(&mut self.entries[index]);
        let is_kept = index == 0
            || match entry.todo {
                Todo::Nothing | Todo::Live => true,
                Todo::Migrate(_) => !entry.changes.is_empty(),
                Todo::Rows(_) | Todo::Script(_) => false,
            };
        if is_kept {
            entry.todo = Todo::Nothing;
            entry.failure = Some(error);
        } else {
            if matches!(entry.todo, Todo::Script(_)) {
                self.entries.truncate(index);
            } else {
                let is_migration = matches!(entry.todo, Todo::Migrate(_));
                self.entries.remove(index);
                if is_migration {
                    Arc::make_mut(&mut self.entries[index - 1]).failure = Some(error);
                }
            }
            if self.cursor >= index {
                self.cursor = (self.cursor - 1).min(self.entries.len() - 1);
            }
        }
        self.settle();
    }

    /// The dump all changes start from; none for the empty database.
    pub fn base(&self) -> Option<&Dump> {
        self.base.as_ref()
    }

    /// The changes of all entries since the base, in order, those undone too.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.entries.iter().flat_map(|entry| &entry.changes)
    }

    /// The revision of which a dump would let the oldest entries go, where there are too many.
    pub fn excess(&self) -> Option<Revision> {
        let keep_from = self
            .entries
            .len()
            .checked_sub(LIMIT)
            .filter(|excess| *excess > 0)?;
        let index = keep_from.min(self.cursor);
        let entry = &self.entries[index];
        (index > 0 && entry.todo.is_nothing()).then_some(entry.database.revision)
    }

    /// Lets go of the entries before the one this dump is of, and starts from it.
    pub fn rebase(&mut self, dump: Dump) {
        let excess = self.entries.len().saturating_sub(LIMIT).min(self.cursor);
        let is_of_dump = |entry: &Arc<Entry>| {
            entry.todo.is_nothing() && entry.database.revision == dump.revision
        };
        let Some(index) = self.entries[..=excess].iter().rposition(is_of_dump) else {
            return;
        };
        self.entries.drain(..index);
        self.cursor -= index;
        Arc::make_mut(&mut self.entries[0]).changes.clear();
        self.base = Some(dump);
    }

    fn first_unsettled(&self) -> Option<usize> {
        self.entries
            .iter()
            .position(|entry| !entry.todo.is_nothing())
    }

    /// Marks as settled, in order, the entries the engine has nothing to do for.
    fn settle(&mut self) {
        while let Some(index) = self.first_unsettled() {
            let entry = &mut self.entries[index];
            // Looked at only: an entry that stays as it is must not be written again.
            if entry.todo.next(&entry.project, &entry.database).is_some() {
                break;
            }
            Arc::make_mut(entry).todo = Todo::Nothing;
            self.hand_on(index);
        }
    }

    /// Gives the database of an entry to those after it, all of which are unsettled.
    fn hand_on(&mut self, index: usize) {
        let database = self.entries[index].database.clone();
        for entry in &mut self.entries[index + 1..] {
            if entry.todo.is_nothing() {
                break;
            }
            Arc::make_mut(entry).database = database.clone();
        }
    }
}
