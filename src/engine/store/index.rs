//! A B-tree of two levels over keys of rows, copied on write leaf by leaf.
//!
//! Entries are ordered by key, then by row id, so equal keys stand together. The
//! upper level is a plain vector of leaves: at a million rows it has a few
//! thousand pointers, and a copy of it costs microseconds.

use std::rc::Rc;

use gluesql::prelude::Value;

use super::key::Key;
use crate::engine::protocol::RowId;

/// How many entries a leaf takes before it splits.
const LEAF: usize = 256;

/// An index over columns of a table.
#[derive(Debug, Clone)]
pub struct Index {
    /// The places of its columns in a row.
    pub columns: Vec<usize>,
    /// Whether two rows may not share a key. Keys with a null in them may repeat.
    pub is_unique: bool,
    leaves: Vec<Rc<Vec<Entry>>>,
}

/// A key and the row that has it.
type Entry = (Key, RowId);

impl Index {
    /// An index of those rows.
    pub fn build<'a>(
        columns: Vec<usize>,
        is_unique: bool,
        rows: impl Iterator<Item = (RowId, &'a [Value])>,
    ) -> Self {
        let mut entries: Vec<Entry> = rows
            .map(|(id, row)| (Key::of_columns(row, &columns), id))
            .collect();
        entries.sort_unstable();
        let mut leaves = Vec::with_capacity(entries.len() / (LEAF / 2) + 1);
        let mut entries = entries.into_iter().peekable();
        while entries.peek().is_some() {
            // Half full, so that the inserts that follow split nothing at once.
            leaves.push(Rc::new(entries.by_ref().take(LEAF / 2).collect()));
        }
        Self {
            columns,
            is_unique,
            leaves,
        }
    }

    /// The key a row has in it.
    pub fn key_of(&self, row: &[Value]) -> Key {
        Key::of_columns(row, &self.columns)
    }

    /// Adds a row.
    pub fn insert(&mut self, key: Key, id: RowId) {
        if self.leaves.is_empty() {
            self.leaves.push(Rc::new(vec![(key, id)]));
            return;
        }
        let entry = (key, id);
        let leaf = self.leaf_of(&entry).min(self.leaves.len() - 1);
        let is_last = leaf == self.leaves.len() - 1;
        let entries = Rc::make_mut(&mut self.leaves[leaf]);
        let place = entries.partition_point(|other| *other < entry);
        entries.insert(place, entry);
        if entries.len() > LEAF {
            // Keys that only grow fill their leaves, as only the last one is split at its end.
            let middle = if is_last && place + 1 == entries.len() {
                LEAF
            } else {
                LEAF / 2
            };
            let upper = entries.split_off(middle);
            self.leaves.insert(leaf + 1, Rc::new(upper));
        }
    }

    /// Takes a row out.
    pub fn remove(&mut self, key: &Key, id: RowId) {
        let entry = (key.clone(), id);
        let leaf = self.leaf_of(&entry);
        if let Some(shared) = self.leaves.get_mut(leaf)
            && let Ok(place) = shared.binary_search(&entry)
        {
            let entries = Rc::make_mut(shared);
            entries.remove(place);
            if entries.is_empty() {
                self.leaves.remove(leaf);
            }
        }
    }

