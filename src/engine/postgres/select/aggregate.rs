//! Aggregates: what they are of, and their values as rows come.

use gluesql::core::data::Interval;
use gluesql::prelude::Value;
use rust_decimal::Decimal;

use super::order::by_key;
use crate::engine::postgres::expression::{AggregateCall, Expression, Frame, Runtime, coerce, settle};
use crate::engine::postgres::value::{Hashed, Level, compare, equal, hash_all, json, number, write};
use crate::engine::postgres::{Kind, PgError};

/// An aggregate function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// `count`
    Count,
    /// `sum`
    Sum,
    /// `avg`
    Average,
    /// `min`
    Least,
    /// `max`
    Greatest,
    /// `bool_and`, `every`
    Every,
    /// `bool_or`
    Some,
    /// `array_agg`
    Array,
    /// `string_agg`
    Text,
    /// `json_agg`
    Json,
    /// `jsonb_agg`
    Jsonb,
    /// `json_object_agg`
    JsonObject,
    /// `jsonb_object_agg`
    JsonbObject,
    /// `stddev`, `stddev_samp`
    Deviation,
    /// `stddev_pop`
    DeviationOfAll,
    /// `variance`, `var_samp`
    Variance,
    /// `var_pop`
    VarianceOfAll,
    /// `bit_and`
    BitAnd,
    /// `bit_or`
    BitOr,
}

impl Aggregate {
    /// The aggregate of that name.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "count" => Self::Count,
            "sum" => Self::Sum,
            "avg" => Self::Average,
            "min" => Self::Least,
            "max" => Self::Greatest,
            "bool_and" | "every" => Self::Every,
            "bool_or" => Self::Some,
            "array_agg" => Self::Array,
            "string_agg" => Self::Text,
            "json_agg" => Self::Json,
            "jsonb_agg" => Self::Jsonb,
            "json_object_agg" => Self::JsonObject,
            "jsonb_object_agg" => Self::JsonbObject,
            "stddev" | "stddev_samp" => Self::Deviation,
            "stddev_pop" => Self::DeviationOfAll,
            "variance" | "var_samp" => Self::Variance,
            "var_pop" => Self::VarianceOfAll,
            "bit_and" => Self::BitAnd,
            "bit_or" => Self::BitOr,
            _ => return None,
        })
    }

    /// The arguments at the types it takes, and the type of its value.
    ///
    /// # Errors
    /// `42883`: `function sum(text) does not exist`.
    pub fn settle(
        self,
        name: &str,
        mut arguments: Vec<Expression>,
        runtime: &Runtime,
    ) -> Result<(Vec<Expression>, Kind), PgError> {
        let kinds: Vec<String> = arguments.iter().map(|of| of.kind.to_string()).collect();
        let refuse = || {
            PgError::new(
                "42883",
                format!("function {name}({}) does not exist", kinds.join(", ")),
            )
        };
        let wanted = match self {
            Self::Text | Self::JsonObject | Self::JsonbObject => 2,
            Self::Count => arguments.len().min(1),
            _ => 1,
        };
        if arguments.len() != wanted {
            return Err(refuse());
        }
        let Some(first) = arguments.first().map(|first| first.kind.clone()) else {
            return Ok((arguments, Kind::BigInt));
        };
        let is_unknown = first == Kind::Unknown;
        let kind = match self {
            Self::Count => Kind::BigInt,
            Self::Sum => match first {
                Kind::SmallInt | Kind::Integer => Kind::BigInt,
                Kind::BigInt | Kind::Numeric => Kind::Numeric,
                Kind::Real | Kind::Double | Kind::Interval => first,
                _ => return Err(refuse()),
            },
            Self::Average => match first {
                Kind::SmallInt | Kind::Integer | Kind::BigInt | Kind::Numeric => Kind::Numeric,
                Kind::Real | Kind::Double => Kind::Double,
                Kind::Interval => first,
                _ => return Err(refuse()),
            },
            Self::Least | Self::Greatest => match first {
                Kind::Boolean | Kind::Uuid | Kind::Json | Kind::Jsonb | Kind::Bytea => {
                    return Err(refuse());
                }
                Kind::Varchar(_) | Kind::Unknown => Kind::Text,
                kind => kind,
            },
            Self::Every | Self::Some => match first {
                Kind::Boolean | Kind::Unknown => Kind::Boolean,
                _ => return Err(refuse()),
            },
            Self::Array => match first {
                Kind::Array(_) => first,
                Kind::Unknown => Kind::Array(Box::new(Kind::Text)),
                kind => Kind::Array(Box::new(kind)),
            },
            Self::Text => {
                arguments = arguments
                    .into_iter()
                    .map(|of| coerce(of, &Kind::Text, Level::Implicit, runtime)?.ok_or_else(refuse))
                    .collect::<Result<_, _>>()?;
                Kind::Text
            }
            Self::Json | Self::JsonObject => Kind::Json,
            Self::Jsonb | Self::JsonbObject => Kind::Jsonb,
            Self::Deviation | Self::DeviationOfAll | Self::Variance | Self::VarianceOfAll => {
                match first {
                    Kind::SmallInt | Kind::Integer | Kind::BigInt | Kind::Numeric => Kind::Numeric,
                    Kind::Real | Kind::Double => Kind::Double,
                    _ => return Err(refuse()),
                }
            }
            Self::BitAnd | Self::BitOr if first.is_whole() => first,
            Self::BitAnd | Self::BitOr => return Err(refuse()),
        };
        if is_unknown && self != Self::Count {
            arguments = settle(arguments, name, runtime)?.0;
        }
        Ok((arguments, kind))
    }
}

