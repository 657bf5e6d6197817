//! A `where` as groups of conditions: all of, any of, none of.
//!
//! A place in it is a list of indexes to go down by; empty for the whole.

use crate::orm::query::Where;

/// How the parts of a group combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Combine {
    /// `Op.and`.
    All,
    /// `Op.or`.
    Any,
    /// `Op.not` of any.
    None,
}

impl Combine {
    /// All three, in the order a list offers them.
    pub const ALL: [Self; 3] = [Self::All, Self::Any, Self::None];

    /// What it says.
    pub const fn words(self) -> &'static str {
        match self {
            Self::All => "all of",
            Self::Any => "any of",
            Self::None => "none of",
        }
    }

    /// Sequelize's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "Op.and",
            Self::Any => "Op.or",
            Self::None => "Op.not",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|combine| combine.name() == name)
    }
}

/// Whether it is a group, not one condition.
pub const fn is_group(where_: &Where) -> bool {
    !matches!(where_, Where::Is(_))
}

/// A group's parts, and how they combine. A lone condition is a group of one.
pub fn group(where_: &Where) -> (Combine, &[Where]) {
    match where_ {
        Where::All(parts) => (Combine::All, parts),
        Where::Any(parts) => (Combine::Any, parts),
        Where::Not(part) => match &**part {
            Where::Any(parts) => (Combine::None, parts),
            other => (Combine::None, std::slice::from_ref(other)),
        },
        Where::Is(_) => (Combine::All, std::slice::from_ref(where_)),
    }
}

/// A group's parts, to be changed; what is no group yet becomes one.
pub fn parts_mut(where_: &mut Where) -> &mut Vec<Where> {
    let (combine, _) = group(where_);
    let is_plain = match where_ {
        Where::All(_) | Where::Any(_) => true,
        Where::Not(part) => matches!(**part, Where::Any(_)),
        Where::Is(_) => false,
    };
    if !is_plain {
        set_combine(where_, combine);
    }
    match where_ {
        Where::All(parts) | Where::Any(parts) => parts,
        Where::Not(part) => parts_mut(part),
        Where::Is(_) => unreachable!("a condition was made a group above"),
    }
}

/// Sets how a group's parts combine.
pub fn set_combine(where_: &mut Where, combine: Combine) {
    let parts = group(where_).1.to_vec();
    *where_ = match combine {
        Combine::All => Where::All(parts),
        Combine::Any => Where::Any(parts),
        Combine::None => Where::Not(Box::new(Where::Any(parts))),
    };
}

/// What stands at a place.
pub fn at<'a>(where_: &'a Where, place: &[usize]) -> Option<&'a Where> {
    place
        .iter()
        .try_fold(where_, |inner, index| group(inner).1.get(*index))
}

/// The same, to be changed.
pub fn at_mut<'a>(where_: &'a mut Where, place: &[usize]) -> Option<&'a mut Where> {
    let Some((index, rest)) = place.split_first() else {
        return Some(where_);
    };
    at_mut(parts_mut(where_).get_mut(*index)?, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orm::query::{Comparison, Condition, Path};
    use crate::orm::schema::AttributeId;
    use crate::orm::value::Value;

    fn is(attribute: u32) -> Where {
        Where::Is(Condition {
            left: Path {
                through: Vec::new(),
                attribute: AttributeId(attribute),
            },
            comparison: Comparison::Eq(Value::Null),
        })
    }

    #[test]
    fn a_condition_becomes_a_group_when_another_joins_it() {
        let mut where_ = is(1);
        parts_mut(&mut where_).push(is(2));
        assert_eq!(where_, Where::All(vec![is(1), is(2)]));
        let mut negated = Where::Not(Box::new(is(1)));
        parts_mut(&mut negated).push(is(2));
        assert_eq!(
            negated,
            Where::Not(Box::new(Where::Any(vec![is(1), is(2)])))
        );
    }

    #[test]
    fn places_lead_through_groups() {
        let mut where_ = Where::All(vec![
            is(1),
            Where::Not(Box::new(Where::Any(vec![is(2), is(3)]))),
        ]);
        assert_eq!(at(&where_, &[1, 1]), Some(&is(3)));
        assert_eq!(at(&where_, &[1, 2]), None);
        *at_mut(&mut where_, &[1, 0]).expect("it is there") = is(4);
        assert_eq!(at(&where_, &[1, 0]), Some(&is(4)));
        set_combine(
            at_mut(&mut where_, &[1]).expect("it is there"),
            Combine::Any,
        );
        assert_eq!(
            where_,
            Where::All(vec![is(1), Where::Any(vec![is(4), is(3)])])
        );
    }
}
