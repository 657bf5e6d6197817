//! What part of the canvas is seen: pan, zoom and fit.

use super::{Point, Rect, Size};

/// A view onto the canvas: a point of it is seen at `point * zoom + (x, y)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// Where the canvas's origin is seen, in screen pixels from the room's left.
    pub x: f64,
    /// And from its top.
    pub y: f64,
    /// How many screen pixels one of the canvas takes.
    pub zoom: f64,
}

impl Default for Viewport {
    fn default() -> Self {
        Self {
            x: 0.0,
            y: 0.0,
            zoom: 1.0,
        }
    }
}

/// The farthest out.
const LEAST_ZOOM: f64 = 0.1;
/// The closest.
const MOST_ZOOM: f64 = 2.5;
/// Below it nobody can read an attribute: cards show their name alone, in large letters.
const FAR: f64 = 0.4;
/// The step of a button or a key.
pub const ZOOM_STEP: f64 = 1.2;

impl Viewport {
    /// The same, moved by screen pixels.
    pub fn pan(self, x: f64, y: f64) -> Self {
        Self {
            x: self.x + x,
            y: self.y + y,
            ..self
        }
    }

    /// Zoomed by a factor, so that what is at `fixed` (screen pixels) stays there.
    pub fn zoom_about(self, fixed: Point, factor: f64) -> Self {
        let zoom = (self.zoom * factor).clamp(LEAST_ZOOM, MOST_ZOOM);
        let by = zoom / self.zoom;
        Self {
            x: fixed.x - (fixed.x - self.x) * by,
            y: fixed.y - (fixed.y - self.y) * by,
            zoom,
        }
    }

    /// The view that shows all of `content` in a room of that size.
    ///
    /// It never enlarges, and keeps `least` as the zoom where the content would
    /// become too small to read; it shows the content's top left corner then.
    pub fn fit(content: Rect, room: Size, margin: f64, least: f64) -> Self {
        let width = (room.width - 2.0 * margin).max(1.0);
        let height = (room.height - 2.0 * margin).max(1.0);
        let zoom = (width / content.width.max(1.0))
            .min(height / content.height.max(1.0))
            .clamp(least.max(LEAST_ZOOM), 1.0);
        let place = |start: f64, length: f64, space: f64| {
            let slack = space - length * zoom;
            (slack / 2.0).max(margin) - start * zoom
        };
        Self {
            x: place(content.x, content.width, room.width),
            y: place(content.y, content.height, room.height),
            zoom,
        }
    }

    /// Whether cards are seen from so far that only their names can be read.
    pub fn is_far(self) -> bool {
        self.zoom < FAR
    }

    /// Moved to the left where the right lower corner of `content` lies under tools
    /// of that size (screen pixels), as far as the margin on the left allows.
    pub fn clear_of_tools(self, content: Rect, room: Size, tools: Size, margin: f64) -> Self {
        let first = self.to_screen(Point::new(content.x, content.y));
        let last = self.to_screen(Point::new(content.right(), content.bottom()));
        let over = last.x - (room.width - tools.width);
        if over <= 0.0 || last.y <= room.height - tools.height {
            return self;
        }
        self.pan(-over.min(first.x - margin).max(0.0), 0.0)
    }

    /// Moved as little as needed for `area` (of the canvas) to be seen with a margin.
    pub fn reveal(self, area: Rect, room: Size, margin: f64) -> Self {
        let shift = |start: f64, length: f64, offset: f64, space: f64| {
            let from = start * self.zoom + offset;
            let to = from + length * self.zoom;
            if from < margin || to - from > space - 2.0 * margin {
                margin - from
            } else if to > space - margin {
                space - margin - to
            } else {
                0.0
            }
        };
        self.pan(
            shift(area.x, area.width, self.x, room.width),
            shift(area.y, area.height, self.y, room.height),
        )
    }

    /// The point of the canvas seen there.
    pub fn to_canvas(self, screen: Point) -> Point {
        Point::new(
            (screen.x - self.x) / self.zoom,
            (screen.y - self.y) / self.zoom,
        )
    }

    /// Where on the screen a point of the canvas is seen.
    pub fn to_screen(self, point: Point) -> Point {
        Point::new(point.x * self.zoom + self.x, point.y * self.zoom + self.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Size = Size {
        width: 800.0,
        height: 400.0,
    };

    fn content(width: f64, height: f64) -> Rect {
        Rect {
            x: 100.0,
            y: 50.0,
            width,
            height,
        }
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let view = Viewport {
            x: 30.0,
            y: -20.0,
            zoom: 0.8,
        };
        let pointer = Point::new(321.0, 123.0);
        let before = view.to_canvas(pointer);
        let after = view.zoom_about(pointer, 1.7).to_canvas(pointer);
        assert!(before.distance(after) < 1e-9);
    }

    #[test]
    fn zoom_stops_at_its_bounds() {
        let view = Viewport::default();
        let at = Point::new(5.0, 5.0);
        assert!((view.zoom_about(at, 1000.0).zoom - MOST_ZOOM).abs() < f64::EPSILON);
        assert!((view.zoom_about(at, 0.0001).zoom - LEAST_ZOOM).abs() < f64::EPSILON);
    }

    #[test]
    fn fit_centres_small_content_without_enlarging_it() {
        let view = Viewport::fit(content(200.0, 100.0), ROOM, 20.0, 0.1);
        assert!((view.zoom - 1.0).abs() < f64::EPSILON);
        let center = view.to_screen(content(200.0, 100.0).center());
        assert!(center.distance(Point::new(400.0, 200.0)) < 1e-9);
    }

    #[test]
    fn fit_shows_all_of_large_content() {
        let large = content(3000.0, 600.0);
        let view = Viewport::fit(large, ROOM, 20.0, 0.1);
        let first = view.to_screen(Point::new(large.x, large.y));
        let last = view.to_screen(Point::new(large.right(), large.bottom()));
        assert!(first.x >= 19.9 && first.y >= 19.9);
        assert!(last.x <= 780.1 && last.y <= 380.1);
    }

    #[test]
    fn fit_stays_readable_and_begins_at_the_corner_then() {
        let large = content(8000.0, 100.0);
        let view = Viewport::fit(large, ROOM, 20.0, 0.6);
        assert!((view.zoom - 0.6).abs() < f64::EPSILON);
        assert!((view.to_screen(Point::new(large.x, large.y)).x - 20.0).abs() < 1e-9);
    }

    #[test]
    fn fitted_content_keeps_clear_of_the_tools_where_there_is_space_beside_it() {
        let tools = Size {
            width: 140.0,
            height: 50.0,
        };
        let clear = |content: Rect| {
            let view = Viewport::fit(content, ROOM, 20.0, 0.1);
            view.clear_of_tools(content, ROOM, tools, 20.0).x - view.x
        };
        assert!(clear(content(300.0, 100.0)).abs() < f64::EPSILON);
        assert!((clear(content(600.0, 360.0)) + 40.0).abs() < 1e-9);
        assert!((clear(content(720.0, 360.0)) + 20.0).abs() < 1e-9);
    }

    #[test]
    fn reveal_moves_only_what_it_must() {
        let view = Viewport::default();
        assert_eq!(view.reveal(content(100.0, 100.0), ROOM, 10.0), view);
        let right = Rect {
            x: 750.0,
            y: 50.0,
            width: 100.0,
            height: 50.0,
        };
        let moved = view.reveal(right, ROOM, 10.0);
        assert!((moved.x + 60.0).abs() < 1e-9 && moved.y.abs() < 1e-9);
    }
}