/// An aggregate's value so far.
#[derive(Debug, Clone)]
pub(super) enum State {
    /// How many.
    Count(i64),
    /// One value that stands for all.
    One(Option<Value>),
    /// A sum, and of how many.
    Sum(Sum, i64),
    /// All values, each with what they are ordered by.
    All(Vec<(Vec<Value>, Vec<Value>)>),
}

/// A sum in the type it is exact in.
#[derive(Debug, Clone)]
pub(super) enum Sum {
    Whole(i128),
    Decimal(Decimal),
    Float(f64),
    Micros(i128),
    Months(i64),
    Nothing,
}

impl State {
    /// Before any row.
    pub fn new(call: &AggregateCall) -> Self {
        if call.is_distinct || !call.order.is_empty() {
            return Self::All(Vec::new());
        }
        match call.function {
            Aggregate::Count => Self::Count(0),
            Aggregate::Sum | Aggregate::Average => Self::Sum(Sum::Nothing, 0),
            Aggregate::Least
            | Aggregate::Greatest
            | Aggregate::Every
            | Aggregate::Some
            | Aggregate::BitAnd
            | Aggregate::BitOr => Self::One(None),
            _ => Self::All(Vec::new()),
        }
    }

    /// Takes a row in.
    pub fn add(&mut self, call: &AggregateCall, frame: &Frame) -> Result<(), PgError> {
        if let Some(filter) = &call.filter
            && !frame.holds(filter)?
        {
            return Ok(());
        }
        if let Self::Count(count) = self {
            let is_counted = match call.arguments.first() {
                Some(of) => !frame.value(of)?.is_null(),
                None => true,
            };
            *count += i64::from(is_counted);
            return Ok(());
        }
        if let Self::All(all) = self {
            let values = super::execute::values(&call.arguments, frame)?;
            if keeps_nulls(call.function) || !values.first().is_some_and(Value::is_null) {
                let order = call
                    .order
                    .iter()
                    .map(|key| frame.value(&key.by).map(std::borrow::Cow::into_owned))
                    .collect::<Result<Vec<_>, _>>()?;
                all.push((values, order));
            }
            return Ok(());
        }
        let Some(of) = call.arguments.first() else {
            return Ok(());
        };
        let value = frame.value(of)?;
        if value.is_null() {
            return Ok(());
        }
        self.take(call.function, &value)
    }

    /// Takes a value in that is not null.
    fn take(&mut self, function: Aggregate, value: &Value) -> Result<(), PgError> {
        match self {
            Self::Count(count) => *count += 1,
            Self::Sum(sum, count) => {
                *count += 1;
                sum.add(value)?;
            }
            Self::One(one) => {
                let Some(best) = one else {
                    *one = Some(value.clone());
                    return Ok(());
                };
                let wins = match function {
                    Aggregate::Least => compare(value, best).is_lt(),
                    Aggregate::Greatest => compare(value, best).is_gt(),
                    Aggregate::Every => *value == Value::Bool(false),
                    Aggregate::Some => *value == Value::Bool(true),
                    _ => {
                        if let (Value::I64(best), Value::I64(value)) = (best, value) {
                            *best = if function == Aggregate::BitAnd { *best & value } else { *best | value };
                        }
                        false
                    }
                };
                if wins {
                    *one = Some(value.clone());
                }
            }
            Self::All(_) => {}
        }
        Ok(())
    }

    /// The value of all rows taken in.
    pub fn finish(self, call: &AggregateCall) -> Result<Value, PgError> {
        match self {
            Self::Count(count) => Ok(Value::I64(count)),
            Self::One(one) => Ok(one.unwrap_or(Value::Null)),
            Self::Sum(sum, count) => sum.finish(call, count),
            Self::All(all) => gathered(call, all),
        }
    }
}

