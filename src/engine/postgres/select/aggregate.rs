//! Aggregates: which there are, what they take and what they return.

mod gather;
mod state;

pub(super) use state::State;

use crate::engine::postgres::expression::{Expression, Runtime, coerce, settle};
use crate::engine::postgres::value::Level;
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
