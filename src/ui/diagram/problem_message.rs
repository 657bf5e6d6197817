//! A problem of the schema in words, with the button that mends it.

use leptos::prelude::*;

use super::board::Board;
use crate::orm::schema::SchemaProblem;
use crate::project::remedy;
use crate::ui::studio::sentence;

/// A problem, and its remedy where there is one.
#[component]
pub fn ProblemMessage(
    /// The problem.
    problem: SchemaProblem,
) -> impl IntoView {
    let studio = Board::expect().studio;
    let remedy = studio
        .schema()
        .with_untracked(|schema| remedy(schema, &problem));
    let button = remedy.map(|remedy| {
        let edit = remedy.edit;
        // Where it is refused after all, the studio says why.
        let mend = move |_| drop(studio.dispatch(edit.clone()));
        view! {
            <div class="message__actions">
                <button type="button" class="button" on:click=mend>{remedy.label}</button>
            </div>
        }
    });
    view! {
        <div class="message message--warning">
            <div class="message__text">
                <p>{sentence(&problem.problem)}</p>
                {button}
            </div>
        </div>
    }
}
