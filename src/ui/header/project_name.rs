//! The project's name, edited where it stands.

use leptos::ev;
use leptos::prelude::*;

use crate::project::Edit;
use crate::ui::studio::Studio;

/// The project's name: Enter or leaving it renames, Escape does not.
#[component]
pub fn ProjectName() -> impl IntoView {
    let studio = Studio::expect();
    let name = Memo::new(move |_| studio.project().with(|project| project.name.clone()));
    let on_change = move |event: ev::Event| {
        let input = event_target::<leptos::web_sys::HtmlInputElement>(&event);
        let typed = input.value();
        let typed = typed.trim();
        // A refused name is explained by a notice; the input shows the name there is.
        if typed.is_empty()
            || studio
                .dispatch(Edit::RenameProject(typed.to_owned()))
                .is_err()
        {
            input.set_value(&name.get_untracked());
        }
    };
    let on_key_down = move |event: ev::KeyboardEvent| {
        let input = event_target::<leptos::web_sys::HtmlInputElement>(&event);
        match event.key().as_str() {
            "Escape" => return input.set_value(&name.get_untracked()),
            "Enter" => {}
            _ => return,
        }
        // An input that cannot lose the focus keeps it: nothing is lost.
        drop(input.blur());
    };
    view! {
        <input
            class="header__name"
            aria-label="Project name"
            title="Rename the project"
            spellcheck="false"
            autocomplete="off"
            maxlength="80"
            prop:value=name
            on:change=on_change
            on:keydown=on_key_down
        />
    }
}
