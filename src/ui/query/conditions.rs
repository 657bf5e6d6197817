//! The `where` of a part: groups of conditions, each change of them asked at once.

use leptos::prelude::*;

use super::builder::{Builder, Way};
use super::condition::ConditionRow;
use super::group::{self, Combine};
use crate::orm::query::Where;
use crate::ui::widget::{Icon, IconButton, Shape};

/// A place in a `where`, see `group`.
pub type Place = StoredValue<Vec<usize>>;

/// The conditions of a part of the find.
#[component]
pub fn Conditions(
    /// The find.
    builder: Builder,
    /// The part.
    way: Way,
) -> impl IntoView {
    view! { <ConditionGroup builder way place=StoredValue::new(Vec::new()) /> }
}

/// One group and the groups in it.
#[component]
fn ConditionGroup(
    /// The find.
    builder: Builder,
    /// The part.
    way: Way,
    /// The group.
    place: Place,
) -> impl IntoView {
    let read = move |read: fn(&Where) -> usize| {
        builder
            .read_part(way, |part| {
                place.with_value(|place| group::at(part.where_, place).map(read))
            })
            .flatten()
            .unwrap_or_default()
    };
    let count = Memo::new(move |_| read(|where_| group::group(where_).1.len()));
    let combine = Memo::new(move |_| {
        builder
            .read_part(way, |part| {
                place.with_value(|place| {
                    group::at(part.where_, place).map(|where_| group::group(where_).0)
                })
            })
            .flatten()
            .unwrap_or(Combine::All)
    });
    let has_draft = RwSignal::new(false);
    let change = move |change: &dyn Fn(&mut Where)| {
        builder.change_part(way, |part| {
            if let Some(where_) = place.with_value(|place| group::at_mut(part.where_, place)) {
                change(where_);
            }
        });
    };
    let is_inner = place.with_value(|place| !place.is_empty());
    let add_group = move |_| {
        change(&|where_| group::parts_mut(where_).push(Where::Any(Vec::new())));
    };
    view! {
        <div
            class="conditions"
            class:conditions--inner=is_inner
            role="group"
            aria-label=move || format!("Conditions, {}", combine.get().words())
        >
            <Show when=move || is_inner || { count.get() > 1 } || combine.get() != Combine::All>
                <div class="conditions__combine">
                    <select
                        class="select select--fit"
                        aria-label="How the conditions combine"
                        on:change=move |event| {
                            if let Some(combine) = Combine::named(&event_target_value(&event)) {
                                change(&|where_| group::set_combine(where_, combine));
                            }
                        }
                    >
                        {Combine::ALL
                            .map(|option| {
                                view! {
                                    <option
                                        value=option.name()
                                        prop:selected=move || combine.get() == option
                                    >
                                        {format!("{} ({})", option.words(), option.name())}
                                    </option>
                                }
                            })}
                    </select>
                    {is_inner
                        .then(|| {
                            view! {
                                <IconButton
                                    shape=Shape::Cross
                                    label="Remove the group"
                                    on_press=move || remove_at(builder, way, place)
                                />
                            }
                        })}
                </div>
            </Show>
            <For
                each=move || 0..count.get() + usize::from(has_draft.get())
                key=|index| *index
                children=move |index| {
                    view! { <Part builder way place index has_draft /> }
                }
            />
            <div class="conditions__add">
                <button
                    type="button"
                    class="button button--quiet"
                    disabled=has_draft
                    on:click=move |_| has_draft.set(true)
                >
                    <Icon shape=Shape::Plus />
                    "Condition"
                </button>
                <Show when=move || is_inner || { count.get() > 0 }>
                    <button type="button" class="button button--quiet" on:click=add_group>
                        <Icon shape=Shape::Plus />
                        "Group"
                    </button>
                </Show>
            </div>
        </div>
    }
}

/// One part of a group: a condition or a group again.
#[component]
fn Part(
    /// The find.
    builder: Builder,
    /// The part of the find.
    way: Way,
    /// The group it is in.
    place: Place,
    /// Its index in it.
    index: usize,
    /// Whether a condition is begun that is not asked yet; it comes last.
    has_draft: RwSignal<bool>,
) -> impl IntoView {
    let here = StoredValue::new(place.with_value(|place| {
        let mut here = place.clone();
        here.push(index);
        here
    }));
    let is_group = Memo::new(move |_| {
        builder
            .read_part(way, |part| {
                here.with_value(|here| group::at(part.where_, here).is_some_and(group::is_group))
            })
            .unwrap_or(false)
    });
    move || {
        if is_group.get() {
            view! { <ConditionGroup builder way place=here /> }.into_any()
        } else {
            view! { <ConditionRow builder way place=here has_draft /> }.into_any()
        }
    }
}

/// Removes what stands at a place.
pub fn remove_at(builder: Builder, way: Way, place: Place) {
    place.with_value(|place| {
        let Some((index, group)) = place.split_last() else {
            return;
        };
        builder.change_part(way, |part| {
            if let Some(where_) = group::at_mut(part.where_, group) {
                let parts = group::parts_mut(where_);
                if *index < parts.len() {
                    parts.remove(*index);
                }
            }
        });
    });
}
