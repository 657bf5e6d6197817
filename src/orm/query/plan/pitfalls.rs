//! Where Sequelize goes astray though Postgres runs its SQL: what a plan knows of it.

use super::{Node, Plan, Separate};
use crate::orm::naming::singularize;
use crate::orm::query::{QueryError, filter_path};

impl Separate {
    /// What Sequelize says of a limit for each parent, where parents hold no key to ask by.
    pub fn undefined_key(&self) -> QueryError {
        QueryError::UndefinedKey {
            attribute: self.plan.slots[0].columns[self.own_column].name.clone(),
        }
    }
}

impl Plan {
    /// Whether a node is joined at all: Sequelize forgets one that is meant for the sub-select where what is above it is not.
    pub fn is_joined(&self, node: &Node) -> bool {
        let is_above = |above: &Node| above.in_sub_query && self.is_joined(above);
        !(self.has_sub_query && node.in_sub_query)
            || node.parent == 0
            || is_above(&self.nodes[node.parent])
    }

    /// Whether the filter of a node names its rows as the model's own are named, and so compares them with themselves.
    ///
    /// That is what Sequelize writes where a `belongsToMany` leads from a model to itself:
    /// `SELECT … FROM "Friendships" AS "Friendships" INNER JOIN "Users" AS "User" … WHERE ("User"."id" = …)`.
    pub fn is_shadowed(&self, node: usize) -> bool {
        let (root, slot) = (&self.slots[0], &self.slots[self.nodes[node].slot]);
        let is_same = slot.model == root.model && singularize(&slot.model_name) == root.alias;
        is_same && self.nodes[node].through.is_some()
    }

    /// Shows of the tables of pairs below a filter their keys too, which are selected though not asked for:
    /// Sequelize goes over what the filter joins once more, and takes all that is selected for asked.
    pub(super) fn show_filtered_pairs(&mut self) {
        let is_filter =
            |index: &usize| self.nodes[*index].is_filtered && filter_path(self, *index).is_some();
        let mut nodes: Vec<usize> = (1..self.nodes.len()).filter(is_filter).collect();
        while let Some(index) = nodes.pop() {
            for child in self.nodes[index].children.clone() {
                if !self.nodes[child].is_required {
                    continue;
                }
                if let Some(pairs) = self.nodes[child].through {
                    let pairs = &mut self.slots[pairs];
                    pairs.shown.clone_from(&pairs.selected);
                }
                nodes.push(child);
            }
        }
    }

    /// Refuses lists that no object can hold. Only rows bring it up, as they do in `_groupJoinData`.
    ///
    /// # Errors
    /// The first list, by depth, below an include that selects nothing.
    pub fn check_holders(&self) -> Result<(), QueryError> {
        let is_selected = |node: usize| !self.slots[self.nodes[node].slot].selected.is_empty();
        let depth = |node: &usize| self.slots[self.nodes[*node].slot].path.matches('.').count();
        let mut nodes: Vec<usize> = (1..self.nodes.len())
            .filter(|it| is_selected(*it))
            .collect();
        // The columns of a sub-select come before all others.
        nodes.sort_by_key(|node| (depth(node), !self.nodes[*node].in_sub_query));
        let mut lost = Vec::new();
        for index in nodes {
            let node = &self.nodes[index];
            if is_selected(node.parent) && !lost.contains(&node.parent) || node.parent == 0 {
                continue;
            }
            if node.is_multiple {
                return Err(QueryError::NoHolder {
                    name: node.name.clone(),
                });
            }
            lost.push(index);
        }
        Ok(())
    }
}
