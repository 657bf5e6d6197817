//! What the npm-shaped module asks of Rust: commands in, replies out, both JSON.
//!
//! The façade (`js/`) turns classes, symbols and promises into commands and replies
//! into instances; all meaning is in `orm` and `engine`.

mod catalog;
mod declare;
mod describe;
mod failure;
mod interface;
mod query;
mod read;
mod reply;
mod request;
mod session;
mod sync;
mod transaction;
mod write;

use failure::Failure;
use request::Request;
use session::Session;

use crate::engine::postgres::Database;
use crate::orm::declare::Registry;

/// A database and the models declared on it: what one `new Sequelize()` stands on.
pub struct Module {
    registry: Registry,
    session: Session,
}

impl Module {
    /// An empty database. The clock tells milliseconds since 1970.
    pub fn new(clock: fn() -> f64) -> Self {
        Self {
            registry: Registry::default(),
            session: Session::new(Database::new(clock)),
        }
    }

    /// Answers a command: `{"ok": …, "sql": […]}` or `{"error": …, "sql": […]}`.
    pub fn call(&mut self, request: &str) -> String {
        let outcome = Request::parse(request).and_then(|request| {
            self.session.begin_command(&request);
            self.run(&request)
        });
        reply::write(outcome, &self.session.take_statements())
    }

    /// Runs a command and answers what goes under `ok`, as JSON.
    fn run(&mut self, request: &Request) -> Result<String, Failure> {
        match request.required("command")? {
            "configure" => self.configure(request),
            "define" => self.define(request),
            "associate" => self.associate(request),
            "refresh" => self.refresh(request),
            "forget" => self.forget(request),
            "inflect" => Self::inflect(request),
            "sorted" => Ok(self.sorted()),
            "find" => self.find(request),
            "insert" => self.insert(request),
            "bulkInsert" => self.bulk_insert(request),
            "upsert" => self.upsert(request),
            "update" => self.update(request),
            "delete" => self.delete(request),
            "increment" => self.increment(request),
            "query" => self.query(request),
            "sync" => self.sync(request),
            "queryInterface" => self.query_interface(request),
            "transaction" => self.transact(request),
            "escape" => Self::escape(request),
            "condition" => self.condition(request),
            "render" => self.render(request),
            other => Err(Failure::error(format!("there is no command `{other}`"))),
        }
    }

    /// What a command would send, without sending it.
    fn render(&mut self, request: &Request) -> Result<String, Failure> {
        let inner = request.inner("of")?;
        self.session.only_render();
        self.run(&inner)?;
        Ok(reply::object(&[(
            "sql",
            reply::text(self.session.last_statement()),
        )]))
    }
}
