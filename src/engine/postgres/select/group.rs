//! GROUP BY: rows gathered by their keys, and what may be read of a group.

use gluesql::prelude::Value;

use super::aggregate::State;
use super::plan::Grouping;
use super::scan::Scan;
use crate::engine::postgres::PgError;
use crate::engine::postgres::expression::{Expression, Node, Reference, Scope, Slot, parts};
use crate::engine::postgres::value::{Hashed, equal, hash_all};
use crate::engine::store::{Row, Store};

/// The groups of a run, in the order their first rows came.
pub(super) struct Groups<'g> {
    grouping: &'g Grouping,
    by_hash: Hashed<Vec<usize>>,
    list: Vec<Group>,
}

struct Group {
    keys: Vec<Value>,
    /// The first row: all that may be read of a group besides aggregates is the same in each of its rows.
    first: Vec<Slot>,
    states: Vec<State>,
}

impl<'g> Groups<'g> {
    /// No groups yet.
    pub fn new(grouping: &'g Grouping) -> Self {
        Self {
            grouping,
            by_hash: Hashed::default(),
            list: Vec::new(),
        }
    }

    /// Adds a row to its group.
    pub fn add(&mut self, slots: &[Slot], scan: &Scan) -> Result<(), PgError> {
        let frame = scan.frame(slots);
        let keys = self
            .grouping
            .keys
            .iter()
            .map(|key| frame.value(key))
            .collect::<Result<Vec<_>, _>>()?;
        let hash = hash_all(keys.iter().map(|key| &**key));
        let same = self.by_hash.entry(hash).or_default();
        let known = same.iter().copied().find(|place| {
            let group: &Group = &self.list[*place];
            group
                .keys
                .iter()
                .zip(&keys)
                .all(|(left, right)| equal(left, right))
        });
        let place = match known {
            Some(place) => place,
            None => {
                same.push(self.list.len());
                self.list.push(Group {
                    keys: keys.into_iter().map(std::borrow::Cow::into_owned).collect(),
                    first: slots.to_vec(),
                    states: self.states(),
                });
                self.list.len() - 1
            }
        };
        let aggregates = &self.grouping.aggregates;
        for (state, call) in self.list[place].states.iter_mut().zip(aggregates) {
            state.add(call, &frame)?;
        }
        Ok(())
    }

    fn states(&self) -> Vec<State> {
        self.grouping.aggregates.iter().map(State::new).collect()
    }

    /// Calls `take` with a joined row for each group that HAVING lets pass.
    pub fn finish(
        mut self,
        scan: &Scan,
        width: usize,
        take: &mut dyn FnMut(&mut Vec<Slot>) -> Result<(), PgError>,
    ) -> Result<(), PgError> {
        if self.list.is_empty() && self.grouping.keys.is_empty() {
            let states = self.states();
            self.list.push(Group {
                keys: Vec::new(),
                first: Vec::new(),
                states,
            });
        }
        for group in self.list {
            let mut slots = group.first;
            let sources = width - 3;
            slots.resize(width, None);
            let values = group
                .states
                .into_iter()
                .zip(&self.grouping.aggregates)
                .map(|(state, call)| state.finish(call))
                .collect::<Result<Vec<Value>, _>>()?;
            slots[sources] = Some(Row::from(values));
            let passes = match &self.grouping.having {
                Some(having) => scan.frame(&slots).holds(having)?,
                None => true,
            };
            if passes {
                take(&mut slots)?;
            }
        }
        Ok(())
    }
}

/// Refuses columns that are neither grouped by, nor decided by what is, nor aggregated.
///
/// # Errors
/// `42803`: `column "User.name" must appear in the GROUP BY clause or be used in an aggregate function`.
pub(super) fn check(
    expression: &Expression,
    keys: &[Expression],
    scope: &Scope,
    store: &Store,
) -> Result<(), PgError> {
    // A text taken for another kind of text is still the same value.
    if keys.iter().any(|key| key.node == expression.node) {
        return Ok(());
    }
    let refuse = |reference: Reference| -> Result<(), PgError> {
        let is_source = reference.level == 0 && reference.slot < scope.aggregate_slot();
        if !is_source || is_decided(reference, keys, scope, store) {
            return Ok(());
        }
        let relation = &scope.relations[reference.slot];
        let column = relation
            .columns
            .get(reference.column)
            .map_or("", |(name, _)| name);
        Err(PgError::new(
            "42803",
            format!(
                "column \"{}.{column}\" must appear in the GROUP BY clause or be used in an aggregate function",
                relation.name
            ),
        ))
    };
    match &expression.node {
        Node::Column(reference) => return refuse(*reference),
        Node::Whole {
            level,
            slot,
            columns,
        } => {
            for column in 0..columns.len() {
                refuse(Reference {
                    level: *level,
                    slot: *slot,
                    column,
                })?;
            }
        }
        Node::Scalar(query)
        | Node::Exists(query)
        | Node::ArrayOf(query)
        | Node::InQuery { query, .. }
        | Node::QuantifiedQuery { query, .. } => {
            for used in query.used.iter().filter(|used| used.level == 1) {
                let own = Reference { level: 0, ..*used };
                if !is_key(own, keys) && !is_decided(own, keys, scope, store) {
                    let relation = &scope.relations[own.slot];
                    let column = relation
                        .columns
                        .get(own.column)
                        .map_or("", |(name, _)| name);
                    return Err(PgError::new(
                        "42803",
                        format!(
                            "subquery uses ungrouped column \"{}.{column}\" from outer query",
                            relation.name
                        ),
                    ));
                }
            }
        }
        _ => {}
    }
    let mut result = Ok(());
    parts(expression, &mut |part| {
        if result.is_ok() {
            result = check(part, keys, scope, store);
        }
    });
    result
}

fn is_key(reference: Reference, keys: &[Expression]) -> bool {
    keys.iter()
        .any(|key| matches!(&key.node, Node::Column(other) if *other == reference))
}

/// Whether the grouping has the primary key of the column's table.
fn is_decided(reference: Reference, keys: &[Expression], scope: &Scope, store: &Store) -> bool {
    let relation = &scope.relations[reference.slot];
    let Some(table) = relation.table.as_ref().and_then(|name| store.table(name)) else {
        return false;
    };
    table.primary().is_some_and(|primary| {
        primary.columns.iter().all(|column| {
            let key = Reference {
                column: *column,
                ..reference
            };
            is_key(key, keys)
        })
    })
}
