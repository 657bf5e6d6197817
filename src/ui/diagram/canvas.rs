//! The canvas: cards and lines under one transform, and the hand upon it.

use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::board::{Board, Drawn};
use super::card::ModelCard;
use super::edge::EdgeLine;
use super::geometry::{Point, Size, ZOOM_STEP};
use super::gesture::{Gesture, Move, Spot};
use crate::browser::resize::SizeWatch;
use crate::orm::schema::ModelId;

/// How long after the last turn of the wheel the view counts as still.
const WHEEL_REST: Duration = Duration::from_millis(180);

/// How far an arrow key moves the view.
const KEY_PAN: f64 = 60.0;

/// The canvas with everything on it.
#[component]
pub fn Canvas() -> impl IntoView {
    let board = Board::expect();
    let gesture = StoredValue::new(Gesture::default());
    let is_space_held = RwSignal::new(false);
    let is_far = Memo::new(move |_| board.view.with(|view| view.is_far()));
    watch_size(board);

    let act = move |action: Move| act(board, action);
    let on_pointer_down = move |event: ev::PointerEvent| {
        let Some(spot) = spot(&event, is_space_held.get_untracked()) else {
            return;
        };
        let at = local(board, event.client_x(), event.client_y());
        let is_touch = event.pointer_type() == "touch";
        gesture.update_value(|gesture| act(gesture.press(event.pointer_id(), at, spot, is_touch)));
    };
    let on_pointer_move = move |event: ev::PointerEvent| {
        let at = local(board, event.client_x(), event.client_y());
        gesture.update_value(|gesture| {
            let was_moving = gesture.is_moving();
            act(gesture.shift(event.pointer_id(), at));
            if gesture.is_moving() && !was_moving {
                keep_pointer(board, event.pointer_id());
            }
        });
    };
    let on_pointer_up = move |event: ev::PointerEvent| {
        let at = local(board, event.client_x(), event.client_y());
        gesture.update_value(|gesture| act(gesture.release(event.pointer_id(), at)));
        board.is_moving.set(false);
    };
    let give_up = move || {
        gesture.update_value(|gesture| act(gesture.cancel()));
        board.is_moving.set(false);
    };
    let rest = StoredValue::new(None::<TimeoutHandle>);
    let on_wheel = move |event: ev::WheelEvent| {
        event.prevent_default();
        let at = local(board, event.client_x(), event.client_y());
        wheel(board, &event, at);
        board.is_moving.set(true);
        if let Some(handle) = rest.get_value() {
            handle.clear();
        }
        let handle = set_timeout_with_handle(move || board.is_moving.set(false), WHEEL_REST);
        rest.set_value(handle.ok());
    };
    let on_key_down = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            give_up();
            board.studio.selection().set(None);
        } else if event.key() == " " && !is_control(&event) {
            event.prevent_default();
            is_space_held.set(true);
        } else if press_key(board, &event) {
            event.prevent_default();
        }
    };
    let cards = move || {
        board
            .drawing
            .with(|drawing| drawing.cards.iter().map(|(id, _)| *id).collect::<Vec<_>>())
    };
    let edges = move || {
        board
            .drawing
            .with(|drawing| drawing.edges.iter().map(|edge| edge.id).collect::<Vec<_>>())
    };
    view! {
        <div
            class="canvas"
            class:is-moving=board.is_moving
            class:is-far=is_far
            class:is-holding=move || !board.held.with(std::collections::BTreeMap::is_empty)
            class:is-drawing=move || board.drawn.with(Option::is_some)
            class:is-grabbing=is_space_held
            role="group"
            aria-label="Models and their associations"
            aria-describedby="canvas-keys"
            tabindex="0"
            node_ref=board.canvas
            on:pointerdown=on_pointer_down
            on:pointermove=on_pointer_move
            on:pointerup=on_pointer_up
            on:pointercancel=move |_| give_up()
            on:wheel=on_wheel
            on:keydown=on_key_down
            on:keyup=move |event| {
                if event.key() == " " {
                    is_space_held.set(false);
                }
            }
            on:blur=move |_| is_space_held.set(false)
        >
            <p class="visually-hidden" id="canvas-keys">
                "Tab goes from model to model. Arrow keys move the one in focus, with Shift farther. Enter edits it, F2 renames it, L links it, Delete deletes it. Plus, minus and 0 zoom."
            </p>
            <Dots />
            <div
                class="canvas__world"
                style:transform=move || {
                    let view = board.view.get();
                    format!("translate({:.2}px, {:.2}px) scale({:.4})", view.x, view.y, view.zoom)
                }
            >
                <For each=cards key=|id| *id let:id>
                    <ModelCard model=id />
                </For>
                <svg class="canvas__lines" width="1" height="1">
                    <For each=edges key=|id| *id let:id>
                        <EdgeLine association=id />
                    </For>
                    <DrawnLine />
                </svg>
            </div>
        </div>
    }
}

