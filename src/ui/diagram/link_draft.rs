//! A link being made or changed: what the form holds before it is confirmed.
//!
//! Fields follow Sequelize's defaults until they are edited by hand; from then
//! on they are left alone.

use std::collections::BTreeSet;

use super::drawing::edges_of;
use crate::orm::schema::{
    Association, AssociationId, AssociationKind, Edge, ModelId, ReferentialAction, Schema, check,
    explain,
};
use crate::project::{Edit, EditError, LinkKind, LinkSpec, Project, apply, link_defaults, link_of};
use crate::ui::studio::sentence;

/// A field that can be edited by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkField {
    /// The alias on the source.
    SourceAlias,
    /// The alias on the target.
    TargetAlias,
    /// The key, or the join table's key to the source.
    ForeignKey,
    /// The join table's key to the target.
    OtherKey,
    /// The join table.
    Through,
    /// Whether the join table has an `id`.
    ThroughId,
    /// Whether the key may be null.
    AllowNull,
    /// What a delete does.
    OnDelete,
    /// What a change of key does.
    OnUpdate,
}

/// The form's state.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkDraft {
    /// The link as it would be made.
    pub spec: LinkSpec,
    /// The edge that is changed, where it is not a new one.
    pub changes: Option<AssociationId>,
    touched: BTreeSet<LinkField>,
}

impl LinkDraft {
    /// A new link, prefilled.
    pub fn new(schema: &Schema, kind: LinkKind, source: ModelId, target: ModelId) -> Self {
        Self {
            spec: link_defaults(schema, kind, source, target),
            changes: None,
            touched: BTreeSet::new(),
        }
    }

    /// An edge, to be changed. What differs from the defaults counts as edited by hand.
    pub fn of(schema: &Schema, association: AssociationId) -> Option<Self> {
        let spec = link_of(schema, association)?;
        let usual = link_defaults(schema, spec.kind, spec.source, spec.target);
        let differs = [
            (
                LinkField::SourceAlias,
                spec.source_alias != usual.source_alias,
            ),
            (
                LinkField::TargetAlias,
                spec.target_alias != usual.target_alias,
            ),
            (LinkField::ForeignKey, spec.foreign_key != usual.foreign_key),
            (LinkField::OtherKey, spec.other_key != usual.other_key),
            (LinkField::Through, spec.through != usual.through),
            (LinkField::ThroughId, spec.through_id != usual.through_id),
            (LinkField::AllowNull, spec.allow_null != usual.allow_null),
            (LinkField::OnDelete, spec.on_delete != usual.on_delete),
            (LinkField::OnUpdate, spec.on_update != usual.on_update),
        ];
        Some(Self {
            spec,
            changes: Some(association),
            touched: differs
                .into_iter()
                .filter(|(_, differs)| *differs)
                .map(|(field, _)| field)
                .collect(),
        })
    }

    /// Makes it 1:1, 1:N or N:N.
    pub fn set_kind(&mut self, schema: &Schema, kind: LinkKind) {
        // A key of the other model and a key of the join table are different things.
        if (kind == LinkKind::ManyToMany) != (self.spec.kind == LinkKind::ManyToMany) {
            for field in [
                LinkField::ForeignKey,
                LinkField::OnDelete,
                LinkField::OnUpdate,
            ] {
                self.touched.remove(&field);
            }
        }
        self.refill(schema, kind, self.spec.source, self.spec.target);
    }

    /// Links other models.
    pub fn set_ends(&mut self, schema: &Schema, source: ModelId, target: ModelId) {
        self.refill(schema, self.spec.kind, source, target);
    }

    /// Lets the other side hold the key.
    pub fn swap(&mut self, schema: &Schema) {
        let has_own_source = self.touched.remove(&LinkField::SourceAlias);
        let has_own_target = self.touched.remove(&LinkField::TargetAlias);
        if self.spec.kind == LinkKind::ManyToMany {
            // The same aliases and keys, told from the other side.
            if has_own_source {
                self.touched.insert(LinkField::TargetAlias);
            }
            if has_own_target {
                self.touched.insert(LinkField::SourceAlias);
            }
            let has_own_key = self.touched.remove(&LinkField::ForeignKey);
            let has_own_other = self.touched.remove(&LinkField::OtherKey);
            if has_own_key {
                self.touched.insert(LinkField::OtherKey);
            }
            if has_own_other {
                self.touched.insert(LinkField::ForeignKey);
            }
            let spec = &mut self.spec;
            std::mem::swap(&mut spec.source_alias, &mut spec.target_alias);
            std::mem::swap(&mut spec.foreign_key, &mut spec.other_key);
        } else {
            self.touched.remove(&LinkField::ForeignKey);
        }
        self.refill(schema, self.spec.kind, self.spec.target, self.spec.source);
    }

