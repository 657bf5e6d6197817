//! The menus: what to do with the project, the theme; one menu for both where space is short.

use leptos::prelude::*;

use super::theme::Theme;
use crate::ui::studio::Studio;
use crate::ui::widget::{Icon, Menu, MenuItem, Shape};

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Empty,
    Story,
    Theme(Theme),
    Help,
}

fn file_items() -> Vec<MenuItem<Choice>> {
    vec![
        MenuItem::new(Choice::Empty, Shape::Plus, "New empty project"),
        MenuItem::new(Choice::Story, Shape::Restart, "Reset to the ready story"),
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
    let on_choose = move |choice: Choice| match choice {
        Choice::Empty => studio.new_empty(),
        Choice::Story => studio.reset_to_story(),
        Choice::Theme(chosen) => chosen.choose(theme),
        Choice::Help => is_helping.set(true),
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
