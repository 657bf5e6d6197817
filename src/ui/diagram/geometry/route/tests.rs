//! What a good drawing must hold, on small scenes.

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
    assert_eq!(crossings(&Routing::new(&scene), &scene), 0);
}

#[test]
fn neighbours_are_joined_straight() {
    let scene = square();
    let routing = Routing::new(&scene);
    assert_eq!(routing.route(line(0)).unwrap().points.len(), 2);
    assert_eq!(routing.route(line(1)).unwrap().points.len(), 2);
}

#[test]
fn labels_cover_no_card_and_no_other_label() {
    let scene = square();
    let routing = Routing::new(&scene);
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
    let routing = Routing::new(&scene);
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
    let routing = Routing::new(&scene);
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
    let routing = Routing::new(&scene);
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
    let before = Routing::new(&scene);
    let moved = ModelId(1);
    scene.cards.get_mut(&moved).unwrap().y = 90.0;
    let after = before.update(&scene, Some(&BTreeSet::from([moved])));
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
    let routing = Routing::new(&scene);
    assert!(routing.route(line(2)).is_none());
    assert!(routing.route(line(1)).is_some());
}
