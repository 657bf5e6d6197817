//! The value of an expression on a joined row.

use std::borrow::Cow;

use gluesql::prelude::Value;

use super::{Comparison, Expression, Node, Reference, Runtime, Slot, subquery};
use crate::engine::postgres::function::{Arguments, Call};
use crate::engine::postgres::value::{cast, equal, fit_numeric, hash, json};
use crate::engine::postgres::{Kind, PgError};

/// A joined row, and the rows of the queries around.
#[derive(Clone, Copy)]
pub struct Frame<'f> {
    /// A slot for each relation.
    pub slots: &'f [Slot],
    /// The row the subquery is evaluated for.
    pub outer: Option<&'f Frame<'f>>,
    /// What surrounds the statement.
    pub runtime: &'f Runtime<'f>,
}

impl Frame<'_> {
    /// The value of an expression.
    ///
    /// # Errors
    /// What Postgres refuses at run time.
    pub fn value<'v>(&'v self, expression: &'v Expression) -> Result<Cow<'v, Value>, PgError> {
        let owned = |value| Ok(Cow::Owned(value));
        match &expression.node {
            Node::Constant(value) => Ok(Cow::Borrowed(value)),
            Node::Column(reference) => Ok(Cow::Borrowed(self.column(*reference))),
            Node::Whole {
                level,
                slot,
                columns,
            } => owned(self.whole(*level, *slot, columns)),
            Node::Case {
                branches,
                otherwise,
            } => {
                for (condition, result) in branches {
                    if self.holds(condition)? {
                        return self.value(result);
                    }
                }
                otherwise
                    .as_ref()
                    .map_or(Ok(Cow::Borrowed(&Value::Null)), |otherwise| {
                        self.value(otherwise)
                    })
            }
            Node::Coalesce(list) => {
                for part in list {
                    let value = self.value(part)?;
                    if !value.is_null() {
                        return Ok(value);
                    }
                }
                Ok(Cow::Borrowed(&Value::Null))
            }
            Node::Array(list) => {
                let values: Result<Vec<Value>, PgError> = list
                    .iter()
                    .map(|part| self.value(part).map(Cow::into_owned))
                    .collect();
                owned(Value::List(values?))
            }
            Node::Cast {
                of,
                level,
                modifier,
            } => {
                let value = self.value(of)?.into_owned();
                let environment = self.runtime.environment;
                let value = cast(value, &of.kind, &expression.kind, *level, environment)?;
                owned(match (value, modifier) {
                    (Value::Decimal(value), Some(_)) => {
                        Value::Decimal(fit_numeric(value, *modifier)?)
                    }
                    (value, _) => value,
                })
            }
            Node::Call(call, list) => self.call(*call, list, &expression.kind),
            Node::Scalar(query) => owned(subquery::scalar(self, query)?),
            Node::ArrayOf(query) => owned(subquery::array(self, query)?),
            _ => Ok(Cow::Owned(match self.truth(expression)? {
                Some(truth) => Value::Bool(truth),
                None => Value::Null,
            })),
        }
    }

    /// Whether a condition is true; null is not.
    ///
    /// # Errors
    /// As `value`.
    pub fn holds(&self, condition: &Expression) -> Result<bool, PgError> {
        Ok(self.truth(condition)? == Some(true))
    }

    /// A condition's truth; none is null.
    ///
    /// # Errors
    /// As `value`.
    pub fn truth(&self, condition: &Expression) -> Result<Option<bool>, PgError> {
        match &condition.node {
            Node::Compare(comparison, sides) => {
                let left = self.value(&sides.0)?;
                let right = self.value(&sides.1)?;
                Ok(comparison.holds(&left, &right))
            }
            Node::And(list) => self.first(list, false),
            Node::Or(list) => self.first(list, true),
            Node::Not(of) => Ok(self.truth(of)?.map(|truth| !truth)),
            Node::IsNull { of, negated } => Ok(Some(self.value(of)?.is_null() != *negated)),
            Node::Is { of, truth, negated } => Ok(Some((self.truth(of)? == *truth) != *negated)),
            Node::IsDistinct { sides, negated } => {
                let (left, right) = (self.value(&sides.0)?, self.value(&sides.1)?);
                Ok(Some(equal(&left, &right) == *negated))
            }
            Node::In { of, list, negated } => {
                let value = self.value(of)?;
                let mut found = Some(false);
                for part in list {
                    match Comparison::Equal.holds(&value, &*self.value(part)?) {
                        Some(true) => return Ok(Some(!negated)),
                        None => found = None,
                        Some(false) => {}
                    }
                }
                Ok(found.map(|found| found != *negated))
            }
            Node::Among { of, set, negated } => {
                let value = self.value(of)?;
                if value.is_null() {
                    return Ok(None);
                }
                let is_found = set
                    .values
                    .get(&hash(&value))
                    .is_some_and(|values| values.iter().any(|other| equal(other, &value)));
                Ok(match (is_found, set.has_null) {
                    (true, _) => Some(!negated),
                    (false, true) => None,
                    (false, false) => Some(*negated),
                })
            }
            Node::Quantified {
                of,
                comparison,
                all,
                array,
            } => {
                let (value, array) = (self.value(of)?, self.value(array)?);
                match &*array {
                    Value::List(values) => Ok(quantified(*all, values, |other| {
                        Ok(comparison.holds(&value, other))
                    })?),
                    _ => Ok(None),
                }
            }
            Node::CallQuantified {
                call,
                of,
                all,
                array,
            } => self.call_quantified(*call, of, *all, array),
            Node::Exists(query) => subquery::exists(self, query).map(Some),
            Node::InQuery { of, query, negated } => {
                Ok(subquery::contains(self, of, query)?.map(|found| found != *negated))
            }
            Node::QuantifiedQuery {
                of,
                comparison,
                all,
                query,
            } => {
                let value = self.value(of)?;
                let values = subquery::array(self, query)?;
                let Value::List(values) = values else {
                    return Ok(None);
                };
                quantified(*all, &values, |other| Ok(comparison.holds(&value, other)))
            }
            _ => Ok(match &*self.value(condition)? {
                Value::Bool(truth) => Some(*truth),
                _ => None,
            }),
        }
    }

    /// AND and OR: the first part that decides, null where one was met before.
    fn first(&self, list: &[Expression], decisive: bool) -> Result<Option<bool>, PgError> {
        let mut truth = Some(!decisive);
        for part in list {
            match self.truth(part)? {
                Some(found) if found == decisive => return Ok(Some(decisive)),
                None => truth = None,
                Some(_) => {}
            }
        }
        Ok(truth)
    }

    /// The frame that many queries further out.
    fn level(&self, level: usize) -> Option<&Self> {
        let mut frame = self;
        for _ in 0..level {
            frame = frame.outer?;
        }
        Some(frame)
    }

    /// A column's value; null where an outer join found no row.
    pub fn column(&self, reference: Reference) -> &Value {
        self.level(reference.level)
            .and_then(|frame| frame.slots.get(reference.slot)?.as_ref())
            .and_then(|row| row.get(reference.column))
            .unwrap_or(&Value::Null)
    }

    fn whole(&self, level: usize, slot: usize, columns: &[(String, Kind)]) -> Value {
        let row = self
            .level(level)
            .and_then(|frame| frame.slots.get(slot)?.as_ref());
        let Some(row) = row else {
            return Value::Null;
        };
        let entries = columns
            .iter()
            .zip(row.iter())
            .map(|((name, kind), value)| (name.clone(), json::of(value, kind)));
        Value::Str(json::Json::Object(entries.collect()).to_string())
    }

    fn call<'v>(
        &'v self,
        call: Call,
        list: &'v [Expression],
        kind: &'v Kind,
    ) -> Result<Cow<'v, Value>, PgError> {
        let mut values = Vec::with_capacity(list.len());
        for part in list {
            let value = self.value(part)?;
            if call.0.strict && value.is_null() {
                return Ok(Cow::Borrowed(&Value::Null));
            }
            values.push(value);
        }
        let arguments = Arguments {
            values,
            expressions: list,
            kind,
            runtime: self.runtime,
        };
        (call.0.run)(&arguments).map(Cow::Owned)
    }

    fn call_quantified(
        &self,
        call: Call,
        of: &Expression,
        all: bool,
        array: &Expression,
    ) -> Result<Option<bool>, PgError> {
        let (value, array) = (self.value(of)?, self.value(array)?);
        let Value::List(values) = &*array else {
            return Ok(None);
        };
        quantified(all, values, |other| {
            if value.is_null() || other.is_null() {
                return Ok(None);
            }
            let arguments = Arguments {
                values: vec![Cow::Borrowed(&*value), Cow::Borrowed(other)],
                expressions: std::slice::from_ref(of),
                kind: &Kind::Boolean,
                runtime: self.runtime,
            };
            Ok(Some((call.0.run)(&arguments)? == Value::Bool(true)))
        })
    }
}

/// ANY and ALL over values.
fn quantified(
    all: bool,
    values: &[Value],
    mut holds: impl FnMut(&Value) -> Result<Option<bool>, PgError>,
) -> Result<Option<bool>, PgError> {
    let mut truth = Some(all);
    for value in values {
        match holds(value)? {
            Some(found) if found != all => return Ok(Some(!all)),
            None => truth = None,
            Some(_) => {}
        }
    }
    Ok(truth)
}
