//! What limits a sub-query to rows with a required child: `( SELECT … LIMIT 1 ) IS NOT NULL`.

use std::rc::Rc;

use super::Query;
use super::tree::Names;
use crate::orm::declare::{AssociationKind, Model, OrmError};
use crate::orm::js::{Js, Key};
use crate::orm::select::include::{Include, Side, all_of, derived, validate};
use crate::orm::select::{quote, type_error};

impl Query<'_> {
    /// Adds the filter of an include, if it is the one on its path that filters: `_generateSubQueryFilter`.
    pub(super) fn add_filter(
        &self,
        include: &Include,
        parents: &[&Include],
        names: &Names,
        filters: &mut Vec<(String, String)>,
    ) -> Result<(), OrmError> {
        if !self.has_inner || !include.is_filter {
            return Ok(());
        }
        let Some((root, above)) = parents.split_first() else {
            return Ok(());
        };
        let is_blocked = |parent: &&&Include| parent.required != Some(true) || parent.is_filter;
        if above.iter().any(|parent| is_blocked(&parent)) || root.is_filter {
            return Ok(());
        }
        let below = required_below(include);
        self.repeat(&below, &names.inner);
        let mut top = Include {
            attributes: Some(Vec::new()),
            below: Some(below),
            ..include.clone()
        };
        for parent in above.iter().rev() {
            top = Include {
                attributes: Some(Vec::new()),
                below: Some(vec![top]),
                ..(*parent).clone()
            };
        }
        let root_model = self.model_of(root)?;
        let sql = if top.through.is_some() {
            self.pairs_filter(&top, root_model)?
        } else {
            self.key_filter(top, root, root_model)?
        };
        let sql = format!("( {} ) IS NOT NULL", sql.trim_end_matches(';'));
        filters.push((names.inner.clone(), sql));
        Ok(())
    }

    fn repeat(&self, below: &[Include], path: &str) {
        for child in below {
            let path = format!("{path}->{}", child.alias.as_deref().unwrap_or_default());
            self.repeat(child.children(), &path);
            self.repeats.borrow_mut().push(path);
        }
    }

    fn pairs_filter(&self, top: &Include, root: &Model) -> Result<String, OrmError> {
        let missing = || type_error("Cannot read properties of undefined (reading 'includes')");
        let (Some(association), Some(through)) = (&top.association, &top.through) else {
            return Err(missing());
        };
        let pairs = self.model_of(through)?;
        let to_target = derived(self.registry, association, Side::ToTarget)?;
        let target = Include {
            model: to_target.target.clone(),
            alias: Some(to_target.alias.clone()),
            association: Some(Rc::new(to_target)),
            required: Some(true),
            where_: top.where_.clone(),
            below: top.below.clone(),
            ..Include::default()
        };
        let mut tree = Include {
            model: pairs.name.clone(),
            below: Some(vec![target]),
            ..Include::default()
        };
        validate(self.registry, &mut tree, true)?;
        let key = root.primary_keys().next().ok_or_else(missing)?;
        let on = format!(
            "{}.{} = {}.{}",
            quote(&root.name),
            quote(&key.field),
            quote(&pairs.name),
            quote(&association.foreign_key_field)
        );
        let pair_key = pairs.primary_keys().next().ok_or_else(missing)?;
        let given = through.where_.clone().unwrap_or(Js::Null);
        let mut query = Query::new(self.registry, pairs, &tree);
        query.attributes = Some(vec![Js::Text(pair_key.field.clone())]);
        query.where_ = Some(all_of(Js::Literal(on), given));
        query.limit = Some(Js::Number(1.0));
        query.ignores_attributes = true;
        query.sql()
    }

    fn key_filter(
        &self,
        mut top: Include,
        root: &Include,
        root_model: &Model,
    ) -> Result<String, OrmError> {
        let missing = || type_error("Cannot read properties of undefined (reading 'as')");
        let association = top.association.take().ok_or_else(missing)?;
        let model = &Model {
            schema: top.schema(self.model_of(&top)?).map(str::to_owned),
            ..self.model_of(&top)?.clone()
        };
        let alias = top.alias.clone().unwrap_or_default();
        let primary = |model: &Model| model.primary_keys().next().map(|key| key.field.clone());
        let (source, target) = if association.kind == AssociationKind::BelongsTo {
            let target = primary(model).ok_or_else(missing)?;
            (association.foreign_key_field.clone(), target)
        } else {
            (
                association.source_key_field.clone(),
                association.foreign_key_field.clone(),
            )
        };
        let on = format!(
            "{}.{} = {}.{}",
            quote(&alias),
            quote(&target),
            quote(root.alias.as_ref().unwrap_or(&root_model.name)),
            quote(&source)
        );
        let join = Js::Object(vec![(Key::Op("join".to_owned()), Js::Literal(on))]);
        let given = top.where_.clone().unwrap_or(Js::Null);
        validate(self.registry, &mut top, false)?;
        let mut query = Query::new(self.registry, model, &top);
        query.attributes = Some(vec![Js::Text(target)]);
        query.where_ = Some(all_of(given, join));
        query.limit = Some(Js::Number(1.0));
        query.table_alias = Some(alias);
        query.ignores_attributes = true;
        query.sql()
    }
}

/// The required includes below one, without what they select: `_getRequiredClosure`.
fn required_below(include: &Include) -> Vec<Include> {
    let required = include.children().iter();
    let required = required.filter(|child| child.required == Some(true));
    required
        .map(|child| Include {
            attributes: Some(Vec::new()),
            below: Some(required_below(child)),
            ..child.clone()
        })
        .collect()
}
