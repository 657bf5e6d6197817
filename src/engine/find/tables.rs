//! The stored tables a plan reads, and the way from a row to the rows that match it.

use std::cell;
use std::collections::{BTreeMap, HashMap};

use gluesql::prelude::Value as EngineValue;

use crate::engine::convert;
use crate::engine::protocol::{EngineError, RowId};
use crate::engine::store::{Index, Key, Position, Row, Store, StoredTable};
use crate::orm::query::evaluate::Predicate;
use crate::orm::query::{Cell, Clause, Link, NONE, Plan};
use crate::orm::value::Value;

/// The tables of a plan's slots.
pub struct Tables<'a> {
    /// The plan.
    pub plan: &'a Plan,
    slots: Vec<SlotTable<'a>>,
    nodes: Vec<NodeReach<'a>>,
}

/// One table and where the plan's columns stand in its rows.
pub struct SlotTable<'a> {
    /// The table.
    pub table: &'a StoredTable,
    /// The place of each column of the slot.
    pub places: Vec<usize>,
    /// The place of each row in the order of the primary key, where that is not the order of ids.
    rank: Option<HashMap<u32, u32>>,
}

/// How a node's rows are found.
struct NodeReach<'a> {
    own: Option<Reach<'a>>,
    pairs: Option<Reach<'a>>,
    predicate: Option<Predicate<Cell>>,
}

/// A place in an index.
type Near = cell::Cell<Position>;

/// Rows by the value of one column.
pub enum Reach<'a> {
    /// By an index, and where in it the last rows were found.
    Index(&'a Index, Near),
    /// By a map made for this find: no index goes by the column.
    Map(BTreeMap<Key, Vec<RowId>>),
}

impl Reach<'_> {
    /// The rows of a table by the column at that place.
    pub fn of(table: &StoredTable, place: usize) -> Reach<'_> {
        if let Some(index) = table.index_on(&[place]) {
            return Reach::Index(index, Near::default());
        }
        let mut map: BTreeMap<Key, Vec<RowId>> = BTreeMap::new();
        for (id, row) in table.rows().iter() {
            map.entry(Key::of(&row[place])).or_default().push(id);
        }
        Reach::Map(map)
    }

    /// Calls `visit` with each row of that key.
    pub fn each(&self, key: &Key, mut visit: impl FnMut(u32)) {
        match self {
            Self::Index(index, near) => {
                let mut position = near.get();
                index.each_near(key, &mut position, |id| visit(id.0));
                near.set(position);
            }
            Self::Map(map) => map
                .get(key)
                .into_iter()
                .flatten()
                .for_each(|id| visit(id.0)),
        }
    }
}

impl<'a> Tables<'a> {
    /// The tables of a plan.
    ///
    /// # Errors
    /// A table or column that is not there.
    pub fn new(store: &'a Store, plan: &'a Plan) -> Result<Self, EngineError> {
        let slots = plan.slots.iter().map(|slot| {
            let no_table = || EngineError::NoTable {
                table: slot.table.clone(),
            };
            let table = store.table(&slot.table).ok_or_else(no_table)?;
            let place = |name: &String| {
                let no_column = || EngineError::NoColumn {
                    table: slot.table.clone(),
                    column: name.clone(),
                };
                table
                    .column(name)
                    .map(|(place, _)| place)
                    .ok_or_else(no_column)
            };
            let places = slot
                .columns
                .iter()
                .map(|column| place(&column.name))
                .collect::<Result<_, _>>()?;
            Ok(SlotTable {
                table,
                places,
                rank: rank(table),
            })
        });
        let slots: Vec<SlotTable> = slots.collect::<Result<_, EngineError>>()?;
        let reach = |slot: usize, column: usize| {
            let slot: &SlotTable<'a> = &slots[slot];
            Reach::of(slot.table, slot.places[column])
        };
        let nodes = plan.nodes.iter().map(|node| {
            let (own, pairs) = match (node.link, node.through) {
                (Link::Through { foreign, own, .. }, Some(through)) => {
                    (Some(reach(node.slot, own)), Some(reach(through, foreign)))
                }
                (Link::Direct { own, .. }, _) => (Some(reach(node.slot, own)), None),
                _ => (None, None),
            };
            NodeReach {
                own,
                pairs,
                predicate: predicate(plan, &node.where_),
            }
        });
        let nodes = nodes.collect();
        Ok(Self { plan, slots, nodes })
    }

