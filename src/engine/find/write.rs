//! Results as JSON text, in the order of keys that Sequelize gives.
//!
//! Text is written straight from the stored values: keys are rendered once a
//! find, and nothing stands between a row and its text.

use std::collections::BTreeMap;

use gluesql::prelude::Value as EngineValue;

use super::json;
use super::tables::Tables;
use crate::engine::store::Key;
use crate::orm::query::{Cell, NONE, Node, Tree};

use super::forest::Forest;

/// Rows in their places, however they are kept.
pub trait Shape {
    /// The row of an item, and that of the table of pairs it came by.
    fn rows(&self, node: usize, item: usize) -> (u32, u32);
    /// Calls `visit` with the items below one: those of the child at that position among the node's.
    fn children(
        &self,
        tables: &Tables,
        node: usize,
        position: usize,
        item: usize,
        visit: &mut dyn FnMut(usize),
    );
}

impl Shape for Tree {
    fn rows(&self, _: usize, item: usize) -> (u32, u32) {
        (self.items[item].row, self.items[item].pair)
    }

    fn children(
        &self,
        _: &Tables,
        _: usize,
        position: usize,
        item: usize,
        visit: &mut dyn FnMut(usize),
    ) {
        self.items[item].children[position]
            .iter()
            .copied()
            .for_each(visit);
    }
}

impl Shape for Forest {
    fn rows(&self, node: usize, item: usize) -> (u32, u32) {
        let level = &self.levels[node];
        (
            level.rows[item],
            level.pairs.get(item).copied().unwrap_or(NONE),
        )
    }

    fn children(
        &self,
        tables: &Tables,
        node: usize,
        position: usize,
        item: usize,
        visit: &mut dyn FnMut(usize),
    ) {
        let child = tables.plan.nodes[node].children[position];
        let level = &self.levels[child];
        let Some(through) = tables.plan.nodes[child].through else {
            level.children(item).for_each(visit);
            return;
        };
        // The same row by several pairs is one object; it keeps the first of equal pairs, or else the last.
        let mut last: Option<usize> = None;
        for item in level.children(item) {
            match last {
                Some(known) if level.rows[known] == level.rows[item] => {
                    if !is_same_pair(tables, through, level.pairs[known], level.pairs[item]) {
                        last = Some(item);
                    }
                }
                _ => {
                    last.map(&mut *visit);
                    last = Some(item);
                }
            }
        }
        last.map(visit);
    }
}

/// Whether two rows of a table of pairs have the same primary key, as the model knows it.
pub fn is_same_pair(tables: &Tables, slot: usize, left: u32, right: u32) -> bool {
    let key = &tables.plan.slots[slot].key;
    left == right
        || key.iter().all(|column| {
            let cell = Cell {
                slot,
                column: *column,
            };
            tables.stored(cell, left) == tables.stored(cell, right)
        })
}

/// The texts of a separate include by the parents' key.
pub type Texts = BTreeMap<Key, String>;

/// How many objects tell how long the others will be.
const SAMPLE: usize = 256;

/// Writes items of a shape.
pub struct Writer<'a, S> {
    tables: &'a Tables<'a>,
    shape: &'a S,
    separates: &'a [Texts],
    /// `"id":`, `,"name":` for each shown column of each slot.
    keys: Vec<Vec<String>>,
    /// `"posts":` for each node, and `"UserGroups":` for its pairs.
    names: Vec<(String, String)>,
    /// The text so far.
    pub text: String,
}

impl<'a, S: Shape> Writer<'a, S> {
    /// A writer with nothing written.
    pub fn new(tables: &'a Tables<'a>, shape: &'a S, separates: &'a [Texts]) -> Self {
        let plan = tables.plan;
        let key = |name: &str| {
            let mut text = String::new();
            json::string(name, &mut text);
            text.push(':');
            text
        };
        let keys = plan.slots.iter().map(|slot| {
            let comma = |position: usize| if position == 0 { "" } else { "," };
            let shown = slot.shown.iter().enumerate();
            shown
                .map(|(position, column)| {
                    format!("{}{}", comma(position), key(&slot.columns[*column].name))
                })
                .collect()
        });
        let pairs = |node: &Node| {
            node.through
                .map(|slot| key(&plan.slots[slot].model_name))
                .unwrap_or_default()
        };
        let names = plan.nodes.iter().map(|node| (key(&node.name), pairs(node)));
        Self {
            tables,
            shape,
            separates,
            keys: keys.collect(),
            names: names.collect(),
            text: String::new(),
        }
    }

