//! A find and its tree of includes, named by id.

use serde::{Deserialize, Serialize};

use super::{Path, Where};
use crate::orm::schema::{AssociationId, AttributeId, ModelId};
use crate::orm::value::Value;

/// One call of `findByPk`, `findOne` or `findAll`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Find {
    /// The model it is called on.
    pub model: ModelId,
    /// Which of the three.
    pub method: Method,
    /// The attributes to select; all where `None`.
    pub attributes: Option<Vec<AttributeId>>,
    /// What the rows must satisfy. `findByPk` adds its own.
    #[serde(rename = "where")]
    pub where_: Where,
    /// The order, first term first.
    pub order: Vec<Order>,
    /// How many rows of the model at most. `findOne` has 1.
    pub limit: Option<u64>,
    /// How many rows of the model to pass over.
    pub offset: Option<u64>,
    /// The associations to load along.
    pub include: Vec<Include>,
}

/// The call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// The row of that primary key, or null.
    FindByPk(Value),
    /// The first row, or null.
    FindOne,
    /// All rows.
    FindAll,
}

/// An association to load along.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Include {
    /// The association, declared on the model above it.
    pub association: AssociationId,
    /// The attributes to select; all where `None`, none where empty.
    pub attributes: Option<Vec<AttributeId>>,
    /// The attributes to select of the through model, N:N only; all where `None`, none where empty.
    #[serde(default)]
    pub through_attributes: Option<Vec<AttributeId>>,
    /// Whether a parent without a match is left out. `None`: as Sequelize does, when there is a `where`.
    pub required: Option<bool>,
    /// What the target's rows must satisfy.
    #[serde(rename = "where")]
    pub where_: Where,
    /// Whether to load it by a second query, `hasMany` only. A `limit` implies it.
    pub separate: bool,
    /// The order within one parent. Sequelize ignores it unless the include is separate.
    pub order: Vec<Order>,
    /// How many for one parent at most, `hasMany` only.
    pub limit: Option<u64>,
    /// The associations to load along with it.
    pub include: Vec<Include>,
}

/// One term of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// What to sort by: an attribute of the model itself, or of an included one.
    pub by: Path,
    /// Which way.
    pub direction: Direction,
}

/// Which way an order goes. Nulls come last ascending and first descending, as in Postgres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// `ASC`.
    Ascending,
    /// `DESC`.
    Descending,
}

impl Direction {
    /// Its word in SQL and in Sequelize's `order`.
    pub const fn sql(self) -> &'static str {
        match self {
            Self::Ascending => "ASC",
            Self::Descending => "DESC",
        }
    }
}
