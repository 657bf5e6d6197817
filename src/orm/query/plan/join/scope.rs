//! What the sub-select and the joins outside it can see of each other.
//!
//! Errors come in the order in which Postgres finds them: the sub-select before what is
//! around it, and of each the FROM clause, the columns, the conditions, the order.

use super::super::{Link, Plan, Term};
use super::Builder;
use crate::orm::query::{QueryError, filter_path};

impl Builder<'_> {
    /// Has the sub-select pass on the keys of the model that the joins outside it go by, as Sequelize does.
    pub(super) fn pass_on_keys(&mut self) {
        let plan = &mut self.plan;
        for node in &plan.nodes[1..] {
            if let Link::Direct { parent: column, .. } = node.link
                && !node.in_sub_query
                && node.parent == 0
                && !plan.slots[0].selected.contains(&column)
                && !plan.passed_on.contains(&column)
            {
                plan.passed_on.push(column);
            }
        }
    }
}

impl Plan {
    /// Refuses what Sequelize puts where Postgres cannot see what it names.
    ///
    /// A plan for a find was checked when it was made. That of a separate include
    /// fails only when it runs, so whoever runs it checks it.
    ///
    /// # Errors
    /// The first that Postgres finds.
    pub fn check_scopes(&self) -> Result<(), QueryError> {
        if self.has_sub_query {
            check_inside(self)?;
            check_outside(self)?;
        }
        Ok(())
    }
}

fn missing(plan: &Plan, slot: usize) -> QueryError {
    QueryError::MissingFrom {
        alias: plan.slots[slot].alias.clone(),
    }
}

/// The sub-select.
fn check_inside(plan: &Plan) -> Result<(), QueryError> {
    let inside = || plan.nodes[1..].iter().filter(|node| node.in_sub_query);
    for node in inside() {
        let parent = &plan.nodes[node.parent];
        // Sequelize joins it all the same, without what it hangs below.
        if !parent.in_sub_query && parent.parent == 0 {
            return Err(missing(plan, parent.slot));
        }
    }
    for node in inside() {
        // Further down it forgets the join, but not the columns.
        if !plan.is_joined(node) && !plan.slots[node.slot].selected.is_empty() {
            return Err(missing(plan, node.slot));
        }
    }
    let mut first = None;
    plan.where_.each_key(&mut |cell| {
        if !plan.is_inside(cell.slot) {
            first.get_or_insert(cell.slot);
        }
    });
    if let Some(slot) = first {
        return Err(missing(plan, slot));
    }
    (1..plan.nodes.len()).try_for_each(|node| check_filter(plan, node))
}

/// Within a filter aliases are counted from its first include, which keeps its own.
fn check_filter(plan: &Plan, index: usize) -> Result<(), QueryError> {
    let path = filter_path(plan, index).filter(|_| plan.nodes[index].is_filtered);
    let Some(path) = path else {
        return Ok(());
    };
    let top = &plan.nodes[path[0]];
    let is_same = |node: &usize| plan.nodes[*node].name == top.name;
    let is_taken = match path.get(1) {
        Some(next) => is_same(next),
        None => top
            .children
            .iter()
            .any(|child| plan.nodes[*child].is_required && is_same(child)),
    };
    if is_taken && top.through.is_none() {
        return Err(QueryError::SameAlias {
            alias: top.name.clone(),
        });
    }
    Ok(())
}

/// What is around the sub-select.
fn check_outside(plan: &Plan) -> Result<(), QueryError> {
    for node in &plan.nodes[1..] {
        let parent = &plan.nodes[node.parent];
        if node.in_sub_query || !parent.in_sub_query {
            continue;
        }
        let (column, is_through) = match node.link {
            Link::Direct { parent, .. } => (parent, false),
            Link::Through { parent, .. } => (parent, true),
            Link::Root => continue,
        };
        let above = &plan.slots[parent.slot];
        let name = &above.columns[column].name;
        let is_selected = above.selected.contains(&column);
        if node.parent == 0 {
            if is_through && !is_selected {
                return Err(QueryError::MissingColumn {
                    column: format!("{}.{name}", above.alias),
                });
            }
            continue;
        }
        let forgets_path = is_through && above.alias != above.path;
        if forgets_path || !is_selected {
            let prefix = if forgets_path {
                &above.alias
            } else {
                &above.path
            };
            return Err(QueryError::MissingColumn {
                column: format!("\"{prefix}.{name}\""),
            });
        }
    }
    for Term { by, .. } in &plan.order {
        let slot = &plan.slots[by.slot];
        let is_known = slot.selected.contains(&by.column) || plan.passed_on.contains(&by.column);
        if by.slot == 0 && !is_known {
            return Err(QueryError::MissingColumn {
                column: format!("{}.{}", slot.alias, slot.columns[by.column].name),
            });
        }
        if by.slot != 0 && plan.is_inside(by.slot) {
            return Err(missing(plan, by.slot));
        }
    }
    Ok(())
}
