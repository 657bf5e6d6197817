//! Functions and operators: what they take, what they return, what they do.
//!
//! Each is a row of a table. Compiling chooses the row whose types fit best, as
//! Postgres chooses among overloads; evaluating calls it with values of those types.

mod arithmetic;
mod array;
mod bytes;
mod format;
mod json;
mod math;
mod moment;
mod pattern;
mod resolve;
mod system;
mod text;

pub use pattern::Pattern;
pub use resolve::{binary, resolve, trim_end, unary};

use std::borrow::Cow;

use gluesql::prelude::Value;
use rust_decimal::Decimal;

use super::expression::{Expression, Runtime};
use super::{Kind, PgError};

/// What a function does with its arguments.
pub type Run = fn(&Arguments) -> Result<Value, PgError>;

/// A function: one row of a table.
#[derive(Debug)]
pub struct Definition {
    /// Its name, an operator's symbol among them.
    pub name: &'static str,
    /// The types it takes.
    pub takes: &'static [Type],
    /// What it returns.
    pub returns: Type,
    /// Whether the last type may repeat, or be missing.
    pub variadic: bool,
    /// Whether a null among the arguments makes the result null without a call.
    pub strict: bool,
    /// What it does.
    pub run: Run,
}

/// A type in a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `bigint`
    BigInt,
    /// `numeric`
    Numeric,
    /// `double precision`
    Double,
    /// `text`
    Text,
    /// `bytea`
    Bytea,
    /// `timestamp with time zone`
    TimestampTz,
    /// `timestamp without time zone`
    Timestamp,
    /// `date`
    Date,
    /// `time without time zone`
    Time,
    /// `interval`
    Interval,
    /// `uuid`
    Uuid,
    /// `json`
    Json,
    /// `jsonb`
    Jsonb,
    /// `text[]`
    TextArray,
    /// An array of anything; returned, that of the first argument.
    AnyArray,
    /// An element of the arrays among the arguments.
    AnyElement,
    /// Anything.
    Any,
    /// Any number, all of one type; returned, that type.
    Number,
    /// The type of the first argument.
    Same,
}

/// A function that was chosen.
#[derive(Debug, Clone, Copy)]
pub struct Call(pub &'static Definition);

impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// A row of a table: a strict function.
const fn strict(name: &'static str, takes: &'static [Type], returns: Type, run: Run) -> Definition {
    Definition {
        name,
        takes,
        returns,
        variadic: false,
        strict: true,
        run,
    }
}

/// A row of a table: a function that is called with nulls too and takes any number of the last type.
const fn variadic(
    name: &'static str,
    takes: &'static [Type],
    returns: Type,
    run: Run,
) -> Definition {
    Definition {
        name,
        takes,
        returns,
        variadic: true,
        strict: false,
        run,
    }
}

/// The values a function is called with.
pub struct Arguments<'a> {
    /// The values, of the types the function takes.
    pub values: Vec<Cow<'a, Value>>,
    /// The expressions they are of: their types are known here.
    pub expressions: &'a [Expression],
    /// The type of the result.
    pub kind: &'a Kind,
    /// What surrounds the statement.
    pub runtime: &'a Runtime<'a>,
}

impl Arguments<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// The value at a place; null beyond the last.
    pub fn value(&self, place: usize) -> &Value {
        self.values.get(place).map_or(&Value::Null, |value| value)
    }

    /// The type of an argument.
    pub fn kind_of(&self, place: usize) -> &Kind {
        self.expressions
            .get(place)
            .map_or(&Kind::Unknown, |expression| &expression.kind)
    }

    /// Text.
    pub fn text(&self, place: usize) -> &str {
        match self.value(place) {
            Value::Str(text) => text,
            _ => "",
        }
    }

    /// A whole number.
    pub fn whole(&self, place: usize) -> i64 {
        match self.value(place) {
            Value::I64(value) => *value,
            _ => 0,
        }
    }

    /// A whole number, or another where there is no argument.
    pub fn whole_or(&self, place: usize, otherwise: i64) -> i64 {
        if place < self.count() {
            self.whole(place)
        } else {
            otherwise
        }
    }

    /// A float.
    pub fn float(&self, place: usize) -> f64 {
        match self.value(place) {
            Value::F64(value) => *value,
            _ => 0.0,
        }
    }

    /// A decimal.
    pub fn decimal(&self, place: usize) -> Decimal {
        match self.value(place) {
            Value::Decimal(value) => *value,
            _ => Decimal::ZERO,
        }
    }

    /// Whether it is true.
    pub fn is_true(&self, place: usize) -> bool {
        matches!(self.value(place), Value::Bool(true))
    }

    /// The elements of an array.
    pub fn list(&self, place: usize) -> &[Value] {
        match self.value(place) {
            Value::List(values) => values,
            _ => &[],
        }
    }

    /// The texts of an array, nulls left out.
    pub fn texts(&self, place: usize) -> Vec<String> {
        self.list(place)
            .iter()
            .filter_map(|value| match value {
                Value::Str(text) => Some(text.clone()),
                _ => None,
            })
            .collect()
    }
}

/// Text as a value.
fn text_value(text: impl Into<String>) -> Value {
    Value::Str(text.into())
}

/// A count as a value.
fn count_value(count: usize) -> Value {
    Value::I64(i64::try_from(count).unwrap_or(i64::MAX))
}
