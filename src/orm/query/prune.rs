//! What remains of a find when the schema under it changes.

use super::{Comparison, Find, Include, Method, Order, Path, Where};
use crate::orm::schema::{AssociationId, AssociationKind, AttributeId, ModelId, Schema};
use crate::orm::value::Value;

impl Find {
    /// All rows of a model, with nothing included.
    pub fn all(model: ModelId) -> Self {
        Self {
            model,
            method: Method::FindAll,
            attributes: None,
            where_: Where::default(),
            order: Vec::new(),
            limit: None,
            offset: None,
            include: Vec::new(),
        }
    }
}

impl Include {
    /// An association with all its attributes and no conditions.
    pub fn of(association: AssociationId) -> Self {
        Self {
            association,
            attributes: None,
            through_attributes: None,
            required: None,
            where_: Where::default(),
            separate: false,
            order: Vec::new(),
            limit: None,
            include: Vec::new(),
        }
    }
}

/// The find without what the schema no longer has; nothing where its model is gone.
pub fn prune(schema: &Schema, mut find: Find) -> Option<Find> {
    schema.model(find.model)?;
    let mut pruner = Pruner { schema };
    pruner.includes(find.model, &mut find.include);
    pruner.attributes(find.model, &mut find.attributes);
    let include = std::mem::take(&mut find.include);
    find.where_ = pruner.where_(find.model, &include, std::mem::take(&mut find.where_));
    pruner.order(find.model, &include, &mut find.order);
    find.include = include;
    Some(find)
}

struct Pruner<'a> {
    schema: &'a Schema,
}

impl Pruner<'_> {
    fn has(&self, model: ModelId, attribute: AttributeId) -> bool {
        self.schema
            .model(model)
            .is_some_and(|model| model.attribute(attribute).is_some())
    }

    fn attributes(&self, model: ModelId, attributes: &mut Option<Vec<AttributeId>>) {
        let Some(chosen) = attributes else { return };
        let was_empty = chosen.is_empty();
        chosen.retain(|attribute| self.has(model, *attribute));
        // A choice of which nothing is left is no choice; one that was empty meant nothing shown.
        if chosen.is_empty() && !was_empty {
            *attributes = None;
        }
    }

    fn includes(&mut self, model: ModelId, includes: &mut Vec<Include>) {
        includes.retain(|include| {
            self.schema
                .association(include.association)
                .is_some_and(|association| {
                    association.source == model && self.schema.model(association.target).is_some()
                })
        });
        for include in includes {
            let Some(association) = self.schema.association(include.association) else {
                continue;
            };
            let (target, is_many) = (
                association.target,
                matches!(association.kind, AssociationKind::HasMany { .. }),
            );
            if !is_many {
                include.separate = false;
                include.limit = None;
            }
            self.includes(target, &mut include.include);
            self.attributes(target, &mut include.attributes);
            match association.kind {
                AssociationKind::BelongsToMany { through, .. } => {
                    self.attributes(through, &mut include.through_attributes);
                }
                _ => include.through_attributes = None,
            }
            let children = std::mem::take(&mut include.include);
            include.where_ = self.where_(target, &children, std::mem::take(&mut include.where_));
            self.order(target, &children, &mut include.order);
            include.include = children;
        }
    }

    fn order(&self, model: ModelId, includes: &[Include], order: &mut Vec<Order>) {
        order.retain(|term| self.reaches(model, includes, &term.by));
    }

    fn where_(&self, model: ModelId, includes: &[Include], where_: Where) -> Where {
        let each = |parts: Vec<Where>| {
            parts
                .into_iter()
                .map(|part| self.where_(model, includes, part))
                .filter(|part| !part.is_empty())
                .collect()
        };
        match where_ {
            Where::All(parts) => Where::All(each(parts)),
            Where::Any(parts) => Where::Any(each(parts)),
            Where::Not(part) => Where::Not(Box::new(self.where_(model, includes, *part))),
            Where::Is(condition)
                if self.reaches(model, includes, &condition.left)
                    && self.fits(&condition.left, &condition.comparison) =>
            {
                Where::Is(condition)
            }
            Where::Is(_) => Where::default(),
        }
    }

    /// Whether a path leads through the includes to an attribute of the model or of a table of pairs at its end.
    fn reaches(&self, mut model: ModelId, mut includes: &[Include], path: &Path) -> bool {
        let mut pairs = None;
        for step in &path.through {
            let Some(include) = includes.iter().find(|include| include.association == *step) else {
                return false;
            };
            let Some(association) = self.schema.association(*step) else {
                return false;
            };
            model = association.target;
            includes = &include.include;
            pairs = match association.kind {
                AssociationKind::BelongsToMany { through, .. } => Some(through),
                _ => None,
            };
        }
        self.has(model, path.attribute)
            || pairs.is_some_and(|pairs| self.has(pairs, path.attribute))
    }

    /// Whether a comparison still makes sense with the attribute's type.
    fn fits(&self, path: &Path, comparison: &Comparison) -> bool {
        let Some((_, attribute)) = self.schema.attribute(path.attribute) else {
            return false;
        };
        if matches!(
            comparison,
            Comparison::Eq(Value::Null) | Comparison::Ne(Value::Null)
        ) {
            return true;
        }
        let clause = super::Clause {
            keys: vec![((), vec![comparison.clone()])],
            ..Default::default()
        };
        super::evaluate::Predicate::new(&clause, &|()| attribute.data_type.clone()).is_ok()
    }
}
