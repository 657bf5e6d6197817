//! How to use the page, on one page.

use leptos::prelude::*;

use super::shortcuts::command;
use crate::ui::widget::{Dialog, Icon, Room};

/// What a room is for, in a sentence.
const fn purpose(room: Room) -> &'static str {
    match room {
        Room::Diagram => {
            "Draw models and link them. Drag from one card to another, or use the form."
        }
        Room::Query => "Choose a find and tick what to include. The answer is always up to date.",
        Room::Data => "The rows of each table. Edit a cell and see what the database lets through.",
        Room::Migrations => "The steps that made the tables. Go down and up and watch the rows.",
        Room::Code => "The Sequelize 6 project of all this, ready to copy.",
    }
}

/// The help dialog.
#[component]
pub fn Help(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog title="How Relata works" open>
            <p>
                "Five views of one Sequelize project. An edit in one shows in all the others at once, and each can be undone, rows and all."
            </p>
            <ul class="help__rooms">
                {Room::ALL
                    .map(|room| {
                        view! {
                            <li class="help__room">
                                <Icon shape=room.shape() />
                                <p><strong>{room.title()}</strong>" "{purpose(room)}</p>
                            </li>
                        }
                    })}
            </ul>
            <h3 class="help__heading">"Keys"</h3>
            <dl class="help__keys">
                {keys()
                    .into_iter()
                    .map(|(what, keys)| {
                        view! {
                            <div class="help__key">
                                <dt>{what}</dt>
                                <dd>
                                    {keys
                                        .into_iter()
                                        .map(|keys| view! { <kbd class="key">{keys}</kbd> })
                                        .collect_view()}
                                </dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
            <p class="help__note">
                "Your project is kept in this browser only. Download it as a file to keep a copy or to pass it on."
            </p>
        </Dialog>
    }
}

fn keys() -> Vec<(&'static str, Vec<String>)> {
    let shifted = command("Z").replace('Z', "Shift+Z");
    vec![
        ("Undo", vec![command("Z")]),
        ("Redo", vec![shifted, command("Y")]),
        ("Download the project as a file", vec![command("S")]),
        ("Go to a room", vec!["Alt+Shift+1 … 5".to_owned()]),
        ("This help", vec!["?".to_owned()]),
    ]
}
