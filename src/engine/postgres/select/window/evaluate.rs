//! The values of window functions, partition by partition.

use gluesql::prelude::Value;

use super::{Reach, WindowCall, WindowFunction};
use crate::engine::postgres::PgError;
use crate::engine::postgres::expression::{AggregateCall, Expression, Frame};
use crate::engine::postgres::select::aggregate::State;
use crate::engine::postgres::select::execute::Rows;
use crate::engine::postgres::select::order::by_key;
use crate::engine::postgres::select::scan::Scan;
use crate::engine::postgres::value::{Hashed, equal, hash_all};

/// The values of all calls for each row.
pub(in crate::engine::postgres::select) fn evaluate(
    calls: &[WindowCall],
    scan: &Scan,
    rows: &Rows,
) -> Result<Vec<Vec<Value>>, PgError> {
    let mut values = vec![Vec::with_capacity(calls.len()); rows.len];
    for call in calls {
        for (row, value) in call.over(scan, rows)?.into_iter().enumerate() {
            values[row].push(value);
        }
    }
    Ok(values)
}

/// One partition, in order.
struct Partition<'p> {
    scan: &'p Scan<'p>,
    rows: &'p Rows,
    places: Vec<usize>,
    /// For each place, the number of its group of peers.
    peers: Vec<usize>,
}

impl Partition<'_> {
    fn frame(&self, place: usize) -> Frame<'_> {
        let start = self.places[place] * self.rows.width;
        self.scan
            .frame(&self.rows.slots[start..start + self.rows.width])
    }

    fn value(&self, of: &Expression, place: usize) -> Result<Value, PgError> {
        self.frame(place)
            .value(of)
            .map(std::borrow::Cow::into_owned)
    }

    /// The place after the last peer of a place.
    fn peers_end(&self, place: usize) -> usize {
        self.peers
            .partition_point(|peer| *peer <= self.peers[place])
    }

    fn peers_start(&self, place: usize) -> usize {
        self.peers.partition_point(|peer| *peer < self.peers[place])
    }
}

impl WindowCall {
    fn over(&self, scan: &Scan, rows: &Rows) -> Result<Vec<Value>, PgError> {
        let mut values = vec![Value::Null; rows.len];
        for partition in self.partitions(scan, rows)? {
            for (place, value) in self.within(&partition)?.into_iter().enumerate() {
                values[partition.places[place]] = value;
            }
        }
        Ok(values)
    }

