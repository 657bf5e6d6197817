//! What is selected: `escapeAttributes`, and the same for an include.

use super::Query;
use super::tree::Names;
use crate::orm::declare::{ErrorClass, Model, OrmError};
use crate::orm::js::Js;
use crate::orm::select::condition::{Scope, is_method, method};
use crate::orm::select::include::{Include, expand, map};
use crate::orm::select::literal::{Target, escape_for};
use crate::orm::select::{quote, quote_path, text, type_error};

impl Query<'_> {
    /// The model's own attributes.
    pub(super) fn own_attributes(&self, alias: &str) -> Result<Vec<String>, OrmError> {
        let Some(mut attributes) = self.attributes.clone() else {
            let all = if self.root.below.is_some() {
                format!("{alias}.*")
            } else {
                "*".to_owned()
            };
            return Ok(vec![all]);
        };
        if self.has_inner {
            for key in self.model.primary_keys() {
                let is = |item: &Js| match item {
                    Js::Text(name) => *name == key.name,
                    Js::Array(parts) => parts
                        .iter()
                        .take(2)
                        .any(|part| part.text() == Some(&key.name)),
                    _ => false,
                };
                if !attributes.iter().any(is) {
                    let parts = [&key.name, &key.field].map(|part| Js::Text(part.clone()));
                    attributes.push(Js::Array(parts.into()));
                }
            }
        }
        attributes
            .iter()
            .map(|item| self.own_attribute(item, alias))
            .collect()
    }

    fn own_attribute(&self, item: &Js, alias: &str) -> Result<String, OrmError> {
        let mut is_column = true;
        let written = match item {
            item if is_method(item) => return method(item, Scope::default()),
            Js::Array(parts) => {
                let [column, name] = parts.as_slice() else {
                    return Err(OrmError::new(
                        ErrorClass::Error,
                        format!(
                            "{} is not a valid attribute definition. Please use the following format: ['attribute definition', 'alias']",
                            text::json(item).unwrap_or_default()
                        ),
                    ));
                };
                let column = match column {
                    column if is_method(column) => {
                        is_column = false;
                        method(column, Scope::default())?
                    }
                    Js::Text(column) if column.contains(['(', ')']) => {
                        return Err(OrmError::new(ErrorClass::Error, PARENTHESES));
                    }
                    Js::Text(column) => quote(column),
                    nothing @ (Js::Undefined | Js::Null) => {
                        return Err(no_part(nothing, "includes"));
                    }
                    _ => return Err(type_error("attr[0].includes is not a function")),
                };
                let Js::Text(name) = name else {
                    return Err(type_error("s.replace is not a function"));
                };
                format!("{column} AS {}", quote(name))
            }
            Js::Text(name) if name.contains(['`', '"']) => escape_for(item, Target::Unknown)?,
            Js::Text(name) if self.model.attribute(name).is_some() => quote(name),
            Js::Text(name) => quote_path(name),
            nothing @ (Js::Undefined | Js::Null) => return Err(no_part(nothing, "includes")),
            _ => return Err(type_error("attr.includes is not a function")),
        };
        let is_prefixed = !self.root.children().is_empty()
            && (self.dot_notation || !written.contains('.'))
            && is_column;
        Ok(if is_prefixed {
            format!("{alias}.{written}")
        } else {
            written
        })
    }

    /// The attributes of an include.
    pub(super) fn include_attributes(
        include: &Include,
        model: &Model,
        names: &Names,
    ) -> Result<Vec<String>, OrmError> {
        let mut include = Include {
            attributes: include.attributes.clone(),
            attribute_object: include.attribute_object.clone(),
            ..Include::default()
        };
        expand(&mut include, model);
        map(&mut include, model);
        let attributes = include.attributes.unwrap_or_default();
        attributes
            .iter()
            .map(|item| include_attribute(item, names))
            .collect()
    }
}

/// What JavaScript says of a part of nothing.
fn no_part(nothing: &Js, part: &str) -> OrmError {
    let nothing = text::string(nothing);
    type_error(format!(
        "Cannot read properties of {nothing} (reading '{part}')"
    ))
}

fn include_attribute(item: &Js, names: &Names) -> Result<String, OrmError> {
    let (column, name) = match item {
        Js::Array(parts) => match parts.as_slice() {
            [column, name] => (column, name),
            _ => return Err(type_error("attr.replace is not a function")),
        },
        nothing @ (Js::Undefined | Js::Null) => return Err(no_part(nothing, "replace")),
        Js::Col(_) => return Err(type_error("s.replace is not a function")),
        item => (item, item),
    };
    if let (Js::Literal(sql), Js::Literal(_)) = (column, name) {
        return Ok(sql.clone());
    }
    if matches!(name, Js::Cast(..) | Js::Fn(..)) {
        return Err(OrmError::new(
            ErrorClass::Error,
            "Tried to select attributes using Sequelize.cast or Sequelize.fn without specifying an alias for the result, during eager loading. This means the attribute will not be added to the returned instance",
        ));
    }
    let alias = quote(&names.inner);
    let written = match column {
        Js::Literal(_) | Js::Cast(..) | Js::Fn(..) => method(column, Scope::default())?,
        column => {
            let column = match column {
                Js::Text(column) => column.clone(),
                column if is_method(column) => method(column, Scope::default())?,
                column => text::string(column),
            };
            if column.contains("#>>") || column.contains("->>") {
                format!("({alias}.{})", column.replace(['(', ')'], ""))
            } else {
                format!("{alias}.{}", quote(&column))
            }
        }
    };
    let name = format!("{}.{}", names.outer, text::string(name));
    Ok(format!("{} AS {}", written.trim(), quote(&name)))
}

const PARENTHESES: &str = "Attributes cannot include parentheses in Sequelize 6:
In order to fix the vulnerability CVE-2023-22578, we had to remove support for treating attributes as raw SQL if they included parentheses.
Sequelize 7 escapes all attributes, even if they include parentheses.
For Sequelize 6, because we're introducing this change in a minor release, we've opted for throwing an error instead of silently escaping the attribute as a way to warn you about this change.

Here is what you can do to fix this error:
- Wrap the attribute in a literal() call. This will make Sequelize treat it as raw SQL.
- Set the \"attributeBehavior\" sequelize option to \"escape\" to make Sequelize escape the attribute, like in Sequelize v7. We highly recommend this option.
- Set the \"attributeBehavior\" sequelize option to \"unsafe-legacy\" to make Sequelize escape the attribute, like in Sequelize v5.

We sincerely apologize for the inconvenience this may cause you. You can find more information on the following threads:
https://github.com/sequelize/sequelize/security/advisories/GHSA-f598-mfpv-gmfx
https://github.com/sequelize/sequelize/discussions/15694";
