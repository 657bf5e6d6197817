//! The SQL that ran.

use leptos::prelude::*;

use crate::engine::protocol::{RanBy, Statement};
use crate::ui::widget::{CodeView, Language};

/// Statements that ran, each with its time, and who ran it where that was not the SQL engine.
#[component]
pub fn Ran(
    /// What they are of: `Up`.
    label: &'static str,
    /// The statements, in order.
    #[prop(into)]
    statements: Signal<Vec<Statement>>,
) -> impl IntoView {
    view! {
        <Show when=move || statements.with(|statements| !statements.is_empty())>
            <h3 class="ran__heading">{label}</h3>
            <ol class="ran" aria-label=format!("{label}: the SQL that ran")>
                {move || {
                    statements
                        .get()
                        .into_iter()
                        .map(|statement| view! { <RanStatement statement /> })
                        .collect_view()
                }}
            </ol>
        </Show>
    }
}

#[component]
fn RanStatement(
    /// The statement.
    statement: Statement,
) -> impl IntoView {
    let Statement {
        sql,
        ran_by,
        milliseconds,
        ..
    } = statement;
    let reason = match ran_by {
        RanBy::GlueSql => None,
        RanBy::Store(reason) => Some(format!("Done by the store itself: {reason}")),
    };
    view! {
        <li class="ran__statement">
            <CodeView text=sql language=Language::Sql label="SQL" />
            <p class="ran__note">{format!("{milliseconds:.1} ms")} {reason.map(|reason| format!(" · {reason}"))}</p>
        </li>
    }
}
