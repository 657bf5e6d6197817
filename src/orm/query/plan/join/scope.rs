//! What the sub-select and the joins outside it can see of each other.

use super::super::{Link, Term};
use super::Builder;
use crate::orm::query::QueryError;

impl Builder<'_> {
    /// Has the sub-select pass on the keys that the joins outside it go by, as Sequelize does, and finds those it forgets.
    pub(super) fn pass_on_keys(&mut self) -> Result<(), QueryError> {
        for index in 1..self.plan.nodes.len() {
            let node = self.plan.nodes[index].clone();
            let parent = self.plan.nodes[node.parent].clone();
            if node.in_sub_query {
                if !parent.in_sub_query {
                    return Err(QueryError::MissingFrom {
                        alias: self.plan.slots[parent.slot].alias.clone(),
                    });
                }
                continue;
            }
            if !parent.in_sub_query {
                continue;
            }
            let above = &self.plan.slots[parent.slot];
            match node.link {
                Link::Direct { parent: column, .. } if node.parent == 0 => {
                    if !above.selected.contains(&column) && !self.plan.passed_on.contains(&column) {
                        self.plan.passed_on.push(column);
                    }
                }
                Link::Through { parent: column, .. } if node.parent == 0 => {
                    if !above.selected.contains(&column) {
                        return Err(QueryError::MissingColumn {
                            column: format!("{}.{}", above.alias, above.columns[column].name),
                        });
                    }
                }
                Link::Direct { parent: column, .. } | Link::Through { parent: column, .. } => {
                    let forgets_path =
                        matches!(node.link, Link::Through { .. }) && above.alias != above.path;
                    if forgets_path || !above.selected.contains(&column) {
                        let prefix = if forgets_path {
                            &above.alias
                        } else {
                            &above.path
                        };
                        return Err(QueryError::MissingColumn {
                            column: format!("\"{prefix}.{}\"", above.columns[column].name),
                        });
                    }
                }
                Link::Root => {}
            }
        }
        Ok(())
    }

    /// Refuses conditions and orders that Sequelize puts where Postgres cannot see what they name.
    pub(super) fn check_scopes(&self) -> Result<(), QueryError> {
        if !self.plan.has_sub_query {
            return Ok(());
        }
        let missing = |slot: usize| QueryError::MissingFrom {
            alias: self.plan.slots[slot].alias.clone(),
        };
        let mut outside = None;
        self.plan.where_.each_key(&mut |cell| {
            if !self.plan.is_inside(cell.slot) {
                outside = Some(missing(cell.slot));
            }
        });
        if let Some(error) = outside {
            return Err(error);
        }
        for Term { by, .. } in &self.plan.order {
            let slot = &self.plan.slots[by.slot];
            if by.slot == 0
                && !slot.selected.contains(&by.column)
                && !self.plan.passed_on.contains(&by.column)
            {
                return Err(QueryError::MissingColumn {
                    column: format!("{}.{}", slot.alias, slot.columns[by.column].name),
                });
            }
            if by.slot != 0 && self.plan.is_inside(by.slot) {
                return Err(missing(by.slot));
            }
        }
        Ok(())
    }
}
