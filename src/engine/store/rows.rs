//! Rows in chunks that copies of a table share until one is written.
//!
//! A row's id is its place: it never moves and is never used again. Writing one
//! row copies one chunk of pointers, whatever the size of the table.

use std::rc::Rc;

use gluesql::prelude::Value;

use crate::engine::protocol::RowId;

/// A row, a value a column. Shared by all copies of its table.
pub type Row = Rc<[Value]>;

/// Rows with their ids.
pub type Named = Vec<(RowId, Row)>;

/// How many rows a chunk takes.
const CHUNK: usize = 256;

/// The rows of one table.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    chunks: Vec<Rc<Chunk>>,
    len: usize,
    next: u32,
}

/// A run of places, filled from the front.
#[derive(Debug, Clone, Default)]
struct Chunk {
    places: Vec<Option<Row>>,
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The id the next row gets.
    pub fn next(&self) -> RowId {
        RowId(self.next)
    }

    /// The row of that id.
    pub fn get(&self, id: RowId) -> Option<&Row> {
        let (chunk, place) = at(id);
        self.chunks.get(chunk)?.places.get(place)?.as_ref()
    }

    /// Adds a row, and names it.
    pub fn push(&mut self, row: Row) -> RowId {
        let id = self.next();
        self.put(id, row);
        id
    }

    /// Puts a row at a place, which may be beyond the last one.
    pub fn put(&mut self, id: RowId, row: Row) {
        let (chunk, place) = at(id);
        while self.chunks.len() <= chunk {
            self.chunks.push(Rc::default());
        }
        let places = &mut Rc::make_mut(&mut self.chunks[chunk]).places;
        if places.len() <= place {
            places.resize(place + 1, None);
        }
        if places[place].replace(row).is_none() {
            self.len += 1;
        }
        self.next = self.next.max(id.0.saturating_add(1));
    }

    /// Takes a row out.
    pub fn remove(&mut self, id: RowId) -> Option<Row> {
        self.get(id)?;
        let (chunk, place) = at(id);
        let chunk = Rc::make_mut(&mut self.chunks[chunk]);
        let row = chunk.places[place].take()?;
        self.len -= 1;
        if chunk.places.iter().all(Option::is_none) {
            chunk.places = Vec::new();
        }
        Some(row)
    }

    /// Keeps the ids up to that one from being given again.
    pub fn reserve(&mut self, next: RowId) {
        self.next = self.next.max(next.0);
    }

    /// All rows, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (RowId, &Row)> {
        self.chunks.iter().enumerate().flat_map(|(chunk, rows)| {
            rows.places
                .iter()
                .enumerate()
                .filter_map(move |(place, row)| {
                    let id = u32::try_from(chunk * CHUNK + place).ok()?;
                    Some((RowId(id), row.as_ref()?))
                })
        })
    }

    /// What was taken out since it was that copy, and what was put in. A row changed in place is both.
    pub fn changes_since(&self, before: &Self) -> (Named, Named) {
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for chunk in 0..self.chunks.len().max(before.chunks.len()) {
            let (old, new) = (before.chunks.get(chunk), self.chunks.get(chunk));
            if let (Some(old), Some(new)) = (old, new)
                && Rc::ptr_eq(old, new)
            {
                continue;
            }
            for place in 0..CHUNK {
                let row = |chunk: Option<&Rc<Chunk>>| {
                    chunk.and_then(|chunk| chunk.places.get(place)?.clone())
                };
                let (old, new) = (row(old), row(new));
                let is_same = match (&old, &new) {
                    (Some(old), Some(new)) => Rc::ptr_eq(old, new),
                    (None, None) => true,
                    _ => false,
                };
                if let (false, Ok(id)) = (is_same, u32::try_from(chunk * CHUNK + place)) {
                    removed.extend(old.map(|row| (RowId(id), row)));
                    added.extend(new.map(|row| (RowId(id), row)));
                }
            }
        }
        (removed, added)
    }

    /// Makes every row another, under the id it has.
    ///
    /// # Errors
    /// The first error `change` returns; the rows are then half changed.
    pub fn try_map<E>(&mut self, mut change: impl FnMut(&Row) -> Result<Row, E>) -> Result<(), E> {
        for chunk in &mut self.chunks {
            let places = chunk
                .places
                .iter()
                .map(|row| row.as_ref().map(&mut change).transpose())
                .collect::<Result<_, E>>()?;
            *chunk = Rc::new(Chunk { places });
        }
        Ok(())
    }
}

/// The chunk and the place in it.
fn at(id: RowId) -> (usize, usize) {
    let id = id.0 as usize;
    (id / CHUNK, id % CHUNK)
}