    fn partitions<'p>(
        &self,
        scan: &'p Scan<'p>,
        rows: &'p Rows,
    ) -> Result<Vec<Partition<'p>>, PgError> {
        let mut by_hash: Hashed<Vec<usize>> = Hashed::default();
        let mut found: Vec<(Vec<Value>, Vec<(usize, Vec<Value>)>)> = Vec::new();
        for row in 0..rows.len {
            let start = row * rows.width;
            let frame = scan.frame(&rows.slots[start..start + rows.width]);
            let keys = crate::engine::postgres::select::execute::values(&self.partition, &frame)?;
            let order = self
                .order
                .iter()
                .map(|key| frame.value(&key.by).map(std::borrow::Cow::into_owned))
                .collect::<Result<Vec<_>, _>>()?;
            let same = by_hash.entry(hash_all(keys.iter())).or_default();
            let known = same.iter().copied().find(|place| {
                found[*place]
                    .0
                    .iter()
                    .zip(&keys)
                    .all(|(left, right)| equal(left, right))
            });
            match known {
                Some(place) => found[place].1.push((row, order)),
                None => {
                    same.push(found.len());
                    found.push((keys, vec![(row, order)]));
                }
            }
        }
        Ok(found
            .into_iter()
            .map(|(_, mut members)| {
                let by = |left: &[Value], right: &[Value]| {
                    self.order
                        .iter()
                        .zip(left.iter().zip(right))
                        .map(|(key, (left, right))| {
                            by_key(left, right, key.is_descending, key.nulls_first)
                        })
                        .find(|order| order.is_ne())
                        .unwrap_or(std::cmp::Ordering::Equal)
                };
                members.sort_by(|(_, left), (_, right)| by(left, right));
                let mut peers = Vec::with_capacity(members.len());
                for place in 0..members.len() {
                    let number = match place.checked_sub(1) {
                        Some(before) => {
                            let is_peer = by(&members[before].1, &members[place].1).is_eq();
                            peers[before] + usize::from(!is_peer)
                        }
                        None => 0,
                    };
                    peers.push(number);
                }
                Partition {
                    scan,
                    rows,
                    places: members.into_iter().map(|(row, _)| row).collect(),
                    peers,
                }
            })
            .collect())
    }

    /// The rows a value is of, for the row at a place.
    fn reached(&self, partition: &Partition, place: usize) -> std::ops::Range<usize> {
        let length = partition.places.len();
        match self.reach {
            Reach::All => 0..length,
            Reach::ToPeers => 0..partition.peers_end(place),
            Reach::Rows(start, end) => {
                let at = |distance: i64| {
                    let place = i64::try_from(place)
                        .unwrap_or(0)
                        .saturating_add(distance)
                        .max(0);
                    usize::try_from(place).unwrap_or(0).min(length)
                };
                let start = start.map_or(0, at);
                let end = end.map_or(length, |end| at(end.saturating_add(1)));
                start..end.max(start)
            }
        }
    }

    fn within(&self, partition: &Partition) -> Result<Vec<Value>, PgError> {
        let length = partition.places.len();
        let whole = |number: usize| Value::I64(i64::try_from(number).unwrap_or(i64::MAX));
        let each = |of: &dyn Fn(usize) -> Result<Value, PgError>| (0..length).map(of).collect();
        match &self.function {
            WindowFunction::RowNumber => each(&|place| Ok(whole(place + 1))),
            WindowFunction::Rank => each(&|place| Ok(whole(partition.peers_start(place) + 1))),
            WindowFunction::DenseRank => each(&|place| Ok(whole(partition.peers[place] + 1))),
            WindowFunction::PercentRank => each(&|place| {
                #[expect(clippy::cast_precision_loss, reason = "no partition has 2^53 rows")]
                let (before, others) = (partition.peers_start(place) as f64, (length - 1) as f64);
                Ok(Value::F64(if length > 1 { before / others } else { 0.0 }))
            }),
            WindowFunction::Tiles(of) => each(&|place| {
                let Value::I64(tiles) = partition.value(of, place)? else {
                    return Ok(Value::Null);
                };
                let tiles = usize::try_from(tiles)
                    .ok()
                    .filter(|tiles| *tiles > 0)
                    .ok_or_else(|| {
                        PgError::new("22014", "argument of ntile must be greater than zero")
                    })?;
                let (size, larger) = (length / tiles, length % tiles);
                let boundary = larger * (size + 1);
                let tile = if place < boundary {
                    place / (size + 1)
                } else {
                    larger + (place - boundary) / size.max(1)
                };
                Ok(whole(tile + 1))
            }),
            WindowFunction::Neighbour(sign, list) => each(&|place| {
                let distance = match list.get(1) {
                    Some(distance) => partition.value(distance, place)?,
                    None => Value::I64(1),
                };
                let Value::I64(distance) = distance else {
                    return Ok(Value::Null);
                };
                let at = i64::try_from(place)
                    .unwrap_or(0)
                    .saturating_add(distance.saturating_mul(*sign));
                match usize::try_from(at).ok().filter(|at| *at < length) {
                    Some(at) => partition.value(&list[0], at),
                    None => list
                        .get(2)
                        .map_or(Ok(Value::Null), |instead| partition.value(instead, place)),
                }
            }),
            WindowFunction::First(of) => each(&|place| {
                let reached = self.reached(partition, place);
                if reached.is_empty() {
                    Ok(Value::Null)
                } else {
                    partition.value(of, reached.start)
                }
            }),
            WindowFunction::Last(of) => each(&|place| {
                let reached = self.reached(partition, place);
                if reached.is_empty() {
                    Ok(Value::Null)
                } else {
                    partition.value(of, reached.end - 1)
                }
            }),
            WindowFunction::Nth(of, number) => each(&|place| {
                let reached = self.reached(partition, place);
                match partition.value(number, place)? {
                    Value::I64(number) => {
                        let at = usize::try_from(number - 1)
                            .ok()
                            .map(|number| reached.start + number);
                        match at.filter(|at| *at < reached.end) {
                            Some(at) => partition.value(of, at),
                            None => Ok(Value::Null),
                        }
                    }
                    _ => Ok(Value::Null),
                }
            }),
            WindowFunction::Aggregate(call) => self.aggregated(call, partition),
        }
    }

    fn aggregated(
        &self,
        call: &AggregateCall,
        partition: &Partition,
    ) -> Result<Vec<Value>, PgError> {
        let length = partition.places.len();
        let mut values = Vec::with_capacity(length);
        let mut state = State::new(call);
        let mut taken = 0..0;
        for place in 0..length {
            let reached = self.reached(partition, place);
            // A frame that only grows takes in what is new; any other begins again.
            if reached.start != taken.start || reached.end < taken.end {
                state = State::new(call);
                taken = reached.start..reached.start;
            }
            for at in taken.end..reached.end {
                state.add(call, &partition.frame(at))?;
            }
            let is_same = taken == reached && place > 0;
            taken = reached;
            values.push(match values.last() {
                Some(last) if is_same => Value::clone(last),
                _ => state.clone().finish(call)?,
            });
        }
        Ok(values)
    }
}
