//! How an include is joined by a key of one of the two tables: `generateJoin`.

use super::Query;
use super::tree::Join;
use crate::orm::declare::{AssociationKind, OrmError};
use crate::orm::select::condition::{Scope, items};
use crate::orm::select::include::Include;
use crate::orm::select::{quote, quote_table, type_error};

impl Query<'_> {
    pub(super) fn join(&self, include: &Include, parents: &[&Include]) -> Result<Join, OrmError> {
        let missing = || type_error("Cannot read properties of undefined (reading 'source')");
        let association = include.association.as_ref().ok_or_else(missing)?;
        let parent = parents.last().copied().ok_or_else(missing)?;
        let is_top = parent.association.is_none() && parent.model == self.model.name;
        let right = self.model_of(include)?;
        let (left_key, left_field, right_field) = if association.kind == AssociationKind::BelongsTo
        {
            let target = right.attribute(&association.target_key);
            let target = target.map_or(&association.target_key_field, |target| &target.field);
            (
                &association.foreign_key,
                &association.foreign_key_field,
                target,
            )
        } else {
            (
                &association.source_key,
                &association.source_key_field,
                &association.foreign_key_field,
            )
        };
        let above: Vec<&str> = parents
            .iter()
            .rev()
            .take_while(|parent| parent.association.is_some())
            .map(|parent| parent.alias.as_deref().unwrap_or_default())
            .collect();
        let alias = include.alias.as_deref().unwrap_or_default();
        let top = parent.alias.as_ref().unwrap_or(&parent.model);
        let (left, right_alias) = if above.is_empty() {
            (top.clone(), alias.to_owned())
        } else {
            let left: Vec<&str> = above.into_iter().rev().collect();
            let left = left.join("->");
            let right = format!("{left}->{alias}");
            (left, right)
        };
        let mut on = format!("{}.{}", quote(&left), quote(left_field));
        let mut inner_attributes = Vec::new();
        let is_outside =
            self.has_inner && parent.sub_query == Some(true) && include.sub_query != Some(true);
        if (self.grouped.is_some() && is_top) || is_outside {
            if is_top {
                let column = format!("{}.{}", quote(top), quote(left_field));
                on = format!("{}.{}", quote(top), quote(left_key));
                if self.has_inner {
                    inner_attributes.push(if column == on {
                        column
                    } else {
                        format!("{column} AS {}", quote(left_key))
                    });
                }
            } else {
                on = quote(&format!("{}.{left_key}", left.replace("->", ".")));
            }
        }
        let right_alias = quote(&right_alias);
        on.push_str(&format!(" = {right_alias}.{}", quote(right_field)));
        let scope = Scope::new(Some(right), Some(&right_alias));
        if let Some(given) = &include.on {
            on = items(given, scope, " AND ")?;
        }
        if let Some(where_) = &include.where_ {
            let where_ = items(where_, scope, " AND ")?;
            if !where_.is_empty() {
                let word = if include.is_or { "OR" } else { "AND" };
                on.push_str(&format!(" {word} {where_}"));
            }
        }
        let table = quote_table(include.schema(right), &right.table_name);
        Ok(Join {
            word: word(include),
            body: format!("{table} AS {right_alias}"),
            on,
            main_attributes: Vec::new(),
            inner_attributes,
        })
    }
}

/// The kind of join of an include.
pub const fn word(include: &Include) -> &'static str {
    match (include.required, include.is_right) {
        (Some(true), _) => "INNER JOIN",
        (_, true) => "RIGHT OUTER JOIN",
        (_, false) => "LEFT OUTER JOIN",
    }
}
