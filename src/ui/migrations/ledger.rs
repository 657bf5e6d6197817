//! `SequelizeMeta`, the table in which sequelize-cli notes what is applied.

use leptos::prelude::*;

use super::Migrations;
use crate::orm::migration::LEDGER;
use crate::ui::studio::number;

/// The ledger as it stands.
#[component]
pub fn LedgerTable(
    /// The room.
    migrations: Migrations,
) -> impl IntoView {
    let database = migrations.studio.database();
    let names = Memo::new(move |_| database.with(|database| database.applied.clone()));
    view! {
        <details class="ledger">
            <summary class="ledger__summary">
                <code>{LEDGER}</code>
                <span class="ledger__count">
                    {move || number(names.with(Vec::len), "row", "rows")}
                </span>
            </summary>
            <p class="ledger__hint">
                "The table in which sequelize-cli notes what is applied. Up adds the migration's name, down takes it out."
            </p>
            <table class="ledger__table">
                <thead>
                    <tr>
                        <th scope="col">"name"</th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        names
                            .get()
                            .into_iter()
                            .map(|name| view! { <tr><td>{format!("{name}.js")}</td></tr> })
                            .collect_view()
                    }}
                </tbody>
            </table>
        </details>
    }
}
