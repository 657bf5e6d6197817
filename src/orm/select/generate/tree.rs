//! One include and all below it: `generateInclude`.

use super::Query;
use crate::orm::declare::{Model, OrmError};
use crate::orm::select::condition::fields_of_where;
use crate::orm::select::include::Include;

/// The names of an include.
#[derive(Debug, Clone)]
pub struct Names {
    /// Its alias in the statement: `posts->comments`.
    pub inner: String,
    /// The start of its columns' names: `posts.comments`.
    pub outer: String,
}

/// The joins of one or more includes, of the main query and of the sub-query.
#[derive(Debug, Default)]
pub struct Joins {
    /// Of the main query.
    pub main: String,
    /// Of the sub-query.
    pub inner: String,
    /// What the main query selects.
    pub main_attributes: Vec<String>,
    /// What the sub-query selects.
    pub inner_attributes: Vec<String>,
}

/// One join.
pub struct Join {
    /// `INNER JOIN` and the like.
    pub word: &'static str,
    /// The table or tables, with aliases.
    pub body: String,
    /// What follows `ON`.
    pub on: String,
    /// What the main query selects for it.
    pub main_attributes: Vec<String>,
    /// What the sub-query selects for it.
    pub inner_attributes: Vec<String>,
}

impl Query<'_> {
    /// The joins of an include. `parents` are all above it, the root first;
    /// filters it has for the sub-query are added to `filters`.
    pub(super) fn include(
        &self,
        include: &Include,
        parents: &[&Include],
        top: &str,
        filters: &mut Vec<(String, String)>,
    ) -> Result<Joins, OrmError> {
        let above = Names {
            inner: top.to_owned(),
            outer: top.to_owned(),
        };
        self.include_below(include, parents, &above, filters)
    }

    /// An include whose association's scope is named by columns: where nothing is selected,
    /// Sequelize leaves the attributes' names in it.
    fn with_named_scope(&self, include: &Include, model: &Model) -> Option<Include> {
        let scope = include.association.as_ref()?.scope.as_ref();
        if self.ignores_attributes || scope.is_none() {
            return None;
        }
        let where_ = include.where_.as_ref()?;
        Some(Include {
            where_: Some(fields_of_where(model, where_)),
            ..include.clone()
        })
    }

    fn include_below(
        &self,
        include: &Include,
        parents: &[&Include],
        above: &Names,
        filters: &mut Vec<(String, String)>,
    ) -> Result<Joins, OrmError> {
        let alias = include.alias.clone().unwrap_or_default();
        // An alias above that is called as the model's table counts as the model itself.
        let is_top = above.outer == self.alias()
            || (self.model.schema.is_none() && above.outer == self.model.table_name);
        let names = if is_top {
            Names {
                inner: alias.clone(),
                outer: alias,
            }
        } else {
            Names {
                inner: format!("{}->{alias}", above.inner),
                outer: format!("{}.{alias}", above.outer),
            }
        };
        let model = self.model_of(include)?;
        let scoped = self.with_named_scope(include, model);
        let include = scoped.as_ref().unwrap_or(include);
        let is_inner = include.sub_query == Some(true) && self.has_inner;
        let mut joins = Joins::default();
        if !self.ignores_attributes {
            let attributes = Self::include_attributes(include, model, &names)?;
            if is_inner {
                joins.inner_attributes = attributes;
            } else {
                joins.main_attributes = attributes;
            }
        }
        let join = if include.through.is_some() {
            self.through_join(include, parents, &names, &above.inner, filters)?
        } else {
            self.add_filter(include, parents, &names, filters)?;
            self.join(include, parents)?
        };
        joins.main_attributes.extend(join.main_attributes);
        joins.inner_attributes.extend(join.inner_attributes);
        let mut path = parents.to_vec();
        path.push(include);
        let (mut main, mut inner) = (Vec::new(), Vec::new());
        let mut is_mismatch = false;
        for child in include.children() {
            if child.separate == Some(true) {
                continue;
            }
            let below = self.include_below(child, &path, &names, filters)?;
            is_mismatch |= include.required == Some(false) && child.required == Some(true);
            if child.sub_query == Some(true) && self.has_inner {
                inner.push(below.inner);
            }
            if !below.main.is_empty() {
                main.push(below.main);
            }
            joins.main_attributes.extend(below.main_attributes);
            joins.inner_attributes.extend(below.inner_attributes);
        }
        let (own, other) = if is_inner {
            (&inner, &main)
        } else {
            (&main, &inner)
        };
        let (word, body, on) = (join.word, join.body, join.on);
        let own = if is_mismatch && !own.is_empty() {
            format!(" {word} ( {body}{} ) ON {on}", own.concat())
        } else {
            format!(" {word} {body} ON {on}{}", own.concat())
        };
        let other = other.concat();
        (joins.main, joins.inner) = if is_inner { (other, own) } else { (own, other) };
        Ok(joins)
    }
}
