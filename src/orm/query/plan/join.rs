//! Lays the marked includes out as joined tables, and resolves what names them.

mod scope;

use super::draft::{Draft, Top};
use super::{Cell, Link, Node, Plan, Separate, Slot, Term, check_values};
use crate::orm::query::{Clause, Order, Path, QueryError, Where};
use crate::orm::schema::{AssociationId, AssociationKind, Model, Schema};

/// A plan as it grows, with the association each node came by.
struct Builder<'a> {
    schema: &'a Schema,
    plan: Plan,
    associations: Vec<Option<AssociationId>>,
    /// Whether the find is a separate include's: then its objects hold everything selected, shown or not.
    is_separate: bool,
}

/// Lays out a find.
pub(super) fn join(schema: &Schema, model: &Model, top: &Top) -> Result<Plan, QueryError> {
    let mut root = Slot::whole(schema, model, model.name.clone(), String::new());
    if let Some(attributes) = &top.find.attributes {
        root.choose(attributes)?;
        for child in top
            .children
            .iter()
            .filter(|child| child.is_separate && !attributes.is_empty())
        {
            let AssociationKind::HasMany { source_key, .. } = child.association.kind else {
                continue;
            };
            let column = root.position(source_key)?;
            if !root.shown.contains(&column) {
                root.shown.push(column);
                root.selected.push(column);
            }
        }
        if let Some(first) = root
            .key
            .first()
            .copied()
            .filter(|first| !top.children.is_empty() && !root.selected.contains(first))
        {
            root.selected.insert(0, first);
        }
    }
    let mut builder = Builder::new(schema, root, false);
    builder.plan.has_sub_query = top.has_sub_query;
    builder.plan.is_grouped = top.is_grouped;
    builder.plan.limit = top.find.limit;
    builder.plan.offset = top.find.offset;
    builder.finish(&top.children, &top.find.where_, &top.find.order)
}

/// Lays out a separate include as a find of its own.
fn join_separate(schema: &Schema, draft: &Draft, slot: Slot) -> Result<Plan, QueryError> {
    let mut builder = Builder::new(schema, slot, true);
    // It keeps the mark it has in the find above, whose limit is none of its own.
    builder.plan.has_sub_query = draft.in_sub_query;
    builder.plan.is_grouped = draft.is_grouped;
    builder.plan.limit = draft.include.limit.filter(|limit| *limit > 0);
    builder.finish(&draft.children, &draft.include.where_, &draft.include.order)
}

impl<'a> Builder<'a> {
    fn new(schema: &'a Schema, root: Slot, is_separate: bool) -> Self {
        let node = Node {
            slot: 0,
            through: None,
            name: String::new(),
            parent: 0,
            link: Link::Root,
            is_multiple: false,
            is_explicit: true,
            is_shown: true,
            is_required: true,
            in_sub_query: true,
            is_filtered: false,
            where_: Clause::default(),
            children: Vec::new(),
            separates: Vec::new(),
        };
        let plan = Plan {
            slots: vec![root],
            nodes: vec![node],
            separates: Vec::new(),
            where_: Clause::default(),
            order: Vec::new(),
            limit: None,
            offset: None,
            is_plain: false,
            is_nothing: false,
            has_sub_query: false,
            is_grouped: false,
            passed_on: Vec::new(),
        };
        Self {
            schema,
            plan,
            associations: vec![None],
            is_separate,
        }
    }

    fn finish(
        mut self,
        children: &[Draft],
        where_: &Where,
        order: &[Order],
    ) -> Result<Plan, QueryError> {
        self.add_all(0, children)?;
        if self.plan.has_sub_query {
            for column in self.plan.slots[0].key.clone() {
                self.plan.slots[0].also_select(column);
            }
            self.pass_on_keys();
            self.plan.show_filtered_pairs();
        }
        if self.plan.slots[0].selected.is_empty() {
            return Err(QueryError::NothingSelected {
                model: self.plan.slots[0].model_name.clone(),
            });
        }
        self.plan.where_ = Clause::of(where_).try_map(&mut |path, _| self.cell(path))?;
        check_values(&self.plan, &self.plan.where_)?;
        self.plan.order = order
            .iter()
            .map(|order| {
                Ok(Term {
                    by: self.cell(&order.by)?,
                    direction: order.direction,
                })
            })
            .collect::<Result<_, QueryError>>()?;
        if !self.is_separate {
            self.plan.check_scopes()?;
        }
        Ok(self.plan)
    }

    fn add_all(&mut self, parent: usize, drafts: &[Draft]) -> Result<(), QueryError> {
        for draft in drafts {
            if draft.is_separate {
                self.add_separate(parent, draft)?;
            } else {
                self.add(parent, draft)?;
            }
        }
        Ok(())
    }

    fn slot_for(&self, draft: &Draft, alias: String, path: String) -> Result<Slot, QueryError> {
        let mut slot = Slot::whole(self.schema, draft.target, alias, path);
        if let Some(attributes) = &draft.include.attributes {
            slot.choose(attributes)?;
            if !attributes.is_empty() {
                slot.select_key_first();
            }
        }
        Ok(slot)
    }

