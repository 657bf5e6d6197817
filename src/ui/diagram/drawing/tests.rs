//! The story, drawn.

use super::*;
use crate::project::story;
use crate::ui::diagram::geometry::Routing;

fn drawn(folds: &BTreeMap<ModelId, bool>) -> Drawing {
    let story = story();
    Drawing::new(&story.schema, &story.layout, &story.schema, folds)
}

fn join_table() -> ModelId {
    let story = story();
    let edges = edges_of(&story.schema, &story.schema);
    edges.iter().find_map(|view| view.edge.through).unwrap()
}

#[test]
fn the_story_is_four_cards_and_three_edges() {
    let drawing = drawn(&BTreeMap::new());
    assert_eq!(drawing.cards.len(), 4);
    let names: Vec<&str> = drawing.edges.iter().map(EdgeView::name).collect();
    assert_eq!(names, ["profile", "posts", "groups"]);
    assert_eq!(
        drawing.edges[1].words,
        "User has many posts, Post belongs to user"
    );
}

#[test]
fn an_unfolded_join_table_is_a_card_with_two_lines() {
    let through = join_table();
    let drawing = drawn(&BTreeMap::from([(through, false)]));
    assert!(drawing.card(through).is_some());
    let scene = drawing.scene(&BTreeMap::new());
    let to_it = scene.lines.iter().filter(|line| line.to == through);
    assert_eq!(to_it.count(), 2);
}

#[test]
fn the_story_covers_nothing() {
    for is_folded in [true, false] {
        let drawing = drawn(&BTreeMap::from([(join_table(), is_folded)]));
        let scene = drawing.scene(&BTreeMap::new());
        let routing = Routing::new(scene.clone());
        let cards: Vec<Rect> = scene.cards.values().copied().collect();
        for (index, card) in cards.iter().enumerate() {
            for other in &cards[index + 1..] {
                assert!(card.overlap(*other) <= 0.0);
            }
        }
        for line in &scene.lines {
            let route = routing.route(line.id).unwrap();
            for pair in route.points.windows(2) {
                assert!(!cards.iter().any(|card| card.is_crossed(pair[0], pair[1])));
            }
            for label in [route.from_label, route.to_label].into_iter().flatten() {
                assert!(cards.iter().all(|card| card.overlap(label) <= 0.0));
            }
        }
    }
}

#[test]
fn a_table_the_database_lacks_is_not_migrated() {
    let story = story();
    let drawing = Drawing::new(
        &story.schema,
        &story.layout,
        &Schema::default(),
        &BTreeMap::new(),
    );
    assert!(drawing.edges.iter().all(|view| !view.is_migrated));
    assert!(
        drawn(&BTreeMap::new())
            .edges
            .iter()
            .all(|view| view.is_migrated)
    );
}

#[test]
fn a_held_card_stands_where_it_is_held() {
    let drawing = drawn(&BTreeMap::new());
    let (id, card) = drawing.cards[0];
    let held = BTreeMap::from([(id, Point::new(30.0, -5.0))]);
    let moved = drawing.scene(&held).cards[&id];
    assert!((moved.x - card.x - 30.0).abs() < 1e-9 && (moved.y - card.y + 5.0).abs() < 1e-9);
}
