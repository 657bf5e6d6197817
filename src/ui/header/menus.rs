//! The menus: what to do with the project, the theme; one menu for both where space is short.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::shortcuts::save_keys;
use super::theme::Theme;
use crate::browser::download;
use crate::ui::studio::{Studio, Tone};
use crate::ui::widget::{Icon, Menu, MenuItem, Shape};

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Empty,
    Story,
    Open,
    Save,
    Theme(Theme),
    Help,
}

fn file_items() -> Vec<MenuItem<Choice>> {
    vec![
        MenuItem::new(Choice::Empty, Shape::Plus, "New empty project"),
        MenuItem::new(Choice::Story, Shape::Restart, "Reset to the ready story"),
        MenuItem::new(Choice::Open, Shape::Open, "Open a file…").parted(),
        MenuItem::new(Choice::Save, Shape::Download, "Download as a file").with_keys(save_keys()),
    ]
}

fn theme_items(now: Theme) -> Vec<MenuItem<Choice>> {
    Theme::ALL
        .map(|theme| {
            MenuItem::new(Choice::Theme(theme), theme.shape(), theme.label()).checked(theme == now)
        })
        .to_vec()
}

/// The menus of the header.
#[component]
pub fn Menus(
    /// The theme chosen.
    theme: RwSignal<Theme>,
    /// Whether the help is open.
    is_helping: RwSignal<bool>,
) -> impl IntoView {
    let studio = Studio::expect();
    let file = NodeRef::<html::Input>::new();
    let on_choose = move |choice: Choice| match choice {
        Choice::Empty => studio.new_empty(),
        Choice::Story => studio.reset_to_story(),
        Choice::Open => {
            if let Some(input) = file.get_untracked() {
                input.click();
            }
        }
        Choice::Save => spawn_local(studio.save_file()),
        Choice::Theme(chosen) => chosen.choose(theme),
        Choice::Help => is_helping.set(true),
    };
    let on_file = move |event: ev::Event| {
        let input = event_target::<leptos::web_sys::HtmlInputElement>(&event);
        let chosen = input.files().and_then(|files| files.get(0));
        let Some(chosen) = chosen else { return };
        spawn_local(async move {
            match download::read(&chosen).await {
                // What is no Relata file is explained by a notice.
                Some(text) => {
                    studio.open_file(&text);
                }
                None => {
                    studio.notify(Tone::Error, "The file could not be read.");
                }
            }
            // So that the same file, edited meanwhile, can be chosen again.
            input.set_value("");
        });
    };
    let all = move || {
        let [first, rest @ ..] = &theme_items(theme.get())[..] else {
            return file_items();
        };
        let mut items = file_items();
        items.push(first.clone().parted());
        items.extend_from_slice(rest);
        items.push(MenuItem::new(Choice::Help, Shape::Help, "Help and shortcuts").parted());
        items
    };
    view! {
        <input
            class="visually-hidden"
            type="file"
            accept=".json,application/json"
            aria-label="Relata file"
            tabindex="-1"
            node_ref=file
            on:change=on_file
        />
        <div class="header__wide">
            <Menu
                id="file-menu"
                label="File"
                face=ViewFn::from(|| {
                    view! {
                        "File"
                        <Icon shape=Shape::Unfold />
                    }
                })
                items=Signal::derive(file_items)
                on_choose
            />
            <Menu
                id="theme-menu"
                label="Theme"
                face=ViewFn::from(move || view! { <Icon shape=Signal::derive(move || theme.get().shape()) /> })
                items=Signal::derive(move || theme_items(theme.get()))
                on_choose
            />
        </div>
        <div class="header__narrow">
            <Menu
                id="more-menu"
                label="Menu"
                face=ViewFn::from(|| view! { <Icon shape=Shape::More /> })
                items=Signal::derive(all)
                on_choose
            />
        </div>
    }
}
