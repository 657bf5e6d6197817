//! Window functions: values of a row among the rows of its partition.

mod evaluate;

pub(super) use evaluate::evaluate;

use gluesql::core::sqlparser::ast::{
    Function, WindowFrame, WindowFrameBound, WindowFrameUnits, WindowType,
};
use gluesql::prelude::Value;

use super::Aggregate;
use crate::engine::postgres::expression::{
    AggregateCall, Compiler, Expression, Sort, arguments, coerce, sort,
};
use crate::engine::postgres::value::Level;
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
            WindowFunction::Tiles(of) | WindowFunction::First(of) | WindowFunction::Last(of) => {
                parts.push(of);
            }
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
/// What Postgres refuses, and windows by name.
pub fn compile(compiler: Compiler, of: &Function, name: &str) -> Result<Expression, PgError> {
    let scope = compiler.scope;
    if let Some(clause) = scope.clause.get() {
        return Err(PgError::new(
            "42P20",
            format!("window functions are not allowed in {clause}"),
        ));
    }
    let Some(WindowType::WindowSpec(spec)) = &of.over else {
        return Err(named_window());
    };
    if spec.window_name.is_some() {
        return Err(named_window());
    }
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
    let place = calls
        .iter()
        .position(|other| *other == call)
        .unwrap_or(calls.len());
    let kind = call.kind.clone();
    if place == calls.len() {
        calls.push(call);
    }
    Ok(Expression::column(scope.window_slot(), place, kind))
}

fn named_window() -> PgError {
    PgError::new("0A000", "a named window is not supported")
}

fn function(
    compiler: Compiler,
    of: &Function,
    name: &str,
) -> Result<(WindowFunction, Kind), PgError> {
    if let Some(function) = Aggregate::of(name) {
        let call =
            crate::engine::postgres::expression::aggregate_call(compiler, of, name, function)?;
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
            WindowFrameBound::Preceding(None) | WindowFrameBound::Following(None) => {
                return Ok(None);
            }
            WindowFrameBound::Preceding(Some(expr)) => (expr, -1),
            WindowFrameBound::Following(Some(expr)) => (expr, 1),
        };
        match compiler.compile(expr)?.as_constant() {
            Some(Value::I64(number)) => Ok(Some(number * sign)),
            _ => Err(PgError::new(
                "0A000",
                "a computed window frame is not supported",
            )),
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
