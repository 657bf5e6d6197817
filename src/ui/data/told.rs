//! What a change did to rows, in words: those it named, and those the foreign keys reached.

use leptos::prelude::*;

use crate::engine::protocol::{Action, Effect};
use crate::ui::studio::Studio;
use crate::ui::widget::{Icon, IconButton, Shape};

/// A change that was made, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What undo calls it.
    pub label: String,
    /// What was asked for.
    pub headline: String,
    /// What came of it, a line a foreign key.
    pub also: Vec<String>,
    /// Whether it did more than the grid shows by itself.
    pub is_news: bool,
}

impl Told {
    /// Words for the effects of a change.
    pub fn new(label: &str, effects: &[Effect]) -> Self {
        let (asked, also): (Vec<_>, Vec<_>) = effects
            .iter()
            .filter(|effect| effect.count > 0)
            .partition(|effect| effect.by.is_none());
        let is_news =
            !also.is_empty() || asked.iter().any(|effect| effect.action == Action::Deleted);
        let headline: Vec<String> = asked.into_iter().map(describe).collect();
        Self {
            label: label.to_owned(),
            headline: headline.join(" · "),
            also: also.into_iter().map(describe).collect(),
            is_news,
        }
    }
}

fn describe(effect: &Effect) -> String {
    let Effect {
        table,
        action,
        by,
        count,
        rows,
    } = effect;
    let keys: Vec<&str> = rows.iter().map(|(_, key)| key.as_str()).collect();
    let more = if *count as usize > keys.len() {
        ", …"
    } else {
        ""
    };
    let which = format!("{}{more}", keys.join(", "));
    let rows = if *count == 1 {
        "1 row".to_owned()
    } else {
        format!("{count} rows")
    };
    match (action, by) {
        (Action::Inserted, _) => format!("Inserted {rows} into {table}: {which}"),
        (Action::Updated, None) => format!("Changed {rows} of {table}: {which}"),
        (Action::Deleted, None) => format!("Deleted {rows} of {table}: {which}"),
        (Action::Updated, Some(column)) => {
            format!("{table}.{column} followed in {rows} (CASCADE): {which}")
        }
        (Action::Deleted, Some(column)) => {
            format!("also deleted {rows} of {table} by {table}.{column} (CASCADE): {which}")
        }
        (Action::SetNull, by) => {
            let column = by
                .as_deref()
                .map(|column| format!(".{column}"))
                .unwrap_or_default();
            format!("set {table}{column} to NULL in {rows} (SET NULL): {which}")
        }
    }
}

/// A strip that tells the last change, with the way back.
#[component]
pub fn ToldStrip(
    /// The change told.
    told: RwSignal<Option<Told>>,
) -> impl IntoView {
    let studio = Studio::expect();
    let undo_label = studio.undo_label();
    // Once it is taken back, or something else was done after it, it is no news any more.
    let shown = Memo::new(move |_| {
        told.get()
            .filter(|told| undo_label.with(|label| label.as_deref() == Some(told.label.as_str())))
    });
    view! {
        <div class="told-place" role="status">
            {move || {
                shown
                    .get()
                    .map(|told_now| {
                        if !told_now.is_news {
                            return view! { <p class="visually-hidden">{told_now.headline}</p> }.into_any();
                        }
                        view! {
                            <div class="told">
                                <div class="told__text">
                                    <p class="told__headline">{told_now.headline}</p>
                                    <ul>
                                        {told_now
                                            .also
                                            .into_iter()
                                            .map(|line| view! { <li class="told__also">{line}</li> })
                                            .collect_view()}
                                    </ul>
                                </div>
                                <button type="button" class="button" on:click=move |_| studio.undo()>
                                    <Icon shape=Shape::Undo />
                                    "Undo"
                                </button>
                                <IconButton shape=Shape::Cross label="Hide this" on_press=move || told.set(None) />
                            </div>
                        }
                        .into_any()
                    })
            }}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::RowId;

    fn effect(table: &str, action: Action, by: Option<&str>, count: u32, keys: &[&str]) -> Effect {
        Effect {
            table: table.to_owned(),
            action,
            by: by.map(str::to_owned),
            count,
            rows: keys
                .iter()
                .map(|key| (RowId(0), (*key).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn a_cascade_is_told_table_by_table() {
        let told = Told::new(
            "Delete",
            &[
                effect("Users", Action::Deleted, None, 1, &["1"]),
                effect("Posts", Action::Deleted, Some("userId"), 30, &["1", "2"]),
                effect("Profiles", Action::SetNull, Some("userId"), 1, &["4"]),
                effect("Groups", Action::Deleted, Some("userId"), 0, &[]),
            ],
        );
        assert!(told.is_news);
        assert_eq!(told.headline, "Deleted 1 row of Users: 1");
        assert_eq!(
            told.also,
            [
                "also deleted 30 rows of Posts by Posts.userId (CASCADE): 1, 2, …",
                "set Profiles.userId to NULL in 1 row (SET NULL): 4",
            ]
        );
    }
}
