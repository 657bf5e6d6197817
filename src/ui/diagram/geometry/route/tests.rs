//! What a good drawing must hold, on small scenes.

use proptest::prelude::*;

use super::apart::runs_along;
use super::*;
use crate::ui::diagram::geometry::Size;

fn scene(cards: &[(f64, f64)], lines: &[(usize, usize)]) -> Scene {
    let id = |index: usize| ModelId(u32::try_from(index).unwrap());
    Scene {
        cards: cards
            .iter()
            .enumerate()
            .map(|(index, (x, y))| {
                let size = Size {
                    width: 200.0,
                    height: 160.0,
                };
                (id(index), Rect::at(Point::new(*x, *y), size))
            })
            .collect(),
        lines: lines
            .iter()
            .enumerate()
            .map(|(index, (from, to))| Line {
                id: line(index),
                from: id(*from),
                to: id(*to),
                from_label: Some("user".to_owned()),
                to_label: Some("posts".to_owned()),
            })
            .collect(),
    }
}

fn line(index: usize) -> LineId {
    LineId {
        association: AssociationId(u32::try_from(index).unwrap()),
        part: 0,
    }
}

fn crossings(routing: &Routing, scene: &Scene) -> usize {
    routing
        .routes
        .values()
        .flat_map(|route| route.stretches())
        .map(|(a, b)| {
            scene
                .cards
                .values()
                .filter(|card| card.is_crossed(a, b))
                .count()
        })
        .sum()
}

/// Four cards on a square, all joined to the first.
fn square() -> Scene {
    scene(
        &[(0.0, 0.0), (340.0, 0.0), (0.0, 260.0), (340.0, 260.0)],
        &[(0, 1), (0, 2), (0, 3)],
    )
}

#[test]
fn no_line_passes_through_a_card() {
    let scene = square();
    assert_eq!(crossings(&Routing::new(scene.clone()), &scene), 0);
}

#[test]
fn neighbours_are_joined_straight() {
    let scene = square();
    let routing = Routing::new(scene.clone());
    assert_eq!(routing.route(line(0)).unwrap().points.len(), 2);
    assert_eq!(routing.route(line(1)).unwrap().points.len(), 2);
}

#[test]
fn labels_cover_no_card_and_no_other_label() {
    let scene = square();
    let routing = Routing::new(scene.clone());
    let labels: Vec<Rect> = routing
        .routes
        .values()
        .flat_map(|route| route.labels())
        .collect();
    assert_eq!(labels.len(), 6);
    for (index, label) in labels.iter().enumerate() {
        for card in scene.cards.values() {
            assert!(label.overlap(*card) < 1e-9, "{label:?} covers {card:?}");
        }
        for other in &labels[index + 1..] {
            assert!(label.overlap(*other) < 1e-9, "{label:?} covers {other:?}");
        }
    }
}

#[test]
fn parallel_lines_stay_apart_and_straight() {
    let scene = scene(&[(0.0, 0.0), (400.0, 0.0)], &[(0, 1), (0, 1), (1, 0)]);
    let routing = Routing::new(scene.clone());
    let mut levels: Vec<f64> = routing
        .routes
        .values()
        .map(|route| {
            assert_eq!(route.points.len(), 2);
            route.points[0].y
        })
        .collect();
    levels.sort_by(f64::total_cmp);
    assert!(levels.windows(2).all(|pair| pair[1] - pair[0] >= 20.0));
}

#[test]
fn a_model_linked_to_itself_gets_a_loop_beside_its_card() {
    let scene = scene(&[(0.0, 0.0)], &[(0, 0)]);
    let routing = Routing::new(scene.clone());
    let route = routing.route(line(0)).unwrap();
    assert!(route.points.len() >= 4);
    assert_eq!(crossings(&routing, &scene), 0);
}

#[test]
fn lines_that_share_a_corridor_do_not_lie_on_each_other() {
    let scene = scene(
        &[(0.0, 0.0), (0.0, 200.0), (420.0, 260.0), (420.0, 460.0)],
        &[(0, 2), (1, 3), (0, 3)],
    );
    let routing = Routing::new(scene.clone());
    let all: Vec<Vec<(Point, Point)>> = routing
        .routes
        .values()
        .map(|route| route.stretches().collect())
        .collect();
    for (index, one) in all.iter().enumerate() {
        for other in all[index + 1..].iter().flatten() {
            assert!(!one.iter().any(|stretch| runs_along(*stretch, *other)));
        }
    }
}

