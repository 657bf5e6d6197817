//! Where along a card's side its lines end: apart from each other, and straight
//! across from their other end where that can be.

/// The least space between two lines that end at one side, where there is enough.
const SPACING: f64 = 26.0;

/// How close to a corner a line may end.
const CORNER: f64 = 16.0;

/// Where a line would best end along a side, and how much that matters beside others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// The coordinate along the side.
    pub place: f64,
    /// Its weight: a line that is straight only there has more.
    pub weight: f64,
}

/// Places along a side for wishes in ascending order: as near to them as spacing allows.
///
/// Isotonic regression of the wishes less their spacing: lines that want the same
/// place spread around it, and those far away are not pushed.
pub fn spread(wishes: &[Wish], from: f64, to: f64) -> Vec<f64> {
    let (from, to) = (from + CORNER, to - CORNER);
    let gaps = count(wishes.len().saturating_sub(1));
    let spacing = if gaps > 0.0 {
        SPACING.min((to - from) / gaps)
    } else {
        SPACING
    };
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (index, wish) in wishes.iter().enumerate() {
        let mut mean = wish.place - count(index) * spacing;
        let mut weight = wish.weight;
        let mut size = 1;
        while let Some((before, its_weight, length)) = blocks.last().copied() {
            if before <= mean {
                break;
            }
            mean = (before * its_weight + mean * weight) / (its_weight + weight);
            weight += its_weight;
            size += length;
            blocks.pop();
        }
        blocks.push((mean, weight, size));
    }
    let end = wishes.len().saturating_sub(1);
    blocks
        .into_iter()
        .flat_map(|(mean, _, size)| std::iter::repeat_n(mean, size))
        .enumerate()
        .map(|(index, mean)| {
            let place = mean + count(index) * spacing;
            let least = from + count(index) * spacing;
            let most = to - count(end - index) * spacing;
            place.min(most).max(least)
        })
        .collect()
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evenly(places: &[f64], from: f64, to: f64) -> Vec<f64> {
        let wishes: Vec<Wish> = places
            .iter()
            .map(|place| Wish {
                place: *place,
                weight: 1.0,
            })
            .collect();
        spread(&wishes, from, to)
    }

    #[test]
    fn a_wish_alone_is_granted_within_the_side() {
        assert_eq!(evenly(&[50.0], 0.0, 200.0), [50.0]);
        assert_eq!(evenly(&[-90.0], 0.0, 200.0), [CORNER]);
        assert_eq!(evenly(&[900.0], 0.0, 200.0), [200.0 - CORNER]);
    }

    #[test]
    fn equal_wishes_spread_around_the_place() {
        assert_eq!(
            evenly(&[100.0, 100.0, 100.0], 0.0, 200.0),
            [74.0, 100.0, 126.0]
        );
    }

    #[test]
    fn a_weighty_wish_hardly_moves() {
        let wish = |weight| Wish {
            place: 100.0,
            weight,
        };
        let places = spread(&[wish(12.0), wish(1.0)], 0.0, 200.0);
        assert!((places[0] - 98.0).abs() < 1e-9);
    }

    #[test]
    fn a_crowded_side_uses_all_of_its_length() {
        let places = evenly(&[10.0; 12], 0.0, 120.0);
        assert!((places[0] - CORNER).abs() < 1e-9);
        assert!((places[11] - (120.0 - CORNER)).abs() < 1e-9);
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
