//! The operators of a condition, in Sequelize's names and in plain words.

use crate::orm::query::Comparison;
use crate::orm::schema::DataType;
use crate::orm::value::Value;

/// One operator, without what it compares to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `Op.eq`.
    Eq,
    /// `Op.ne`.
    Ne,
    /// `Op.gt`.
    Gt,
    /// `Op.gte`.
    Gte,
    /// `Op.lt`.
    Lt,
    /// `Op.lte`.
    Lte,
    /// `Op.between`.
    Between,
    /// `Op.notBetween`.
    NotBetween,
    /// `Op.in`.
    In,
    /// `Op.notIn`.
    NotIn,
    /// `Op.startsWith`.
    StartsWith,
    /// `Op.endsWith`.
    EndsWith,
    /// `Op.substring`.
    Substring,
    /// `Op.like`.
    Like,
    /// `Op.notLike`.
    NotLike,
    /// `Op.iLike`.
    ILike,
    /// `Op.notILike`.
    NotILike,
    /// `Op.eq` with null.
    IsNull,
    /// `Op.ne` with null.
    IsNotNull,
}

/// What an operator compares to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing more.
    Nothing,
    /// One value of the attribute's type.
    One,
    /// Two of them.
    Two,
    /// Any number of them.
    List,
    /// Text, whatever the type.
    Text,
}

impl Operator {
    /// All of them, in the order a list offers them.
    pub const ALL: [Self; 19] = [
        Self::Eq,
        Self::Ne,
        Self::Gt,
        Self::Gte,
        Self::Lt,
        Self::Lte,
        Self::Between,
        Self::NotBetween,
        Self::In,
        Self::NotIn,
        Self::StartsWith,
        Self::EndsWith,
        Self::Substring,
        Self::Like,
        Self::NotLike,
        Self::ILike,
        Self::NotILike,
        Self::IsNull,
        Self::IsNotNull,
    ];