    /// The rows of that key, oldest first.
    pub fn find(&self, key: &Key) -> impl Iterator<Item = RowId> + use<'_> {
        self.between(self.lower(key), self.upper(key))
            .map(|(_, id)| *id)
    }

    /// Calls `visit` with the rows of that key, oldest first.
    ///
    /// `near` is where to look first, and afterwards where they end: keys asked in their
    /// order are found without a search.
    pub fn each_near(&self, key: &Key, near: &mut Position, mut visit: impl FnMut(RowId)) {
        if !self.begins_at(key, *near) {
            *near = self.lower(key);
        }
        while let Some(entries) = self.leaves.get(near.0) {
            for (found, id) in &entries[near.1.min(entries.len())..] {
                if found != key {
                    return;
                }
                visit(*id);
                near.1 += 1;
            }
            *near = (near.0 + 1, 0);
        }
    }

    /// Whether the rows of a key begin at a position, or would.
    fn begins_at(&self, key: &Key, (leaf, place): Position) -> bool {
        let entry = |leaf: usize, place: usize| self.leaves.get(leaf)?.get(place);
        let before = match (leaf, place) {
            (0, 0) => None,
            (leaf, 0) => self.leaves.get(leaf - 1).and_then(|entries| entries.last()),
            (leaf, place) => entry(leaf, place - 1),
        };
        let is_after = (leaf, place) == (0, 0) || before.is_some_and(|(other, _)| other < key);
        is_after && entry(leaf, place).is_some_and(|(other, _)| other >= key)
    }

    /// Whether a row has that key.
    pub fn contains(&self, key: &Key) -> bool {
        let (leaf, place) = self.lower(key);
        self.leaves
            .get(leaf)
            .and_then(|entries| entries.get(place))
            .is_some_and(|(found, _)| found == key)
    }

    /// All rows in the order of their keys.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = RowId> + '_ {
        self.between((0, 0), self.end()).map(|(_, id)| *id)
    }

    /// The rows from a position on, up to another.
    pub fn between(
        &self,
        from: Position,
        to: Position,
    ) -> impl DoubleEndedIterator<Item = &(Key, RowId)> + use<'_> {
        let last = self.leaves.len();
        (from.0..last.min(to.0 + 1)).flat_map(move |leaf| {
            let entries = &self.leaves[leaf];
            let start = if leaf == from.0 { from.1 } else { 0 };
            let end = if leaf == to.0 { to.1 } else { entries.len() };
            entries[start.min(end)..end].iter()
        })
    }

    /// Before the first row whose key is not less.
    pub fn lower(&self, key: &Key) -> Position {
        self.position(|other| other < key)
    }

    /// After the last row whose key is not greater.
    pub fn upper(&self, key: &Key) -> Position {
        self.position(|other| other <= key)
    }

    /// After the last row.
    pub fn end(&self) -> Position {
        (self.leaves.len(), 0)
    }

    /// After the last key that is still before.
    fn position(&self, is_before: impl Fn(&Key) -> bool) -> Position {
        let leaf = self
            .leaves
            .partition_point(|entries| entries.last().is_some_and(|(key, _)| is_before(key)));
        let place = self.leaves.get(leaf).map_or(0, |entries| {
            entries.partition_point(|(key, _)| is_before(key))
        });
        (leaf, place)
    }

    /// The leaf an entry stands in, or would.
    fn leaf_of(&self, entry: &Entry) -> usize {
        self.leaves
            .partition_point(|entries| entries.last().is_some_and(|last| last < entry))
    }
}

/// A leaf, and a place in it.
pub type Position = (usize, usize);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_holds_what_a_sorted_set_holds(steps in prop::collection::vec((any::<bool>(), 0..40_i64, 0..30_u32), 0..1500), keys in prop::collection::vec(0..40_i64, 0..20), near in (0..9_usize, 0..80_usize)) {
            let mut index = Index::build(vec![0], false, std::iter::empty());
            let mut set = BTreeSet::new();
            for (is_insert, key, id) in steps {
                let (key, id) = (Key::Integer(key), RowId(id));
                if is_insert {
                    if set.insert((key.clone(), id)) {
                        index.insert(key, id);
                    }
                } else {
                    set.remove(&(key.clone(), id));
                    index.remove(&key, id);
                }
            }
            prop_assert!(index.rows().eq(set.iter().map(|(_, id)| *id)));
            prop_assert!(index.rows().rev().eq(set.iter().rev().map(|(_, id)| *id)));
            let mut near = near;
            for key in keys.into_iter().chain(0..40).map(Key::Integer) {
                let expected: Vec<_> = set.iter().filter(|(other, _)| *other == key).map(|(_, id)| *id).collect();
                prop_assert_eq!(index.contains(&key), !expected.is_empty());
                prop_assert_eq!(index.find(&key).collect::<Vec<_>>(), &expected[..]);
                let mut near_found = Vec::new();
                index.each_near(&key, &mut near, |id| near_found.push(id));
                prop_assert_eq!(near_found, expected);
            }
        }
    }

    #[test]
    fn a_copy_does_not_see_later_writes() {
        let rows: Vec<(RowId, Vec<Value>)> = (0..1000)
            .map(|id| (RowId(id), vec![Value::I64(i64::from(id))]))
            .collect();
        let before = Index::build(
            vec![0],
            true,
            rows.iter().map(|(id, row)| (*id, row.as_slice())),
        );
        let mut after = before.clone();
        after.remove(&Key::Integer(500), RowId(500));
        after.insert(Key::Integer(2000), RowId(2000));
        assert!(before.contains(&Key::Integer(500)) && !before.contains(&Key::Integer(2000)));
        assert!(!after.contains(&Key::Integer(500)) && after.contains(&Key::Integer(2000)));
    }
}
