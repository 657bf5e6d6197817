//! What a condition says of a row, and which of two rows comes first, as Postgres has it.
//!
//! Logic is three-valued: a comparison with null is neither true nor false. Values
//! are compared by the type of the attribute, never by how they happen to be written.

mod key;
mod like;

pub use key::Key;

use std::cmp::Ordering;

use super::{Clause, Comparison, Direction, QueryError};
use crate::orm::schema::DataType;
use crate::orm::value::Value;
use like::Pattern;

/// A condition made ready to be asked of many rows.
#[derive(Debug, Clone)]
pub enum Predicate<K> {
    /// All of them; true where there are none.
    All(Vec<Predicate<K>>),
    /// Any of them.
    Any(Vec<Predicate<K>>),
    /// Not that.
    Not(Box<Predicate<K>>),
    /// A test of one attribute.
    Test {
        /// The attribute.
        of: K,
        /// Its type.
        data_type: DataType,
        /// The test.
        test: Test,
    },
}

/// A test of one value.
#[derive(Debug, Clone)]
pub enum Test {
    /// It is (not) null.
    Null {
        /// Whether it shall be.
        is_null: bool,
    },
    /// It stands so to another; unknown to null.
    Order {
        /// The orders that make it true.
        accepts: fn(Ordering) -> bool,
        /// What it is compared with.
        with: Option<Key>,
    },
    /// It is (not) between two, both included.
    Between {
        /// The lower.
        low: Option<Key>,
        /// The higher.
        high: Option<Key>,
        /// Whether it shall be.
        is_inside: bool,
    },
    /// It is (not) one of several.
    In {
        /// The values that are not null.
        keys: Vec<Key>,
        /// Whether a null is among them.
        has_null: bool,
        /// Whether it shall be one.
        is_one: bool,
    },
    /// It is (not) like a pattern.
    Like {
        /// The pattern.
        pattern: Pattern,
        /// Whether it shall be.
        is_like: bool,
    },
}

impl<K: Clone> Predicate<K> {
    /// Makes a condition ready, given the types of its attributes.
    ///
    /// # Errors
    /// A value that is not of its attribute's type, or an operator that type does not have.
    pub fn new(clause: &Clause<K>, data_type: &dyn Fn(&K) -> DataType) -> Result<Self, QueryError> {
        let mut parts = Vec::with_capacity(clause.len());
        let each = |clauses: &[Clause<K>]| {
            clauses
                .iter()
                .map(|clause| Self::new(clause, data_type))
                .collect::<Result<Vec<_>, _>>()
        };
        if !clause.any.is_empty() {
            parts.push(Self::Any(each(&clause.any)?));
        }
        if let Some(clause) = &clause.not {
            parts.push(Self::Not(Box::new(Self::new(clause, data_type)?)));
        }
        parts.extend(each(&clause.all)?);
        for (key, comparisons) in &clause.keys {
            let data_type = data_type(key);
            for comparison in comparisons {
                let test = Test::new(comparison, &data_type)?;
                parts.push(Self::Test {
                    of: key.clone(),
                    data_type: data_type.clone(),
                    test,
                });
            }
        }
        Ok(if parts.len() == 1 {
            parts.swap_remove(0)
        } else {
            Self::All(parts)
        })
    }

    /// Whether it asks nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }

    /// Whether it holds for the row `value` reads from; `None` where that is unknown.
    pub fn holds(&self, value: &mut dyn FnMut(&K) -> Value) -> Option<bool> {
        match self {
            Self::All(parts) => {
                let mut all = Some(true);
                for part in parts {
                    match part.holds(value) {
                        Some(true) => {}
                        Some(false) => return Some(false),
                        None => all = None,
                    }
                }
                all
            }
            Self::Any(parts) => {
                let mut any = Some(false);
                for part in parts {
                    match part.holds(value) {
                        Some(false) => {}
                        Some(true) => return Some(true),
                        None => any = None,
                    }
                }
                any
            }
            Self::Not(part) => part.holds(value).map(|holds| !holds),
            Self::Test {
                of,
                data_type,
                test,
            } => test.holds(&value(of), data_type),
        }
    }
}

