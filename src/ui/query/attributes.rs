//! Which attributes to select: a button each.

use leptos::prelude::*;

use super::builder::{Builder, Way};
use crate::orm::query::visible_attributes;
use crate::orm::schema::{AssociationKind, AttributeId, Model, Schema};

/// The attributes of a part's model, or of its through model, pressed where they are selected.
#[component]
pub fn Attributes(
    /// The find.
    builder: Builder,
    /// The part.
    way: Way,
    /// Whether the attributes are those of the through model.
    of_through: bool,
) -> impl IntoView {
    let all = Memo::new(move |_| {
        let all = if of_through {
            builder.read(|_, schema| through_at(schema, way).map(|through| named(schema, through)))
        } else {
            Some(builder.read_model(way, named))
        };
        all.flatten().unwrap_or_default()
    });
    let chosen = Memo::new(move |_| {
        let chosen = if of_through {
            builder.read_include(way, |include| include.through_attributes.clone())
        } else {
            builder.read_part(way, |part| part.attributes.clone())
        };
        chosen.flatten()
    });
    let choose = move |next| {
        if of_through {
            builder.change_include(way, |include| include.through_attributes = next);
        } else {
            builder.change_part(way, |part| *part.attributes = next);
        }
    };
    let is_chosen = move |id: AttributeId| {
        chosen.with(|chosen| chosen.as_ref().is_none_or(|chosen| chosen.contains(&id)))
    };
    let toggle = move |id: AttributeId| {
        let ids = all.with_untracked(|all| all.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        choose(toggled(&ids, chosen.get_untracked(), id));
    };
    let is_whole = move || chosen.with(Option::is_none);
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
            <button
                type="button"
                class="button button--quiet"
                on:click=move |_| choose(is_whole().then(Vec::new))
            >
                {move || if is_whole() { "None" } else { "All" }}
            </button>
        </div>
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
