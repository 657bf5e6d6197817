//! The theme: the system's, light or dark. A choice of this browser, not of the document.

use leptos::prelude::*;

use crate::browser::{appearance, preference};
use crate::ui::widget::Shape;

const PREFERENCE: &str = "theme";

/// A theme a person can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Theme {
    /// What the system says.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All three, in the order the menu has them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The theme chosen on an earlier visit, which the page takes on.
    pub fn remembered() -> RwSignal<Self> {
        let kept = preference::read(PREFERENCE);
        let theme = Self::ALL
            .into_iter()
            .find(|theme| theme.slug() == kept.as_deref())
            .unwrap_or(Self::System);
        appearance::set_theme(theme.slug());
        RwSignal::new(theme)
    }

    /// Takes a theme on and remembers it.
    pub fn choose(self, theme: RwSignal<Self>) {
        theme.set(self);
        appearance::set_theme(self.slug());
        preference::write(PREFERENCE, self.slug().unwrap_or_default());
    }

    const fn slug(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// Its words in a menu.
    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "System theme",
            Self::Light => "Light theme",
            Self::Dark => "Dark theme",
        }
    }

    /// Its icon.
    pub const fn shape(self) -> Shape {
        match self {
            Self::System => Shape::System,
            Self::Light => Shape::Sun,
            Self::Dark => Shape::Moon,
        }
    }
}
