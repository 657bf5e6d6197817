//! What the hand does on the canvas, made out from pointer events.
//!
//! A state machine without a page: fingers, mouse and pen go in, and what they
//! mean comes out. Positions are screen pixels from the canvas's top left.

use super::geometry::Point;
use crate::orm::schema::ModelId;

/// What a pointer went down on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// The empty canvas.
    Canvas,
    /// A card.
    Card(ModelId),
    /// The handle of a card that lines are drawn from.
    Handle(ModelId),
    /// A line.
    Edge,
}

/// What a pointer event means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Move {
    /// Nothing yet.
    Nothing,
    /// The view moves by that much.
    Pan(Point),
    /// The view zooms by a factor about a point, and moves.
    Pinch {
        /// What stays where it is.
        about: Point,
        /// The factor.
        factor: f64,
        /// How far it moves besides.
        pan: Point,
    },
    /// A card is held that far from where it was.
    Drag(ModelId, Point),
    /// A card is let go that far from where it was.
    Drop(ModelId, Point),
    /// A line is drawn from a card to a point.
    Draw(ModelId, Point),
    /// A line that was drawn ends there.
    Link(ModelId, Point),
    /// What was going on is given up.
    Cancel,
    /// It went down and up without moving.
    Tap(Spot),
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum State {
    #[default]
    Idle,
    /// Down, but not yet moved far enough to mean something.
    Pressed {
        on: Spot,
        start: Point,
        slack: f64,
    },
    Panning,
    Dragging {
        model: ModelId,
        start: Point,
    },
    Drawing(ModelId),
    Pinching,
}

/// The gesture going on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gesture {
    state: State,
    /// The pointers that are down, with where they are.
    pointers: Vec<(i32, Point)>,
}

/// How far a mouse may slip while it clicks.
const MOUSE_SLACK: f64 = 4.0;
/// And a finger.
const TOUCH_SLACK: f64 = 9.0;

impl Gesture {
    /// Whether something moves under the hand, so that the pointer must be kept.
    pub const fn is_moving(&self) -> bool {
        !matches!(self.state, State::Idle | State::Pressed { .. })
    }

    /// A pointer goes down.
    pub fn press(&mut self, pointer: i32, at: Point, on: Spot, is_touch: bool) -> Move {
        self.pointers.retain(|(id, _)| *id != pointer);
        self.pointers.push((pointer, at));
        if self.pointers.len() == 1 {
            let slack = if is_touch { TOUCH_SLACK } else { MOUSE_SLACK };
            self.state = State::Pressed {
                on,
                start: at,
                slack,
            };
            return Move::Nothing;
        }
        let is_given_up = matches!(self.state, State::Dragging { .. } | State::Drawing(_));
        self.state = State::Pinching;
        if is_given_up {
            Move::Cancel
        } else {
            Move::Nothing
        }
    }

    /// A pointer moves.
    pub fn shift(&mut self, pointer: i32, at: Point) -> Move {
        let before = self.pointers.clone();
        let Some(held) = self.pointers.iter_mut().find(|(id, _)| *id == pointer) else {
            return Move::Nothing;
        };
        let last = held.1;
        held.1 = at;
        if let State::Pressed { on, start, slack } = self.state {
            if start.distance(at) < slack {
                return Move::Nothing;
            }
            self.state = match on {
                Spot::Canvas | Spot::Edge => State::Panning,
                Spot::Card(model) => State::Dragging { model, start },
                Spot::Handle(model) => State::Drawing(model),
            };
        }
        match self.state {
            State::Panning => Move::Pan(at.offset(-last.x, -last.y)),
            State::Dragging { model, start } => Move::Drag(model, at.offset(-start.x, -start.y)),
            State::Drawing(model) => Move::Draw(model, at),
            State::Pinching => pinch(&before, &self.pointers),
            State::Idle | State::Pressed { .. } => Move::Nothing,
        }
    }

    /// A pointer goes up.
    pub fn release(&mut self, pointer: i32, at: Point) -> Move {
        let count = self.pointers.len();
        self.pointers.retain(|(id, _)| *id != pointer);
        if self.pointers.len() == count {
            return Move::Nothing;
        }
        if let State::Pinching = self.state {
            // The finger that is left goes on panning.
            self.state = match self.pointers.len() {
                0 => State::Idle,
                1 => State::Panning,
                _ => State::Pinching,
            };
            return Move::Nothing;
        }
        match std::mem::take(&mut self.state) {
            State::Pressed { on, .. } => Move::Tap(on),
            State::Dragging { model, start } => Move::Drop(model, at.offset(-start.x, -start.y)),
            State::Drawing(model) => Move::Link(model, at),
            State::Idle | State::Panning | State::Pinching => Move::Nothing,
        }
    }

