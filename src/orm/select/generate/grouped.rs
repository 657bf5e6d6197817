//! One limit for each parent of a separate include: a sub-select each, put together by UNION ALL.

use super::Query;
use crate::orm::declare::OrmError;
use crate::orm::js::{Js, Key};
use crate::orm::select::condition::{Scope, condition};
use crate::orm::select::include::Include;

/// `groupedLimit`.
#[derive(Debug, Clone)]
pub struct Grouped {
    /// How many rows each value may have.
    pub limit: Js,
    /// The column the values are of.
    pub column: String,
    /// The values.
    pub values: Vec<Js>,
}

impl Grouped {
    /// What a find says of it.
    pub fn read(given: &Js) -> Option<Self> {
        let Js::Array(values) = given.get("values")? else {
            return None;
        };
        Some(Self {
            limit: given.get("limit")?.clone(),
            column: given.get("column").and_then(Js::text)?.to_owned(),
            values: values.clone(),
        })
    }
}

impl Query<'_> {
    /// The sub-selects, in parentheses. The order is theirs.
    pub(super) fn grouped_tables(&mut self) -> Result<String, OrmError> {
        let Some(grouped) = self.grouped.clone() else {
            return Ok(String::new());
        };
        let mut where_ = match self.where_.clone() {
            Some(Js::Object(object)) => object,
            _ => Vec::new(),
        };
        let placeholder = Key::Op("placeholder".to_owned());
        where_.push((placeholder, Js::Boolean(true)));
        let tree = Include {
            model: self.model.name.clone(),
            ..Include::default()
        };
        let mut query = Query::new(self.registry, self.model, &tree);
        query.attributes.clone_from(&self.attributes);
        query.limit = Some(grouped.limit);
        query.offset.clone_from(&self.offset);
        query.order = self.order.take();
        query.where_ = Some(Js::Object(where_));
        let base = query.sql()?;
        let base = base.trim_end_matches(';');
        let mark = format!("{} = true", crate::orm::select::condition::PLACEHOLDER);
        let (before, after) = base.split_once(&mark).unwrap_or((base, ""));
        let alias = self.alias();
        let model = Scope::new(None, Some(&alias));
        let one = |value: &Js| {
            let key = Key::Name(grouped.column.clone());
            let is = condition(&Js::Object(vec![(key, value.clone())]), model)?;
            Ok(format!("SELECT * FROM ({before}{is}{after}) AS sub"))
        };
        let selects = grouped.values.iter().map(one);
        let selects = selects.collect::<Result<Vec<_>, OrmError>>()?;
        Ok(format!("({})", selects.join(" UNION ALL ")))
    }
}
