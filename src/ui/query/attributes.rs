//! Which attributes to select: a button each.

use leptos::prelude::*;

use super::builder::{Builder, Way};
use crate::orm::query::visible_attributes;
use crate::orm::schema::{AssociationKind, AttributeId, Model, Schema};

/// The attributes of a part's model, pressed where they are selected.
#[component]
pub fn Attributes(
    /// The find.
    builder: Builder,
    /// The part.
    way: Way,
) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        builder
            .read_part(way, |part| part.attributes.clone())
            .flatten()
    });
    view! {
        <Choice
            all=Memo::new(move |_| builder.read_model(way, named).unwrap_or_default())
            chosen=chosen
            on_change=Callback::new(move |next| builder.change_part(way, |part| *part.attributes = next))
        />
    }
}

/// The attributes of an include's through model.
#[component]
pub fn ThroughAttributes(
    /// The find.
    builder: Builder,
    /// The include, of an N:N.
    way: Way,
) -> impl IntoView {
    let all = Memo::new(move |_| {
        builder
            .read(|_, schema| through_at(schema, way).map(|through| named(schema, through)))
            .flatten()
            .unwrap_or_default()
    });
    let chosen = Memo::new(move |_| {
        builder
            .read_include(way, |include| include.through_attributes.clone())
            .flatten()
    });
    let set = move |next| builder.change_include(way, |include| include.through_attributes = next);
    view! {
        <Choice all chosen on_change=Callback::new(set) />
        <Show when=move || chosen.with(|chosen| chosen.as_ref().is_none_or(|chosen| !chosen.is_empty()))>
            <button type="button" class="button button--quiet" on:click=move |_| set(Some(Vec::new()))>
                "None"
            </button>
        </Show>
    }
}

/// The through model of the association a way ends in.
pub fn through_at(schema: &Schema, way: Way) -> Option<&Model> {
    let last = way.with_value(|way| way.last().copied())?;
    match schema.association(last)?.kind {
        AssociationKind::BelongsToMany { through, .. } => schema.model(through),
        _ => None,
    }
}

/// The attributes of a model as Sequelize orders them, with their names.
fn named(schema: &Schema, model: &Model) -> Vec<(AttributeId, String)> {
    visible_attributes(schema, model)
        .into_iter()
        .map(|attribute| (attribute.id, attribute.name.clone()))
        .collect()
}

/// Attributes to choose of.
#[component]
fn Choice(
    /// All there are.
    all: Memo<Vec<(AttributeId, String)>>,
    /// Those chosen; all where `None`.
    chosen: Memo<Option<Vec<AttributeId>>>,
    /// Others were chosen.
    on_change: Callback<Option<Vec<AttributeId>>>,
) -> impl IntoView {
    let is_chosen = move |id: AttributeId| {
        chosen.with(|chosen| chosen.as_ref().is_none_or(|chosen| chosen.contains(&id)))
    };
    let toggle = move |id: AttributeId| {
        let ids = all.with_untracked(|all| all.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        let next = toggled(&ids, chosen.get_untracked(), id);
        on_change.run(next);
    };
    view! {
        <div class="chips">
            <For
                each=move || all.get()
                key=Clone::clone
                children=move |(id, name)| {
                    view! {
                        <button
                            type="button"
                            class="chip"
                            aria-pressed=move || is_chosen(id).to_string()
                            on:click=move |_| toggle(id)
                        >
                            {name}
                        </button>
                    }
                }
            />
            <Show when=move || chosen.with(Option::is_some)>
                <button
                    type="button"
                    class="button button--quiet"
                    on:click=move |_| on_change.run(None)
                >
                    "All"
                </button>
            </Show>
        </div>
    }
}

/// The choice once one attribute is switched: in the model's order, `None` where all are chosen again.
fn toggled(
    all: &[AttributeId],
    chosen: Option<Vec<AttributeId>>,
    id: AttributeId,
) -> Option<Vec<AttributeId>> {
    let chosen = chosen.unwrap_or_else(|| all.to_vec());
    let is_on = chosen.contains(&id);
    let next: Vec<_> = all
        .iter()
        .copied()
        .filter(|other| {
            if *other == id {
                !is_on
            } else {
                chosen.contains(other)
            }
        })
        .collect();
    (next.len() < all.len()).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_chosen_is_no_choice() {
        let all = [1, 2, 3].map(AttributeId);
        let without = toggled(&all, None, AttributeId(2));
        assert_eq!(without, Some(vec![AttributeId(1), AttributeId(3)]));
        assert_eq!(toggled(&all, without, AttributeId(2)), None);
        assert_eq!(
            toggled(&all, Some(vec![AttributeId(3)]), AttributeId(1)),
            Some(vec![AttributeId(1), AttributeId(3)])
        );
    }
}
