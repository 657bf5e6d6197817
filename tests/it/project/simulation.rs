//! The studio's loop, simulated: random edits, rows, undos and dead engines through
//! the reconciler, on the real engine.

#![allow(clippy::unwrap_used, reason = "a broken simulation shall panic")]

use proptest::prelude::*;
use relata::engine::protocol::{Change, Command, EngineError, Reply, Revision, Step};
use relata::engine::session::Session;
use relata::orm::migration::diff;
use relata::orm::query::prune;
use relata::orm::value::Value;
use relata::project::history::{Merge, Todo};
use relata::project::reconcile::{Known, Question, Task, next_task};
use relata::project::{Edit, History, To, apply};
use std::sync::Arc;

use super::random::{self, Pick};

/// A page without a page.
pub struct Page {
    pub history: History,
    pub session: Session,
    pub known: Known,
    pub failures: Vec<EngineError>,
    now: f64,
}

impl Page {
    pub fn open(history: History) -> Self {
        Self {
            history,
            session: Session::new(),
            known: Known::default(),
            failures: Vec::new(),
            now: 1_704_067_200_000.0,
        }
    }

    /// Does the next task. Returns whether there was one.
    pub fn step(&mut self) -> bool {
        match next_task(&self.history, &self.known) {
            Task::Load {
                base,
                changes,
                revision,
            } => {
                self.known.models = None;
                let reply = self.session.execute(Command::Load {
                    base,
                    changes,
                    revision,
                });
                self.known.is_pruned = false;
                self.stand(reply.expect("what was done can be done again"));
            }
            Task::Restore(revision) => {
                let reply = self.session.execute(Command::Restore(revision));
                self.stand(reply.expect("a snapshot of every revision is kept"));
            }
            Task::Apply(work) => {
                self.now += 1000.0;
                let change = Change {
                    revision: self.history.fresh_revision(),
                    now: work.now.unwrap_or(self.now),
                    seed: 7,
                    steps: work.steps,
                };
                match self.session.execute(Command::Apply(change.clone())) {
                    Ok(reply) => {
                        self.stand(reply);
                        self.history.confirm(work.entry, change);
                    }
                    Err(error) => {
                        self.history.refuse(work.entry, error.clone());
                        self.failures.push(error);
                    }
                }
            }
            Task::Find(question) => {
                self.find(&question);
                self.known.asked = Some(*question);
            }
            Task::Dump(revision) => match self.session.execute(Command::Dump(revision)).unwrap() {
                Reply::Dumped(dump) => self.history.rebase(dump),
                other => panic!("{other:?}"),
            },
            Task::Rest => return false,
        }
        true
    }

    /// Asks the query; models that were not sent, as the engine has heard of them, are the right ones.
    fn find(&mut self, question: &Question) {
        let Some(find) = prune(&question.schema, question.find.clone()) else {
            return;
        };
        let schema = self.known.tell(&question.schema);
        let found = self.session.execute(Command::Find {
            schema,
            find: find.clone(),
        });
        let wanted = self.session.execute(Command::Find {
            schema: Some(question.schema.clone()),
            find,
        });
        assert_eq!(found, wanted);
    }

    /// Goes on until there is nothing to do.
    pub fn settle(&mut self) {
        let mut steps = 0;
        while self.step() {
            steps += 1;
            assert!(steps < 2_000, "it comes to rest");
        }
    }

    pub fn edit(&mut self, edit: Edit) {
        if let Ok(after) = apply(self.history.project(), edit.clone()) {
            let merge = if matches!(edit, Edit::SetQuery(_)) {
                Merge::Query
            } else {
                Merge::Never
            };
            self.history
                .push(Arc::new(after), "edit".to_owned(), merge, Todo::Live);
        }
    }

    pub fn todo(&mut self, todo: Todo) {
        let project = self.history.project().clone();
        self.history
            .push(project, "do".to_owned(), Merge::Never, todo);
    }

    /// The worker is gone, and what it held.
    pub fn kill(&mut self) {
        self.session = Session::new();
        self.known.revision = None;
    }

    fn stand(&mut self, reply: Reply) {
        match reply {
            Reply::Done { revision, .. } => self.known.revision = Some(revision),
            other => panic!("{other:?}"),
        }
    }

