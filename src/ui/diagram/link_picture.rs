//! A small picture of a kind of link: what stands left and right of it, and how many.

use leptos::prelude::*;

use crate::orm::schema::EdgeKind;

/// The picture. It says nothing that the words beside it do not.
#[component]
pub fn LinkPicture(
    /// The kind.
    kind: EdgeKind,
) -> impl IntoView {
    let (left, lines, right): (&[f64], &str, &[f64]) = match kind {
        EdgeKind::OneToOne => (&[20.0], "M22 20H58", &[20.0]),
        EdgeKind::OneToMany => (
            &[20.0],
            "M22 20H58M22 20L58 7M22 20L58 33",
            &[7.0, 20.0, 33.0],
        ),
        EdgeKind::ManyToMany => (
            &[10.0, 30.0],
            "M22 10H58M22 10L58 30M22 30L58 10M22 30H58",
            &[10.0, 30.0],
        ),
    };
    let dots = |x: f64, all: &[f64]| {
        all.iter()
            .map(|y| view! { <circle cx=x cy=*y r="5" /> })
            .collect_view()
    };
    view! {
        <svg class="link-picture" viewBox="0 0 80 40" aria-hidden="true">
            <path d=lines />
            {dots(17.0, left)}
            {dots(63.0, right)}
        </svg>
    }
}
