//! The choice of indexes, once all conditions are where they belong.

use super::push::reads_rows;
use super::source::{Access, Join, JoinKind, Keys, Source, Table};
use crate::engine::postgres::expression::{Comparison, Expression, Node};
use crate::engine::store::{Store, StoredTable};

/// Chooses indexes for a source and all below it.
pub(super) fn settle(source: &mut Source, store: &Store) {
    match source {
        Source::Table(table) => {
            if let Some(stored) = store.table(&table.name) {
                choose(table, stored, &[]);
            }
        }
        Source::Join(join) => {
            settle(&mut join.left, store);
            settle(&mut join.right, store);
            if !join.is_lateral && join.kind != JoinKind::Full {
                join.dependent = dependent(&join.right, &join.keys, store);
            }
        }
        _ => {}
    }
}

/// An equality that an index can serve: the column and the value sought.
type Sought = (usize, Expression);

/// Chooses the index that serves the conditions best, with equalities from outside too.
fn choose(table: &mut Table, stored: &StoredTable, outside: &[Sought]) -> bool {
    let own: Vec<(Sought, usize)> = table
        .filter
        .iter()
        .enumerate()
        .filter_map(|(place, condition)| Some((equality(condition, table.slot)?, place)))
        .collect();
    // The value, and the place of the condition that has it, where that is the table's own.
    let value_of = |column: usize| {
        own.iter()
            .find(|((own, _), _)| *own == column)
            .map(|((_, value), place)| (value.clone(), Some(*place)))
            .or_else(|| {
                let sought = outside.iter().find(|(other, _)| *other == column)?;
                Some((sought.1.clone(), None))
            })
    };
    let served = stored
        .indexes()
        .iter()
        .filter_map(|index| {
            let values: Option<Vec<(Expression, Option<usize>)>> = index
                .columns
                .iter()
                .map(|column| value_of(*column))
                .collect();
            Some((index, values?))
        })
        .max_by_key(|(index, values)| (index.is_unique, values.len()));
    if let Some((index, values)) = served {
        let (values, decided): (Vec<Expression>, Vec<Option<usize>>) = values.into_iter().unzip();
        table.access = Some(Access {
            columns: index.columns.clone(),
            keys: Keys::One(values),
            is_unique: index.is_unique,
        });
        // The index decides these; asking again would cost a comparison a row. A second equality of a
        // column is another question.
        let mut place = 0;
        table.filter.retain(|_| {
            place += 1;
            !decided.contains(&Some(place - 1))
        });
        return true;
    }
    if table.access.is_none() {
        table.access = table
            .filter
            .iter()
            .find_map(|condition| several(condition, table.slot, stored));
    }
    false
}

/// The column and the value of an equality with something the table does not say itself.
fn equality(condition: &Expression, slot: usize) -> Option<Sought> {
    let Node::Compare(Comparison::Equal, sides) = &condition.node else {
        return None;
    };
    let sought = |one: &Expression, other: &Expression| {
        let column = own_column(one, slot)?;
        (!reads_rows(other)).then(|| (column, other.clone()))
    };
    sought(&sides.0, &sides.1).or_else(|| sought(&sides.1, &sides.0))
}

fn own_column(expression: &Expression, slot: usize) -> Option<usize> {
    match &expression.node {
        Node::Column(reference) if reference.level == 0 && reference.slot == slot => {
            Some(reference.column)
        }
        _ => None,
    }
}

/// `column IN (…)` and `column = ANY (array)`, over an index.
fn several(condition: &Expression, slot: usize, stored: &StoredTable) -> Option<Access> {
    let (of, keys) = match &condition.node {
        Node::In {
            of,
            list,
            negated: false,
        } if !list.iter().any(reads_rows) => (of, Keys::Any(list.clone())),
        Node::Among {
            of,
            set,
            negated: false,
        } => {
            let constants = set.values.values().flatten();
            let list = constants
                .map(|value| Expression::constant(value.clone(), of.kind.clone()))
                .collect();
            (of, Keys::Any(list))
        }
        Node::Quantified {
            of,
            comparison: Comparison::Equal,
            all: false,
            array,
        } if !reads_rows(array) => (of, Keys::Elements((**array).clone())),
        _ => return None,
    };
    let column = own_column(of, slot)?;
    let index = stored.index_on(&[column])?;
    Some(Access {
        columns: vec![column],
        keys,
        is_unique: index.is_unique,
    })
}

/// The right side of a join with its keys sought in an index, for each left row anew.
fn dependent(right: &Source, keys: &[(Expression, Expression)], store: &Store) -> Option<Source> {
    match right {
        Source::Table(table) => {
            if matches!(
                &table.access,
                Some(Access {
                    keys: Keys::One(_),
                    ..
                })
            ) {
                // It finds its few rows by itself already.
                return None;
            }
            let outside: Vec<Sought> = keys
                .iter()
                .filter_map(|(left, right)| Some((own_column(right, table.slot)?, left.clone())))
                .collect();
            if outside.is_empty() {
                return None;
            }
            let mut table = table.clone();
            let stored = store.table(&table.name)?;
            table.access = None;
            if choose(&mut table, stored, &outside) {
                return Some(Source::Table(table));
            }
            None
        }
        Source::Join(join) if !join.is_lateral => match join.kind {
            JoinKind::Full => None,
            JoinKind::Left => {
                let left = dependent(&join.left, keys, store)?;
                Some(Source::Join(Box::new(Join {
                    left,
                    ..(**join).clone()
                })))
            }
            JoinKind::Inner => {
                if let Some(left) = dependent(&join.left, keys, store) {
                    return Some(Source::Join(Box::new(Join {
                        left,
                        ..(**join).clone()
                    })));
                }
                // The sides of an inner join change places without harm.
                let left = dependent(&join.right, keys, store)?;
                let swapped: Vec<_> = join
                    .keys
                    .iter()
                    .map(|(left, right)| (right.clone(), left.clone()))
                    .collect();
                let inner = dependent(&join.left, &swapped, store)?;
                Some(Source::Join(Box::new(Join {
                    kind: JoinKind::Inner,
                    left,
                    right: join.left.clone(),
                    keys: swapped,
                    on: join.on.clone(),
                    dependent: Some(inner),
                    is_lateral: false,
                })))
            }
        },
        _ => None,
    }
}

/// At most how many rows a source has, where that is known without reading it.
pub(super) fn at_most(source: &Source, store: &Store) -> Option<usize> {
    match source {
        Source::Table(Table {
            access:
                Some(Access {
                    is_unique: true,
                    keys: Keys::One(_),
                    ..
                }),
            ..
        }) => Some(1),
        Source::Table(Table {
            name, access: None, ..
        }) => Some(store.table(name)?.rows().len()),
        _ => None,
    }
}

/// How many rows the table has that an index is asked of first.
pub(super) fn looked_up(source: &Source, store: &Store) -> usize {
    match source {
        Source::Table(table) => store
            .table(&table.name)
            .map_or(0, |stored| stored.rows().len()),
        Source::Join(join) => looked_up(&join.left, store),
        _ => 0,
    }
}
