//! Keeps the history in the browser, so that the next visit goes on where this one ended.
//!
//! Every edit is written at once, only what it changed. Where the browser keeps
//! nothing the person is told, once, and can save a file.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::{NoticeAction, Studio, Tone};
use crate::browser::clock;
use crate::browser::storage::{Storage, StorageError};
use crate::browser::tabs::Tabs;
use crate::project::{History, shelf};

/// How long edits are gathered before they are written.
const PAUSE: Duration = Duration::from_millis(60);

/// How long the page waits for what was kept.
const PATIENCE: Duration = Duration::from_secs(3);

/// What was kept, and where to keep what comes.
pub(super) struct Shelf {
    storage: Result<Storage, StorageError>,
    /// What was found.
    pub found: shelf::Found,
}

/// What the keeping remembers.
#[derive(Default)]
pub(super) struct Autosave {
    storage: Option<Storage>,
    visit: String,
    /// What the storage holds of this visit.
    kept: Option<History>,
    stale: Vec<String>,
    /// Whether something was done since it was last written.
    is_behind: bool,
    is_writing: bool,
    is_told: bool,
    tabs: Option<Tabs>,
    /// Whether the person knows that another tab keeps something, too.
    is_told_of_tabs: bool,
}

impl Shelf {
    /// Opens the storage and reads what the last visit left.
    ///
    /// A browser that does not answer does not keep the page from opening.
    pub async fn open() -> Self {
        let reading = async {
            let storage = Storage::open().await?;
            let records = storage.read().await?;
            Ok((storage, records))
        };
        let silent = || {
            Err(StorageError {
                reason: "it did not answer in time".to_owned(),
            })
        };
        match clock::within(PATIENCE, reading)
            .await
            .unwrap_or_else(silent)
        {
            Ok((storage, records)) => Self {
                storage: Ok(storage),
                found: shelf::find(&records),
            },
            Err(error) => Self {
                storage: Err(error),
                found: shelf::Found::default(),
            },
        }
    }
}

impl Studio {
    /// Writes every change of the history from now on.
    pub(super) fn keep(self, kept: Shelf) {
        match kept.storage {
            Ok(storage) => {
                self.autosave.update_value(|autosave| {
                    autosave.storage = Some(storage);
                    // Two pages opened in one millisecond would still differ.
                    autosave.visit = format!("{}-{:08x}", clock::now(), clock::seed());
                    autosave.stale = kept.found.stale;
                });
                let tabs = Tabs::listen(move || self.tell_of_tabs());
                self.autosave.update_value(|autosave| autosave.tabs = tabs);
                Effect::new(move |_| {
                    self.history.track();
                    self.write_soon();
                });
            }
            Err(error) => self.tell_unkept(&error),
        }
        if kept.found.is_damaged {
            let text = "What your last visit kept could not be read whole. An earlier state is shown; the damaged one is left where it is.";
            self.notify(Tone::Warning, text);
        }
    }

    fn write_soon(self) {
        let mut is_idle = false;
        self.autosave.update_value(|autosave| {
            is_idle = !autosave.is_writing;
            autosave.is_behind = true;
            autosave.is_writing = true;
        });
        if is_idle {
            leptos::task::spawn_local(async move {
                while self.autosave.with_value(|autosave| autosave.is_behind) {
                    clock::wait(PAUSE).await;
                    if let Err(error) = self.write().await {
                        self.tell_unkept(&error);
                        break;
                    }
                }
                self.autosave
                    .update_value(|autosave| autosave.is_writing = false);
            });
        }
    }

    async fn write(self) -> Result<(), StorageError> {
        let history = self.history.get_untracked();
        let mut storage = None;
        let mut changes = shelf::Changes::default();
        self.autosave.update_value(|autosave| {
            autosave.is_behind = false;
            storage.clone_from(&autosave.storage);
            changes = shelf::changes(
                &autosave.visit,
                clock::now(),
                autosave.kept.as_ref(),
                &history,
            );
            changes.deletes.append(&mut autosave.stale);
        });
        if let Some(storage) = storage {
            let is_first = self.autosave.with_value(|autosave| autosave.kept.is_none());
            storage.write(&changes.puts, &changes.deletes).await?;
            self.autosave.update_value(|autosave| {
                autosave.kept = Some(history);
                // What a page finds and keeps at first is no news.
                if let Some(tabs) = autosave.tabs.as_ref().filter(|_| !is_first) {
                    tabs.tell();
                }
            });
        }
        Ok(())
    }

    fn tell_of_tabs(self) {
        let mut is_told = false;
        self.autosave.update_value(|autosave| {
            is_told = std::mem::replace(&mut autosave.is_told_of_tabs, true);
        });
        if !is_told {
            let text = "Relata is open in another tab, and was changed there. Each tab keeps its own work while it is open; the next visit shows the one that was changed last.";
            self.notify_with(Tone::Warning, text, Some(self.offer_file()));
        }
    }

    fn offer_file(self) -> NoticeAction {
        NoticeAction {
            label: "Save a file".to_owned(),
            run: Arc::new(move || {
                leptos::task::spawn_local(async move { self.save_file().await });
            }),
        }
    }

    fn tell_unkept(self, error: &StorageError) {
        let mut is_told = false;
        self.autosave
            .update_value(|autosave| is_told = std::mem::replace(&mut autosave.is_told, true));
        if !is_told {
            let text = format!("Your work is not kept between visits: {}.", error.reason);
            self.notify_with(Tone::Warning, text, Some(self.offer_file()));
        }
    }
}
