//! A find's levels, bound to the columns of the statement's answer.
//!
//! A column's name says where it belongs: `posts.comments.id` is the `id` of `comments`
//! below `posts`. Columns are taken by depth, as Sequelize takes them.

use std::collections::HashMap;

use super::Rows;
use super::shape::Level;
use super::type_error;
use crate::orm::declare::OrmError;

/// The levels that have columns; the root is the first.
#[derive(Debug, Clone, Default)]
pub struct Bound {
    /// Each with those below it after it.
    pub nodes: Vec<Node>,
}

/// A level with its columns.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// The name it hangs by.
    pub name: String,
    /// The model.
    pub model: String,
    /// Whether it is a list.
    pub is_multiple: bool,
    /// The columns shown.
    pub columns: Vec<(String, usize)>,
    /// The columns by which rows are told apart; nothing for one that is not selected.
    pub keys: Vec<Option<usize>>,
    /// The column that is null where there is no row.
    pub primary_key: Option<usize>,
    /// The node it hangs below.
    pub parent: usize,
    /// Its place among the children of that node.
    pub slot: usize,
    /// The nodes below it, in the order they are shown.
    pub children: Vec<usize>,
    /// The columns its rows have in the find itself.
    pub held: Vec<(String, usize)>,
    /// Any of its columns by name.
    pub all: Vec<(String, usize)>,
}

/// The columns of a prefix that stand together.
struct Run {
    prefix: String,
    columns: Vec<(String, usize)>,
}

/// Binds levels to the columns of rows.
///
/// # Errors
/// Columns of a level that its parent has none of, where rows are put together by keys.
pub fn bind<R: Rows>(level: &Level, rows: &R) -> Result<Bound, OrmError> {
    let columns = columns(rows);
    let mut bound = Bound::default();
    if !level.has_join {
        bound.nodes.push(node(level, &columns, 0, 0));
        return Ok(bound);
    }
    let runs = runs(columns);
    let place: HashMap<&str, usize> = runs
        .iter()
        .enumerate()
        .rev()
        .map(|(place, run)| (run.prefix.as_str(), place))
        .collect();
    if level.is_grouped && rows.row_count() > 0 {
        check(level, &runs, &place)?;
    }
    let binding = Binding { runs: &runs, place };
    binding.add(level, "", 0, 0, &mut bound);
    Ok(bound)
}

/// The columns by name: of two of the same name the later one counts, in the place of the first.
fn columns<R: Rows>(rows: &R) -> Vec<(String, usize)> {
    let mut columns: Vec<(String, usize)> = Vec::with_capacity(rows.column_count());
    let mut known: HashMap<String, usize> = HashMap::new();
    for column in 0..rows.column_count() {
        let name = rows.column_name(column);
        if let Some(place) = known.get(name) {
            columns[*place].1 = column;
        } else {
            known.insert(name.to_owned(), columns.len());
            columns.push((name.to_owned(), column));
        }
    }
    columns
}

fn runs(mut columns: Vec<(String, usize)>) -> Vec<Run> {
    columns.sort_by_key(|(name, _)| name.matches('.').count());
    let mut runs: Vec<Run> = Vec::new();
    for (name, column) in columns {
        let (prefix, name) = name.rsplit_once('.').unwrap_or(("", &name));
        match runs.last_mut() {
            Some(run) if run.prefix == prefix => run.columns.push((name.to_owned(), column)),
            _ => runs.push(Run {
                prefix: prefix.to_owned(),
                columns: vec![(name.to_owned(), column)],
            }),
        }
    }
    runs
}

/// What Sequelize cannot put together: a list below something it has no columns of.
fn check(level: &Level, runs: &[Run], place: &HashMap<&str, usize>) -> Result<(), OrmError> {
    let mut lost: Vec<&str> = Vec::new();
    for run in runs.iter().filter(|run| !run.prefix.is_empty()) {
        let mut at = Some(level);
        for part in run.prefix.split('.') {
            at = at.and_then(|level| level.children.iter().find(|child| child.name == part));
        }
        let Some(at) = at else {
            return Err(type_error(
                "Cannot read properties of undefined (reading 'model')",
            ));
        };
        let parent = run.prefix.rsplit_once('.').map_or("", |(parent, _)| parent);
        if parent.is_empty() || (place.contains_key(parent) && !lost.contains(&parent)) {
            continue;
        }
        lost.push(&run.prefix);
        if at.is_multiple {
            return Err(type_error(format!(
                "Cannot read properties of undefined (reading '{}')",
                at.name
            )));
        }
    }
    Ok(())
}

struct Binding<'a> {
    runs: &'a [Run],
    place: HashMap<&'a str, usize>,
}

impl Binding<'_> {
    fn add(&self, level: &Level, prefix: &str, parent: usize, slot: usize, bound: &mut Bound) {
        let columns = match self.place.get(prefix) {
            Some(place) => self.runs[*place].columns.as_slice(),
            None => &[],
        };
        let own = bound.nodes.len();
        bound.nodes.push(node(level, columns, parent, slot));
        let below = |child: &Level| {
            if prefix.is_empty() {
                child.name.clone()
            } else {
                format!("{prefix}.{}", child.name)
            }
        };
        // Nothing is shown of a level that selects nothing.
        let shown = level.children.iter().filter_map(|child| {
            let prefix = below(child);
            let place = *self.place.get(prefix.as_str())?;
            (!child.is_hidden).then_some((place, prefix, child))
        });
        let mut shown: Vec<_> = shown.collect();
        if level.shown.is_none() {
            shown.sort_by_key(|(place, ..)| *place);
        }
        for (slot, (_, prefix, child)) in shown.into_iter().enumerate() {
            let place = bound.nodes.len();
            bound.nodes[own].children.push(place);
            self.add(child, &prefix, own, slot, bound);
        }
    }
}

fn node(level: &Level, columns: &[(String, usize)], parent: usize, slot: usize) -> Node {
    let find = |name: &String| columns.iter().find(|column| column.0 == *name);
    let of = |names: &Option<Vec<String>>| match names {
        None => columns.to_vec(),
        Some(names) => {
            let mut found: Vec<(String, usize)> = Vec::with_capacity(names.len());
            for column in names.iter().chain(&level.virtuals).filter_map(find) {
                if !found.contains(column) {
                    found.push(column.clone());
                }
            }
            found
        }
    };
    let place = |name: &String| find(name).map(|column| column.1);
    Node {
        name: level.name.clone(),
        model: level.model.clone(),
        is_multiple: level.is_multiple,
        columns: of(&level.shown),
        held: of(&level.held),
        keys: level.keys.iter().map(place).collect(),
        primary_key: level.primary_key.as_ref().and_then(place),
        parent,
        slot,
        children: Vec::new(),
        all: columns.to_vec(),
    }
}