impl Test {
    fn new(comparison: &Comparison, data_type: &DataType) -> Result<Self, QueryError> {
        let key = |value: &Value| Key::of_literal(value, data_type);
        let order = |accepts: fn(Ordering) -> bool, value: &Value| {
            Ok(Self::Order {
                accepts,
                with: key(value)?,
            })
        };
        if !matches!(
            comparison,
            Comparison::Eq(Value::Null) | Comparison::Ne(Value::Null)
        ) {
            key::check_operator(data_type, comparison)?;
        }
        match comparison {
            Comparison::Eq(Value::Null) => Ok(Self::Null { is_null: true }),
            Comparison::Ne(Value::Null) => Ok(Self::Null { is_null: false }),
            Comparison::Eq(value) => order(Ordering::is_eq, value),
            Comparison::Ne(value) => order(Ordering::is_ne, value),
            Comparison::Gt(value) => order(Ordering::is_gt, value),
            Comparison::Gte(value) => order(Ordering::is_ge, value),
            Comparison::Lt(value) => order(Ordering::is_lt, value),
            Comparison::Lte(value) => order(Ordering::is_le, value),
            Comparison::Between(low, high) | Comparison::NotBetween(low, high) => {
                Ok(Self::Between {
                    low: key(low)?,
                    high: key(high)?,
                    is_inside: matches!(comparison, Comparison::Between(..)),
                })
            }
            Comparison::In(values) | Comparison::NotIn(values) => {
                let keys = values.iter().map(key).collect::<Result<Vec<_>, _>>()?;
                let has_null = keys.iter().any(Option::is_none)
                    || values.is_empty() && matches!(comparison, Comparison::In(_));
                Ok(Self::In {
                    keys: keys.into_iter().flatten().collect(),
                    has_null,
                    is_one: matches!(comparison, Comparison::In(_)),
                })
            }
            _ => {
                let ignores_case =
                    matches!(comparison, Comparison::ILike(_) | Comparison::NotILike(_));
                let pattern = Pattern::new(&comparison.pattern().unwrap_or_default(), ignores_case);
                Ok(Self::Like {
                    pattern,
                    is_like: !matches!(
                        comparison,
                        Comparison::NotLike(_) | Comparison::NotILike(_)
                    ),
                })
            }
        }
    }

    fn holds(&self, value: &Value, data_type: &DataType) -> Option<bool> {
        if let Self::Null { is_null } = self {
            return Some((*value == Value::Null) == *is_null);
        }
        match self {
            Self::Like { pattern, is_like } => match value {
                Value::Text(text) => Some(pattern.matches(text) == *is_like),
                _ => None,
            },
            Self::In {
                keys,
                has_null,
                is_one,
            } => {
                // `NOT IN ()` is dropped by Sequelize: it holds even for null.
                if keys.is_empty() && !has_null {
                    return Some(!is_one);
                }
                let own = Key::of_cell(value, data_type)?;
                if keys.iter().any(|key| own.compare(key).is_eq()) {
                    Some(*is_one)
                } else if *has_null {
                    None
                } else {
                    Some(!is_one)
                }
            }
            Self::Order { accepts, with } => Some(accepts(
                Key::of_cell(value, data_type)?.compare(with.as_ref()?),
            )),
            Self::Between {
                low,
                high,
                is_inside,
            } => {
                let own = Key::of_cell(value, data_type)?;
                let above = low.as_ref().map(|low| own.compare(low).is_ge());
                let below = high.as_ref().map(|high| own.compare(high).is_le());
                let inside = match (above, below) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    _ => None,
                };
                inside.map(|inside| inside == *is_inside)
            }
            Self::Null { .. } => None,
        }
    }
}

