//! The joins of a plan: `QueryGenerator.generateInclude`.

use super::clause::where_items_as;
use super::{filter, quote};
use crate::orm::query::plan::{Cell, Link, Node, Plan};

/// What the includes add to a statement.
#[derive(Default)]
pub struct Joins {
    /// The joins of the statement itself.
    pub main: String,
    /// The joins of its sub-select.
    pub sub: String,
    /// The columns of the statement itself.
    pub columns: Vec<String>,
    /// The columns of its sub-select.
    pub sub_columns: Vec<String>,
    /// What the sub-select asks besides the `where`.
    pub filters: Vec<String>,
}

impl Joins {
    /// The joins of all includes of a plan.
    pub fn of(plan: &Plan) -> Self {
        let mut joins = Self::default();
        for child in &plan.nodes[0].children {
            let (main, sub) = joins.add(plan, *child);
            joins.main += &main;
            joins.sub += &sub;
        }
        joins
    }

    /// Adds a node and those below it. Returns its joins in the statement and in the sub-select.
    fn add(&mut self, plan: &Plan, index: usize) -> (String, String) {
        let node = &plan.nodes[index];
        let parent = &plan.nodes[node.parent];
        let columns = slot_columns(plan, node.slot);
        if node.in_sub_query {
            &mut self.sub_columns
        } else {
            &mut self.columns
        }
        .extend(columns);
        if let Some(through) = node.through {
            self.columns.extend(slot_columns(plan, through));
        } else if let Link::Direct { parent: column, .. } = node.link
            && plan.has_sub_query
            && node.parent == 0
            && !node.in_sub_query
        {
            let root = &plan.slots[0];
            self.sub_columns.push(format!(
                "{}.{}",
                quote(&root.alias),
                quote(&root.columns[column].name)
            ));
        }
        if node.is_filtered
            && let Some(filter) = filter::filter(plan, index)
        {
            self.filters.push(filter);
        }
        let is_outside =
            plan.has_sub_query && !node.in_sub_query && parent.in_sub_query && node.parent != 0;
        let left = is_outside.then(|| match node.link {
            Link::Direct { parent: column, .. } => {
                let above = &plan.slots[parent.slot];
                quote(&format!("{}.{}", above.path, above.columns[column].name))
            }
            Link::Through { parent: column, .. } => {
                let above = &plan.slots[parent.slot];
                quote(&format!("{}.{}", above.alias, above.columns[column].name))
            }
            Link::Root => String::new(),
        });
        let join = Join::new(plan, node, left, &|slot| plan.slots[slot].alias.clone());
        let (mut main, mut sub, mut is_mismatch) = (String::new(), String::new(), false);
        for child in &node.children {
            let (child_main, child_sub) = self.add(plan, *child);
            is_mismatch |= !node.is_required && plan.nodes[*child].is_required;
            if plan.nodes[*child].in_sub_query {
                sub += &child_sub;
            }
            main += &child_main;
        }
        if node.in_sub_query {
            (main, join.around(&sub, is_mismatch))
        } else {
            (join.around(&main, is_mismatch), sub)
        }
    }
}

/// One join in its parts.
pub struct Join {
    kind: &'static str,
    body: String,
    condition: String,
}

impl Join {
    /// The join of a node: `left` stands for its parent's column where that is not under its alias.
    pub fn new(
        plan: &Plan,
        node: &Node,
        left: Option<String>,
        alias: &dyn Fn(usize) -> String,
    ) -> Self {
        let name = |slot: usize, column: usize| {
            format!(
                "{}.{}",
                quote(&alias(slot)),
                quote(&plan.slots[slot].columns[column].name)
            )
        };
        let table = |slot: usize| {
            format!(
                "{} AS {}",
                quote(&plan.slots[slot].table),
                quote(&alias(slot))
            )
        };
        let above = plan.nodes[node.parent].slot;
        let (body, mut condition) = match (node.link, node.through) {
            (
                Link::Through {
                    parent,
                    foreign,
                    other,
                    own,
                },
                Some(through),
            ) => {
                let pair = format!("{} = {}", name(node.slot, own), name(through, other));
                let left = left.unwrap_or_else(|| name(above, parent));
                (
                    format!(
                        "( {} INNER JOIN {} ON {pair})",
                        table(through),
                        table(node.slot)
                    ),
                    format!("{left} = {}", name(through, foreign)),
                )
            }
            (Link::Direct { parent, own, .. }, _) => (
                table(node.slot),
                format!(
                    "{} = {}",
                    left.unwrap_or_else(|| name(above, parent)),
                    name(node.slot, own)
                ),
            ),
            _ => (String::new(), String::new()),
        };
        let where_ = where_items_as(plan, &node.where_, &|cell: Cell| alias(cell.slot));
        if !where_.is_empty() {
            condition = format!("{condition} AND {where_}");
        }
        Self {
            kind: if node.is_required {
                "INNER JOIN"
            } else {
                "LEFT OUTER JOIN"
            },
            body,
            condition,
        }
    }

    /// The join with those below it: inside parentheses where they are required and it is not.
    pub fn around(&self, below: &str, is_mismatch: bool) -> String {
        let Self {
            kind,
            body,
            condition,
        } = self;
        if is_mismatch && !below.is_empty() {
            format!(" {kind} ( {body}{below} ) ON {condition}")
        } else {
            format!(" {kind} {body} ON {condition}{below}")
        }
    }
}

fn slot_columns(plan: &Plan, slot: usize) -> Vec<String> {
    let slot = &plan.slots[slot];
    let column = |column: &usize| {
        let name = &slot.columns[*column].name;
        format!(
            "{}.{} AS {}",
            quote(&slot.alias),
            quote(name),
            quote(&format!("{}.{name}", slot.path))
        )
    };
    slot.selected.iter().map(column).collect()
}
