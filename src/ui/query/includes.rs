//! The tree of includes: the associations of each model, ticked where they are loaded along.

use leptos::prelude::*;

use super::builder::{Builder, Way};
use super::options::{Options, is_plain};
use super::part;
use super::path::obstacle;
use crate::orm::schema::{AssociationId, AssociationKind};
use crate::ui::widget::{Icon, Shape};

/// What a line says of an association.
#[derive(Debug, Clone, PartialEq)]
struct Facts {
    alias: String,
    method: &'static str,
    kind: &'static str,
    target: String,
    obstacle: Option<String>,
}

/// The associations of a part's model.
#[component]
pub fn Includes(
    /// The find.
    builder: Builder,
    /// The part.
    way: Way,
) -> impl IntoView {
    let associations = Memo::new(move |_| {
        builder
            .read(|find, schema| {
                let model = way.with_value(|way| part::model_at(schema, find, way))?;
                Some(
                    schema
                        .associations_of(model)
                        .map(|association| association.id)
                        .collect::<Vec<_>>(),
                )
            })
            .flatten()
            .unwrap_or_default()
    });
    let is_root = way.with_value(Vec::is_empty);
    view! {
        <ul class="includes" class:includes--inner=!is_root>
            <For
                each=move || associations.get()
                key=|id| *id
                children=move |association| view! { <IncludeLine builder above=way association /> }
            />
        </ul>
        <Show when=move || is_root && associations.with(Vec::is_empty)>
            <p class="query__hint">
                "This model has no associations. Link it to another one in the diagram to include that."
            </p>
        </Show>
    }
    .into_any()
}

/// One association, its options and what lies below it.
#[component]
fn IncludeLine(
    /// The find.
    builder: Builder,
    /// The part that declares it.
    above: Way,
    /// The association.
    association: AssociationId,
) -> impl IntoView {
    let way = StoredValue::new(above.with_value(|above| {
        let mut way = above.clone();
        way.push(association);
        way
    }));
    let database = builder.studio().database();
    let facts = Memo::new(move |_| {
        builder.schema.with(|schema| {
            let declared = schema.association(association)?;
            let target = schema.model(declared.target)?;
            let through = match &declared.kind {
                AssociationKind::BelongsToMany { through, .. } => schema.model(*through),
                _ => None,
            };
            Some(Facts {
                alias: declared.alias.clone(),
                method: declared.kind.method(),
                kind: match declared.kind {
                    AssociationKind::HasMany { .. } => "one-to-many",
                    AssociationKind::BelongsToMany { .. } => "many-to-many",
                    AssociationKind::HasOne { .. } => "one-to-one",
                    AssociationKind::BelongsTo { foreign_key, .. } => {
                        let is_mirror_of_one = schema.associations.iter().any(|other| {
                            matches!(other.kind, AssociationKind::HasOne { foreign_key: key, .. } if key == foreign_key)
                        });
                        if is_mirror_of_one { "one-to-one" } else { "one-to-many" }
                    }
                },
                target: through.map_or_else(
                    || target.name.clone(),
                    |through| format!("{} through {}", target.name, through.name),
                ),
                obstacle: database.with(|database| obstacle(schema, &database.schema, association)),
            })
        })
    });
    let alias = Signal::derive(move || {
        facts
            .with(|facts| facts.as_ref().map(|facts| facts.alias.clone()))
            .unwrap_or_default()
    });
    let is_included = Memo::new(move |_| builder.read_include(way, |_| ()).is_some());
    let is_open = RwSignal::new(
        untrack(|| builder.read_include(way, |include| !include.include.is_empty()))
            .unwrap_or(false),
    );
    let is_set = Memo::new(move |_| {
        builder
            .read_include(way, |include| !is_plain(include))
            .unwrap_or(false)
    });
    let has_obstacle =
        move || facts.with(|facts| facts.as_ref().is_some_and(|facts| facts.obstacle.is_some()));
    view! {
        <li class="include" class:is-included=is_included>
            <div class="include__line">
                <button
                    type="button"
                    class="include__fold"
                    class:is-set=is_set
                    aria-expanded=move || (is_included.get() && is_open.get()).to_string()
                    aria-label=move || format!("Options and includes of {}", alias.get())
                    disabled=move || !is_included.get()
                    on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                >
                    <Icon shape=Shape::Right />
                </button>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=is_included
                        disabled=move || has_obstacle() && !is_included.get()
                        on:change=move |event| {
                            let is_included = event_target_checked(&event);
                            builder.change(|find| {
                                way.with_value(|way| part::set_included(find, way, is_included));
                            });
                        }
                    />
                    <span class="include__alias">{alias}</span>
                </label>
                {move || {
                    facts
                        .get()
                        .map(|facts| {
                            view! {
                                <span class=format!("tag tag--{}", facts.kind)>{facts.method}</span>
                                <span class="include__target">{facts.target}</span>
                                {facts
                                    .obstacle
                                    .map(|why| view! { <span class="include__obstacle">{why}</span> })}
                            }
                        })
                }}
            </div>
            <Show when=move || is_included.get() && is_open.get()>
                <div class="include__below">
                    <Options builder way name=alias />
                    <Includes builder way />
                </div>
            </Show>
        </li>
    }
}
