//! Window functions: values of a row among the rows of its partition.

use gluesql::core::sqlparser::ast::{Function, WindowFrame, WindowFrameBound, WindowFrameUnits, WindowType};
use gluesql::prelude::Value;

use super::Aggregate;
use super::aggregate::State;
use super::execute::Rows;
use super::order::by_key;
use super::scan::Scan;
use crate::engine::postgres::expression::{
    AggregateCall, Compiler, Expression, Frame, Sort, arguments, coerce, sort,
};
use crate::engine::postgres::value::{Hashed, Level, equal, hash_all};
use crate::engine::postgres::{Kind, PgError};

/// A call of a window function.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowCall {
    function: WindowFunction,
    partition: Vec<Expression>,
    order: Vec<Sort>,
    reach: Reach,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
enum WindowFunction {
    RowNumber,
    Rank,
    DenseRank,
    PercentRank,
    Tiles(Expression),
    /// `lag` (-1) and `lead` (1): of what, how far, and what instead.
    Neighbour(i64, Vec<Expression>),
    First(Expression),
    Last(Expression),
    Nth(Expression, Expression),
    Aggregate(AggregateCall),
}

/// Which rows of the partition a value is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// All of them.
    All,
    /// From the first to the row's last peer.
    ToPeers,
    /// From so many rows before to so many after; none is without an end.
    Rows(Option<i64>, Option<i64>),
}

impl WindowCall {
    /// The expressions it is made of.
    pub(super) fn parts(&self) -> Vec<&Expression> {
        let mut parts: Vec<&Expression> = self.partition.iter().collect();
        parts.extend(self.order.iter().map(|key| &key.by));
        match &self.function {
            WindowFunction::Tiles(of) | WindowFunction::First(of) | WindowFunction::Last(of) => parts.push(of),
            WindowFunction::Nth(of, number) => parts.extend([of, number]),
            WindowFunction::Neighbour(_, list) => parts.extend(list),
            WindowFunction::Aggregate(call) => parts.extend(&call.arguments),
            _ => {}
        }
        parts
    }
}

/// Compiles a call with OVER; its value is a column of the windows' slot.
///
/// # Errors
/// What Postgres refuses.
pub fn compile(compiler: Compiler, of: &Function, name: &str) -> Result<Expression, PgError> {
    let scope = compiler.scope;
    if let Some(clause) = scope.clause.get() {
        return Err(PgError::new(
            "42P20",
            format!("window functions are not allowed in {clause}"),
        ));
    }
    let spec = match &of.over {
        Some(WindowType::WindowSpec(spec)) => spec,
        _ => return Err(PgError::new("0A000", "a named window is not supported")),
    };
    let partition = spec
        .partition_by
        .iter()
        .map(|expr| compiler.compile(expr))
        .collect::<Result<Vec<_>, _>>()?;
    let order = spec
        .order_by
        .iter()
        .map(|key| sort(compiler, key))
        .collect::<Result<Vec<_>, _>>()?;
    let reach = match &spec.window_frame {
        Some(frame) => reach(frame, compiler)?,
        None if order.is_empty() => Reach::All,
        None => Reach::ToPeers,
    };
    let (function, kind) = function(compiler, of, name)?;
    let call = WindowCall {
        function,
        partition,
        order,
        reach,
        kind,
    };
    let mut calls = scope.windows.borrow_mut();
    let place = calls.iter().position(|other| *other == call).unwrap_or(calls.len());
    let kind = call.kind.clone();
    if place == calls.len() {
        calls.push(call);
    }
    Ok(Expression::column(scope.window_slot(), place, kind))
}

fn function(
    compiler: Compiler,
    of: &Function,
    name: &str,
) -> Result<(WindowFunction, Kind), PgError> {
    if let Some(function) = Aggregate::of(name) {
        let call = crate::engine::postgres::expression::aggregate_call(compiler, of, name, function)?;
        let kind = call.kind.clone();
        return Ok((WindowFunction::Aggregate(call), kind));
    }
    let list = arguments(compiler, of)?;
    let kinds: Vec<String> = list.iter().map(|of| of.kind.to_string()).collect();
    let refuse = || {
        PgError::new(
            "42883",
            format!("function {name}({}) does not exist", kinds.join(", ")),
        )
    };
    let number = |of: Expression| {
        coerce(of, &Kind::BigInt, Level::Implicit, compiler.runtime)?.ok_or_else(refuse)
    };
    let first = list.first().map(|first| first.kind.clone());
    let mut list = list.into_iter();
    Ok(match (name, list.len()) {
        ("row_number", 0) => (WindowFunction::RowNumber, Kind::BigInt),
        ("rank", 0) => (WindowFunction::Rank, Kind::BigInt),
        ("dense_rank", 0) => (WindowFunction::DenseRank, Kind::BigInt),
        ("percent_rank", 0) => (WindowFunction::PercentRank, Kind::Double),
        ("ntile", 1) => (
            WindowFunction::Tiles(number(list.next().ok_or_else(refuse)?)?),
            Kind::Integer,
        ),
        ("lag" | "lead", 1..=3) => {
            let sign = if name == "lag" { -1 } else { 1 };
            (
                WindowFunction::Neighbour(sign, list.collect()),
                first.unwrap_or(Kind::Text),
            )
        }
        ("first_value", 1) => (
            WindowFunction::First(list.next().ok_or_else(refuse)?),
            first.unwrap_or(Kind::Text),
        ),
        ("last_value", 1) => (
            WindowFunction::Last(list.next().ok_or_else(refuse)?),
            first.unwrap_or(Kind::Text),
        ),
        ("nth_value", 2) => {
            let of = list.next().ok_or_else(refuse)?;
            let place = number(list.next().ok_or_else(refuse)?)?;
            (WindowFunction::Nth(of, place), first.unwrap_or(Kind::Text))
        }
        _ => return Err(refuse()),
    })
}

