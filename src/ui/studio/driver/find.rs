//! The driver's finds: the query asked of the database as it is, or as it is about to be.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use leptos::prelude::*;

use super::super::{FindState, Studio};
use crate::browser::client::Answer;
use crate::browser::clock;
use crate::engine::protocol::{Command, EngineError, Reply, Revision};
use crate::orm::query::{Find, prune};
use crate::project::history::{EntryId, Todo};
use crate::project::reconcile::{Question, Task, next_task, question};

/// A question asked before the change it is about was done.
pub(super) struct Ahead {
    question: Question,
    reply: Answer,
    /// The answer, where it has come.
    answer: Option<Result<Reply, EngineError>>,
}

impl Ahead {
    /// Gives the answer a moment to come, so that it is drawn together with what the change did:
    /// between two drawings the browser may lay out and paint the page, which takes longer.
    pub(super) async fn settle(&mut self) {
        let mut patience = Box::pin(clock::wait(SOON));
        self.answer = poll_fn(|context| match Pin::new(&mut self.reply).poll(context) {
            Poll::Ready(answer) => Poll::Ready(Some(answer)),
            Poll::Pending => patience.as_mut().poll(context).map(|()| None),
        })
        .await;
    }
}

/// How long that is.
const SOON: Duration = Duration::from_millis(10);

impl Studio {
    /// Asks the query of the rows as a change of them will leave them, right behind the change:
    /// the engine takes one after the other, and no time is lost between the two.
    pub(super) fn ask_ahead(self, entry: EntryId, revision: Revision) -> Option<Ahead> {
        let question = self.history.with_untracked(|history| {
            let is_of_rows = history
                .entry(entry)
                .is_some_and(|entry| matches!(entry.todo, Todo::Rows(_)));
            question(history).filter(|_| is_of_rows)
        })?;
        let question = Question {
            revision,
            ..question
        };
        let find = prune(&question.schema, question.find.clone())?;
        let client = self.driver.with_value(|driver| driver.client.clone())?;
        let reply = client.request(self.command(&question, find));
        Some(Ahead {
            question,
            reply,
            answer: None,
        })
    }

    /// Takes the answer to a question asked ahead, if that is still the question.
    pub(super) async fn take_ahead(self, ahead: Ahead) {
        let task = self.history.with_untracked(|history| {
            self.driver
                .with_value(|driver| next_task(history, &driver.known))
        });
        if task != Task::Find(Box::new(ahead.question.clone())) {
            return;
        }
        self.driver
            .update_value(|driver| driver.known.asked = Some(ahead.question.clone()));
        let reply = match ahead.answer {
            Some(answer) => answer,
            None => ahead.reply.await,
        };
        self.on_found(ahead.question, reply);
    }

    pub(super) async fn find(self, question: Question) {
        self.driver
            .update_value(|driver| driver.known.asked = Some(question.clone()));
        let find = prune(&question.schema, question.find.clone());
        let reply = match find {
            Some(find) => self.request(self.command(&question, find)).await,
            None => Err(EngineError::NoTable {
                table: self.table_of(question.find.model),
            }),
        };
        self.on_found(question, reply);
    }

    fn command(self, question: &Question, find: Find) -> Command {
        let mut schema = None;
        self.driver
            .update_value(|driver| schema = driver.known.tell(&question.schema));
        Command::Find { schema, find }
    }

    fn on_found(self, question: Question, reply: Result<Reply, EngineError>) {
        match reply {
            Ok(Reply::Found(found)) => self.found.set(FindState::Found(Arc::new(*found))),
            Ok(_) => {}
            Err(EngineError::Stopped) if self.is_first_loss(&question) => {
                self.note_loss(&EngineError::Stopped);
                self.driver.update_value(|driver| driver.known.asked = None);
                return;
            }
            Err(error) => {
                self.note_loss(&error);
                self.found.set(FindState::Failed(error));
            }
        }
        self.mark_ready();
    }

    /// Whether no engine was lost over this question before. The next time one was.
    fn is_first_loss(self, question: &Question) -> bool {
        let mut before = None;
        self.driver
            .update_value(|driver| before = driver.lost.replace(question.clone()));
        before.as_ref() != Some(question)
    }

    fn table_of(self, model: crate::orm::schema::ModelId) -> String {
        self.schema.with_untracked(|schema| {
            schema
                .model(model)
                .map(|model| model.table_name.clone())
                .unwrap_or_default()
        })
    }
}