    /// The table of a slot.
    pub fn slot(&self, slot: usize) -> &SlotTable<'a> {
        &self.slots[slot]
    }

    /// A stored value; nothing for a row that is not there.
    pub fn stored(&self, cell: Cell, row: u32) -> Option<&EngineValue> {
        let slot = &self.slots[cell.slot];
        slot.row(row)
            .map(|values| &values[slot.places[cell.column]])
    }

    /// A value in the page's form; null for a row that is not there.
    pub fn value(&self, cell: Cell, row: u32) -> Value {
        self.stored(cell, row).map_or(Value::Null, |value| {
            convert::from_engine(&self.plan.column(cell).data_type, value)
        })
    }

    /// The rows of a node that match a row of its parent: by key and by the node's condition, in the order of their keys.
    ///
    /// Each comes with the row of the table of pairs it is reached by, or `NONE`.
    pub fn matches(&self, index: usize, parent: u32, found: &mut Vec<(u32, u32)>) {
        let reach = &self.nodes[index];
        let node = &self.plan.nodes[index];
        let above = &self.slots[self.plan.nodes[node.parent].slot];
        let (Some(own), Some(row)) = (&reach.own, above.row(parent)) else {
            return;
        };
        let start = found.len();
        match (node.link, &reach.pairs, node.through) {
            (
                Link::Through {
                    parent: column,
                    other,
                    ..
                },
                Some(pairs),
                Some(through),
            ) => {
                let key = Key::of(&row[above.places[column]]);
                if key.has_null() {
                    return;
                }
                let pair_table = &self.slots[through];
                pairs.each(&key, |pair| {
                    let Some(values) = pair_table.row(pair) else {
                        return;
                    };
                    let key = Key::of(&values[pair_table.places[other]]);
                    if !key.has_null() {
                        own.each(&key, |row| found.push((row, pair)));
                    }
                });
            }
            (Link::Direct { parent: column, .. }, ..) => {
                let key = Key::of(&row[above.places[column]]);
                if key.has_null() {
                    return;
                }
                own.each(&key, |row| found.push((row, NONE)));
            }
            _ => return,
        }
        self.keep(index, found, start);
    }

    /// Keeps of the matches from `start` on those that satisfy the node's condition, in the order of their keys.
    pub fn keep(&self, index: usize, found: &mut Vec<(u32, u32)>, start: usize) {
        let node = &self.plan.nodes[index];
        if let Some(predicate) = &self.nodes[index].predicate {
            let mut kept = start;
            for at in start..found.len() {
                let row = found[at].0;
                if predicate.holds(&mut |cell| self.value(*cell, row)) == Some(true) {
                    found.swap(kept, at);
                    kept += 1;
                }
            }
            found.truncate(kept);
        }
        let own = &self.slots[node.slot];
        let position = |(row, pair): &(u32, u32)| {
            (
                own.position(*row),
                node.through
                    .map_or(0, |slot| self.slots[slot].position(*pair)),
            )
        };
        let matches = &mut found[start..];
        if !matches.is_sorted_by_key(position) {
            matches.sort_by_key(position);
        }
    }

    /// Whether a row has a match at a node: along a path below it, then with all that is required at its end.
    ///
    /// `is_inside` keeps to what is joined in the sub-select.
    pub fn has_match(&self, node: usize, parent: u32, path: &[usize], is_inside: bool) -> bool {
        let mut found = Vec::new();
        self.matches(node, parent, &mut found);
        found.iter().any(|(row, _)| match path {
            [next, rest @ ..] => self.has_match(*next, *row, rest, is_inside),
            [] => self.has_required(node, *row, is_inside),
        })
    }

    /// Whether any row of the model is its own match at the first node of a path, and has one along the rest.
    pub fn has_own_match(&self, path: &[usize]) -> bool {
        let mut found = Vec::new();
        self.slot(0).table.ordered().any(|id| {
            found.clear();
            self.matches(path[0], id.0, &mut found);
            found.iter().any(|(row, _)| *row == id.0)
                && match path[1..] {
                    [next, ref rest @ ..] => self.has_match(next, id.0, rest, false),
                    [] => self.has_required(path[0], id.0, false),
                }
        })
    }

    /// Whether all required includes below a row have a match.
    pub fn has_required(&self, node: usize, row: u32, is_inside: bool) -> bool {
        let mut required = self.plan.nodes[node].children.iter().filter(|child| {
            let child = &self.plan.nodes[**child];
            child.is_required && (!is_inside || child.in_sub_query)
        });
        required.all(|child| self.has_match(*child, row, &[], is_inside))
    }
}

impl SlotTable<'_> {
    /// The row of that number.
    pub fn row(&self, row: u32) -> Option<&Row> {
        self.table.row(RowId(row))
    }

    /// Where a row stands in the order of the primary key.
    pub fn position(&self, row: u32) -> u32 {
        self.rank
            .as_ref()
            .map_or(row, |rank| rank.get(&row).copied().unwrap_or(row))
    }
}

/// A condition made ready, where it asks something.
pub fn predicate(plan: &Plan, clause: &Clause<Cell>) -> Option<Predicate<Cell>> {
    // The plan has checked that its values fit.
    Predicate::new(clause, &|cell: &Cell| plan.column(*cell).data_type.clone())
        .ok()
        .filter(|predicate| !predicate.is_empty())
}

/// The order of the primary key by row, where ids are not in it already.
fn rank(table: &StoredTable) -> Option<HashMap<u32, u32>> {
    if table.ordered().is_sorted() {
        return None;
    }
    Some(
        (0..)
            .zip(table.ordered())
            .map(|(position, id)| (id.0, position))
            .collect(),
    )
}