    /// Writes several as an array.
    pub fn array(&mut self, node: usize, items: &[usize]) {
        self.text.push('[');
        let start = self.text.len();
        for (position, item) in items.iter().enumerate() {
            if position > 0 {
                self.text.push(',');
            }
            // Growing a text of many megabytes costs more than writing it: guess its length from its beginning.
            if position == SAMPLE {
                let so_far = self.text.len() - start;
                let whole = (so_far / SAMPLE + 1).saturating_mul(items.len() - SAMPLE);
                self.text.reserve(whole + whole / 16);
            }
            self.item(node, *item);
        }
        self.text.push(']');
    }

    /// Writes one as an object.
    pub fn item(&mut self, index: usize, item: usize) {
        let node = &self.tables.plan.nodes[index];
        let (row, pair) = self.shape.rows(index, item);
        self.text.push('{');
        let mut is_first = !self.columns(node.slot, row);
        if !node.is_explicit {
            self.pair(index, pair, &mut is_first);
        }
        let is_inside = |child: &usize| self.tables.plan.nodes[*child].in_sub_query;
        let is_mixed = !node.is_explicit && node.children.iter().any(is_inside);
        let passes: &[Option<bool>] = if is_mixed {
            &[Some(true), Some(false)]
        } else {
            &[None]
        };
        for pass in passes {
            for (position, child) in node.children.iter().enumerate() {
                let child_node = &self.tables.plan.nodes[*child];
                if !child_node.is_shown
                    || pass.is_some_and(|inside| inside != child_node.in_sub_query)
                {
                    continue;
                }
                self.comma(&mut is_first);
                self.text.push_str(&self.names[*child].0);
                self.children(index, position, *child, item);
            }
        }
        if node.is_explicit {
            self.pair(index, pair, &mut is_first);
        }
        for index in &node.separates {
            let separate = &self.tables.plan.separates[*index];
            let stored = self.tables.stored(
                Cell {
                    slot: node.slot,
                    column: separate.parent_column,
                },
                row,
            );
            self.comma(&mut is_first);
            json::string(&separate.name, &mut self.text);
            self.text.push(':');
            let text = stored.and_then(|value| self.separates[*index].get(&Key::of(value)));
            self.text.push_str(text.map_or("[]", String::as_str));
        }
        self.text.push('}');
    }

    fn comma(&mut self, is_first: &mut bool) {
        if !*is_first {
            self.text.push(',');
        }
        *is_first = false;
    }

    /// The shown columns of a row. Returns whether there are any.
    fn columns(&mut self, slot: usize, row: u32) -> bool {
        let plan = &self.tables.plan.slots[slot];
        let stored = self.tables.slot(slot);
        let values = stored.row(row);
        for (key, column) in self.keys[slot].iter().zip(&plan.shown) {
            self.text.push_str(key);
            let value = values.map_or(&EngineValue::Null, |values| &values[stored.places[*column]]);
            json::value(&plan.columns[*column].data_type, value, &mut self.text);
        }
        !plan.shown.is_empty()
    }

    fn pair(&mut self, node: usize, pair: u32, is_first: &mut bool) {
        let plan = self.tables.plan;
        let slot = plan.nodes[node].through;
        if let Some(slot) = slot.filter(|slot| !plan.slots[*slot].shown.is_empty()) {
            self.comma(is_first);
            self.text.push_str(&self.names[node].1);
            self.text.push('{');
            self.columns(slot, pair);
            self.text.push('}');
        }
    }

    fn children(&mut self, node: usize, position: usize, child: usize, item: usize) {
        let (tables, shape) = (self.tables, self.shape);
        let is_multiple = tables.plan.nodes[child].is_multiple;
        let mut count = 0;
        if is_multiple {
            self.text.push('[');
        }
        shape.children(tables, node, position, item, &mut |item| {
            if is_multiple || count == 0 {
                if count > 0 {
                    self.text.push(',');
                }
                self.item(child, item);
            }
            count += 1;
        });
        if is_multiple {
            self.text.push(']');
        } else if count == 0 {
            self.text.push_str("null");
        }
    }
}
