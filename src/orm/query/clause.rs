//! A `where` as the JavaScript object that says it.
//!
//! Sequelize reads `where` as an object: one key an attribute, one key an
//! operator. This is the smallest such object for a [`Where`]; both the code
//! shown and the SQL rendered come from it, so they cannot disagree.

use super::{Comparison, Where};

/// A `where` object. `K` names an attribute: a path while it is code, a place in the plan once it is planned.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause<K> {
    /// `[Op.or]: [ … ]`.
    pub any: Vec<Clause<K>>,
    /// `[Op.not]: { … }`.
    pub not: Option<Box<Clause<K>>>,
    /// `[Op.and]: [ … ]`: what does not fit beside keys of the same name.
    pub all: Vec<Clause<K>>,
    /// `name: value` or `likes: { [Op.gt]: 2, [Op.lt]: 9 }`, in order.
    pub keys: Vec<(K, Vec<Comparison>)>,
}

impl<K> Default for Clause<K> {
    fn default() -> Self {
        Self {
            any: Vec::new(),
            not: None,
            all: Vec::new(),
            keys: Vec::new(),
        }
    }
}

impl<K> Clause<K> {
    /// Whether it asks nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many entries the object has; more than one need parentheses in SQL.
    pub fn len(&self) -> usize {
        usize::from(!self.any.is_empty())
            + usize::from(self.not.is_some())
            + usize::from(!self.all.is_empty())
            + self.keys.len()
    }

    /// The same object with other names of attributes, or the first error.
    ///
    /// # Errors
    /// What `name` returns for an attribute it cannot name.
    pub fn try_map<L, E>(
        &self,
        name: &mut impl FnMut(&K, &[Comparison]) -> Result<L, E>,
    ) -> Result<Clause<L>, E> {
        let mut each = |clauses: &[Self]| {
            clauses
                .iter()
                .map(|clause| clause.try_map(name))
                .collect::<Result<Vec<_>, E>>()
        };
        let (any, all) = (each(&self.any)?, each(&self.all)?);
        let not = match &self.not {
            Some(clause) => Some(Box::new(clause.try_map(name)?)),
            None => None,
        };
        let keys = self
            .keys
            .iter()
            .map(|(key, comparisons)| Ok((name(key, comparisons)?, comparisons.clone())))
            .collect::<Result<Vec<_>, E>>()?;
        Ok(Clause {
            any,
            not,
            all,
            keys,
        })
    }

    /// Calls `visit` with each attribute it names.
    pub fn each_key<'a>(&'a self, visit: &mut impl FnMut(&'a K)) {
        for clause in self.any.iter().chain(self.not.as_deref()).chain(&self.all) {
            clause.each_key(visit);
        }
        for (key, _) in &self.keys {
            visit(key);
        }
    }
}

impl Clause<super::Path> {
    /// The smallest object for a `where`.
    pub fn of(where_: &Where) -> Self {
        let mut clause = Self::default();
        clause.add(where_);
        clause
    }

    fn add(&mut self, where_: &Where) {
        match where_ {
            Where::All(parts) => parts.iter().for_each(|part| self.add(part)),
            Where::Any(parts) => {
                let mut clauses: Vec<_> = parts
                    .iter()
                    .map(Self::of)
                    .filter(|clause| !clause.is_empty())
                    .collect();
                match clauses.len() {
                    0 => {}
                    1 => self.join(clauses.swap_remove(0)),
                    _ => self.join(Self {
                        any: clauses,
                        ..Self::default()
                    }),
                }
            }
            Where::Not(part) => {
                let clause = Self::of(part);
                if !clause.is_empty() {
                    self.join(Self {
                        not: Some(Box::new(clause)),
                        ..Self::default()
                    });
                }
            }
            Where::Is(condition) => self.join(Self {
                keys: vec![(condition.left.clone(), vec![condition.comparison.clone()])],
                ..Self::default()
            }),
        }
    }

    /// Takes up another object: key by key where there is room, else as a part of `[Op.and]`.
    fn join(&mut self, other: Self) {
        let mut rest = Self::default();
        if self.any.is_empty() {
            self.any = other.any;
        } else {
            rest.any = other.any;
        }
        if self.not.is_none() {
            self.not = other.not;
        } else {
            rest.not = other.not;
        }
        self.all.extend(other.all);
        for (key, comparisons) in other.keys {
            match self.keys.iter_mut().find(|(known, _)| *known == key) {
                None => self.keys.push((key, comparisons)),
                Some((_, known))
                    if comparisons.iter().all(|comparison| {
                        known
                            .iter()
                            .all(|other| other.operator() != comparison.operator())
                    }) =>
                {
                    known.extend(comparisons);
                }
                Some(_) => rest.keys.push((key, comparisons)),
            }
        }
        if !rest.is_empty() {
            self.all.push(rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Condition, Path};
    use super::*;
    use crate::orm::schema::AttributeId;
    use crate::orm::value::Value;

    fn is(attribute: u32, comparison: Comparison) -> Where {
        Where::Is(Condition {
            left: Path {
                through: Vec::new(),
                attribute: AttributeId(attribute),
            },
            comparison,
        })
    }

    #[test]
    fn operators_of_one_attribute_share_its_key() {
        let clause = Clause::of(&Where::All(vec![
            is(1, Comparison::Gte(Value::Integer(2))),
            is(1, Comparison::Ne(Value::Integer(5))),
        ]));
        assert_eq!(clause.keys.len(), 1);
        assert_eq!(clause.keys[0].1.len(), 2);
        assert_eq!(clause.len(), 1);
    }

    #[test]
    fn the_same_operator_twice_needs_op_and() {
        let clause = Clause::of(&Where::All(vec![
            is(1, Comparison::Like("a%".into())),
            is(1, Comparison::Like("%b".into())),
        ]));
        assert_eq!((clause.keys.len(), clause.all.len()), (1, 1));
    }

    #[test]
    fn empty_groups_and_groups_of_one_vanish() {
        let one = is(1, Comparison::Eq(Value::Null));
        let clause = Clause::of(&Where::All(vec![
            Where::Any(vec![]),
            Where::Not(Box::default()),
            Where::Any(vec![Where::default(), one.clone()]),
        ]));
        assert_eq!(clause, Clause::of(&one));
    }
}
