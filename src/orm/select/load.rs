//! Runs a find and its separate includes, and nests their rows.

mod write;

use std::collections::{HashMap, HashSet};

use super::bind::{Bound, bind};
use super::nest::{Tree, nest};
use super::{Rows, Select, Separate, type_error};
use crate::orm::declare::{OrmError, Registry};
use crate::orm::js::Js;

/// The rows of a find, nested.
#[derive(Debug)]
pub struct Loaded<R> {
    /// The rows as they came.
    pub rows: R,
    bound: Bound,
    tree: Tree,
    /// The separate includes, each with the node it hangs below.
    separates: Vec<(usize, Apart<R>)>,
}

/// The rows of a separate include.
#[derive(Debug)]
struct Apart<R> {
    name: String,
    model: String,
    /// The column of the rows above that says which are theirs.
    source: Option<usize>,
    /// Nothing where there was nothing above to ask for.
    loaded: Option<Loaded<R>>,
    /// The rows of each key.
    groups: HashMap<Vec<u8>, Vec<u32>>,
}

/// Runs a find by `execute`, and all its separate includes.
///
/// # Errors
/// What `execute` says, and what Sequelize would throw.
pub fn load<R: Rows, E: From<OrmError>>(
    registry: &Registry,
    select: &Select,
    execute: &mut dyn FnMut(&str) -> Result<R, E>,
) -> Result<Loaded<R>, E> {
    let rows = execute(&select.sql)?;
    let bound = bind(&select.level, &rows)?;
    let tree = nest(
        &bound,
        select.level.has_join && select.level.is_grouped,
        &rows,
    );
    let mut loaded = Loaded {
        rows,
        bound,
        tree,
        separates: Vec::new(),
    };
    for separate in &select.separates {
        if let Some(found) = loaded.apart(registry, separate, execute)? {
            loaded.separates.push(found);
        }
    }
    Ok(loaded)
}

/// What Sequelize says of a row of a separate include that it can put to nobody.
fn nobodys() -> OrmError {
    type_error("Cannot read properties of undefined (reading 'push')")
}

impl<R: Rows> Loaded<R> {
    /// How many rows the find itself has.
    pub fn count(&self) -> usize {
        self.tree.roots.len()
    }

    fn apart<E: From<OrmError>>(
        &self,
        registry: &Registry,
        separate: &Separate,
        execute: &mut dyn FnMut(&str) -> Result<R, E>,
    ) -> Result<Option<(usize, Apart<R>)>, E> {
        let Some((node, items)) = self.at(&separate.path) else {
            return Ok(None);
        };
        let columns = &self.bound.nodes[node].held;
        let source = columns
            .iter()
            .find(|column| column.0 == separate.source_key);
        let source = source.map(|column| column.1);
        let mut apart = Apart {
            name: separate.alias.clone(),
            model: separate.model().to_owned(),
            source,
            loaded: None,
            groups: HashMap::new(),
        };
        if items.is_empty() {
            return Ok(Some((node, apart)));
        }
        let key = |item: &u32| match source {
            Some(column) => self.rows.value(self.tree.row(*item), column),
            None => Js::Undefined,
        };
        let keys: Vec<Js> = items.iter().map(key).collect();
        let select = separate.select(registry, &keys)?;
        let loaded = load(registry, &select, execute)?;
        let foreign = loaded.bound.nodes[0].all.iter();
        let foreign = foreign
            .filter(|column| column.0 == separate.foreign_key)
            .map(|column| column.1)
            .next();
        if foreign.is_none() && !loaded.tree.roots.is_empty() {
            return Err(nobodys().into());
        }
        if separate.is_hidden() {
            return Ok(None);
        }
        if let Some(foreign) = foreign {
            for item in &loaded.tree.roots {
                let mut key = Vec::new();
                loaded
                    .rows
                    .write_key(loaded.tree.row(*item), foreign, &mut key);
                apart.groups.entry(key).or_default().push(*item);
            }
        }
        if separate.is_limited() && items.len() > 1 && !self.are_of(&items, &apart) {
            return Err(nobodys().into());
        }
        apart.loaded = Some(loaded);
        Ok(Some((node, apart)))
    }

    /// Whether all rows of a separate include are of these items: a filter of the rows in each
    /// limited part may take the place of the key.
    fn are_of(&self, items: &[u32], apart: &Apart<R>) -> bool {
        let Some(source) = apart.source else {
            return apart.groups.is_empty();
        };
        let keys = items.iter().map(|item| {
            let mut key = Vec::new();
            self.rows.write_key(self.tree.row(*item), source, &mut key);
            key
        });
        let known: HashSet<Vec<u8>> = keys.collect();
        apart.groups.keys().all(|key| known.contains(key))
    }

    /// The node at a path, and its items.
    fn at(&self, path: &[String]) -> Option<(usize, Vec<u32>)> {
        let (mut node, mut items) = (0, self.tree.roots.clone());
        for name in path {
            let children = &self.bound.nodes[node].children;
            let child = *children
                .iter()
                .find(|child| self.bound.nodes[**child].name == *name)?;
            let slot = self.bound.nodes[child].slot;
            let below = items
                .iter()
                .flat_map(|item| self.tree.children(*item, slot));
            items = below.filter(|item| self.is_there(child, *item)).collect();
            node = child;
        }
        Some((node, items))
    }

    /// Whether there is a row, not only nulls of an outer join.
    fn is_there(&self, node: usize, item: u32) -> bool {
        let key = self.bound.nodes[node].primary_key;
        key.is_none_or(|column| !self.rows.is_null(self.tree.row(item), column))
    }
}
