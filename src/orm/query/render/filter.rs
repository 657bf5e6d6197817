//! What the sub-select of a limit asks of its includes: `_generateSubQueryFilter`.
//!
//! `( SELECT … LIMIT 1 ) IS NOT NULL`, from the include below the model down to
//! the one that needs it, and on to all that is required below that.

use std::collections::HashMap;

use super::clause::where_items_as;
use super::join::Join;
use super::quote;
use crate::orm::query::plan::{Cell, Link, Node, Plan};

/// The filter for a node; nothing where a node above it is optional or has a filter itself.
pub fn filter(plan: &Plan, index: usize) -> Option<String> {
    let path = filter_path(plan, index)?;
    let top = &plan.nodes[path[0]];
    let root = &plan.slots[0];
    let mut writer = Writer {
        plan,
        aliases: HashMap::new(),
        joins: String::new(),
    };
    let (select, from, where_);
    if let (
        Link::Through {
            parent, foreign, ..
        },
        Some(through),
    ) = (top.link, top.through)
    {
        let pairs = &plan.slots[through];
        let target = crate::orm::naming::singularize(&plan.slots[top.slot].model_name);
        writer.aliases.insert(through, pairs.model_name.clone());
        writer.aliases.insert(top.slot, target.clone());
        writer.join_target(top, through);
        writer.below(&path, &format!("{target}->"));
        let key = pairs
            .key
            .first()
            .map_or(&pairs.columns[foreign].name, |key| {
                &pairs.columns[*key].name
            });
        select = format!("{}.{}", quote(&pairs.model_name), quote(key));
        from = format!("{} AS {}", quote(&pairs.table), quote(&pairs.model_name));
        where_ = format!(
            "{}.{} = {}.{}",
            quote(&root.alias),
            quote(&root.columns[parent].name),
            quote(&pairs.model_name),
            quote(&pairs.columns[foreign].name)
        );
    } else {
        let Link::Direct { parent, own, .. } = top.link else {
            return None;
        };
        let slot = &plan.slots[top.slot];
        writer.aliases.insert(top.slot, top.name.clone());
        writer.below(&path, "");
        let key = quote(&slot.columns[own].name);
        select = if writer.joins.is_empty() {
            key.clone()
        } else {
            format!("{}.{key}", quote(&top.name))
        };
        from = format!("{} AS {}", quote(&slot.table), quote(&top.name));
        let own_where = where_items_as(plan, &top.where_, &|cell: Cell| writer.alias(cell.slot));
        let own_where = match top.where_.len() {
            0 => String::new(),
            1 => format!("{own_where} AND "),
            _ => format!("({own_where}) AND "),
        };
        where_ = format!(
            "{own_where}{}.{key} = {}.{}",
            quote(&top.name),
            quote(&root.alias),
            quote(&root.columns[parent].name)
        );
    }
    Some(format!(
        "( SELECT {select} FROM {from}{} WHERE ({where_}) LIMIT 1 ) IS NOT NULL",
        writer.joins
    ))
}

/// The nodes from the one below the model down to a filtered one; nothing where the filter is not written.
pub fn filter_path(plan: &Plan, index: usize) -> Option<Vec<usize>> {
    let mut path = vec![index];
    let mut above = plan.nodes[index].parent;
    while above != 0 {
        if !plan.nodes[above].is_required || plan.nodes[above].is_filtered {
            return None;
        }
        path.insert(0, above);
        above = plan.nodes[above].parent;
    }
    Some(path)
}

/// Writes the joins of a filter under aliases of its own.
struct Writer<'a> {
    plan: &'a Plan,
    aliases: HashMap<usize, String>,
    joins: String,
}

impl Writer<'_> {
    fn alias(&self, slot: usize) -> String {
        self.aliases
            .get(&slot)
            .unwrap_or(&self.plan.slots[slot].alias)
            .clone()
    }

    /// Joins the target of a table of pairs to it, as its `belongsTo` would.
    fn join_target(&mut self, node: &Node, through: usize) {
        let Link::Through { other, own, .. } = node.link else {
            return;
        };
        let name = |slot: usize, column: usize| {
            format!(
                "{}.{}",
                quote(&self.alias(slot)),
                quote(&self.plan.slots[slot].columns[column].name)
            )
        };
        let table = quote(&self.plan.slots[node.slot].table);
        let mut join = format!(
            " INNER JOIN {table} AS {} ON {} = {}",
            quote(&self.alias(node.slot)),
            name(through, other),
            name(node.slot, own)
        );
        let where_ = where_items_as(self.plan, &node.where_, &|cell: Cell| self.alias(cell.slot));
        if !where_.is_empty() {
            join = format!("{join} AND {where_}");
        }
        self.joins += &join;
    }

    /// Joins what the path leads through below its first node, and all that is required below its last.
    fn below(&mut self, path: &[usize], prefix: &str) {
        match path {
            [_, next, ..] => self.join(*next, prefix, &path[1..]),
            [last] => {
                for child in self.plan.nodes[*last].children.clone() {
                    if self.plan.nodes[child].is_required {
                        self.join(child, prefix, &[child]);
                    }
                }
            }
            [] => {}
        }
    }

    fn join(&mut self, index: usize, prefix: &str, path: &[usize]) {
        let node = &self.plan.nodes[index];
        let alias = format!("{prefix}{}", node.name);
        self.aliases.insert(node.slot, alias.clone());
        if let Some(through) = node.through {
            self.aliases.insert(
                through,
                format!("{alias}->{}", self.plan.slots[through].model_name),
            );
        }
        let required = Node {
            is_required: true,
            ..node.clone()
        };
        let join =
            Join::new(self.plan, &required, None, &|slot| self.alias(slot)).around("", false);
        self.joins += &join;
        self.below(path, &format!("{alias}->"));
    }
}
