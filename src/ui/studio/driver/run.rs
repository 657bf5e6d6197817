//! The driver's round: ask what is next, have it done, note the answer.

use leptos::prelude::*;

use super::super::{EngineStatus, FindState, Studio, Tone, sentence};
use crate::browser::client::Client;
use crate::browser::{clock, page};
use crate::engine::protocol::{
    Change, Command, EngineError, Ledger, Reply, Revision, Statement, Step, TableSummary,
};
use crate::project::History;
use crate::project::history::{EntryId, Todo, Work};
use crate::project::reconcile::{Task, next_task};

/// How many engines may be lost over what they load before it is given up.
const LOADS: u32 = 2;

impl Studio {
    /// Goes on until the engine holds what the history says.
    pub(super) async fn run(self) {
        loop {
            let is_dead = self.driver.with_value(|driver| {
                driver.lost_loads > 2 * LOADS || driver.client.as_ref().is_none_or(Client::is_dead)
            });
            if is_dead {
                self.engine_status.set(EngineStatus::Dead);
                break;
            }
            self.let_go_of_the_undone();
            let task = self.history.with_untracked(|history| {
                self.driver
                    .with_value(|driver| next_task(history, &driver.known))
            });
            if matches!(task, Task::Find(_) | Task::Dump(_) | Task::Rest) {
                self.let_in();
            }
            match task {
                Task::Load {
                    base,
                    changes,
                    revision,
                } => {
                    self.driver
                        .update_value(|driver| driver.known.models = None);
                    let reply = self
                        .request(Command::Load {
                            base,
                            changes,
                            revision,
                        })
                        .await;
                    self.on_loaded(reply);
                }
                Task::Restore(revision) => {
                    let reply = self.request(Command::Restore(revision)).await;
                    self.on_restored(reply);
                }
                Task::Apply(work) => self.apply(work).await,
                Task::Find(question) => self.find(*question).await,
                Task::Dump(revision) => {
                    let reply = self.request(Command::Dump(revision)).await;
                    self.on_dumped(reply);
                }
                Task::Rest => {
                    if self
                        .project
                        .with_untracked(|project| project.query.is_none())
                    {
                        self.found.set(FindState::Idle);
                        // Its answer is forgotten: the same query is asked anew when it comes back.
                        self.driver.update_value(|driver| driver.known.asked = None);
                        self.mark_ready();
                    }
                    break;
                }
            }
            if self.engine_status.get_untracked() == EngineStatus::Busy {
                self.engine_status.set(EngineStatus::Ready);
            }
        }
        self.driver.update_value(|driver| driver.is_running = false);
    }

    async fn apply(self, work: Work) {
        let mut revision = Revision::default();
        self.history
            .update_untracked(|history| revision = history.fresh_revision());
        let change = Change {
            revision,
            now: work.now.unwrap_or_else(clock::now),
            seed: clock::seed(),
            steps: work.steps,
        };
        let is_script = self.history.with_untracked(|history| {
            history
                .entry(work.entry)
                .is_some_and(|entry| matches!(entry.todo, Todo::Script(_)))
        });
        let applied = self.request(Command::Apply(change.clone()));
        let mut ahead = self.ask_ahead(work.entry, revision);
        match applied.await {
            Ok(Reply::Done {
                revision,
                tables,
                effects,
                statements,
            }) => {
                if let Some(ahead) = &mut ahead {
                    ahead.settle().await;
                }
                self.stand_at(revision, tables);
                self.log(work.entry, work.migration, &change.steps, statements);
                let mut is_awaited = false;
                self.driver.update_value(|driver| {
                    if let Some(performing) = driver.performing.get_mut(&work.entry) {
                        performing.effects.extend(effects.iter().cloned());
                        is_awaited = true;
                    }
                });
                if !is_awaited && !is_script {
                    self.tell_losses(work.entry, &effects);
                }
                self.change_history(|history| history.confirm(work.entry, change));
                let is_settled = self.history.with_untracked(|history| {
                    history
                        .entry(work.entry)
                        .is_none_or(|entry| matches!(entry.todo, Todo::Nothing | Todo::Live))
                });
                if is_settled {
                    self.finish(work.entry, None);
                }
                if let Some(ahead) = ahead {
                    self.take_ahead(ahead).await;
                }
            }
            Ok(_) => {}
            Err(error) => {
                self.note_loss(&error);
                // What failed before, and still does, was said before.
                let is_known = self.history.with_untracked(|history| {
                    let pairs = history.entries().windows(2);
                    pairs
                        .filter(|pair| pair[1].id == work.entry)
                        .any(|pair| pair[0].failure.as_ref() == Some(&error))
                });
                let is_awaited = self.finish(work.entry, Some(&error));
                self.change_history(|history| history.refuse(work.entry, error.clone()));
                if is_script {
                    self.notify(Tone::Error, sentence(&error));
                } else if !is_awaited && !is_known {
                    self.notify(
                        Tone::Warning,
                        format!("This is not migrated yet. {}", sentence(&error)),
                    );
                }
            }
        }
    }

