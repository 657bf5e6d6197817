//! Ways between two cards.

use super::*;

fn card(x: f64, y: f64) -> Rect {
    Rect {
        x,
        y,
        width: 200.0,
        height: 100.0,
    }
}

fn port(card: Rect, side: Side) -> Port {
    let (from, to) = side.extent(card);
    Port {
        at: side.point(card, f64::midpoint(from, to)),
        side,
        stub: MARK_LENGTH,
    }
}

fn ports(card: Rect) -> Vec<Port> {
    Side::ALL.map(|side| port(card, side)).to_vec()
}

fn crossings(points: &[Point], cards: &[Rect]) -> usize {
    points
        .windows(2)
        .flat_map(|pair| {
            cards
                .iter()
                .filter(|card| card.is_crossed(pair[0], pair[1]))
        })
        .count()
}

#[test]
fn cards_side_by_side_are_joined_by_one_straight_line() {
    let (a, b) = (card(0.0, 0.0), card(400.0, 0.0));
    let way = find_path(&ports(a), &ports(b), &[a, b]).unwrap();
    assert_eq!(
        way.points,
        [Point::new(200.0, 50.0), Point::new(400.0, 50.0)]
    );
}

#[test]
fn a_line_turns_halfway() {
    let (a, b) = (card(0.0, 0.0), card(400.0, 300.0));
    let way = find_path(&[port(a, Side::Right)], &[port(b, Side::Left)], &[a, b]).unwrap();
    assert_eq!(
        way.points,
        [
            Point::new(200.0, 50.0),
            Point::new(300.0, 50.0),
            Point::new(300.0, 350.0),
            Point::new(400.0, 350.0),
        ]
    );
}

#[test]
fn a_line_goes_around_a_card_in_its_way() {
    let (a, b, between) = (card(0.0, 0.0), card(800.0, 0.0), card(400.0, 0.0));
    let cards = [a, b, between];
    let way = find_path(&ports(a), &ports(b), &cards).unwrap();
    assert_eq!(crossings(&way.points, &cards), 0, "{:?}", way.points);
}

#[test]
fn a_card_reaches_itself_by_a_loop() {
    let a = card(0.0, 0.0);
    let at = |y| Port {
        at: Point::new(200.0, y),
        side: Side::Right,
        stub: MARK_LENGTH,
    };
    let way = find_path(&[at(30.0)], &[at(70.0)], &[a]).unwrap();
    assert_eq!(way.points.len(), 4);
    assert_eq!(crossings(&way.points, &[a]), 0);
}

#[test]
fn there_is_a_way_between_cards_that_overlap() {
    let (a, b) = (card(0.0, 0.0), card(50.0, 20.0));
    assert!(find_path(&ports(a), &ports(b), &[a, b]).is_some());
}

#[test]
fn every_stretch_is_level_or_upright() {
    let (a, b) = (card(0.0, 0.0), card(-130.0, 340.0));
    for from in Side::ALL {
        for to in Side::ALL {
            let way = find_path(&[port(a, from)], &[port(b, to)], &[a, b]).unwrap();
            for pair in way.points.windows(2) {
                assert!(
                    (pair[0].x - pair[1].x).abs() < 1e-6 || (pair[0].y - pair[1].y).abs() < 1e-6
                );
            }
        }
    }
}

#[test]
fn corners_are_rounded_as_far_as_there_is_room() {
    let points = [
        Point::new(0.0, 0.0),
        Point::new(10.0, 0.0),
        Point::new(10.0, 100.0),
    ];
    assert_eq!(
        rounded(&points, 8.0),
        "M0.0 0.0L5.0 0.0Q10.0 0.0 10.0 5.0L10.0 100.0"
    );
}