/// The grid of dots, which moves by a transform only.
#[component]
fn Dots() -> impl IntoView {
    let board = Board::expect();
    let cell = Memo::new(move |_| {
        let mut cell = 24.0 * board.view.with(|view| view.zoom);
        while cell < 14.0 {
            cell *= 2.0;
        }
        cell
    });
    view! {
        <div
            class="canvas__dots"
            aria-hidden="true"
            style:background-size=move || format!("{0:.2}px {0:.2}px", cell.get())
            style:transform=move || {
                let (view, cell) = (board.view.get(), cell.get());
                format!("translate({:.2}px, {:.2}px)", view.x.rem_euclid(cell), view.y.rem_euclid(cell))
            }
        ></div>
    }
}

/// The line being drawn from a card to the pointer.
#[component]
fn DrawnLine() -> impl IntoView {
    let board = Board::expect();
    let path = move || {
        let drawn = board.drawn.get()?;
        let from = board.card(drawn.from)?;
        let start = Point::new(from.right(), from.y + 24.0);
        let to = drawn.to;
        let bend = ((to.x - start.x).abs() / 2.0).max(40.0);
        Some(format!(
            "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            start.x,
            start.y,
            start.x + bend,
            start.y,
            to.x - bend,
            to.y,
            to.x,
            to.y
        ))
    };
    view! { <path class="canvas__drawn" d=path /> }
}

/// Keeps the board told of the room's size.
fn watch_size(board: Board) {
    let watch = StoredValue::new_local(None);
    Effect::new(move || {
        let Some(canvas) = board.canvas.get() else {
            return;
        };
        let on_size = move |width, height| board.resize(Size { width, height });
        watch.set_value(SizeWatch::new(&canvas, on_size));
    });
}

/// A point of the window, from the canvas's top left.
fn local(board: Board, x: i32, y: i32) -> Point {
    let area = board
        .canvas
        .get_untracked()
        .map(|canvas| canvas.get_bounding_client_rect());
    let (left, top) = area.map_or((0.0, 0.0), |area| (area.left(), area.top()));
    Point::new(f64::from(x) - left, f64::from(y) - top)
}

/// Follows the pointer even where it leaves the canvas.
fn keep_pointer(board: Board, pointer: i32) {
    if let Some(canvas) = board.canvas.get_untracked() {
        // A pointer that is gone by now needs no keeping.
        let _ = canvas.set_pointer_capture(pointer);
    }
}

