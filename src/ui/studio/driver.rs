//! Carries out what `project::reconcile` says, one request at a time.
//!
//! It decides nothing: it asks for the next task, hands it to the engine, notes
//! the answer in the history, and asks again until there is rest.

mod event;
mod find;
mod run;

use futures_channel::oneshot;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::{EngineStatus, Studio};
use crate::browser::client::Client;
use crate::browser::clock;
use crate::engine::protocol::{Command, Effect, EngineError, Reply};
use crate::project::History;
use crate::project::history::{EntryId, Merge, Todo};
use crate::project::reconcile::{Known, Question, Task, next_task};

/// How long the engine may work before the page says so: shorter is not seen as waiting.
const UNNOTICED: Duration = Duration::from_millis(150);

/// What the driver remembers between two requests.
#[derive(Debug, Default)]
pub(super) struct Driver {
    client: Option<Client>,
    known: Known,
    is_running: bool,
    /// Rises with every request, so that a late word about one is not taken for the next.
    request: u32,
    performing: BTreeMap<EntryId, Performing>,
    /// Those who wait until the engine holds the current database.
    waiting: Vec<oneshot::Sender<()>>,
    /// The question an engine was lost over. It is asked once more, not for ever.
    lost: Option<Question>,
    /// How many engines in a row were lost over what they should load.
    lost_loads: u32,
    is_ready_marked: bool,
}

#[derive(Debug)]
struct Performing {
    done: oneshot::Sender<Result<Vec<Effect>, EngineError>>,
    effects: Vec<Effect>,
}

impl Driver {
    /// Takes nothing for known of the engine.
    pub(super) fn forget(&mut self) {
        self.known = Known::default();
    }
}

impl Studio {
    /// Takes up this client, and brings its engine to what the history says.
    pub(super) fn connect(self, client: Client) {
        self.driver
            .update_value(|driver| driver.client = Some(client));
        self.drive();
    }

    /// Sees to it that the engine comes to hold what the history says.
    pub(super) fn drive(self) {
        self.begin_round();
        self.drop_stale_offers();
    }

    /// Changes the history, and sees to it that the engine follows.
    ///
    /// The engine's round is queued before the rooms hear of the change: it works while they draw.
    pub(super) fn revise(self, change: impl FnOnce(&mut History)) {
        self.history.update_untracked(change);
        self.begin_round();
        self.tell();
        self.drop_stale_offers();
    }

    fn begin_round(self) {
        let mut is_idle = false;
        self.driver.update_value(|driver| {
            is_idle = driver.client.is_some() && !driver.is_running;
            driver.is_running |= is_idle;
        });
        if is_idle {
            leptos::task::spawn_local(async move {
                self.run().await;
            });
        }
    }

    /// Asks the engine for something that changes nothing, once it holds the current database.
    pub(super) async fn ask(self, command: Command) -> Result<Reply, EngineError> {
        let is_there = self.history.with_untracked(|history| {
            self.driver.with_value(|driver| {
                !matches!(
                    next_task(history, &driver.known),
                    Task::Load { .. } | Task::Restore(_) | Task::Apply(_)
                )
            })
        });
        if !is_there {
            let (there, when_there) = oneshot::channel();
            self.driver
                .update_value(|driver| driver.waiting.push(there));
            self.drive();
            when_there.await.map_err(|_| EngineError::Stopped)?;
        }
        let client = self.driver.with_value(|driver| driver.client.clone());
        client.ok_or(EngineError::Stopped)?.request(command).await
    }

    /// Has the engine do something to the database, as an entry of the history: at once, before
    /// what the caller does next is drawn. The future is how it went.
    pub(super) fn perform(
        self,
        label: String,
        todo: Todo,
    ) -> impl Future<Output = Result<Vec<Effect>, EngineError>> + use<> {
        let (done, when_done) = oneshot::channel();
        let mut entry = None;
        self.revise(|history| {
            let is_nothing = history.work().is_none()
                && todo.next(history.project(), history.database()).is_none();
            if !is_nothing {
                let project = Arc::clone(history.project());
                entry = Some(history.push(project, label, Merge::Never, todo));
            }
        });
        if let Some(entry) = entry {
            self.driver.update_value(|driver| {
                driver.performing.insert(
                    entry,
                    Performing {
                        done,
                        effects: Vec::new(),
                    },
                );
            });
        }
        async move {
            match entry {
                Some(_) => when_done.await.unwrap_or(Err(EngineError::Stopped)),
                None => Ok(Vec::new()),
            }
        }
    }

    /// Sends a request, at once, and says so where the answer takes long.
    fn request(self, command: Command) -> impl Future<Output = Result<Reply, EngineError>> + use<> {
        let mut client = None;
        let mut number = 0;
        self.driver.update_value(|driver| {
            driver.request += 1;
            number = driver.request;
            client.clone_from(&driver.client);
        });
        let is_find = matches!(command, Command::Find { .. });
        let answer = client.map(|client| client.request(command));
        leptos::task::spawn_local(async move {
            clock::wait(UNNOTICED).await;
            let is_on = self
                .driver
                .try_with_value(|driver| driver.is_running && driver.request == number);
            if is_on == Some(true) {
                if self.engine_status.get_untracked() == EngineStatus::Ready {
                    self.engine_status.set(EngineStatus::Busy);
                }
                if is_find {
                    self.found.update(super::FindState::run);
                }
            }
        });
        async move {
            let reply = answer.ok_or(EngineError::Stopped)?.await;
            self.driver.update_value(|driver| driver.request += 1);
            reply
        }
    }
}
