//! The options of a call or an include: a short line that says what is set, and unfolds.

use leptos::prelude::*;

use super::attributes::{Attributes, through_at};
use super::builder::{Builder, Way};
use super::conditions::Conditions;
use super::field::CountField;
use super::order::OrderTerms;
use crate::orm::query::{Include, Method, Where};
use crate::orm::schema::AssociationKind;
use crate::ui::widget::{Icon, Shape};

/// One option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Facet {
    Where,
    Attributes,
    Through,
    Required,
    Order,
    Limit,
}

impl Facet {
    const fn name(self) -> &'static str {
        match self {
            Self::Where => "where",
            Self::Attributes => "attributes",
            Self::Through => "through",
            Self::Required => "required",
            Self::Order => "order",
            Self::Limit => "limit",
        }
    }
}

/// The options of a part of the find.
#[component]
pub fn Options(
    /// The find.
    builder: Builder,
    /// The part.
    way: Way,
    /// What the part is called: `posts`.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let is_root = way.with_value(Vec::is_empty);
    let is_has_many = Memo::new(move |_| {
        builder
            .read(|_, schema| {
                let last = way.with_value(|way| way.last().copied())?;
                let association = schema.association(last)?;
                Some(matches!(association.kind, AssociationKind::HasMany { .. }))
            })
            .flatten()
            .unwrap_or(false)
    });
    let is_through = Memo::new(move |_| {
        builder
            .read(|_, schema| through_at(schema, way).is_some())
            .unwrap_or(false)
    });
    let method = Memo::new(move |_| {
        builder.read(|find, _| match find.method {
            Method::FindByPk(_) => Facets::ByPk,
            Method::FindOne => Facets::One,
            Method::FindAll => Facets::All,
        })
    });
    let facets = move || -> Vec<Facet> {
        let mut facets = vec![Facet::Where, Facet::Attributes];
        if !is_root {
            facets.insert(0, Facet::Required);
        }
        if is_through.get() {
            facets.push(Facet::Through);
        }
        if is_root || is_has_many.get() {
            facets.push(Facet::Order);
        }
        if is_has_many.get() || (is_root && method.get() == Some(Facets::All)) {
            facets.push(Facet::Limit);
        }
        if is_root && method.get() == Some(Facets::ByPk) {
            facets.retain(|facet| *facet == Facet::Attributes);
        }
        facets
    };
    let open = RwSignal::new(None::<Facet>);
    let summary = move |facet: Facet| summary(builder, way, facet);
    view! {
        <div class="options">
            <div class="options__bar" role="group" aria-label=move || format!("Options of {}", name.get())>
                <For
                    each=facets
                    key=|facet| *facet
                    children=move |facet| {
                        let is_open = Memo::new(move |_| open.get() == Some(facet));
                        let said = Memo::new(move |_| summary(facet));
                        view! {
                            <button
                                type="button"
                                class="option"
                                class:is-set=move || said.with(Option::is_some)
                                aria-expanded=move || is_open.get().to_string()
                                on:click=move |_| {
                                    open.update(|open| *open = if *open == Some(facet) { None } else { Some(facet) });
                                }
                            >
                                {facet.name()}
                                {move || said.get().map(|said| view! { <span class="option__value">{said}</span> })}
                                <Icon shape=Shape::Right />
                            </button>
                        }
                    }
                />
            </div>
            {move || {
                open.get()
                    .map(|facet| {
                        view! {
                            <div class="options__panel" role="group" aria-label=format!("{} of {}", facet.name(), name.get_untracked())>
                                {match facet {
                                    Facet::Where => view! { <Conditions builder way /> }.into_any(),
                                    Facet::Attributes | Facet::Through => {
                                        view! { <Attributes builder way of_through=facet == Facet::Through /> }.into_any()
                                    }
                                    Facet::Required => view! { <Required builder way /> }.into_any(),
                                    Facet::Order => view! { <Ordering builder way /> }.into_any(),
                                    Facet::Limit => view! { <Limits builder way /> }.into_any(),
                                }}
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// Which options the call takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facets {
    ByPk,
    One,
    All,
}

/// What an option is set to, in a word or two; none where it is as it comes.
fn summary(builder: Builder, way: Way, facet: Facet) -> Option<String> {
    let part = |count: usize| (count > 0).then(|| count.to_string());
    match facet {
        Facet::Where => part(builder.read_part(way, |part| conditions(part.where_))?),
        Facet::Attributes => builder
            .read_part(way, |part| part.attributes.as_ref().map(Vec::len))?
            .map(|count| count.to_string()),
        Facet::Through => builder
            .read_include(way, |include| {
                include.through_attributes.as_ref().map(Vec::len)
            })?
            .map(|count| count.to_string()),
        Facet::Required => builder
            .read_include(way, |include| include.required)?
            .map(|required| required.to_string()),
        Facet::Order => part(builder.read_part(way, |part| part.order.len())?),
        Facet::Limit => {
            let separate = builder
                .read_include(way, |include| include.separate)
                .unwrap_or(false);
            let limit = builder.read_part(way, |part| part.limit)?;
            match (limit, separate) {
                (Some(limit), _) => Some(limit.to_string()),
                (None, true) => Some("separate".to_owned()),
                (None, false) => None,
            }
        }
    }
}

fn conditions(where_: &Where) -> usize {
    match where_ {
        Where::All(parts) | Where::Any(parts) => parts.iter().map(conditions).sum(),
        Where::Not(part) => conditions(part),
        Where::Is(_) => 1,
    }
}

/// The three ways an include can be required.
const REQUIRED: [(&str, Option<bool>, &str); 3] = [
    (
        "unset",
        None,
        "not set: true when there is a where, as Sequelize decides",
    ),
    (
        "true",
        Some(true),
        "true: rows without a match are left out",
    ),
    ("false", Some(false), "false: rows without a match stay"),
];

/// Whether an include must match.
#[component]
fn Required(
    /// The find.
    builder: Builder,
    /// The include.
    way: Way,
) -> impl IntoView {
    let required = Memo::new(move |_| {
        builder
            .read_include(way, |include| include.required)
            .flatten()
    });
    view! {
        <select
            class="select"
            aria-label="required"
            on:change=move |event| {
                let chosen = event_target_value(&event);
                if let Some((_, value, _)) = REQUIRED.into_iter().find(|(name, ..)| *name == chosen) {
                    builder.change_include(way, |include| include.required = value);
                }
            }
        >
            {REQUIRED
                .map(|(name, value, words)| {
                    view! {
                        <option value=name prop:selected=move || required.get() == value>{words}</option>
                    }
                })}
        </select>
    }
}

/// The order, and for an include what it needs to count.
#[component]
fn Ordering(
    /// The find.
    builder: Builder,
    /// The part.
    way: Way,
) -> impl IntoView {
    let is_ignored = Memo::new(move |_| {
        builder
            .read_include(way, |include| {
                !include.separate && include.limit.is_none() && !include.order.is_empty()
            })
            .unwrap_or(false)
    });
    view! {
        <OrderTerms builder way />
        <Show when=move || is_ignored.get()>
            <p class="options__hint">
                "Sequelize ignores the order inside an include that is joined. "
                <button type="button" class="button" on:click=move |_| set_separate(builder, way, true)>
                    "Load it by a separate query"
                </button>
            </p>
        </Show>
    }
}

/// The limit, with the call's offset or the include's separate query.
#[component]
fn Limits(
    /// The find.
    builder: Builder,
    /// The part.
    way: Way,
) -> impl IntoView {
    let is_root = way.with_value(Vec::is_empty);
    let limit = Memo::new(move |_| builder.read_part(way, |part| part.limit).flatten());
    let beside = if is_root {
        let offset = Memo::new(move |_| builder.read(|find, _| find.offset).flatten());
        view! {
            <CountField
                count=offset
                label="offset"
                on_count=move |count| builder.change(|find| find.offset = count)
            />
        }
        .into_any()
    } else {
        let separate = Memo::new(move |_| {
            builder
                .read_include(way, |include| include.separate)
                .unwrap_or(false)
        });
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || separate.get() || limit.get().is_some()
                    disabled=move || limit.get().is_some()
                    on:change=move |event| set_separate(builder, way, event_target_checked(&event))
                />
                "separate: a query of its own"
                {move || limit.get().map(|_| " (a limit needs it)")}
            </label>
        }
        .into_any()
    };
    view! {
        <div class="options__fields">
            <CountField
                count=limit
                label=if is_root { "limit" } else { "limit for one parent" }
                on_count=move |count| {
                    builder.change(|find| {
                        way.with_value(|way| {
                            if let Some(part) = super::part::part_mut(find, way) {
                                *part.limit = count;
                            }
                            if !way.is_empty() && count.is_some() {
                                super::part::forget(find, way);
                            }
                        });
                    });
                }
            />
            {beside}
        </div>
    }
}

fn set_separate(builder: Builder, way: Way, separate: bool) {
    builder.change(|find| {
        way.with_value(|way| {
            if let Some(include) = super::part::include_mut(find, way) {
                include.separate = separate;
            }
            if separate {
                super::part::forget(find, way);
            }
        });
    });
}

/// Whether an include has options set, or includes of its own.
pub fn is_plain(include: &Include) -> bool {
    include.attributes.is_none()
        && include.through_attributes.is_none()
        && include.required.is_none()
        && include.where_.is_empty()
        && !include.separate
        && include.order.is_empty()
        && include.limit.is_none()
        && include.include.is_empty()
}