    fn add(&mut self, parent: usize, draft: &Draft) -> Result<(), QueryError> {
        let name = draft.association.alias.clone();
        let (alias, path) = if parent == 0 {
            (name.clone(), name.clone())
        } else {
            let above = &self.plan.slots[self.plan.nodes[parent].slot];
            (
                format!("{}->{name}", above.alias),
                format!("{}.{name}", above.path),
            )
        };
        let slot = self.slot_for(draft, alias.clone(), path.clone())?;
        let above = &self.plan.slots[self.plan.nodes[parent].slot];
        let mut through = None;
        let link = match draft.association.kind {
            AssociationKind::HasOne {
                foreign_key,
                source_key,
            }
            | AssociationKind::HasMany {
                foreign_key,
                source_key,
            } => Link::Direct {
                parent: above.position(source_key)?,
                own: slot.position(foreign_key)?,
                is_belongs_to: false,
            },
            AssociationKind::BelongsTo {
                foreign_key,
                target_key,
            } => Link::Direct {
                parent: above.position(foreign_key)?,
                own: slot.position(target_key)?,
                is_belongs_to: true,
            },
            AssociationKind::BelongsToMany {
                through: pairs,
                foreign_key,
                other_key,
                source_key,
                target_key,
            } => {
                let model = self
                    .schema
                    .model(pairs)
                    .ok_or_else(|| QueryError::NoAssociation {
                        model: above.model_name.clone(),
                    })?;
                let mut pair = Slot::whole(
                    self.schema,
                    model,
                    format!("{alias}->{}", model.name),
                    format!("{path}.{}", model.name),
                );
                if let Some(attributes) = &draft.include.through_attributes {
                    pair.choose(attributes)?;
                    if !attributes.is_empty() {
                        pair.select_key_first();
                    }
                }
                let link = Link::Through {
                    parent: above.position(source_key)?,
                    foreign: pair.position(foreign_key)?,
                    other: pair.position(other_key)?,
                    own: slot.position(target_key)?,
                };
                through = Some(pair);
                link
            }
        };
        let is_shown = draft
            .include
            .attributes
            .as_ref()
            .is_none_or(|attributes| !attributes.is_empty());
        self.plan.slots.push(slot);
        let slot = self.plan.slots.len() - 1;
        let through = through.map(|pair| {
            self.plan.slots.push(pair);
            self.plan.slots.len() - 1
        });
        let where_ = Clause::of(&draft.include.where_).try_map(&mut |path: &Path, _| {
            if path.through.is_empty() {
                Ok(Cell {
                    slot,
                    column: self.plan.slots[slot].position(path.attribute)?,
                })
            } else {
                Err(QueryError::InvalidReference {
                    alias: self.alias_of(path),
                })
            }
        })?;
        check_values(&self.plan, &where_)?;
        let index = self.plan.nodes.len();
        self.plan.nodes.push(Node {
            slot,
            through,
            name,
            parent,
            link,
            is_multiple: draft.association.kind.is_multiple(),
            is_explicit: self.is_separate || draft.include.attributes.is_some(),
            is_shown,
            is_required: draft.is_required,
            in_sub_query: self.plan.has_sub_query && draft.in_sub_query,
            is_filtered: self.plan.has_sub_query && draft.is_filtered && !self.is_separate,
            where_,
            children: Vec::new(),
            separates: Vec::new(),
        });
        self.associations.push(Some(draft.association.id));
        self.plan.nodes[parent].children.push(index);
        self.add_all(index, &draft.children)
    }

    fn add_separate(&mut self, parent: usize, draft: &Draft) -> Result<(), QueryError> {
        let AssociationKind::HasMany {
            foreign_key,
            source_key,
        } = draft.association.kind
        else {
            return Err(QueryError::Separate);
        };
        let mut slot = self.slot_for(draft, draft.target.name.clone(), String::new())?;
        let own_column = slot.position(foreign_key)?;
        if !slot.selected.is_empty() {
            slot.also_select(own_column);
        }
        for child in draft
            .children
            .iter()
            .filter(|child| child.is_separate && draft.include.attributes.is_some())
        {
            let AssociationKind::HasMany { source_key, .. } = child.association.kind else {
                continue;
            };
            let column = slot.position(source_key)?;
            slot.also_select(column);
        }
        if slot.selected.is_empty() && !draft.children.is_empty() {
            slot.select_key_first();
        }
        let above = &mut self.plan.slots[self.plan.nodes[parent].slot];
        let parent_column = above.position(source_key)?;
        let is_held = self.is_separate || above.shown.contains(&parent_column);
        if !above.selected.is_empty() {
            above.also_select(parent_column);
        }
        let plan = join_separate(self.schema, draft, slot)?;
        self.plan.separates.push(Separate {
            name: draft.association.alias.clone(),
            parent,
            parent_column,
            is_held,
            own_column,
            plan,
        });
        let index = self.plan.separates.len() - 1;
        self.plan.nodes[parent].separates.push(index);
        Ok(())
    }

    /// The cell a path names, counted from the model the plan is for.
    fn cell(&self, path: &Path) -> Result<Cell, QueryError> {
        let mut node = 0;
        for association in &path.through {
            let child = self.plan.nodes[node]
                .children
                .iter()
                .copied()
                .find(|child| self.associations[*child] == Some(*association));
            node = child.ok_or_else(|| QueryError::MissingFrom {
                alias: self.alias_of(path),
            })?;
        }
        let node = &self.plan.nodes[node];
        let place = |slot: usize| {
            self.plan.slots[slot]
                .position(path.attribute)
                .map(|column| Cell { slot, column })
        };
        place(node.slot).or_else(|error| node.through.map_or(Err(error), place))
    }

    /// The alias a path would have.
    fn alias_of(&self, path: &Path) -> String {
        let names: Vec<_> = path
            .through
            .iter()
            .filter_map(|id| self.schema.association(*id))
            .map(|association| association.alias.as_str())
            .collect();
        names.join("->")
    }
}