#[test]
fn a_drag_leaves_the_lines_of_other_cards_alone() {
    let mut scene = scene(
        &[(0.0, 0.0), (400.0, 0.0), (0.0, 400.0), (400.0, 400.0)],
        &[(0, 1), (2, 3)],
    );
    let before = Routing::new(scene.clone());
    let moved = ModelId(1);
    scene.cards.get_mut(&moved).unwrap().y = 90.0;
    let after = before.hold(scene.clone(), &BTreeSet::from([moved]));
    assert!(Arc::ptr_eq(
        before.route(line(1)).unwrap(),
        after.route(line(1)).unwrap()
    ));
    assert_ne!(before.route(line(0)), after.route(line(0)));
}

#[test]
fn a_line_to_a_card_that_is_not_drawn_is_left_out() {
    let mut scene = square();
    scene.cards.remove(&ModelId(3));
    let routing = Routing::new(scene.clone());
    assert!(routing.route(line(2)).is_none());
    assert!(routing.route(line(1)).is_some());
}

/// Cards on a grid with gaps, joined at random: none lies on another.
fn any_scene() -> impl Strategy<Value = Scene> {
    let cards = prop::collection::btree_set((0..6_u8, 0..6_u8), 2..14);
    let lines = prop::collection::vec((0..14_usize, 0..14_usize), 0..16);
    (cards, lines).prop_map(|(cards, lines)| {
        let places: Vec<(f64, f64)> = cards.into_iter().map(cell).collect();
        let count = places.len();
        let lines: Vec<(usize, usize)> = lines
            .into_iter()
            .map(|(from, to)| (from % count, to % count))
            .collect();
        scene(&places, &lines)
    })
}

fn cell((x, y): (u8, u8)) -> (f64, f64) {
    (f64::from(x) * 290.0, f64::from(y) * 230.0)
}

proptest! {
    #[test]
    fn lines_follow_dropped_cards_as_if_drawn_anew(
        before in any_scene(),
        drops in prop::collection::vec((0..14_u32, 0..6_u8, 0..6_u8), 1..4),
    ) {
        let mut routing = Routing::new(before.clone());
        let mut scene = before;
        for (model, x, y) in drops {
            let count = u32::try_from(scene.cards.len()).unwrap();
            let (x, y) = cell((x, y));
            let card = scene.cards.get_mut(&ModelId(model % count)).unwrap();
            (card.x, card.y) = (x + 20.0, y + 15.0);
            routing = routing.follow(scene.clone());
        }
        let anew = Routing::new(scene.clone());
        for line in &scene.lines {
            let (route, other) = (routing.route(line.id).unwrap(), anew.route(line.id).unwrap());
            prop_assert_eq!((route.from, route.to), (other.from, other.to));
            prop_assert_eq!(route.points.first(), other.points.first());
            prop_assert_eq!(route.points.last(), other.points.last());
        }
    }

    #[test]
    fn a_scene_that_is_as_it_was_keeps_its_lines(scene in any_scene()) {
        let before = Routing::new(scene.clone());
        let after = before.follow(scene.clone());
        for line in &scene.lines {
            prop_assert!(Arc::ptr_eq(before.route(line.id).unwrap(), after.route(line.id).unwrap()));
        }
    }
}

#[test]
fn a_card_dropped_far_off_leaves_a_line_alone_and_one_dropped_on_it_does_not() {
    let mut scene = scene(&[(0.0, 0.0), (800.0, 0.0), (3000.0, 0.0)], &[(0, 1)]);
    let before = Routing::new(scene.clone());
    scene.cards.get_mut(&ModelId(2)).unwrap().x = 2500.0;
    let aside = before.follow(scene.clone());
    assert!(Arc::ptr_eq(
        before.route(line(0)).unwrap(),
        aside.route(line(0)).unwrap()
    ));
    scene.cards.get_mut(&ModelId(2)).unwrap().x = 400.0;
    let across = aside.follow(scene.clone());
    assert_eq!(crossings(&across, &scene), 0);
    assert!(across.route(line(0)).unwrap().points.len() > 2);
}
