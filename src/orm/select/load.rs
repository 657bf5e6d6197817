//! Runs a find and its separate includes, and nests their rows.

use std::collections::HashMap;

use super::bind::{Bound, bind};
use super::nest::{Tree, nest};
use super::text::quoted;
use super::{Rows, Select, Separate};
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
    let tree = nest(&bound, select.level.has_join && select.level.is_grouped, &rows);
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

impl<R: Rows> Loaded<R> {
    /// Writes `{columns: [[name, kind]], children: [{name, multiple, shape}], model}` as JSON:
    /// each column's kind by `kind`, which writes it quoted.
    pub fn write_shape(&self, out: &mut String, kind: &dyn Fn(&R, usize, &mut String)) {
        self.shape_of(0, out, kind);
    }

    /// Writes `[[value, …, child, …], …]` as JSON: each cell by `cell`.
    pub fn write_rows(&self, out: &mut String, cell: &dyn Fn(&R, usize, usize, &mut String)) {
        self.list(0, self.tree.roots.iter().copied(), out, cell);
    }

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
        let columns = &self.bound.nodes[node].columns;
        let source = columns.iter().find(|column| column.0 == separate.source_key);
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
        if let Some(foreign) = foreign {
            for item in &loaded.tree.roots {
                let mut key = Vec::new();
                loaded.rows.write_key(loaded.tree.row(*item), foreign, &mut key);
                apart.groups.entry(key).or_default().push(*item);
            }
        }
        apart.loaded = Some(loaded);
        Ok(Some((node, apart)))
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

    fn shape_of(&self, node: usize, out: &mut String, kind: &dyn Fn(&R, usize, &mut String)) {
        let own = &self.bound.nodes[node];
        out.push_str("{\"columns\":[");
        for (place, (name, column)) in own.columns.iter().enumerate() {
            out.push_str(if place > 0 { ",[" } else { "[" });
            out.push_str(&quoted(name));
            out.push(',');
            kind(&self.rows, *column, out);
            out.push(']');
        }
        out.push_str("],\"children\":[");
        let mut is_first = true;
        let mut start = |out: &mut String, name: &str, is_multiple: bool| {
            out.push_str(if std::mem::take(&mut is_first) { "" } else { "," });
            let name = quoted(name);
            out.push_str(&format!("{{\"name\":{name},\"multiple\":{is_multiple},\"shape\":"));
        };
        for child in &own.children {
            let below = &self.bound.nodes[*child];
            start(out, &below.name, below.is_multiple);
            self.shape_of(*child, out, kind);
            out.push('}');
        }
        for (_, apart) in self.separates.iter().filter(|(at, _)| *at == node) {
            start(out, &apart.name, true);
            match &apart.loaded {
                Some(loaded) => loaded.shape_of(0, out, kind),
                None => out.push_str(&format!(
                    "{{\"columns\":[],\"children\":[],\"model\":{}}}",
                    quoted(&apart.model)
                )),
            }
            out.push('}');
        }
        out.push_str("],\"model\":");
        out.push_str(&quoted(&own.model));
        out.push('}');
    }

    fn list(
        &self,
        node: usize,
        items: impl Iterator<Item = u32>,
        out: &mut String,
        cell: &dyn Fn(&R, usize, usize, &mut String),
    ) {
        out.push('[');
        for (place, item) in items.enumerate() {
            if place > 0 {
                out.push(',');
            }
            self.item(node, item, out, cell);
        }
        out.push(']');
    }

    fn item(
        &self,
        node: usize,
        item: u32,
        out: &mut String,
        cell: &dyn Fn(&R, usize, usize, &mut String),
    ) {
        let own = &self.bound.nodes[node];
        let row = self.tree.row(item);
        out.push('[');
        let mut is_first = true;
        let mut next = |out: &mut String| {
            if !std::mem::take(&mut is_first) {
                out.push(',');
            }
        };
        for (_, column) in &own.columns {
            next(out);
            cell(&self.rows, row, *column, out);
        }
        for child in &own.children {
            next(out);
            let below = &self.bound.nodes[*child];
            let mut items = self.tree.children(item, below.slot).peekable();
            let first = items.peek().copied();
            let is_there = first.is_some_and(|first| self.is_there(*child, first));
            match (below.is_multiple, first.filter(|_| is_there)) {
                (true, Some(_)) => self.list(*child, items, out, cell),
                (true, None) => out.push_str("[]"),
                (false, Some(first)) => self.item(*child, first, out, cell),
                (false, None) => out.push_str("null"),
            }
        }
        for (_, apart) in self.separates.iter().filter(|(at, _)| *at == node) {
            next(out);
            let mut key = Vec::new();
            if let Some(column) = apart.source {
                self.rows.write_key(row, column, &mut key);
            }
            match (&apart.loaded, apart.groups.get(&key)) {
                (Some(loaded), Some(items)) => loaded.list(0, items.iter().copied(), out, cell),
                _ => out.push_str("[]"),
            }
        }
        out.push(']');
    }
}
