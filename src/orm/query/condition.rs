//! Conditions: Sequelize's `where`, as data.

use serde::{Deserialize, Serialize};

use crate::orm::schema::{AssociationId, AttributeId};
use crate::orm::value::Value;

/// A `where`. Empty `All` is no condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Where {
    /// `Op.and`: all of them.
    All(Vec<Where>),
    /// `Op.or`: any of them. Empty, it asks nothing, as in Sequelize.
    Any(Vec<Where>),
    /// `Op.not`.
    Not(Box<Where>),
    /// One comparison.
    Is(Condition),
}

impl Default for Where {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Where {
    /// Whether it asks nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().all(Self::is_empty),
            Self::Not(part) => part.is_empty(),
            Self::Is(_) => false,
        }
    }
}

/// A comparison of an attribute with values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// The attribute.
    pub left: Path,
    /// How to compare it.
    pub comparison: Comparison,
}

/// An attribute, of the model itself or of an included one (`$posts.title$`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Path {
    /// The includes to go down through; empty for the model itself.
    pub through: Vec<AssociationId>,
    /// The attribute of the model at the end of it.
    pub attribute: AttributeId,
}

/// Sequelize's operators, with what they compare to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Comparison {
    /// `Op.eq`; with null, `IS NULL`.
    Eq(Value),
    /// `Op.ne`; with null, `IS NOT NULL`.
    Ne(Value),
    /// `Op.gt`.
    Gt(Value),
    /// `Op.gte`.
    Gte(Value),
    /// `Op.lt`.
    Lt(Value),
    /// `Op.lte`.
    Lte(Value),
    /// `Op.between`, both ends included.
    Between(Value, Value),
    /// `Op.notBetween`.
    NotBetween(Value, Value),
    /// `Op.in`.
    In(Vec<Value>),
    /// `Op.notIn`.
    NotIn(Vec<Value>),
    /// `Op.like`, with `%` and `_`.
    Like(String),
    /// `Op.notLike`.
    NotLike(String),
    /// `Op.iLike`: `like`, whatever the case.
    ILike(String),
    /// `Op.notILike`.
    NotILike(String),
    /// `Op.startsWith`.
    StartsWith(String),
    /// `Op.endsWith`.
    EndsWith(String),
    /// `Op.substring`.
    Substring(String),
}

impl Comparison {
    /// Its key in an object of operators: `gt` of `[Op.gt]`.
    pub const fn operator(&self) -> &'static str {
        match self {
            Self::Eq(_) => "eq",
            Self::Ne(_) => "ne",
            Self::Gt(_) => "gt",
            Self::Gte(_) => "gte",
            Self::Lt(_) => "lt",
            Self::Lte(_) => "lte",
            Self::Between(..) => "between",
            Self::NotBetween(..) => "notBetween",
            Self::In(_) => "in",
            Self::NotIn(_) => "notIn",
            Self::Like(_) => "like",
            Self::NotLike(_) => "notLike",
            Self::ILike(_) => "iLike",
            Self::NotILike(_) => "notILike",
            Self::StartsWith(_) => "startsWith",
            Self::EndsWith(_) => "endsWith",
            Self::Substring(_) => "substring",
        }
    }

    /// The values it compares to.
    pub fn values(&self) -> Vec<&Value> {
        match self {
            Self::Eq(value)
            | Self::Ne(value)
            | Self::Gt(value)
            | Self::Gte(value)
            | Self::Lt(value)
            | Self::Lte(value) => vec![value],
            Self::Between(low, high) | Self::NotBetween(low, high) => vec![low, high],
            Self::In(values) | Self::NotIn(values) => values.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The pattern of `LIKE` or `ILIKE` it stands for, where it is one.
    ///
    /// Sequelize adds the `%` of `startsWith` and the like without escaping what is in the text.
    pub fn pattern(&self) -> Option<String> {
        match self {
            Self::Like(text) | Self::NotLike(text) | Self::ILike(text) | Self::NotILike(text) => {
                Some(text.clone())
            }
            Self::StartsWith(text) => Some(format!("{text}%")),
            Self::EndsWith(text) => Some(format!("%{text}")),
            Self::Substring(text) => Some(format!("%{text}%")),
            _ => None,
        }
    }
}