impl Sum {
    fn add(&mut self, value: &Value) -> Result<(), PgError> {
        let overflow = || PgError::new("22003", "value overflows numeric format");
        *self = match (&*self, value) {
            (Self::Nothing, Value::I64(value)) => Self::Whole(i128::from(*value)),
            (Self::Whole(sum), Value::I64(value)) => Self::Whole(sum + i128::from(*value)),
            (Self::Nothing, Value::Decimal(value)) => Self::Decimal(*value),
            (Self::Decimal(sum), Value::Decimal(value)) => {
                Self::Decimal(sum.checked_add(*value).ok_or_else(overflow)?)
            }
            (Self::Nothing, Value::F64(value)) => Self::Float(*value),
            (Self::Float(sum), Value::F64(value)) => Self::Float(sum + value),
            (Self::Nothing, Value::Interval(Interval::Microsecond(value))) => {
                Self::Micros(i128::from(*value))
            }
            (Self::Micros(sum), Value::Interval(Interval::Microsecond(value))) => {
                Self::Micros(sum + i128::from(*value))
            }
            (Self::Nothing, Value::Interval(Interval::Month(value))) => {
                Self::Months(i64::from(*value))
            }
            (Self::Months(sum), Value::Interval(Interval::Month(value))) => {
                Self::Months(sum + i64::from(*value))
            }
            (same, _) => same.clone(),
        };
        Ok(())
    }

    fn finish(self, call: &AggregateCall, count: i64) -> Result<Value, PgError> {
        let overflow = || number::out_of_range(&call.kind);
        let is_average = call.function == Aggregate::Average;
        let number = match self {
            Self::Nothing => return Ok(Value::Null),
            Self::Float(sum) if is_average => {
                #[expect(clippy::cast_precision_loss, reason = "no table has 2^53 rows")]
                let count = count as f64;
                return Ok(Value::F64(sum / count));
            }
            Self::Float(sum) => {
                return Ok(Value::F64(if call.kind == Kind::Real { number::real(sum) } else { sum }));
            }
            Self::Micros(sum) => {
                let micros = if is_average { sum / i128::from(count) } else { sum };
                let micros = i64::try_from(micros).map_err(|_| overflow())?;
                return Ok(Value::Interval(Interval::Microsecond(micros)));
            }
            Self::Months(sum) => {
                let months = if is_average { sum / count } else { sum };
                let months = i32::try_from(months).map_err(|_| overflow())?;
                return Ok(Value::Interval(Interval::Month(months)));
            }
            Self::Whole(sum) if call.kind == Kind::BigInt => {
                return i64::try_from(sum).map(Value::I64).map_err(|_| overflow());
            }
            Self::Whole(sum) => Decimal::try_from_i128_with_scale(sum, 0).map_err(|_| overflow())?,
            Self::Decimal(sum) => sum,
        };
        if !is_average {
            return Ok(Value::Decimal(number));
        }
        number::divide(number, Decimal::from(count))
            .map(Value::Decimal)
            .ok_or_else(overflow)
    }
}

/// Whether nulls are among what it gathers.
const fn keeps_nulls(function: Aggregate) -> bool {
    matches!(
        function,
        Aggregate::Array
            | Aggregate::Json
            | Aggregate::Jsonb
            | Aggregate::JsonObject
            | Aggregate::JsonbObject
    )
}