    fn do_(&mut self, pick: Pick) {
        let (kind, a, b, c) = pick;
        match kind % 16 {
            0..=7 => self.edit(random::edit(self.history.project(), (kind / 16, a, b, c))),
            8 | 9 => {
                let schema = &self.history.database().schema;
                let tables: Vec<String> = schema
                    .models
                    .iter()
                    .map(|model| model.table_name.clone())
                    .collect();
                if !tables.is_empty() {
                    let model = &schema.models[a % tables.len()];
                    let columns: Vec<String> = model
                        .attributes
                        .iter()
                        .filter(|attribute| {
                            !attribute.auto_increment && attribute.name.len() % 2 == b % 2
                        })
                        .map(|attribute| attribute.name.clone())
                        .collect();
                    let value = |at: usize| match (at + c) % 4 {
                        0 => Value::Null,
                        1 => Value::Text(format!("text {c}")),
                        _ => Value::Integer(1 + i64::try_from(c % 3).unwrap()),
                    };
                    let row: Vec<Value> = (0..columns.len()).map(value).collect();
                    let table = tables[a % tables.len()].clone();
                    self.todo(Todo::Rows(vec![Step::Insert {
                        table,
                        columns,
                        rows: vec![row],
                    }]));
                }
            }
            10 | 11 => {
                self.history.undo();
            }
            12 => {
                self.history.redo();
            }
            13 => self.todo(Todo::Migrate(
                [To::Up, To::Down, To::AllUp, To::AllDown][a % 4],
            )),
            14 => self.kill(),
            _ => {
                if a % 4 == 0 {
                    let project = relata::project::story();
                    let script = relata::project::story_script();
                    self.history.push(
                        Arc::new(project),
                        "story".to_owned(),
                        Merge::Never,
                        Todo::Script(script.into()),
                    );
                }
            }
        }
    }

    /// What the engine holds is what the history says, and what a fresh engine would come to.
    fn check(&mut self) {
        let database = self.history.database().clone();
        assert_eq!(self.known.revision, Some(database.revision));
        let mut fresh = Session::new();
        let load = Command::Load {
            base: self.history.base().cloned(),
            changes: self.history.changes().cloned().collect(),
            revision: database.revision,
        };
        fresh
            .execute(load)
            .expect("what was done can be done again");
        assert_eq!(
            dump(&mut fresh, database.revision),
            dump(&mut self.session, database.revision)
        );
        let tables: Vec<&str> = {
            let mut names: Vec<&str> = database
                .schema
                .models
                .iter()
                .map(|model| model.table_name.as_str())
                .collect();
            names.sort_unstable();
            names
        };
        let mut held: Vec<String> = self
            .session
            .store()
            .tables()
            .into_iter()
            .map(|table| table.definition().name.clone())
            .filter(|name| name != relata::orm::migration::LEDGER)
            .collect();
        held.sort_unstable();
        assert_eq!(held, tables);
        let project = self.history.project();
        if project.is_live && !database.is_held && self.history.current().failure.is_none() {
            assert!(
                diff(&database.schema, &project.schema).is_empty(),
                "live leaves nothing pending"
            );
        }
    }
}

fn dump(session: &mut Session, revision: Revision) -> Vec<u8> {
    match session
        .execute(Command::Dump(revision))
        .expect("the revision is kept")
    {
        Reply::Dumped(dump) => dump.bytes,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_engine_comes_to_hold_what_the_history_says(
        picks in prop::collection::vec((random::pick(), 0..4_usize), 1..40),
    ) {
        let mut page = Page::open(History::story());
        for (pick, steps) in picks {
            page.do_(pick);
            // Edits arrive while the engine is at work: it does a few steps, or all.
            if steps == 3 {
                page.settle();
                page.check();
            }
            for _ in 0..steps {
                page.step();
            }
        }
        page.settle();
        page.check();
        // All the way back, and all the way again.
        let last = page.history.entries().last().map(|entry| entry.project.clone());
        while page.history.undo() {}
        page.settle();
        page.check();
        while page.history.redo() {}
        page.settle();
        page.check();
        prop_assert_eq!(Some(page.history.project()), last.as_ref());
    }
}

#[test]
fn the_oldest_entries_go_into_the_dump() {
    let mut page = Page::open(History::story());
    for number in 0..150_i64 {
        let columns = vec!["name".to_owned()];
        let rows = vec![vec![Value::Text(format!("group {number}"))]];
        page.todo(Todo::Rows(vec![Step::Insert {
            table: "Groups".to_owned(),
            columns,
            rows,
        }]));
        page.settle();
    }
    assert!(page.history.base().is_some());
    assert_eq!(
        page.history.entries().len(),
        relata::project::history::LIMIT
    );
    page.check();
    page.kill();
    while page.history.undo() {}
    page.settle();
    page.check();
}

#[test]
fn a_refused_row_leaves_no_entry() {
    let mut page = Page::open(History::story());
    page.settle();
    let columns = vec!["name".to_owned(), "email".to_owned()];
    let rows = vec![vec![
        Value::Text("Ann".to_owned()),
        Value::Text("ann@example.com".to_owned()),
    ]];
    page.todo(Todo::Rows(vec![Step::Insert {
        table: "Users".to_owned(),
        columns,
        rows,
    }]));
    page.settle();
    assert!(
        matches!(page.failures.as_slice(), [EngineError::Unique { .. }]),
        "{:?}",
        page.failures
    );
    assert_eq!(page.history.undo_label(), None);
    page.check();
}
