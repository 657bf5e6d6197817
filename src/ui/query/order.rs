//! The `order` of a part: its terms, the first one first.

use leptos::prelude::*;

use super::builder::{Builder, Way};
use super::path_select::{PathSelect, first_path};
use crate::orm::query::{Direction, Order, Path};
use crate::ui::widget::{Icon, IconButton, Shape};

/// The terms, each to be changed, turned or removed.
#[component]
pub fn OrderTerms(
    /// The find.
    builder: Builder,
    /// The part.
    way: Way,
) -> impl IntoView {
    let count = Memo::new(move |_| builder.read_part(way, |part| part.order.len()).unwrap_or(0));
    let add = move |_| {
        if let Some(by) = first_path(builder, way) {
            builder.change_part(way, |part| {
                part.order.push(Order {
                    by,
                    direction: Direction::Ascending,
                });
            });
        }
    };
    view! {
        <div class="order">
            <For
                each=move || 0..count.get()
                key=|index| *index
                children=move |index| view! { <Term builder way index /> }
            />
            <div>
                <button type="button" class="button button--quiet" on:click=add>
                    <Icon shape=Shape::Plus />
                    "Term"
                </button>
            </div>
        </div>
    }
}

/// One term.
#[component]
fn Term(
    /// The find.
    builder: Builder,
    /// The part.
    way: Way,
    /// Its place in the order.
    index: usize,
) -> impl IntoView {
    let term = Memo::new(move |_| {
        builder
            .read_part(way, |part| part.order.get(index).cloned())
            .flatten()
    });
    let change = move |change: &dyn Fn(&mut Order)| {
        builder.change_part(way, |part| {
            if let Some(term) = part.order.get_mut(index) {
                change(term);
            }
        });
    };
    let is_descending = move || {
        term.with(|term| {
            term.as_ref()
                .is_some_and(|term| term.direction == Direction::Descending)
        })
    };
    view! {
        <div class="order__term">
            <PathSelect
                builder
                way
                label="Order by"
                path=Signal::derive(move || term.with(|term| term.as_ref().map(|term| term.by.clone())))
                on_path=move |path: Path| change(&|term| term.by = path.clone())
            />
            <button
                type="button"
                class="button"
                aria-label=move || if is_descending() { "Descending" } else { "Ascending" }
                on:click=move |_| {
                    change(&|term| {
                        term.direction = match term.direction {
                            Direction::Ascending => Direction::Descending,
                            Direction::Descending => Direction::Ascending,
                        };
                    });
                }
            >
                {move || if is_descending() { "DESC" } else { "ASC" }}
            </button>
            <IconButton
                shape=Shape::Cross
                label="Remove the term"
                on_press=move || {
                    builder.change_part(way, |part| {
                        if index < part.order.len() {
                            part.order.remove(index);
                        }
                    });
                }
            />
        </div>
    }
}
