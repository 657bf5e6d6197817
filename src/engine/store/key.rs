//! Keys of the indexes: values made comparable.
//!
//! Nulls come last, as Postgres sorts them; a composite key compares column by column.

use std::rc::Rc;

use gluesql::core::chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use gluesql::prelude::Value;
use rust_decimal::Decimal;

/// A value, or several, as an index orders them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, in the order of IEEE 754's total order.
    Float(FloatKey),
    /// A decimal, by its value: 1.0 is 1.00.
    Decimal(Decimal),
    /// Text, by its bytes.
    Text(Rc<str>),
    /// Bytes.
    Bytes(Rc<[u8]>),
    /// A day.
    Date(NaiveDate),
    /// A time of day.
    Time(NaiveTime),
    /// A moment.
    Timestamp(NaiveDateTime),
    /// A UUID, most significant byte first.
    Uuid([u8; 16]),
    /// The columns of a composite key, in order.
    Tuple(Rc<[Key]>),
    /// No value.
    Null,
}

/// A float that has an order.
#[derive(Debug, Clone, Copy)]
pub struct FloatKey(pub f64);

impl PartialEq for FloatKey {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for FloatKey {}

impl PartialOrd for FloatKey {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for FloatKey {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Key {
    /// The key of one value. Types that no column of ours has go by their text.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Boolean(*value),
            Value::I64(value) => Self::Integer(*value),
            // Adding zero makes the two zeros one, as they compare equal in SQL.
            Value::F64(value) => Self::Float(FloatKey(*value + 0.0)),
            Value::Decimal(value) => Self::Decimal(*value),
            Value::Str(value) => Self::Text(Rc::from(value.as_str())),
            Value::Bytea(value) => Self::Bytes(Rc::from(value.as_slice())),
            Value::Date(value) => Self::Date(*value),
            Value::Time(value) => Self::Time(*value),
            Value::Timestamp(value) => Self::Timestamp(*value),
            Value::Uuid(value) => Self::Uuid(value.to_be_bytes()),
            other => Self::Text(Rc::from(String::from(other.clone()))),
        }
    }

    /// The key of those columns of a row.
    pub fn of_columns(row: &[Value], columns: &[usize]) -> Self {
        match columns {
            [column] => Self::of(&row[*column]),
            columns => Self::Tuple(
                columns
                    .iter()
                    .map(|column| Self::of(&row[*column]))
                    .collect(),
            ),
        }
    }

    /// Whether a column of it has no value: such keys never conflict and reference nothing.
    pub fn has_null(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Tuple(keys) => keys.contains(&Self::Null),
            _ => false,
        }
    }
}
