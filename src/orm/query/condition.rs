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