    /// Notes a field edited by hand.
    pub fn touch(&mut self, field: LinkField, change: impl FnOnce(&mut LinkSpec)) {
        change(&mut self.spec);
        self.touched.insert(field);
    }

    /// Sets whether the key may be null; the action on delete follows as Sequelize has it.
    pub fn set_allow_null(&mut self, allow_null: bool) {
        self.touch(LinkField::AllowNull, |spec| spec.allow_null = allow_null);
        if !self.touched.contains(&LinkField::OnDelete) && self.spec.kind != LinkKind::ManyToMany {
            self.spec.on_delete = if allow_null {
                ReferentialAction::SetNull
            } else {
                ReferentialAction::Cascade
            };
        }
    }

    fn refill(&mut self, schema: &Schema, kind: LinkKind, source: ModelId, target: ModelId) {
        let mine = std::mem::replace(&mut self.spec, link_defaults(schema, kind, source, target));
        let spec = &mut self.spec;
        for field in &self.touched {
            match field {
                LinkField::SourceAlias => spec.source_alias.clone_from(&mine.source_alias),
                LinkField::TargetAlias => spec.target_alias.clone_from(&mine.target_alias),
                LinkField::ForeignKey => spec.foreign_key.clone_from(&mine.foreign_key),
                LinkField::OtherKey => spec.other_key.clone_from(&mine.other_key),
                LinkField::Through => spec.through.clone_from(&mine.through),
                LinkField::ThroughId => spec.through_id = mine.through_id,
                LinkField::AllowNull => spec.allow_null = mine.allow_null,
                LinkField::OnDelete => spec.on_delete = mine.on_delete,
                LinkField::OnUpdate => spec.on_update = mine.on_update,
            }
        }
        if self.touched.contains(&LinkField::AllowNull)
            && !self.touched.contains(&LinkField::OnDelete)
        {
            self.set_allow_null(mine.allow_null);
        }
    }

    /// The edit that makes it.
    pub fn edit(&self) -> Edit {
        match self.changes {
            Some(association) => Edit::EditLink {
                association,
                spec: self.spec.clone(),
            },
            None => Edit::Link(self.spec.clone()),
        }
    }

    /// What would come of it: the schema after, and which edge it is.
    ///
    /// # Errors
    /// As the edit's.
    pub fn preview(&self, project: &Project) -> Result<Preview, EditError> {
        let after = apply(project, self.edit())?;
        let before: BTreeSet<AssociationId> = project
            .schema
            .associations
            .iter()
            .map(|association| association.id)
            .collect();
        let edges = edges_of(&after.schema, &after.schema);
        let made = edges.iter().find(|edge| match self.changes {
            Some(association) => edge.has(association),
            None => !before.contains(&edge.id),
        });
        let is_same =
            |edge: &Edge| edge.source == self.spec.source && edge.target == self.spec.target;
        let made = made.or_else(|| edges.iter().find(|view| is_same(&view.edge)));
        let shown = made
            .iter()
            .flat_map(|edge| std::iter::once(edge.id).chain(edge.inverse));
        let calls = shown
            .filter_map(|id| after.schema.association(id))
            .map(|association| call(&after.schema, association))
            .collect();
        let known = check(&project.schema);
        let problems = check(&after.schema)
            .into_iter()
            .filter(|problem| !known.contains(problem))
            .map(|problem| sentence(&problem.problem))
            .collect();
        Ok(Preview {
            sentence: made
                .map(|view| explain(&after.schema, &view.edge))
                .unwrap_or_default(),
            calls,
            problems,
        })
    }
}

/// What a draft would make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Which table would hold the key, and why.
    pub sentence: String,
    /// The calls of Sequelize, a line each.
    pub calls: Vec<String>,
    /// What would be wrong then, and is not now.
    pub problems: Vec<String>,
}

/// The call of Sequelize that declares an association.
pub fn call(schema: &Schema, association: &Association) -> String {
    let model = |id: ModelId| schema.model(id).map_or("?", |model| model.name.as_str());
    let key = |id| {
        schema
            .attribute(id)
            .map_or("?", |(_, attribute)| attribute.name.as_str())
    };
    let alias = &association.alias;
    let options = match &association.kind {
        AssociationKind::BelongsToMany {
            through,
            foreign_key,
            other_key,
            ..
        } => {
            let through = match schema.model(*through) {
                Some(through) if !through.is_implied => through.name.clone(),
                _ => format!("'{}'", model(*through)),
            };
            format!(
                "through: {through}, foreignKey: '{}', otherKey: '{}', as: '{alias}'",
                key(*foreign_key),
                key(*other_key)
            )
        }
        kind => format!("foreignKey: '{}', as: '{alias}'", key(kind.foreign_key())),
    };
    format!(
        "{}.{}({}, {{ {options} }})",
        model(association.source),
        association.kind.method(),
        model(association.target)
    )
}

#[cfg(test)]
mod tests;
