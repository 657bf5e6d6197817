//! A room: its place on the screen, its title bar and its body.

use leptos::prelude::*;

use super::{IconButton, Shape, focus_id};

/// The five rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Room {
    /// Models and their associations.
    Diagram,
    /// Finds and their results.
    Query,
    /// The tables' rows.
    Data,
    /// The steps that make the tables.
    Migrations,
    /// The Sequelize project.
    Code,
}

impl Room {
    /// All five, in the order a newcomer meets them.
    pub const ALL: [Self; 5] = [
        Self::Diagram,
        Self::Query,
        Self::Data,
        Self::Migrations,
        Self::Code,
    ];

    /// The three that share a dock where there is no space for all.
    pub const DOCKED: [Self; 3] = [Self::Data, Self::Migrations, Self::Code];

    /// Its name on the page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Diagram => "Diagram",
            Self::Query => "Query",
            Self::Data => "Data",
            Self::Migrations => "Migrations",
            Self::Code => "Code",
        }
    }

    /// Its name in markup.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Diagram => "diagram",
            Self::Query => "query",
            Self::Data => "data",
            Self::Migrations => "migrations",
            Self::Code => "code",
        }
    }

    /// The id of its section.
    pub fn section_id(self) -> String {
        format!("{}-room", self.slug())
    }

    /// The id of its title.
    pub fn title_id(self) -> String {
        format!("room-{}", self.slug())
    }

    /// Its icon.
    pub const fn shape(self) -> Shape {
        match self {
            Self::Diagram => Shape::Diagram,
            Self::Query => Shape::Search,
            Self::Data => Shape::Grid,
            Self::Migrations => Shape::Steps,
            Self::Code => Shape::Code,
        }
    }
}

/// Which rooms are on the screen. Local to this screen: not part of the document.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The room a narrow screen shows.
    pub shown: RwSignal<Room>,
    /// The room in the dock of a middling one.
    pub docked: RwSignal<Room>,
    /// The room that has the screen to itself.
    pub maximised: RwSignal<Option<Room>>,
}

impl Place {
    /// All rooms, the diagram in front, the rows in the dock.
    pub fn new() -> Self {
        Self {
            shown: RwSignal::new(Room::Diagram),
            docked: RwSignal::new(Room::Data),
            maximised: RwSignal::new(None),
        }
    }

    /// The place the page provides.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Brings a room to the front, whatever the size of the screen.
    pub fn show(self, room: Room) {
        self.shown.set(room);
        if Room::DOCKED.contains(&room) {
            self.docked.set(room);
        }
        if self.maximised.get_untracked().is_some() {
            self.maximised.set(Some(room));
        }
    }

    /// Brings a room to the front and the keyboard's focus into it.
    pub fn visit(self, room: Room) {
        self.show(room);
        focus_id(&room.title_id());
    }
}

/// The frame of a room.
#[component]
pub fn RoomShell(
    /// Which room it is.
    room: Room,
    /// Tools in its title bar, before the button that maximises it.
    #[prop(optional, into)]
    tools: ViewFn,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let place = Place::expect();
    let is_maximised = move || place.maximised.get() == Some(room);
    view! {
        <section
            class=format!("room room--{}", room.slug())
            class:is-maximised=is_maximised
            id=room.section_id()
            aria-labelledby=room.title_id()
            data-testid=room.title_id()
        >
            <header class="room__bar">
                <h2 class="room__title" id=room.title_id() tabindex="-1">{room.title()}</h2>
                <div class="room__tools">{tools.run()}</div>
                <div class="room__maximise">
                    <IconButton
                        shape=Signal::derive(move || if is_maximised() { Shape::Shrink } else { Shape::Expand })
                        label=Signal::derive(move || {
                            if is_maximised() { "Show all rooms".to_owned() } else { format!("Maximise {}", room.title()) }
                        })
                        on_press=move || {
                            place.maximised.update(|now| *now = if *now == Some(room) { None } else { Some(room) });
                        }
                    />
                </div>
            </header>
            <div class="room__body">{children()}</div>
        </section>
    }
}
