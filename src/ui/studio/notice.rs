//! Notices: short words to the person, in a corner of the page.

use leptos::prelude::*;

use super::Studio;

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
    /// What it does.
    pub run: Callback<()>,
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
        let text = text.into();
        let mut id = NoticeId(0);
        self.notices.update(|notices| {
            id = NoticeId(notices.last().map_or(1, |notice| notice.id.0 + 1));
            notices.retain(|notice| notice.text != text);
            notices.push(Notice {
                id,
                tone,
                text,
                action,
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
