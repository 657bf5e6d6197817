//! What is shown below a separate include.

use crate::orm::select::include::Include;
use crate::orm::select::shape::{Level, names_shown};

/// What an include and those below it show. The find that has the separate include settles it:
/// a separate find validates what hangs below it again, which selects keys, but shows none.
#[derive(Debug, Clone)]
pub struct Outline {
    name: String,
    shown: Option<Vec<String>>,
    below: Vec<Outline>,
}

impl Outline {
    /// What an include shows as it is now.
    pub fn of(include: &Include) -> Self {
        let below = include.children().iter().chain(include.through.as_deref());
        Self {
            name: include.alias.clone().unwrap_or_default(),
            shown: include.original.as_deref().map(names_shown),
            below: below.map(Self::of).collect(),
        }
    }

    /// What is shown at a path below it.
    pub fn at(&self, path: &[String]) -> Option<&Self> {
        let Some((name, rest)) = path.split_first() else {
            return Some(self);
        };
        self.below(name)?.at(rest)
    }

    /// What the include of that name shows.
    pub fn below(&self, name: &str) -> Option<&Self> {
        self.below.iter().find(|below| below.name == name)
    }

    /// Has a level of the separate find, and those below it, show this.
    pub fn show(&self, level: &mut Level) {
        if let Some(shown) = &self.shown {
            level.shown = Some(shown.clone());
        }
        for child in &mut level.children {
            if let Some(below) = self.below(&child.name) {
                below.show(child);
            }
        }
    }
}
