//! Includes: what a find's options become before any SQL is written.
//!
//! The find itself is an `Include` without an association, the root of the tree.
//! Sequelize validates a tree twice for a separate include, and once more for the filter
//! of a sub-query; so a tree is a value that can be validated again.

mod all;
mod attributes;
mod conform;
mod derive;
mod paranoid;
mod validate;

use std::rc::Rc;

use crate::orm::declare::{Association, Model, OrmError, Registry};
use crate::orm::js::Js;

pub use all::expand_all;
pub use attributes::{expand, map, with_virtual_fields};
pub use conform::{conform_all, fill};
pub use derive::{Side, derived, resolve};
pub use paranoid::{add_paranoid, all_of};
pub use validate::validate;

/// A find, or an include below it.
#[derive(Debug, Clone, Default)]
pub struct Include {
    /// The model's name.
    pub model: String,
    /// `as`; of the root, only that of a filter's statement.
    pub alias: Option<String>,
    /// How it is reached. A table of pairs and the root have none.
    pub association: Option<Rc<Association>>,
    /// Whether it is the table of pairs of the include above.
    pub is_pseudo: bool,
    /// What is selected: names, `[column, alias]`, methods. The root's and a nested one's start as given.
    pub attributes: Option<Vec<Js>>,
    /// What a scope of the model selects, with what was given: no key is added to it, and all of it shows.
    pub scope_attributes: Option<Vec<Js>>,
    /// `attributes: {include, exclude}` as given, until it is expanded.
    pub attribute_object: Option<Js>,
    /// What is shown of what is selected; nothing says all.
    pub original: Option<Vec<Js>>,
    /// `where`.
    pub where_: Option<Js>,
    /// `on`.
    pub on: Option<Js>,
    /// `or`.
    pub is_or: bool,
    /// `right`.
    pub is_right: bool,
    /// `required`.
    pub required: Option<bool>,
    /// `separate`.
    pub separate: Option<bool>,
    /// `duplicating`.
    pub duplicating: Option<bool>,
    /// `subQuery`.
    pub sub_query: Option<bool>,
    /// Whether a sub-query is filtered by it.
    pub is_filter: bool,
    /// `paranoid`.
    pub paranoid: Option<bool>,
    /// `limit`.
    pub limit: Option<Js>,
    /// The limit of the root.
    pub top_limit: Option<Js>,
    /// `raw`, of the root.
    pub is_raw: bool,
    /// Whether it or an include below it multiplies rows.
    pub has_duplicating: bool,
    /// Whether it or one directly below it is required.
    pub has_required: bool,
    /// Whether the include above is required, or one above that.
    pub has_parent_required: bool,
    /// Whether an include below has many.
    pub has_multi: bool,
    /// Whether an include below has one.
    pub has_single: bool,
    /// The table of pairs of a belongsToMany.
    pub through: Option<Box<Include>>,
    /// `through` as given.
    pub through_options: Option<Js>,
    /// `include`.
    pub below: Option<Vec<Include>>,
    /// `all`, until it is expanded.
    pub all: Option<Js>,
    /// `nested`, beside `all`.
    pub is_nested: bool,
    /// The options as they were given.
    pub options: Given,
}

/// Options as they were given; an empty object by default.
#[derive(Debug, Clone)]
pub struct Given(pub Js);

impl Default for Given {
    fn default() -> Self {
        Self(Js::Object(Vec::new()))
    }
}

impl Include {
    /// An option as it was given.
    pub fn option(&self, name: &str) -> Option<&Js> {
        self.options.0.get(name)
    }

    /// The schema of its table: `Model.schema(name)` is the same model elsewhere.
    pub fn schema<'a>(&'a self, model: &'a Model) -> Option<&'a str> {
        let elsewhere = self.option("schema").and_then(Js::text);
        elsewhere.or(model.schema.as_deref())
    }

    /// The includes below it.
    pub fn children(&self) -> &[Include] {
        self.below.as_deref().unwrap_or_default()
    }

    /// Whether it holds a list.
    pub fn is_multiple(&self) -> bool {
        self.association
            .as_ref()
            .is_some_and(|association| association.kind.is_multiple())
    }
}

/// A model that an include names.
pub fn model_of<'a>(registry: &'a Registry, name: &str) -> Result<&'a Model, OrmError> {
    registry
        .model(name)
        .ok_or_else(|| super::type_error(format!("{name} is not a model that is defined")))
}