    /// Sequelize's name: `Op.gte`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eq => "Op.eq",
            Self::Ne => "Op.ne",
            Self::Gt => "Op.gt",
            Self::Gte => "Op.gte",
            Self::Lt => "Op.lt",
            Self::Lte => "Op.lte",
            Self::Between => "Op.between",
            Self::NotBetween => "Op.notBetween",
            Self::In => "Op.in",
            Self::NotIn => "Op.notIn",
            Self::StartsWith => "Op.startsWith",
            Self::EndsWith => "Op.endsWith",
            Self::Substring => "Op.substring",
            Self::Like => "Op.like",
            Self::NotLike => "Op.notLike",
            Self::ILike => "Op.iLike",
            Self::NotILike => "Op.notILike",
            Self::IsNull => "null",
            Self::IsNotNull => "Op.ne null",
        }
    }

    /// What it says: `at least`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Eq => "is",
            Self::Ne => "is not",
            Self::Gt => "more than",
            Self::Gte => "at least",
            Self::Lt => "less than",
            Self::Lte => "at most",
            Self::Between => "between",
            Self::NotBetween => "not between",
            Self::In => "one of",
            Self::NotIn => "none of",
            Self::StartsWith => "starts with",
            Self::EndsWith => "ends with",
            Self::Substring => "contains",
            Self::Like => "like",
            Self::NotLike => "not like",
            Self::ILike => "like, any case",
            Self::NotILike => "not like, any case",
            Self::IsNull => "is null",
            Self::IsNotNull => "is not null",
        }
    }

    /// What it compares to.
    pub const fn takes(self) -> Takes {
        match self {
            Self::IsNull | Self::IsNotNull => Takes::Nothing,
            Self::Eq | Self::Ne | Self::Gt | Self::Gte | Self::Lt | Self::Lte => Takes::One,
            Self::Between | Self::NotBetween => Takes::Two,
            Self::In | Self::NotIn => Takes::List,
            Self::StartsWith
            | Self::EndsWith
            | Self::Substring
            | Self::Like
            | Self::NotLike
            | Self::ILike
            | Self::NotILike => Takes::Text,
        }
    }

    /// Whether it makes sense for that type.
    pub const fn suits(self, data_type: &DataType) -> bool {
        match data_type {
            DataType::String(_) | DataType::Char(_) | DataType::Text => true,
            DataType::Boolean | DataType::Json | DataType::Jsonb | DataType::Blob => {
                matches!(self, Self::Eq | Self::Ne | Self::IsNull | Self::IsNotNull)
            }
            DataType::Enum(_) | DataType::Uuid => matches!(
                self,
                Self::Eq | Self::Ne | Self::In | Self::NotIn | Self::IsNull | Self::IsNotNull
            ),
            _ => !matches!(self.takes(), Takes::Text),
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|operator| operator.name() == name)
    }

    /// A comparison apart: its operator and what it compares to.
    pub fn of(comparison: &Comparison) -> (Self, Vec<Value>) {
        let one = |operator, value: &Value| (operator, vec![value.clone()]);
        let text = |operator, text: &String| (operator, vec![Value::Text(text.clone())]);
        match comparison {
            Comparison::Eq(Value::Null) => (Self::IsNull, Vec::new()),
            Comparison::Ne(Value::Null) => (Self::IsNotNull, Vec::new()),
            Comparison::Eq(value) => one(Self::Eq, value),
            Comparison::Ne(value) => one(Self::Ne, value),
            Comparison::Gt(value) => one(Self::Gt, value),
            Comparison::Gte(value) => one(Self::Gte, value),
            Comparison::Lt(value) => one(Self::Lt, value),
            Comparison::Lte(value) => one(Self::Lte, value),
            Comparison::Between(low, high) => (Self::Between, vec![low.clone(), high.clone()]),
            Comparison::NotBetween(low, high) => {
                (Self::NotBetween, vec![low.clone(), high.clone()])
            }
            Comparison::In(values) => (Self::In, values.clone()),
            Comparison::NotIn(values) => (Self::NotIn, values.clone()),
            Comparison::Like(pattern) => text(Self::Like, pattern),
            Comparison::NotLike(pattern) => text(Self::NotLike, pattern),
            Comparison::ILike(pattern) => text(Self::ILike, pattern),
            Comparison::NotILike(pattern) => text(Self::NotILike, pattern),
            Comparison::StartsWith(start) => text(Self::StartsWith, start),
            Comparison::EndsWith(end) => text(Self::EndsWith, end),
            Comparison::Substring(part) => text(Self::Substring, part),
        }
    }

    /// The comparison of it with these values, or nothing while one is missing.
    pub fn with(self, values: &[Value]) -> Option<Comparison> {
        let one = || values.first().cloned();
        let two = || Some((one()?, values.get(1)?.clone()));
        let text = || match values.first()? {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        Some(match self {
            Self::IsNull => Comparison::Eq(Value::Null),
            Self::IsNotNull => Comparison::Ne(Value::Null),
            Self::Eq => Comparison::Eq(one()?),
            Self::Ne => Comparison::Ne(one()?),
            Self::Gt => Comparison::Gt(one()?),
            Self::Gte => Comparison::Gte(one()?),
            Self::Lt => Comparison::Lt(one()?),
            Self::Lte => Comparison::Lte(one()?),
            Self::Between => two().map(|(low, high)| Comparison::Between(low, high))?,
            Self::NotBetween => two().map(|(low, high)| Comparison::NotBetween(low, high))?,
            Self::In => Comparison::In(values.to_vec()),
            Self::NotIn => Comparison::NotIn(values.to_vec()),
            Self::Like => Comparison::Like(text()?),
            Self::NotLike => Comparison::NotLike(text()?),
            Self::ILike => Comparison::ILike(text()?),
            Self::NotILike => Comparison::NotILike(text()?),
            Self::StartsWith => Comparison::StartsWith(text()?),
            Self::EndsWith => Comparison::EndsWith(text()?),
            Self::Substring => Comparison::Substring(text()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_survives_the_way_there_and_back() {
        let values = [Value::Text("a".to_owned()), Value::Text("b".to_owned())];
        for operator in Operator::ALL {
            let comparison = operator.with(&values).expect("two values suffice for all");
            assert_eq!(Operator::of(&comparison).0, operator);
            assert_eq!(Operator::named(operator.name()), Some(operator));
        }
    }

    #[test]
    fn a_missing_value_makes_no_comparison() {
        assert_eq!(Operator::Eq.with(&[]), None);
        assert_eq!(Operator::Between.with(&[Value::Integer(1)]), None);
        assert_eq!(Operator::Like.with(&[Value::Integer(1)]), None);
        assert_eq!(Operator::In.with(&[]), Some(Comparison::In(Vec::new())));
    }

    #[test]
    fn patterns_are_for_text_only() {
        assert!(Operator::Like.suits(&DataType::Text));
        assert!(!Operator::Like.suits(&DataType::Integer));
        assert!(!Operator::Gt.suits(&DataType::Boolean));
        assert!(Operator::IsNull.suits(&DataType::Blob));
    }
}
