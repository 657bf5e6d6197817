//! Line icons, drawn on a grid of 16, and the button that is only one.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Add something.
    Plus,
    /// Remove or close.
    Cross,
    /// Delete.
    Trash,
    /// Copy to the clipboard.
    Copy,
    /// Done, applied.
    Check,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Step up, move up.
    Up,
    /// Step down, move down.
    Down,
    /// Further, unfold.
    Right,
    /// Fill the screen with one room.
    Expand,
    /// Back to all rooms.
    Shrink,
    /// Zoom in.
    ZoomIn,
    /// Zoom out.
    ZoomOut,
    /// Fit all into view.
    Fit,
    /// Link two models.
    Link,
    /// Edit.
    Pencil,
    /// Light theme.
    Sun,
    /// Dark theme.
    Moon,
    /// A menu of more.
    More,
    /// Something to know.
    Info,
    /// Something is wrong.
    Warning,
    /// The diagram room.
    Diagram,
    /// The code room.
    Code,
    /// The migrations room.
    Steps,
    /// The data room.
    Grid,
    /// The query room.
    Search,
    /// Download.
    Download,
    /// Open a file.
    Open,
    /// Stop what runs.
    Stop,
    /// All the way up.
    Top,
    /// All the way down.
    Bottom,
    /// The system's theme.
    System,
    /// How to use the page.
    Help,
    /// Begin anew.
    Restart,
    /// Something unfolds below.
    Unfold,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Plus => "M8 3v10M3 8h10",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Trash => "M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 8.5h6l.5-8.5M7 7v3.5M9 7v3.5",
            Self::Copy => "M5.5 5.5h7v7.5h-7zM10.5 5.5V3h-7v7.5h2",
            Self::Check => "M3 8.5l3.2 3.2L13 4.8",
            Self::Undo => "M6 3.5L3 6.5l3 3M3 6.5h6.5a3.5 3.5 0 010 7H6",
            Self::Redo => "M10 3.5l3 3-3 3M13 6.5H6.5a3.5 3.5 0 000 7H10",
            Self::Up => "M8 13V3M4 7l4-4 4 4",
            Self::Down => "M8 3v10M4 9l4 4 4-4",
            Self::Right => "M6 3.5L10.5 8 6 12.5",
            Self::Expand => "M9.5 3H13v3.5M13 3L9 7M6.5 13H3V9.5M3 13l4-4",
            Self::Shrink => "M12.5 7H9V3.5M9 7l4-4M3.5 9H7v3.5M7 9l-4 4",
            Self::ZoomIn => {
                "M7 11.5a4.5 4.5 0 100-9 4.5 4.5 0 000 9zM10.2 10.2L13.5 13.5M7 5v4M5 7h4"
            }
            Self::ZoomOut => "M7 11.5a4.5 4.5 0 100-9 4.5 4.5 0 000 9zM10.2 10.2L13.5 13.5M5 7h4",
            Self::Fit => "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3M6 6.5h4v3H6z",
            Self::Link => "M3 4h3.5v3.5H3zM9.5 8.5H13V12H9.5zM6.5 5.7h2a2 2 0 012 2v.8",
            Self::Pencil => "M3 13l.7-2.8L10.5 3.4l2.1 2.1-6.8 6.8zM9.3 4.6l2.1 2.1",
            Self::Sun => {
                "M8 10.8a2.8 2.8 0 100-5.6 2.8 2.8 0 000 5.6zM8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M12.4 3.6l-1 1M4.6 11.4l-1 1"
            }
            Self::Moon => "M13 9.2A5.3 5.3 0 016.8 3 5.3 5.3 0 108 13.3a5.3 5.3 0 005-4.1z",
            Self::More => {
                "M3.2 8a.4.4 0 10.8 0 .4.4 0 10-.8 0M7.6 8a.4.4 0 10.8 0 .4.4 0 10-.8 0M12 8a.4.4 0 10.8 0 .4.4 0 10-.8 0"
            }
            Self::Info => "M8 13.5a5.5 5.5 0 100-11 5.5 5.5 0 000 11zM8 7.3v3.4M8 5.2h.01",
            Self::Warning => "M8 2.8l5.8 10.2H2.2zM8 6.6v3M8 11.2h.01",
            Self::Diagram => "M2.5 3h4v3.5h-4zM9.5 9.5h4V13h-4zM6.5 4.7h3a2 2 0 012 2v2.8",
            Self::Code => "M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5",
            Self::Steps => "M3 4h.01M3 8h.01M3 12h.01M6 4h7M6 8h7M6 12h7",
            Self::Grid => "M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.5 3v10",
            Self::Search => "M7 11.5a4.5 4.5 0 100-9 4.5 4.5 0 000 9zM10.2 10.2L13.5 13.5",
            Self::Download => "M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13h10",
            Self::Open => "M2.5 12.5v-9h4l1.5 2h5.5v7z",
            Self::Stop => "M4 4h8v8H4z",
            Self::Top => "M8 13.5V6M4.5 9L8 5.5 11.5 9M3.5 2.5h9",
            Self::Bottom => "M8 2.5V10M4.5 7L8 10.5 11.5 7M3.5 13.5h9",
            Self::System => "M2.5 3h11v7.5h-11zM6 13h4M8 10.5V13",
            Self::Help => {
                "M8 13.8a5.8 5.8 0 100-11.6 5.8 5.8 0 000 11.6zM6.3 6.4a1.8 1.8 0 113 1.4c-.7.5-1.3.8-1.3 1.7M8 11.4h.01"
            }
            Self::Restart => "M3.2 8a4.8 4.8 0 108-3.6L13 6M13 2.8V6H9.8",
            Self::Unfold => "M4.5 6.5L8 10l3.5-3.5",
        }
    }
}

/// An icon beside or instead of a word; it says nothing to a screen reader.
#[component]
pub fn Icon(
    /// What it shows.
    #[prop(into)]
    shape: Signal<Shape>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=move || shape.get().path() />
        </svg>
    }
}

/// A button that is only an icon: its label is its name and its tooltip.
#[component]
pub fn IconButton(
    /// What it shows.
    #[prop(into)]
    shape: Signal<Shape>,
    /// What it does, in words.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it can be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Pressed by mouse, finger or key.
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    icon_button(shape, label, disabled, Box::new(on_press))
}

/// One piece of wasm for all of them, whatever they do.
fn icon_button(
    shape: Signal<Shape>,
    label: Signal<String>,
    disabled: Signal<bool>,
    on_press: Box<dyn Fn()>,
) -> AnyView {
    view! {
        <button
            type="button"
            class="button button--quiet button--icon"
            aria-label=label
            title=label
            disabled=disabled
            on:click=move |_| on_press()
        >
            <Icon shape />
        </button>
    }
    .into_any()
}