    /// Whether so many engines were lost over what they should load that the next would be, too.
    fn is_load_given_up(self) -> bool {
        let mut lost = 0;
        self.driver.update_value(|driver| {
            driver.lost_loads += 1;
            lost = driver.lost_loads;
        });
        lost > LOADS
    }

    fn on_loaded(self, reply: Result<Reply, EngineError>) {
        match reply {
            Ok(Reply::Done {
                revision, tables, ..
            }) => {
                self.driver.update_value(|driver| {
                    driver.known.is_pruned = false;
                    driver.lost_loads = 0;
                });
                self.stand_at(revision, tables);
                self.engine_status.set(EngineStatus::Ready);
            }
            Ok(_) => {}
            Err(EngineError::Stopped) if !self.is_load_given_up() => {
                self.note_loss(&EngineError::Stopped);
            }
            // What was kept cannot be read: the story is better than nothing.
            Err(error) => {
                self.notify(
                    Tone::Error,
                    format!("What was kept cannot be loaded. {}", sentence(&error)),
                );
                self.start_over(History::story());
            }
        }
    }

    fn on_restored(self, reply: Result<Reply, EngineError>) {
        match reply {
            Ok(Reply::Done {
                revision, tables, ..
            }) => self.stand_at(revision, tables),
            Ok(_) => {}
            Err(EngineError::Stopped) => self.note_loss(&EngineError::Stopped),
            Err(_) => self
                .driver
                .update_value(|driver| driver.known.is_pruned = true),
        }
    }

    fn on_dumped(self, reply: Result<Reply, EngineError>) {
        match reply {
            Ok(Reply::Dumped(dump)) => self.change_history(|history| history.rebase(dump)),
            Ok(_) => {}
            Err(error) => {
                self.note_loss(&error);
                self.driver
                    .update_value(|driver| driver.known.is_undumpable = true);
            }
        }
    }

    /// Notes where the engine stands, and that rows may be others.
    fn stand_at(self, revision: Revision, tables: Vec<TableSummary>) {
        self.driver
            .update_value(|driver| driver.known.revision = Some(revision));
        self.tables.set(tables);
        self.data_version.update(|version| *version += 1);
    }

    /// Notes that a fresh engine holds nothing.
    pub(super) fn note_loss(self, error: &EngineError) {
        if *error == EngineError::Stopped {
            self.driver
                .update_value(|driver| driver.known.revision = None);
        }
    }

    /// Tells whoever waits for an entry how it went. Returns whether someone did.
    fn finish(self, entry: EntryId, error: Option<&EngineError>) -> bool {
        let mut performing = None;
        self.driver
            .update_value(|driver| performing = driver.performing.remove(&entry));
        let is_awaited = performing.is_some();
        if let Some(performing) = performing {
            let result = error.map_or(Ok(performing.effects), |error| Err(error.clone()));
            // Whoever waited may be gone, its room closed.
            let _ = performing.done.send(result);
        }
        is_awaited
    }

    /// Nobody waits for what was undone before it was done.
    fn let_go_of_the_undone(self) {
        self.history.with_untracked(|history| {
            self.driver.update_value(|driver| {
                driver
                    .performing
                    .retain(|entry, _| history.is_reached(*entry));
            });
        });
    }

    /// Lets those ask who waited for the database.
    fn let_in(self) {
        let mut waiting = Vec::new();
        self.driver
            .update_value(|driver| waiting = std::mem::take(&mut driver.waiting));
        for there in waiting {
            let _ = there.send(());
        }
    }

    fn log(
        self,
        entry: EntryId,
        migration: Option<String>,
        steps: &[Step],
        statements: Vec<Statement>,
    ) {
        let label = self
            .history
            .with_untracked(|history| history.entry(entry).map(|entry| entry.label.clone()));
        self.statements.update(|log| {
            if let Some(name) = migration {
                let ledger = steps.iter().find_map(|step| match step {
                    Step::Migrate {
                        ledger: Some(ledger),
                        ..
                    } => Some(ledger),
                    _ => None,
                });
                let run = log.migrations.entry(name.clone()).or_default();
                match ledger {
                    Some(Ledger::Remove(removed)) if *removed == name => {
                        run.down.clone_from(&statements);
                    }
                    Some(_) => run.up.clone_from(&statements),
                    // The rest of one that was applied before goes after what it had.
                    None => run.up.extend(statements.iter().cloned()),
                }
            }
            log.label = label.unwrap_or_default();
            log.last = statements;
        });
    }

    /// Says to the page's surroundings, once, that everything stands.
    pub(super) fn mark_ready(self) {
        let mut is_first = false;
        self.driver.update_value(|driver| {
            is_first = !std::mem::replace(&mut driver.is_ready_marked, true);
        });
        if is_first {
            leptos::task::spawn_local(async {
                leptos::task::tick().await;
                page::mark_ready();
            });
        }
    }
}
