//! Saving the document to a file, and opening one.

use leptos::prelude::*;

use super::{Studio, Tone, sentence};
use crate::browser::download;
use crate::engine::protocol::{Command, Reply};
use crate::project::file;

impl Studio {
    /// Hands the document and its rows to the person as a file.
    pub async fn save_file(self) {
        let revision = self
            .history
            .with_untracked(|history| history.database().revision);
        match self.ask(Command::Dump(revision)).await {
            Ok(Reply::Dumped(dump)) => {
                // The edit of a moment ago may have moved on since: what is saved belongs together.
                let (project, database) = self.history.with_untracked(|history| {
                    let of_dump = history.entries().iter().rev().find(|entry| {
                        entry.database.revision == dump.revision && entry.todo.is_nothing()
                    });
                    let entry = if history.database().revision == dump.revision {
                        None
                    } else {
                        of_dump
                    };
                    entry.map_or_else(
                        || (history.project().clone(), history.database().clone()),
                        |entry| (entry.project.clone(), entry.database.clone()),
                    )
                });
                let text = file::write(&project, &database, &dump);
                if !download::save(&file::file_name(&project), &text) {
                    self.notify(Tone::Error, "The browser did not take the file.");
                }
            }
            Ok(_) => {}
            Err(error) => {
                self.notify(Tone::Error, sentence(&error));
            }
        }
    }

    /// Opens the text of a Relata file. Undo brings back what was there. Returns whether it is one; a notice says why not.
    pub fn open_file(self, text: &str) -> bool {
        match file::read(text) {
            Ok(opened) => {
                let label = format!("Open {}", opened.project.name);
                self.replace(opened.project, &label, opened.script);
                true
            }
            Err(error) => {
                self.notify(Tone::Error, sentence(&error));
                false
            }
        }
    }
}
