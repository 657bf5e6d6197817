//! The flat rows one JOIN returns, before they are nested: where rows multiply, it shows.

use std::sync::Arc;

use leptos::prelude::*;

use super::builder::Builder;
use crate::engine::protocol::{FlatRows, Found};
use crate::orm::value::Value;

/// How many rows are shown before all are asked for.
const FIRST: usize = 100;

/// How many colours the groups take turns in.
const COLOURS: usize = 4;

/// Neighbouring columns of one model.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    /// The aliases that lead to it; empty for the model of the call.
    way: String,
    /// Its first column.
    start: usize,
    /// The column after its last.
    end: usize,
}

/// Columns in a row whose names have the same aliases before them.
fn groups(columns: &[String]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let way = column.rsplit_once('.').map_or("", |(way, _)| way);
        match groups.last_mut() {
            Some(last) if last.way == way => last.end = index + 1,
            _ => groups.push(Group {
                way: way.to_owned(),
                start: index,
                end: index + 1,
            }),
        }
    }
    groups
}

/// Which groups of a row repeat the row before it, with all they belong to.
fn repeats(groups: &[Group], before: Option<&Vec<Value>>, row: &[Value]) -> Vec<bool> {
    let Some(before) = before else {
        return vec![false; groups.len()];
    };
    let same: Vec<bool> = groups
        .iter()
        .map(|group| before.get(group.start..group.end) == row.get(group.start..group.end))
        .collect();
    groups
        .iter()
        .enumerate()
        .map(|(index, group)| {
            same[index]
                && groups.iter().zip(&same).all(|(other, same)| {
                    *same
                        || !(other.way.is_empty()
                            || group.way.starts_with(&format!("{}.", other.way)))
                })
        })
        .collect()
}

/// The table of flat rows.
#[component]
pub fn FlatTable(
    /// The result.
    found: Memo<Option<Arc<Found>>>,
    /// The find.
    builder: Builder,
) -> impl IntoView {
    let is_all = RwSignal::new(false);
    let model = Memo::new(move |_| {
        builder
            .read(|find, schema| schema.model(find.model).map(|model| model.name.clone()))
            .flatten()
            .unwrap_or_default()
    });
    let words = move || {
        found.with(|found| {
            found
                .as_ref()
                .map(|found| explain(&found.flat, found.count, &model.get()))
        })
    };
    let table = move || {
        found.with(|found| {
            let flat = &found.as_ref()?.flat;
            (!flat.columns.is_empty()).then(|| {
                table(
                    flat,
                    &model.get(),
                    if is_all.get() { usize::MAX } else { FIRST },
                )
            })
        })
    };
    let hidden = move || {
        found.with(|found| {
            found
                .as_ref()
                .map_or(0, |found| found.flat.rows.len().saturating_sub(FIRST))
        })
    };
    view! {
        <p class="flat__words">{words}</p>
        <div class="flat" role="region" aria-label="Flat rows" tabindex="0">{table}</div>
        <Show when=move || !is_all.get() && { hidden() > 0 }>
            <button type="button" class="button" on:click=move |_| is_all.set(true)>
                {move || format!("Show {} more", hidden())}
            </button>
        </Show>
    }
}

fn explain(flat: &FlatRows, count: u32, model: &str) -> String {
    let rows = if flat.total == 1 {
        "1 row".to_owned()
    } else {
        format!("{} rows", flat.total)
    };
    let kept = u32::try_from(flat.rows.len()).unwrap_or(u32::MAX);
    let cut = if kept < flat.total {
        format!(" The first {kept} are here.")
    } else {
        String::new()
    };
    if flat.total > count {
        format!(
            "One JOIN returns {rows} for {count} × {model}: what is repeated, shown faint, comes once for each combination of the rows included with it.{cut}"
        )
    } else {
        format!("One JOIN returns {rows}.{cut}")
    }
}

fn table(flat: &FlatRows, model: &str, most: usize) -> impl IntoView + use<> {
    let groups = groups(&flat.columns);
    let colour = |index: usize| format!("is-group-{}", index % COLOURS);
    let heads = groups
        .iter()
        .enumerate()
        .map(|(index, group)| {
            let name = if group.way.is_empty() { model.to_owned() } else { group.way.clone() };
            view! {
                <th scope="colgroup" class=colour(index) colspan=(group.end - group.start).to_string()>
                    {name}
                </th>
            }
        })
        .collect_view();
    let names = groups
        .iter()
        .enumerate()
        .flat_map(|(index, group)| {
            flat.columns[group.start..group.end].iter().enumerate().map(move |(at, column)| {
                let last = column.rsplit_once('.').map_or(column.as_str(), |(_, last)| last);
                view! {
                    <th scope="col" class=colour(index) class:is-first=at == 0 title=column.clone()>
                        {last.to_owned()}
                    </th>
                }
            })
        })
        .collect_view();
    let rows = flat
        .rows
        .iter()
        .take(most)
        .enumerate()
        .map(|(at, row)| {
            let before = at.checked_sub(1).and_then(|before| flat.rows.get(before));
            let repeated = repeats(&groups, before, row);
            let cells = groups
                .iter()
                .zip(repeated)
                .flat_map(|(group, is_repeated)| {
                    row[group.start..group.end].iter().enumerate().map(move |(at, value)| {
                        view! {
                            <td
                                class:is-first=at == 0
                                class:is-repeated=is_repeated
                                class:is-null=value.is_null()
                            >
                                {if value.is_null() { "NULL".to_owned() } else { value.to_text() }}
                            </td>
                        }
                    })
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="flat__table">
            <thead>
                <tr>{heads}</tr>
                <tr>{names}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_are_grouped_by_what_leads_to_them() {
        let groups = groups(&columns(&["id", "name", "posts.id", "posts.author.id"]));
        let found: Vec<_> = groups
            .iter()
            .map(|group| (group.way.as_str(), group.start, group.end))
            .collect();
        assert_eq!(found, [("", 0, 2), ("posts", 2, 3), ("posts.author", 3, 4)]);
    }

    #[test]
    fn a_group_repeats_only_together_with_what_it_belongs_to() {
        let groups = groups(&columns(&["id", "posts.id", "groups.id"]));
        let row = |ids: [i64; 3]| ids.map(Value::Integer).to_vec();
        let first = row([1, 7, 3]);
        assert_eq!(repeats(&groups, None, &first), [false; 3]);
        assert_eq!(
            repeats(&groups, Some(&first), &row([1, 7, 4])),
            [true, true, false]
        );
        assert_eq!(repeats(&groups, Some(&first), &row([2, 7, 3])), [false; 3]);
    }
}
