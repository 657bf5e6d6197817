//! DO: blocks of code, as far as Sequelize and its users send any: statements, and which errors they forgive.

use super::run::of;
use crate::engine::postgres::expression::Runtime;
use crate::engine::postgres::read::{Command, read};
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Outcome, PgError, refusal};

impl Work<'_> {
    /// Runs a block: `BEGIN … EXCEPTION WHEN duplicate_object THEN null; END`.
    ///
    /// # Errors
    /// What its statements refuse, unless the block forgives it, and blocks that are more than that.
    pub fn run_block(&mut self, code: &str) -> Result<Outcome, PgError> {
        let code = code.trim().trim_end_matches(';').trim();
        let inner = strip_word(code, "BEGIN")
            .and_then(|rest| strip_last_word(rest, "END"))
            .ok_or_else(|| refusal::unsupported("this block of code"))?;
        let (body, handler) = match find_word(inner, "EXCEPTION") {
            Some(place) => (&inner[..place], Some(&inner[place..])),
            None => (inner, None),
        };
        let commands = read(body)?;
        let before = (self.store.clone(), self.catalog.clone());
        for command in &commands {
            if matches!(command, Command::Nothing("NULL")) {
                continue;
            }
            if let Err(error) = self.run_anew(command) {
                (self.store, self.catalog) = before;
                self.redefined();
                if handler.is_some_and(|handler| forgives(handler, error.code)) {
                    return Ok(of("DO"));
                }
                return Err(error);
            }
        }
        Ok(of("DO"))
    }

    /// Runs a command that reads what those before it wrote.
    fn run_anew(&mut self, command: &Command) -> Result<(), PgError> {
        let store = self.store.clone();
        let runtime = Runtime::new(&store, self.runtime.environment, self.runtime.binds);
        let mut work = Work::new(store.clone(), self.catalog.clone(), &runtime, self.timings);
        work.run(command)?;
        let (store, catalog, pending) = (work.store, work.catalog, work.pending);
        (self.store, self.catalog) = (store, catalog);
        self.pending.extend(pending);
        self.redefined();
        Ok(())
    }
}

/// Whether a handler forgives an error.
fn forgives(handler: &str, code: &str) -> bool {
    let handler = handler.to_lowercase();
    let name = match code {
        "42710" => "duplicate_object",
        "42P07" => "duplicate_table",
        "42701" => "duplicate_column",
        "42P06" => "duplicate_schema",
        "42P01" => "undefined_table",
        "42703" => "undefined_column",
        "42704" => "undefined_object",
        "23505" => "unique_violation",
        "23503" => "foreign_key_violation",
        _ => "others",
    };
    let mut words = handler.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| word == name || word == "others")
}

fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let start = text.get(..word.len())?;
    start
        .eq_ignore_ascii_case(word)
        .then(|| &text[word.len()..])
}

fn strip_last_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let place = text.len().checked_sub(word.len())?;
    let end = text.get(place..)?;
    end.eq_ignore_ascii_case(word).then(|| &text[..place])
}

fn find_word(text: &str, word: &str) -> Option<usize> {
    let upper = text.to_ascii_uppercase();
    upper.find(word)
}
