//! The page's side of the engine: a worker, and the requests it has not answered.
//!
//! It knows requests, not what they mean. A worker that breaks or is stopped is
//! replaced by a fresh one at once, which holds nothing: whoever asks next has to
//! load it first.

mod watch;
mod worker;

use futures_channel::oneshot;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::clock;
use crate::engine::protocol::{Command, EngineError, Reply, Request, RequestId, Response};
use worker::Engine;

/// What the client tells whoever started it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientEvent {
    /// The engine listens.
    Ready,
    /// The engine has not come up for more than 20 seconds.
    Late,
    /// The engine has not answered for more than 5 seconds.
    Hung,
    /// The engine that was late or hung answered after all.
    Answered,
    /// The engine broke, for the reason given, and was replaced. Its requests are refused.
    Broken(String),
}

/// A worker that runs the engine. Cloning it shares the worker.
#[derive(Clone)]
pub struct Client {
    shared: Rc<Shared>,
}

struct Shared {
    engine: RefCell<Option<Engine>>,
    waiting: RefCell<BTreeMap<RequestId, Waiting>>,
    /// Requests made before the engine listened.
    queue: RefCell<Vec<Request>>,
    is_ready: Cell<bool>,
    is_hung: Cell<bool>,
    is_watched: Cell<bool>,
    next_id: Cell<u32>,
    /// Rises with every replacement, so that what a dead worker still says is not heard.
    generation: Cell<u32>,
    /// How many fresh workers broke in a row before they listened.
    failures: Cell<u32>,
    started: Cell<f64>,
    on_event: Box<dyn Fn(ClientEvent)>,
}

/// An answer to come: the engine's, or `Stopped` where it broke or was stopped before it gave one.
#[derive(Debug)]
pub struct Answer(oneshot::Receiver<Result<Reply, EngineError>>);

impl Future for Answer {
    type Output = Result<Reply, EngineError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = Pin::new(&mut self.0).poll(context);
        answer.map(|answer| answer.unwrap_or(Err(EngineError::Stopped)))
    }
}

struct Waiting {
    reply: oneshot::Sender<Result<Reply, EngineError>>,
    since: f64,
}

/// How often in a row a worker is started again that breaks before it listens.
const ATTEMPTS: u32 = 3;

impl Client {
    /// Starts the engine.
    pub fn start(on_event: impl Fn(ClientEvent) + 'static) -> Self {
        let client = Self {
            shared: Rc::new(Shared {
                engine: RefCell::default(),
                waiting: RefCell::default(),
                queue: RefCell::default(),
                is_ready: Cell::new(false),
                is_hung: Cell::new(false),
                is_watched: Cell::new(false),
                next_id: Cell::new(1),
                generation: Cell::new(0),
                failures: Cell::new(0),
                started: Cell::new(clock::now()),
                on_event: Box::new(on_event),
            }),
        };
        client.spawn();
        client
    }

    /// Whether the engine does not come up, and no further try is made by itself.
    pub fn is_dead(&self) -> bool {
        self.shared.failures.get() >= ATTEMPTS || self.shared.engine.borrow().is_none()
    }

    /// Asks the engine, at once: of two calls the first is done first.
    pub fn request(&self, command: Command) -> Answer {
        let (reply, answer) = oneshot::channel();
        let answer = Answer(answer);
        if self.is_dead() {
            return answer;
        }
        let id = RequestId(self.shared.next_id.get());
        self.shared.next_id.set(id.0 + 1);
        self.shared.waiting.borrow_mut().insert(
            id,
            Waiting {
                reply,
                since: clock::now(),
            },
        );
        let request = Request { id, command };
        if self.shared.is_ready.get() {
            self.post(&request);
        } else {
            self.shared.queue.borrow_mut().push(request);
        }
        self.watch();
        answer
    }

    /// Stops the engine, whatever it does, and starts a fresh one. Its requests are refused.
    pub fn stop(&self) {
        self.shared.failures.set(0);
        self.replace();
    }

    /// Drops the worker for a fresh one, and refuses what it had not answered.
    fn replace(&self) {
        if let Some(engine) = self.shared.engine.borrow_mut().take() {
            engine.terminate();
        }
        self.shared.is_ready.set(false);
        self.shared.is_hung.set(false);
        self.shared.queue.borrow_mut().clear();
        let refused = std::mem::take(&mut *self.shared.waiting.borrow_mut());
        if self.shared.failures.get() < ATTEMPTS {
            self.spawn();
        }
        for waiting in refused.into_values() {
            // Whoever asked may not wait any more.
            let _ = waiting.reply.send(Err(EngineError::Stopped));
        }
    }

    fn spawn(&self) {
        let generation = self.shared.generation.get() + 1;
        self.shared.generation.set(generation);
        self.shared.started.set(clock::now());
        let (heard, broken) = (self.clone(), self.clone());
        let is_now = move |client: &Self| client.shared.generation.get() == generation;
        let engine = Engine::spawn(
            move |message| {
                if is_now(&heard) {
                    heard.hear(message);
                }
            },
            move |reason| {
                if is_now(&broken) {
                    broken.on_broken(reason);
                }
            },
        );
        match engine {
            Ok(engine) => *self.shared.engine.borrow_mut() = Some(engine),
            Err(reason) => {
                self.shared.failures.set(ATTEMPTS);
                (self.shared.on_event)(ClientEvent::Broken(reason));
            }
        }
    }

    fn post(&self, request: &Request) {
        let posted = self
            .shared
            .engine
            .borrow()
            .as_ref()
            .map(|engine| engine.post(request));
        if let Some(Err(reason)) = posted {
            let waiting = self.shared.waiting.borrow_mut().remove(&request.id);
            if let Some(waiting) = waiting {
                let error = EngineError::Engine {
                    sql: "postMessage".to_owned(),
                    reason,
                };
                let _ = waiting.reply.send(Err(error));
            }
        }
    }

    /// The first message says that the engine listens; all others are answers.
    fn hear(&self, response: Option<Response>) {
        if !self.shared.is_ready.replace(true) {
            self.shared.failures.set(0);
            let queue = std::mem::take(&mut *self.shared.queue.borrow_mut());
            let now = clock::now();
            for waiting in self.shared.waiting.borrow_mut().values_mut() {
                waiting.since = now;
            }
            (self.shared.on_event)(ClientEvent::Ready);
            for request in &queue {
                self.post(request);
            }
        }
        let Some(response) = response else { return };
        if self.shared.is_hung.replace(false) {
            (self.shared.on_event)(ClientEvent::Answered);
        }
        let waiting = self.shared.waiting.borrow_mut().remove(&response.id);
        // The engine takes one after the other: the next one's time begins now.
        let now = clock::now();
        for waiting in self.shared.waiting.borrow_mut().values_mut() {
            waiting.since = now;
        }
        if let Some(waiting) = waiting {
            let _ = waiting.reply.send(response.result);
        }
    }

    fn on_broken(&self, reason: String) {
        if !self.shared.is_ready.get() {
            self.shared.failures.set(self.shared.failures.get() + 1);
        }
        self.replace();
        (self.shared.on_event)(ClientEvent::Broken(reason));
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Client")
            .field("generation", &self.shared.generation.get())
            .finish_non_exhaustive()
    }
}