/// What a pointer went down on; `None` where that has its own use for it.
fn spot(event: &ev::PointerEvent, is_space_held: bool) -> Option<Spot> {
    let is_middle = event.button() == 1;
    if is_middle || is_space_held {
        event.prevent_default();
        return Some(Spot::Canvas);
    }
    if event.button() != 0 {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let closest = |selector: &str| target.closest(selector).ok().flatten();
    let model = |element: Element| {
        let id = element.get_attribute("data-model-id")?;
        id.parse().ok().map(ModelId)
    };
    if let Some(handle) = closest(".card__handle") {
        return model(handle).map(Spot::Handle);
    }
    if closest("button, input, select, textarea, a").is_some() {
        return None;
    }
    if let Some(card) = closest("[data-model-id]") {
        return model(card).map(Spot::Card);
    }
    if closest("[data-association]").is_some() {
        return Some(Spot::Edge);
    }
    Some(Spot::Canvas)
}

/// Does what a gesture means.
fn act(board: Board, action: Move) {
    match action {
        // Lines and handles are pressed, as the buttons they are.
        Move::Nothing | Move::Tap(Spot::Edge | Spot::Handle(_)) => {}
        Move::Pan(by) => {
            board.is_moving.set(true);
            board.look(|view| view.pan(by.x, by.y));
        }
        Move::Pinch { about, factor, pan } => {
            board.is_moving.set(true);
            board.look(|view| view.pan(pan.x, pan.y).zoom_about(about, factor));
        }
        Move::Drag(model, by) => {
            let zoom = board.view.with_untracked(|view| view.zoom);
            board.held.update(|held| {
                held.insert(model, Point::new(by.x / zoom, by.y / zoom));
            });
        }
        Move::Drop(model, by) => {
            let zoom = board.view.with_untracked(|view| view.zoom);
            board.move_card(model, Point::new(by.x / zoom, by.y / zoom));
            board.reveal_if_lost(model);
        }
        Move::Draw(from, at) => {
            let to = board.view.with_untracked(|view| view.to_canvas(at));
            board.drawn.set(Some(Drawn {
                from,
                to,
                over: board.card_at(to),
            }));
        }
        Move::Link(from, at) => {
            let to = board.view.with_untracked(|view| view.to_canvas(at));
            board.drawn.set(None);
            if let Some(target) = board.card_at(to) {
                board.begin_link(from, Some(target));
            }
        }
        Move::Cancel => {
            board.held.update(std::collections::BTreeMap::clear);
            board.drawn.set(None);
        }
        Move::Tap(Spot::Canvas) => board.studio.selection().set(None),
        Move::Tap(Spot::Card(model)) => board.select(model),
    }
}

/// Pans, or zooms with Ctrl as a trackpad's pinch does.
fn wheel(board: Board, event: &ev::WheelEvent, at: Point) {
    // Lines and pages are turned into the pixels browsers take them for.
    let unit = match event.delta_mode() {
        1 => 16.0,
        2 => 400.0,
        _ => 1.0,
    };
    let (x, y) = (event.delta_x() * unit, event.delta_y() * unit);
    board.look(|view| {
        if event.ctrl_key() || event.meta_key() {
            view.zoom_about(at, (-y * 0.01).clamp(-0.2, 0.2).exp())
        } else if event.shift_key() && x == 0.0 {
            view.pan(-y, 0.0)
        } else {
            view.pan(-x, -y)
        }
    });
}

/// Whether a key was pressed in something that has its own use for it.
fn is_control(event: &ev::KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let selector = "button, input, select, textarea, [role=button]";
    target.is_some_and(|target| target.matches(selector).unwrap_or(false))
}

/// Does what a key means for the view; whether it meant something.
fn press_key(board: Board, event: &ev::KeyboardEvent) -> bool {
    let is_typed = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.matches("input, select, textarea").unwrap_or(false));
    if is_typed || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    let is_own = event.target() == event.current_target();
    match event.key().as_str() {
        "+" | "=" => board.zoom(ZOOM_STEP),
        "-" => board.zoom(1.0 / ZOOM_STEP),
        "0" => board.fit(),
        "ArrowLeft" if is_own => board.look(|view| view.pan(KEY_PAN, 0.0)),
        "ArrowRight" if is_own => board.look(|view| view.pan(-KEY_PAN, 0.0)),
        "ArrowUp" if is_own => board.look(|view| view.pan(0.0, KEY_PAN)),
        "ArrowDown" if is_own => board.look(|view| view.pan(0.0, -KEY_PAN)),
        _ => return false,
    }
    true
}