fn reach(frame: &WindowFrame, compiler: Compiler) -> Result<Reach, PgError> {
    let distance = |bound: &WindowFrameBound| -> Result<Option<i64>, PgError> {
        let (expr, sign) = match bound {
            WindowFrameBound::CurrentRow => return Ok(Some(0)),
            WindowFrameBound::Preceding(None) | WindowFrameBound::Following(None) => return Ok(None),
            WindowFrameBound::Preceding(Some(expr)) => (expr, -1),
            WindowFrameBound::Following(Some(expr)) => (expr, 1),
        };
        match compiler.compile(expr)?.as_constant() {
            Some(Value::I64(number)) => Ok(Some(number * sign)),
            _ => Err(PgError::new("0A000", "a computed window frame is not supported")),
        }
    };
    let start = distance(&frame.start_bound)?;
    let end = match &frame.end_bound {
        Some(end) => distance(end)?,
        None => Some(0),
    };
    Ok(match (frame.units, start, end) {
        (_, None, None) => Reach::All,
        (WindowFrameUnits::Rows, start, end) => Reach::Rows(start, end),
        (_, None, Some(0)) => Reach::ToPeers,
        _ => return Err(PgError::new("0A000", "this window frame is not supported")),
    })
}

/// The values of all calls for each row.
pub(super) fn evaluate(
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
        self.scan.frame(&self.rows.slots[start..start + self.rows.width])
    }

    fn value(&self, of: &Expression, place: usize) -> Result<Value, PgError> {
        self.frame(place).value(of).map(std::borrow::Cow::into_owned)
    }

    /// The place after the last peer of a place.
    fn peers_end(&self, place: usize) -> usize {
        self.peers.partition_point(|peer| *peer <= self.peers[place])
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
            let keys = super::execute::values(&self.partition, &frame)?;
            let order = self
                .order
                .iter()
                .map(|key| frame.value(&key.by).map(std::borrow::Cow::into_owned))
                .collect::<Result<Vec<_>, _>>()?;
            let same = by_hash.entry(hash_all(keys.iter())).or_default();
            let known = same.iter().copied().find(|place| {
                found[*place].0.iter().zip(&keys).all(|(left, right)| equal(left, right))
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
                        .map(|(key, (left, right))| by_key(left, right, key.is_descending, key.nulls_first))
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
                    let place = i64::try_from(place).unwrap_or(0).saturating_add(distance).max(0);
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
                let tiles = usize::try_from(tiles).ok().filter(|tiles| *tiles > 0).ok_or_else(|| {
                    PgError::new("22014", "argument of ntile must be greater than zero")
                })?;
                let (size, larger) = (length / tiles, length % tiles);
                let boundary = larger * (size + 1);
                let tile = if place < boundary { place / (size + 1) } else { larger + (place - boundary) / size.max(1) };
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
                let at = i64::try_from(place).unwrap_or(0).saturating_add(distance.saturating_mul(*sign));
                match usize::try_from(at).ok().filter(|at| *at < length) {
                    Some(at) => partition.value(&list[0], at),
                    None => list.get(2).map_or(Ok(Value::Null), |instead| partition.value(instead, place)),
                }
            }),
            WindowFunction::First(of) => each(&|place| {
                let reached = self.reached(partition, place);
                if reached.is_empty() { Ok(Value::Null) } else { partition.value(of, reached.start) }
            }),
            WindowFunction::Last(of) => each(&|place| {
                let reached = self.reached(partition, place);
                if reached.is_empty() { Ok(Value::Null) } else { partition.value(of, reached.end - 1) }
            }),
            WindowFunction::Nth(of, number) => each(&|place| {
                let reached = self.reached(partition, place);
                match partition.value(number, place)? {
                    Value::I64(number) => {
                        let at = usize::try_from(number - 1).ok().map(|number| reached.start + number);
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

    fn aggregated(&self, call: &AggregateCall, partition: &Partition) -> Result<Vec<Value>, PgError> {
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
