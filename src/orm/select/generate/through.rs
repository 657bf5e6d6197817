//! How an include is joined through a table of pairs: `generateThroughJoin`.

use super::Query;
use super::join::word;
use super::tree::{Join, Names};
use crate::orm::declare::OrmError;
use crate::orm::js::Js;
use crate::orm::select::condition::{Scope, condition};
use crate::orm::select::include::{Include, all_of};
use crate::orm::select::{quote, quote_table, text, type_error};

impl Query<'_> {
    pub(super) fn through_join(
        &self,
        include: &Include,
        parents: &[&Include],
        names: &Names,
        above: &str,
        filters: &mut Vec<(String, String)>,
    ) -> Result<Join, OrmError> {
        let missing = || type_error("Cannot read properties of undefined (reading 'model')");
        let association = include.association.as_ref().ok_or_else(missing)?;
        let through = include.through.as_deref().ok_or_else(missing)?;
        let pairs = association.through.as_ref().ok_or_else(missing)?;
        let parent = parents.last().copied().ok_or_else(missing)?;
        let alias = through.alias.as_deref().unwrap_or(&through.model);
        let inner = format!("{}->{alias}", names.inner);
        let pair_alias = quote(&inner);
        let is_top = parent.association.is_none() && parent.model == self.model.name;
        let mut main_attributes = Vec::new();
        if !self.ignores_attributes {
            for item in through.attributes.iter().flatten() {
                let (column, name) = match item {
                    Js::Array(parts) => (parts.first(), parts.get(1)),
                    item => (Some(item), Some(item)),
                };
                // No expression: Sequelize takes each for a name.
                let Some(Js::Text(column)) = column else {
                    return Err(type_error("s.replace is not a function"));
                };
                let name = name.map(text::string).unwrap_or_default();
                let name = quote(&format!("{}.{alias}.{name}", names.outer));
                main_attributes.push(format!("{pair_alias}.{} AS {name}", quote(column)));
            }
        }
        let is_inner = include.sub_query == Some(true);
        let is_parent_inner = parent.sub_query == Some(true);
        let source = if !self.has_inner || (!is_inner && !is_parent_inner) {
            &association.source_key_field
        } else {
            &association.source_key
        };
        let source = if self.has_inner && !is_inner && is_parent_inner && !is_top {
            quote(&format!("{above}.{source}"))
        } else {
            format!("{}.{}", quote(above), quote(source))
        };
        let mut on = format!(
            "{source} = {pair_alias}.{}",
            quote(&association.foreign_key_field)
        );
        let target = quote(&names.inner);
        let target_on = format!(
            "{target}.{} = {pair_alias}.{}",
            quote(&association.target_key_field),
            quote(&pairs.other_key_field)
        );
        let (model, pair_model) = (self.model_of(include)?, self.model_of(through)?);
        let mut body = format!(
            "( {} AS {pair_alias} INNER JOIN {} AS {target} ON {target_on}",
            quote_table(pair_model.schema.as_deref(), &pair_model.table_name),
            quote_table(include.schema(model), &model.table_name),
        );
        let mut through_where = through.where_.clone();
        if let Some(scope) = &pairs.scope {
            let repeats = self.repeats.borrow();
            for _ in repeats.iter().filter(|path| **path == names.inner) {
                through_where = through_where.map(|where_| all_of(where_, scope.clone()));
            }
        }
        if let Some(where_) = &through_where {
            let where_ = condition(where_, Scope::new(Some(pair_model), Some(&pair_alias)))?;
            if !where_.is_empty() {
                body.push_str(&format!(" AND {where_}"));
            }
        }
        body.push(')');
        if let Some(where_) = &include.where_ {
            let where_ = condition(where_, Scope::new(Some(model), Some(&target)))?;
            if !where_.is_empty() {
                on.push_str(&format!(" AND {where_}"));
            }
        }
        self.add_filter(include, parents, names, filters)?;
        Ok(Join {
            word: word(include),
            body,
            on,
            main_attributes,
            inner_attributes: Vec::new(),
        })
    }
}
