//! The page's keys.
//!
//! While a text is being written undo and redo belong to the text; a dialog keeps
//! all keys to itself.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::keyboard;
use crate::ui::studio::Studio;
use crate::ui::widget::{Place, Room};

/// What a key can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shortcut {
    Undo,
    Redo,
    Save,
    Help,
    Show(Room),
}

/// A key pressed, as far as a shortcut goes.
#[derive(Debug, Clone, Copy)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is one key of the keyboard"
)]
struct Pressed<'a> {
    /// The sign it writes: `z`.
    key: &'a str,
    /// The key itself, whatever it writes: `Digit1`.
    code: &'a str,
    /// Ctrl, or ⌘.
    command: bool,
    shift: bool,
    alt: bool,
    /// Whether it goes into a text.
    is_typing: bool,
}

impl Pressed<'_> {
    fn shortcut(self) -> Option<Shortcut> {
        let key = self.key.to_lowercase();
        match (key.as_str(), self.command, self.shift, self.alt) {
            ("s", true, false, false) => Some(Shortcut::Save),
            ("z", true, false, false) if !self.is_typing => Some(Shortcut::Undo),
            ("z", true, true, false) | ("y", true, false, false) if !self.is_typing => {
                Some(Shortcut::Redo)
            }
            // Shift is what writes it on most keyboards.
            ("?", false, _, false) if !self.is_typing => Some(Shortcut::Help),
            // By the key and not the sign, as Alt and Shift change what it writes.
            (_, false, true, true) => {
                let place = self.code.strip_prefix("Digit")?.parse::<usize>().ok()?;
                Room::ALL
                    .get(place.checked_sub(1)?)
                    .copied()
                    .map(Shortcut::Show)
            }
            _ => None,
        }
    }
}

/// Listens to the page's keys as long as the caller lives.
pub fn listen(is_helping: RwSignal<bool>) {
    let studio = Studio::expect();
    let place = Place::expect();
    let handle = window_event_listener(ev::keydown, move |event| {
        let (key, code) = (event.key(), event.code());
        let pressed = Pressed {
            key: &key,
            code: &code,
            command: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
            is_typing: keyboard::is_typing(&event),
        };
        let Some(shortcut) = pressed.shortcut() else {
            return;
        };
        if event.default_prevented() || keyboard::is_in_dialog() {
            return;
        }
        event.prevent_default();
        match shortcut {
            Shortcut::Undo => studio.undo(),
            Shortcut::Redo => studio.redo(),
            Shortcut::Save => spawn_local(studio.save_file()),
            Shortcut::Help => is_helping.set(true),
            Shortcut::Show(room) => place.visit(room),
        }
    });
    on_cleanup(move || handle.remove());
}

/// The keys of save, as a menu shows them.
pub fn save_keys() -> String {
    command("S")
}

/// A key with Ctrl, or ⌘ on an Apple device.
pub fn command(key: &str) -> String {
    if keyboard::is_apple() {
        format!("⌘{key}")
    } else {
        format!("Ctrl+{key}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Pressed<'static> = Pressed {
        key: "z",
        code: "KeyZ",
        command: true,
        shift: false,
        alt: false,
        is_typing: false,
    };

    #[test]
    fn undo_and_redo_leave_a_text_being_written_to_itself() {
        let shifted = Pressed {
            key: "Z",
            shift: true,
            ..PLAIN
        };
        assert_eq!(PLAIN.shortcut(), Some(Shortcut::Undo));
        assert_eq!(shifted.shortcut(), Some(Shortcut::Redo));
        assert_eq!(
            Pressed { key: "y", ..PLAIN }.shortcut(),
            Some(Shortcut::Redo)
        );
        for pressed in [PLAIN, shifted] {
            assert_eq!(
                Pressed {
                    is_typing: true,
                    ..pressed
                }
                .shortcut(),
                None
            );
        }
    }

    #[test]
    fn a_room_is_known_by_its_key_whatever_it_writes() {
        let pressed = Pressed {
            key: "ﬁ",
            code: "Digit4",
            command: false,
            shift: true,
            alt: true,
            is_typing: false,
        };
        assert_eq!(pressed.shortcut(), Some(Shortcut::Show(Room::Migrations)));
        assert_eq!(
            Pressed {
                code: "Digit6",
                ..pressed
            }
            .shortcut(),
            None
        );
        assert_eq!(
            Pressed {
                code: "Digit0",
                ..pressed
            }
            .shortcut(),
            None
        );
    }

    #[test]
    fn a_sign_alone_is_no_shortcut_but_for_help() {
        let plain = Pressed {
            command: false,
            ..PLAIN
        };
        assert_eq!(plain.shortcut(), None);
        let help = Pressed {
            key: "?",
            shift: true,
            ..plain
        };
        assert_eq!(help.shortcut(), Some(Shortcut::Help));
        assert_eq!(
            Pressed {
                is_typing: true,
                ..help
            }
            .shortcut(),
            None
        );
    }
}
