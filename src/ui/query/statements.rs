//! The SQL of a find: what Sequelize would send, and what ran here.

use std::sync::Arc;

use leptos::prelude::*;

use super::words::milliseconds;
use crate::engine::protocol::{Found, RanBy, Statement};
use crate::ui::widget::{CodeView, Language};

/// The one JOIN, then every statement with its time.
#[component]
pub fn Statements(
    /// The result.
    found: Memo<Option<Arc<Found>>>,
) -> impl IntoView {
    let join = Signal::derive(move || {
        found
            .with(|found| found.as_ref().map(|found| found.join_sql.clone()))
            .unwrap_or_default()
    });
    let count = Memo::new(move |_| {
        found.with(|found| found.as_ref().map_or(0, |found| found.statements.len()))
    });
    view! {
        <section class="statements">
            <h3 class="statements__title">"What Sequelize sends to Postgres"</h3>
            <CodeView text=join language=Language::Sql label="The SQL Sequelize sends" />
            <h3 class="statements__title">"What ran here"</h3>
            <ol class="statements__list">
                <For
                    each=move || 0..count.get()
                    key=|index| *index
                    children=move |index| view! { <StatementItem found index /> }
                />
            </ol>
        </section>
    }
}

/// One statement: its SQL, who ran it, its time and its rows.
#[component]
fn StatementItem(
    /// The result it is part of.
    found: Memo<Option<Arc<Found>>>,
    /// Its place in it.
    index: usize,
) -> impl IntoView {
    let statement = Memo::new(move |_| {
        found.with(|found| {
            found
                .as_ref()
                .and_then(|found| found.statements.get(index).cloned())
        })
    });
    let sql = Signal::derive(move || {
        statement
            .get()
            .map(|statement| statement.sql)
            .unwrap_or_default()
    });
    view! {
        <li class="statement">
            <CodeView text=sql language=Language::Sql label=format!("Statement {}", index + 1) />
            {move || statement.get().map(facts)}
        </li>
    }
}

fn facts(statement: Statement) -> impl IntoView {
    let rows = if statement.rows == 1 {
        "1 row".to_owned()
    } else {
        format!("{} rows", statement.rows)
    };
    let (who, why) = match statement.ran_by {
        RanBy::GlueSql => ("GlueSQL", None),
        RanBy::Store(reason) => ("straight from the store", Some(reason)),
    };
    view! {
        <p class="statement__facts">
            <span class="tag" class:tag--warning=why.is_some()>{who}</span>
            <span>{milliseconds(statement.milliseconds)}</span>
            <span>{rows}</span>
            {why.map(|why| view! { <span class="statement__why">{why}</span> })}
        </p>
    }
}
