//! The drawing as numbers: where cards, lines, marks and labels go.
//!
//! Pure, so that all of it is tested without a page. All lengths are CSS pixels
//! of the unzoomed canvas unless said otherwise.

mod arrange;
mod card;
mod find_path;
mod label;
mod mark;
mod note;
mod ports;
mod route;
mod viewport;

pub use arrange::{arrange, free_place};
pub use card::{CardRow, card_size, is_tight};
pub use find_path::rounded;
pub use mark::mark;
pub use note::place_note;
pub use route::{Line, LineId, Route, Routing, Scene};
pub use viewport::{Viewport, ZOOM_STEP};

/// A place on the canvas, or a way between two.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Point {
    /// A point of these coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The point that far away.
    pub fn offset(self, x: f64, y: f64) -> Self {
        Self::new(self.x + x, self.y + y)
    }

    /// How far the other is, as the crow flies.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// How wide.
    pub width: f64,
    /// How high.
    pub height: f64,
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Its left edge.
    pub x: f64,
    /// Its top edge.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Rect {
    /// The rectangle of that top left corner and size.
    pub const fn at(corner: Point, size: Size) -> Self {
        Self {
            x: corner.x,
            y: corner.y,
            width: size.width,
            height: size.height,
        }
    }

    /// The smallest that holds both points.
    pub fn between(a: Point, b: Point) -> Self {
        Self {
            x: a.x.min(b.x),
            y: a.y.min(b.y),
            width: (a.x - b.x).abs(),
            height: (a.y - b.y).abs(),
        }
    }

    /// Its right edge.
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// Its bottom edge.
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// Its middle.
    pub fn center(self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The same, larger by that much on every side.
    pub fn inflate(self, by: f64) -> Self {
        Self {
            x: self.x - by,
            y: self.y - by,
            width: self.width + 2.0 * by,
            height: self.height + 2.0 * by,
        }
    }

    /// Whether the point is in it or on its edge.
    pub fn contains(self, point: Point) -> bool {
        (self.x..=self.right()).contains(&point.x) && (self.y..=self.bottom()).contains(&point.y)
    }

    /// How much area the two share.
    pub fn overlap(self, other: Self) -> f64 {
        let width = self.right().min(other.right()) - self.x.max(other.x);
        let height = self.bottom().min(other.bottom()) - self.y.max(other.y);
        width.max(0.0) * height.max(0.0)
    }

    /// Whether an upright or level line from `a` to `b` passes through its inside.
    pub fn is_crossed(self, a: Point, b: Point) -> bool {
        a.x.min(b.x) < self.right()
            && a.x.max(b.x) > self.x
            && a.y.min(b.y) < self.bottom()
            && a.y.max(b.y) > self.y
    }

    /// The smallest that holds both.
    pub fn union(self, other: Self) -> Self {
        let x = self.x.min(other.x);
        let y = self.y.min(other.y);
        Self {
            x,
            y,
            width: self.right().max(other.right()) - x,
            height: self.bottom().max(other.bottom()) - y,
        }
    }

    /// The smallest that holds all of them, if there are any.
    pub fn around(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().reduce(Self::union)
    }
}

/// A side of a card, where a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The right.
    Right,
    /// The left.
    Left,
    /// The bottom.
    Bottom,
    /// The top.
    Top,
}

impl Side {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Right, Self::Left, Self::Bottom, Self::Top];

    /// The way out of the card: a step of length one.
    pub const fn outward(self) -> Point {
        match self {
            Self::Right => Point::new(1.0, 0.0),
            Self::Left => Point::new(-1.0, 0.0),
            Self::Bottom => Point::new(0.0, 1.0),
            Self::Top => Point::new(0.0, -1.0),
        }
    }

    /// Whether a line leaves it level.
    pub const fn is_level(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }

    /// The side that looks at this one.
    pub const fn facing(self) -> Self {
        match self {
            Self::Right => Self::Left,
            Self::Left => Self::Right,
            Self::Bottom => Self::Top,
            Self::Top => Self::Bottom,
        }
    }

    /// The least and the greatest coordinate along it.
    pub fn extent(self, card: Rect) -> (f64, f64) {
        if self.is_level() {
            (card.y, card.bottom())
        } else {
            (card.x, card.right())
        }
    }

    /// The point of it at that coordinate along it.
    pub fn point(self, card: Rect, along: f64) -> Point {
        match self {
            Self::Right => Point::new(card.right(), along),
            Self::Left => Point::new(card.x, along),
            Self::Bottom => Point::new(along, card.bottom()),
            Self::Top => Point::new(along, card.y),
        }
    }
}