/// Which of two sort keys comes first. Nulls come last ascending and first descending.
pub fn compare(left: Option<&Key>, right: Option<&Key>, direction: Direction) -> Ordering {
    let ascending = match (left, right) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(left), Some(right)) => left.compare(right),
    };
    match direction {
        Direction::Ascending => ascending,
        Direction::Descending => ascending.reverse(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a comparison says of a value: `t`, `f` or `?`.
    fn ask(data_type: &DataType, value: Value, comparison: Comparison) -> char {
        let clause = Clause {
            keys: vec![((), vec![comparison])],
            ..Clause::default()
        };
        let predicate = Predicate::new(&clause, &|()| data_type.clone()).unwrap();
        match predicate.holds(&mut |()| value.clone()) {
            Some(true) => 't',
            Some(false) => 'f',
            None => '?',
        }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    #[test]
    fn null_is_neither_equal_nor_unequal() {
        use Comparison::{Between, Eq, In, Like, Ne, NotBetween, NotIn};
        let ask = |value, comparison| ask(&DataType::Integer, value, comparison);
        assert_eq!(ask(Value::Null, Eq(Value::Integer(1))), '?');
        assert_eq!(ask(Value::Null, Ne(Value::Integer(1))), '?');
        assert_eq!(ask(Value::Null, Eq(Value::Null)), 't');
        assert_eq!(ask(Value::Null, Ne(Value::Null)), 'f');
        assert_eq!(
            ask(
                Value::Integer(2),
                NotIn(vec![Value::Integer(1), Value::Null])
            ),
            '?'
        );
        assert_eq!(
            ask(Value::Integer(1), In(vec![Value::Integer(1), Value::Null])),
            't'
        );
        assert_eq!(ask(Value::Integer(1), In(vec![])), '?');
        assert_eq!(ask(Value::Null, NotIn(vec![])), 't');
        assert_eq!(
            ask(Value::Integer(9), Between(Value::Null, Value::Integer(5))),
            'f'
        );
        assert_eq!(
            ask(
                Value::Integer(9),
                NotBetween(Value::Null, Value::Integer(5))
            ),
            't'
        );
        assert_eq!(
            super::tests::ask(&DataType::Text, Value::Null, Like("%".into())),
            '?'
        );
    }

    #[test]
    fn numbers_compare_as_numbers_whatever_their_form() {
        use Comparison::{Eq, Gt, Lt};
        assert_eq!(
            ask(&DataType::Integer, Value::Integer(6), Gt(Value::Float(5.5))),
            't'
        );
        assert_eq!(
            ask(
                &DataType::Decimal(None),
                text("10.50"),
                Eq(Value::Float(10.5))
            ),
            't'
        );
        assert_eq!(
            ask(
                &DataType::BigInt,
                text("9007199254740993"),
                Gt(text("9007199254740992"))
            ),
            't'
        );
        assert_eq!(
            ask(&DataType::Integer, Value::Integer(25), Eq(text("25"))),
            't'
        );
        assert_eq!(
            ask(
                &DataType::Double,
                Value::Float(-1.5),
                Lt(Value::Integer(-1))
            ),
            't'
        );
    }

    #[test]
    fn moments_compare_in_time_and_enums_in_their_order() {
        use Comparison::{Eq, Lt};
        assert_eq!(
            ask(
                &DataType::Date,
                text("2024-01-01T00:00:00.000Z"),
                Eq(text("2024-01-01"))
            ),
            't'
        );
        assert_eq!(
            ask(
                &DataType::Date,
                text("2024-01-01T00:00:00.000Z"),
                Eq(text("2024-01-01 01:00:00+01:00"))
            ),
            't'
        );
        let sizes = DataType::Enum(vec!["small".into(), "large".into()]);
        assert_eq!(ask(&sizes, text("small"), Lt(text("large"))), 't');
    }

    #[test]
    fn a_value_of_another_type_is_refused_in_postgres_words() {
        let refused = |data_type: &DataType, comparison| {
            Test::new(&comparison, data_type).unwrap_err().to_string()
        };
        assert_eq!(
            refused(&DataType::Integer, Comparison::Eq(text("abc"))),
            "invalid input syntax for type integer: \"abc\""
        );
        assert_eq!(
            refused(&DataType::Integer, Comparison::Like("1%".into())),
            "operator does not exist: integer ~~ unknown"
        );
        assert_eq!(
            refused(&DataType::Uuid, Comparison::Eq(text("x"))),
            "invalid input syntax for type uuid: \"x\""
        );
    }
}
