//! Notices: short words to the person, in a corner of the page.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Studio, effect_words};
use crate::engine::protocol::{Action, Effect};
use crate::project::history::EntryId;

/// Names a notice while it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NoticeId(u32);

/// Short words to the person.
#[derive(Clone)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// How it is meant.
    pub tone: Tone,
    /// A sentence or two.
    pub text: String,
    /// What can be done about it.
    pub action: Option<NoticeAction>,
    /// What its button takes back; it goes as soon as something else is done.
    undoes: Option<EntryId>,
}

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Something to know.
    Info,
    /// Something went well.
    Success,
    /// Something to look at.
    Warning,
    /// Something did not go.
    Error,
}

/// A button of a notice.
#[derive(Clone)]
pub struct NoticeAction {
    /// Its words.
    pub label: String,
    /// What it does. Owned, as whoever offers it may be gone by then: a deleted card, a closed dialog.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

impl Studio {
    /// The notices shown, oldest first.
    pub fn notices(self) -> Signal<Vec<Notice>> {
        self.notices.into()
    }

    /// Shows a notice. The same words are not shown twice at once.
    pub fn notify(self, tone: Tone, text: impl Into<String>) -> NoticeId {
        self.notify_with(tone, text, None)
    }

    /// Shows a notice with a button.
    pub fn notify_with(
        self,
        tone: Tone,
        text: impl Into<String>,
        action: Option<NoticeAction>,
    ) -> NoticeId {
        self.show_notice(tone, text.into(), action, None)
    }

    /// Says what was done, with a button that takes it back.
    pub fn offer_undo(self, text: impl Into<String>) {
        let entry = self.history.with_untracked(|history| history.current().id);
        let action = NoticeAction {
            label: "Undo".to_owned(),
            run: Arc::new(move || self.undo()),
        };
        self.show_notice(Tone::Info, text.into(), Some(action), Some(entry));
    }

    /// Says which rows went with an edit: behind the words on the edit itself, where there are some.
    pub(super) fn tell_losses(self, entry: EntryId, effects: &[Effect]) {
        let losses = effect_words(
            effects
                .iter()
                .filter(|effect| matches!(effect.action, Action::Deleted | Action::SetNull)),
        );
        if losses.is_empty() {
            return;
        }
        let losses = losses.join(" ");
        let offer = self.notices.with_untracked(|notices| {
            let mut notices = notices.iter();
            notices
                .find(|notice| notice.undoes == Some(entry))
                .map(|notice| (notice.id, notice.text.clone()))
        });
        let (label, is_current) = self.history.with_untracked(|history| {
            let label = history.entry(entry).map(|entry| entry.label.clone());
            (label.unwrap_or_default(), history.current().id == entry)
        });
        if let Some((id, text)) = offer {
            // In this order: an id that is free again would be given anew.
            self.offer_undo(format!("{text} {losses}"));
            self.dismiss(id);
        } else if is_current {
            self.offer_undo(format!("{label}: {losses}"));
        } else {
            self.notify(Tone::Info, format!("{label}: {losses}"));
        }
    }

    /// Takes away the offers to undo what is no longer what undo would take back.
    pub(super) fn drop_stale_offers(self) {
        let now = self.history.with_untracked(|history| history.current().id);
        let is_stale = |notice: &Notice| notice.undoes.is_some_and(|entry| entry != now);
        if self
            .notices
            .with_untracked(|notices| notices.iter().any(is_stale))
        {
            self.notices
                .update(|notices| notices.retain(|notice| !is_stale(notice)));
        }
    }

    fn show_notice(
        self,
        tone: Tone,
        text: String,
        action: Option<NoticeAction>,
        undoes: Option<EntryId>,
    ) -> NoticeId {
        let mut id = NoticeId(0);
        self.notices.update(|notices| {
            id = NoticeId(notices.last().map_or(1, |notice| notice.id.0 + 1));
            notices.retain(|notice| notice.text != text);
            notices.push(Notice {
                id,
                tone,
                text,
                action,
                undoes,
            });
        });
        id
    }

    /// Takes a notice away.
    pub fn dismiss(self, id: NoticeId) {
        self.notices
            .update(|notices| notices.retain(|notice| notice.id != id));
    }
}