/// The value of an aggregate that needs all values at once.
fn gathered(
    call: &AggregateCall,
    mut all: Vec<(Vec<Value>, Vec<Value>)>,
) -> Result<Value, PgError> {
    if call.is_distinct {
        let mut seen: Hashed<Vec<Vec<Value>>> = Hashed::default();
        all.retain(|(values, _)| {
            let same = seen.entry(hash_all(values.iter())).or_default();
            let is_known = same
                .iter()
                .any(|other| other.iter().zip(values).all(|(left, right)| equal(left, right)));
            if !is_known {
                same.push(values.clone());
            }
            !is_known
        });
        // Postgres finds equal values by sorting them.
        all.sort_by(|(left, _), (right, _)| {
            let mut pairs = left.iter().zip(right);
            pairs
                .find_map(|(left, right)| Some(compare(left, right)).filter(|order| order.is_ne()))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    if !call.order.is_empty() {
        all.sort_by(|(_, left), (_, right)| {
            call.order
                .iter()
                .zip(left.iter().zip(right))
                .map(|(key, (left, right))| by_key(left, right, key.is_descending, key.nulls_first))
                .find(|order| order.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    let kind_of = |place: usize| call.arguments.get(place).map_or(&Kind::Unknown, |of| &of.kind);
    let firsts = || all.iter().filter_map(|(values, _)| values.first());
    if all.is_empty() && call.function != Aggregate::Count {
        return Ok(Value::Null);
    }
    Ok(match call.function {
        Aggregate::Count => Value::I64(i64::try_from(all.len()).unwrap_or(i64::MAX)),
        Aggregate::Least | Aggregate::Greatest if !call.order.is_empty() => {
            firsts().next().cloned().unwrap_or(Value::Null)
        }
        Aggregate::Array => Value::List(firsts().cloned().collect()),
        Aggregate::Text => {
            let mut text = String::new();
            for (place, (values, _)) in all.iter().enumerate() {
                if place > 0 && let Some(separator) = values.get(1) {
                    text.push_str(&write(separator, &Kind::Text));
                }
                text.push_str(&values.first().map(|value| write(value, &Kind::Text)).unwrap_or_default());
            }
            Value::Str(text)
        }
        Aggregate::Json | Aggregate::Jsonb => {
            let list: Vec<json::Json> = firsts().map(|value| json::of(value, kind_of(0))).collect();
            let text = if call.function == Aggregate::Jsonb {
                json::write(&json::Json::Array(list))
            } else {
                let parts: Vec<String> = list.iter().map(ToString::to_string).collect();
                format!("[{}]", parts.join(", "))
            };
            Value::Str(text)
        }
        Aggregate::JsonObject | Aggregate::JsonbObject => {
            let mut entries = serde_json::Map::new();
            for (values, _) in &all {
                if let [key, value] = &values[..] {
                    entries.insert(write(key, kind_of(0)), json::of(value, kind_of(1)));
                }
            }
            let object = json::Json::Object(entries);
            Value::Str(if call.function == Aggregate::JsonbObject {
                json::write(&object)
            } else {
                let text = json::write_ordered(&object);
                format!("{{ {} }}", &text[1..text.len() - 1])
            })
        }
        Aggregate::Deviation
        | Aggregate::DeviationOfAll
        | Aggregate::Variance
        | Aggregate::VarianceOfAll => spread(call, firsts()),
        function => {
            let mut state = State::new(&AggregateCall {
                is_distinct: false,
                order: Vec::new(),
                ..call.clone()
            });
            for value in firsts() {
                state.take(function, value)?;
            }
            return state.finish(call);
        }
    })
}

/// Variance and deviation.
fn spread<'v>(call: &AggregateCall, values: impl Iterator<Item = &'v Value>) -> Value {
    let of_all = matches!(call.function, Aggregate::DeviationOfAll | Aggregate::VarianceOfAll);
    let is_root = matches!(call.function, Aggregate::Deviation | Aggregate::DeviationOfAll);
    let values: Vec<&Value> = values.collect();
    if values.is_empty() || values.len() == 1 && !of_all {
        return Value::Null;
    }
    if call.kind == Kind::Double {
        let numbers: Vec<f64> = values
            .iter()
            .map(|value| if let Value::F64(value) = value { *value } else { 0.0 })
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "no table has 2^53 rows")]
        let count = numbers.len() as f64;
        let mean = numbers.iter().sum::<f64>() / count;
        let squares = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>();
        let variance = squares / if of_all { count } else { count - 1.0 };
        return Value::F64(if is_root { variance.sqrt() } else { variance });
    }
    decimal_spread(&values, of_all, is_root).map_or(Value::Null, Value::Decimal)
}

/// The same, exactly: none where the numbers are too great.
fn decimal_spread(values: &[&Value], of_all: bool, is_root: bool) -> Option<Decimal> {
    let count = Decimal::from(values.len());
    let (mut sum, mut squares) = (Decimal::ZERO, Decimal::ZERO);
    for value in values {
        let number = match value {
            Value::I64(value) => Decimal::from(*value),
            Value::Decimal(value) => *value,
            _ => Decimal::ZERO,
        };
        sum = sum.checked_add(number)?;
        squares = squares.checked_add(number.checked_mul(number)?)?;
    }
    let numerator = count.checked_mul(squares)?.checked_sub(sum.checked_mul(sum)?)?;
    if numerator <= Decimal::ZERO {
        return Some(Decimal::ZERO);
    }
    let divisor = count.checked_mul(if of_all { count } else { count - Decimal::ONE })?;
    let variance = number::divide(numerator, divisor)?;
    if !is_root {
        return Some(variance);
    }
    let exact = numerator.checked_div(divisor)?;
    let mut root = number::decimal_of(number::float_of(exact).sqrt())?;
    for _ in 0..2 {
        // Newton's step doubles the digits that are right.
        root = root.checked_add(exact.checked_div(root)?)?.checked_div(Decimal::TWO)?;
    }
    Some(number::round(root, variance.scale()))
}
