//! How the page comes up: the engine is fetched while the kept document is read.

use std::cell::OnceCell;
use std::rc::Rc;

use super::Studio;
use super::autosave::Shelf;
use crate::browser::client::Client;
use crate::project::History;

/// What is at hand before the page is drawn.
pub struct Opening {
    history: History,
    client: Client,
    shelf: Shelf,
    studio: Rc<OnceCell<Studio>>,
}

impl Opening {
    /// Starts the engine and reads what was kept.
    pub async fn begin() -> Self {
        let studio = Rc::<OnceCell<Studio>>::default();
        let heard = studio.clone();
        // What it says before there is a studio, that it is up, the studio finds out by itself.
        let client = Client::start(move |event| {
            if let Some(studio) = heard.get() {
                studio.on_client(event);
            }
        });
        let mut shelf = Shelf::open().await;
        let history = shelf.found.history.take().unwrap_or_else(History::story);
        Self {
            history,
            client,
            shelf,
            studio,
        }
    }
}

impl Studio {
    /// Makes the studio of the page and gives it to everything below.
    pub fn open(opening: Opening) -> Self {
        let studio = Self::provide(opening.history);
        // It is empty: an opening makes one studio.
        let _ = opening.studio.set(studio);
        studio.connect(opening.client);
        studio.keep(opening.shelf);
        studio
    }
}