    /// The browser takes the pointer away, or Escape is pressed.
    pub fn cancel(&mut self) -> Move {
        let is_given_up = self.is_moving();
        *self = Self::default();
        if is_given_up {
            Move::Cancel
        } else {
            Move::Nothing
        }
    }
}

/// What two fingers do: their middle moves the view, their distance zooms it.
fn pinch(before: &[(i32, Point)], after: &[(i32, Point)]) -> Move {
    let measure = |pointers: &[(i32, Point)]| match pointers {
        [(_, a), (_, b), ..] => Some((
            Point::new(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y)),
            a.distance(*b).max(1.0),
        )),
        _ => None,
    };
    match (measure(before), measure(after)) {
        (Some((from, narrow)), Some((to, wide))) => Move::Pinch {
            about: to,
            factor: wide / narrow,
            pan: to.offset(-from.x, -from.y),
        },
        _ => Move::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: Spot = Spot::Card(ModelId(7));

    fn at(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    #[test]
    fn a_small_slip_is_still_a_tap() {
        let mut gesture = Gesture::default();
        gesture.press(1, at(10.0, 10.0), CARD, false);
        assert_eq!(gesture.shift(1, at(12.0, 11.0)), Move::Nothing);
        assert_eq!(gesture.release(1, at(12.0, 11.0)), Move::Tap(CARD));
    }

    #[test]
    fn a_card_is_dragged_from_where_it_was_and_dropped_once() {
        let mut gesture = Gesture::default();
        gesture.press(1, at(10.0, 10.0), CARD, false);
        assert_eq!(
            gesture.shift(1, at(30.0, 10.0)),
            Move::Drag(ModelId(7), at(20.0, 0.0))
        );
        assert!(gesture.is_moving());
        assert_eq!(
            gesture.release(1, at(40.0, 15.0)),
            Move::Drop(ModelId(7), at(30.0, 5.0))
        );
        assert_eq!(gesture.release(1, at(40.0, 15.0)), Move::Nothing);
    }

    #[test]
    fn the_canvas_pans_step_by_step() {
        let mut gesture = Gesture::default();
        gesture.press(1, at(0.0, 0.0), Spot::Canvas, false);
        gesture.shift(1, at(10.0, 0.0));
        assert_eq!(gesture.shift(1, at(13.0, 4.0)), Move::Pan(at(3.0, 4.0)));
    }

    #[test]
    fn a_second_finger_gives_up_a_drag_and_zooms() {
        let mut gesture = Gesture::default();
        gesture.press(1, at(100.0, 100.0), CARD, true);
        gesture.shift(1, at(120.0, 100.0));
        assert_eq!(
            gesture.press(2, at(220.0, 100.0), Spot::Canvas, true),
            Move::Cancel
        );
        assert_eq!(
            gesture.shift(2, at(320.0, 100.0)),
            Move::Pinch {
                about: at(220.0, 100.0),
                factor: 2.0,
                pan: at(50.0, 0.0),
            }
        );
        gesture.release(2, at(320.0, 100.0));
        assert_eq!(gesture.shift(1, at(125.0, 100.0)), Move::Pan(at(5.0, 0.0)));
    }

    #[test]
    fn a_line_is_drawn_from_the_handle() {
        let mut gesture = Gesture::default();
        gesture.press(1, at(0.0, 0.0), Spot::Handle(ModelId(7)), false);
        assert_eq!(
            gesture.shift(1, at(50.0, 0.0)),
            Move::Draw(ModelId(7), at(50.0, 0.0))
        );
        assert_eq!(
            gesture.release(1, at(90.0, 0.0)),
            Move::Link(ModelId(7), at(90.0, 0.0))
        );
    }

    #[test]
    fn escape_gives_up_what_moves() {
        let mut gesture = Gesture::default();
        gesture.press(1, at(0.0, 0.0), CARD, false);
        gesture.shift(1, at(50.0, 0.0));
        assert_eq!(gesture.cancel(), Move::Cancel);
        assert_eq!(gesture.cancel(), Move::Nothing);
        assert_eq!(gesture.shift(1, at(60.0, 0.0)), Move::Nothing);
    }
}
