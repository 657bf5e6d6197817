//! What Postgres keeps beside tables: enumerated types, sequences, schemas.
//!
//! Copy-on-write like the store, so that a snapshot covers both; only the numbers
//! of sequences are shared by all copies, as no rollback gives one back.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::PgError;
use super::relation::PUBLIC;

/// Everything that is no table. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Catalog {
    enums: Rc<BTreeMap<String, Rc<EnumType>>>,
    sequences: Rc<BTreeMap<String, Rc<Sequence>>>,
    schemas: Rc<BTreeSet<String>>,
    made: u32,
}

/// An enumerated type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumType {
    /// The schema it is in.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// Its values, in order.
    pub values: Vec<String>,
    /// Its values in the order they were added, in which the catalog lists them.
    pub added: Vec<String>,
}

/// A sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// The schema it is in.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// Its first number.
    pub start: i64,
    /// The step from one number to the next.
    pub increment: i64,
    /// The greatest number it gives.
    pub maximum: i64,
    /// The table and the column it belongs to, which take it along when they go.
    pub owner: Option<(String, String)>,
    /// The number given last; `None` where none was.
    pub last: Rc<Cell<Option<i64>>>,
}

impl Default for Catalog {
    fn default() -> Self {
        Self {
            enums: Rc::default(),
            sequences: Rc::default(),
            schemas: Rc::new(BTreeSet::from([PUBLIC.to_owned()])),
            made: 0,
        }
    }
}

impl Catalog {
    /// The enumerated type of that key: its name, behind its schema where that is not `public`.
    pub fn enum_type(&self, key: &str) -> Option<&EnumType> {
        self.enums.get(key).map(|of| &**of)
    }

    /// All enumerated types by key.
    pub fn enums(&self) -> impl Iterator<Item = (&String, &EnumType)> {
        self.enums.iter().map(|(key, of)| (key, &**of))
    }

    /// Puts an enumerated type.
    pub fn put_enum(&mut self, key: String, of: EnumType) {
        Rc::make_mut(&mut self.enums).insert(key, Rc::new(of));
    }

    /// Takes an enumerated type out.
    pub fn remove_enum(&mut self, key: &str) -> Option<Rc<EnumType>> {
        Rc::make_mut(&mut self.enums).remove(key)
    }

    /// The sequence of that key.
    pub fn sequence(&self, key: &str) -> Option<&Rc<Sequence>> {
        self.sequences.get(key)
    }

    /// All sequences by key.
    pub fn sequences(&self) -> impl Iterator<Item = (&String, &Rc<Sequence>)> {
        self.sequences.iter()
    }

    /// Puts a sequence.
    pub fn put_sequence(&mut self, key: String, sequence: Sequence) {
        Rc::make_mut(&mut self.sequences).insert(key, Rc::new(sequence));
    }

    /// Takes a sequence out.
    pub fn remove_sequence(&mut self, key: &str) -> Option<Rc<Sequence>> {
        Rc::make_mut(&mut self.sequences).remove(key)
    }

    /// The next number of a sequence.
    ///
    /// # Errors
    /// 42P01 where there is none of that key, 2200H where it has run out.
    pub fn next(&self, key: &str) -> Result<i64, PgError> {
        self.sequence(key)
            .ok_or_else(|| PgError::new("42P01", format!("relation \"{key}\" does not exist")))?
            .next()
    }

    /// The schemas.
    pub fn schemas(&self) -> &BTreeSet<String> {
        &self.schemas
    }

    /// The schemas, to be written.
    pub fn schemas_mut(&mut self) -> &mut BTreeSet<String> {
        Rc::make_mut(&mut self.schemas)
    }

    /// A number for the next thing made.
    pub fn make(&mut self) -> u32 {
        self.made = self.made.saturating_add(1);
        self.made
    }

    /// What both a transaction and others made of what was: the transaction's word counts where both spoke.
    pub fn merged(base: &Self, mine: &Self, theirs: &Self) -> Self {
        Self {
            enums: merge(&base.enums, &mine.enums, &theirs.enums),
            sequences: merge(&base.sequences, &mine.sequences, &theirs.sequences),
            schemas: if base.schemas == mine.schemas {
                Rc::clone(&theirs.schemas)
            } else {
                let added = mine.schemas.difference(&base.schemas);
                let kept = theirs
                    .schemas
                    .iter()
                    .filter(|name| !base.schemas.contains(*name) || mine.schemas.contains(*name));
                Rc::new(kept.chain(added).cloned().collect())
            },
            made: mine.made.max(theirs.made),
        }
    }

    /// Whether nothing in it was changed since that copy of it.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.enums, &other.enums)
            && Rc::ptr_eq(&self.sequences, &other.sequences)
            && Rc::ptr_eq(&self.schemas, &other.schemas)
    }
}

/// One map of things changed on two sides.
fn merge<T: PartialEq>(
    base: &Rc<BTreeMap<String, Rc<T>>>,
    mine: &Rc<BTreeMap<String, Rc<T>>>,
    theirs: &Rc<BTreeMap<String, Rc<T>>>,
) -> Rc<BTreeMap<String, Rc<T>>> {
    if Rc::ptr_eq(base, mine) {
        return Rc::clone(theirs);
    }
    if Rc::ptr_eq(base, theirs) {
        return Rc::clone(mine);
    }
    let mut merged = BTreeMap::clone(theirs);
    merged.retain(|key, _| !base.contains_key(key) || mine.contains_key(key));
    for (key, value) in &**mine {
        if base.get(key) != Some(value) {
            merged.insert(key.clone(), Rc::clone(value));
        }
    }
    Rc::new(merged)
}

impl Sequence {
    /// A sequence that gave no number yet.
    pub fn new(schema: &str, name: &str) -> Self {
        Self {
            schema: schema.to_owned(),
            name: name.to_owned(),
            start: 1,
            increment: 1,
            maximum: i64::MAX,
            owner: None,
            last: Rc::default(),
        }
    }

    /// Its next number, which nobody gets again.
    ///
    /// # Errors
    /// 2200H where it has run out.
    pub fn next(&self) -> Result<i64, PgError> {
        let next = match self.last.get() {
            None => Some(self.start),
            Some(last) => last.checked_add(self.increment),
        };
        match next.filter(|next| *next <= self.maximum) {
            Some(next) => {
                self.last.set(Some(next));
                Ok(next)
            }
            None => Err(PgError::new(
                "2200H",
                format!(
                    "nextval: reached maximum value of sequence \"{}\" ({})",
                    self.name, self.maximum
                ),
            )),
        }
    }

    /// The same, begun anew: a copy that earlier snapshots do not share.
    #[must_use]
    pub fn restarted(&self, at: i64) -> Self {
        Self {
            start: at,
            last: Rc::default(),
            ..self.clone()
        }
    }

    /// Goes on behind a number, as `setval` has it.
    pub fn set(&self, value: i64, is_called: bool) {
        self.last.set(Some(if is_called {
            value
        } else {
            value.saturating_sub(self.increment)
        }));
    }
}
