//! `define`, `associate` and what else is about models alone.

use serde_json::json;

use super::failure::Failure;
use super::request::Request;
use super::{Module, describe, reply};
use crate::orm::declare::AssociationKind;
use crate::orm::js::Js;
use crate::orm::naming::{pluralize, singularize};
use crate::orm::{select, write};

impl Module {
    /// The options that every model begins with.
    pub(super) fn configure(&mut self, request: &Request) -> Result<String, Failure> {
        let define = request.js("define")?;
        self.registry.defaults = matches!(define, Js::Object(_)).then_some(define);
        Ok("{}".to_owned())
    }

    pub(super) fn define(&mut self, request: &Request) -> Result<String, Failure> {
        let (attributes, options) = (request.js("attributes")?, request.js("options")?);
        let name = request.required("name")?;
        let model = self.registry.define(name, &attributes, &options)?;
        Ok(json!({"model": describe::model(model)}).to_string())
    }

    pub(super) fn associate(&mut self, request: &Request) -> Result<String, Failure> {
        let kind = request.required("kind")?;
        let Some(kind) = AssociationKind::of_method(kind) else {
            return Err(Failure::error(format!("there is no association `{kind}`")));
        };
        let (source, target) = (request.required("source")?, request.required("target")?);
        let before = self.registry.clone();
        let association = self
            .registry
            .associate(kind, source, target, &request.js("options")?)?;
        let changed = self
            .registry
            .models
            .iter()
            .filter(|model| {
                before
                    .model(&model.name)
                    .is_none_or(|before| before.attributes != model.attributes)
            })
            .map(describe::model);
        let mut told = json!({
            "association": describe::association(&association),
            "models": changed.collect::<Vec<_>>(),
        });
        let paired = association
            .through
            .as_ref()
            .and_then(|through| through.paired.as_ref());
        let paired = paired.and_then(|alias| self.registry.model(target)?.association(alias));
        if let Some(paired) = paired {
            told["paired"] = describe::association(paired);
        }
        Ok(told.to_string())
    }

    /// All attributes anew, after code changed them.
    pub(super) fn refresh(&mut self, request: &Request) -> Result<String, Failure> {
        let model = self
            .registry
            .refresh(request.required("model")?, &request.js("attributes")?)?;
        Ok(json!({"model": describe::model(model)}).to_string())
    }

    pub(super) fn forget(&mut self, request: &Request) -> Result<String, Failure> {
        self.registry.forget(request.required("model")?);
        Ok("{}".to_owned())
    }

    pub(super) fn inflect(request: &Request) -> Result<String, Failure> {
        let word = request.required("word")?;
        Ok(json!({"singular": singularize(word), "plural": pluralize(word)}).to_string())
    }

    /// The models in the order in which their tables can be made.
    pub(super) fn sorted(&self) -> String {
        let sorted = write::sorted(&self.registry).map(|mut models| {
            models.reverse();
            models
        });
        let cyclic = sorted.is_none();
        let declared = || {
            self.registry
                .models
                .iter()
                .map(|model| model.name.clone())
                .collect()
        };
        json!({"models": sorted.unwrap_or_else(declared), "cyclic": cyclic}).to_string()
    }

    /// A condition as text, its columns behind a prefix where there is one.
    pub(super) fn condition(&self, request: &Request) -> Result<String, Failure> {
        let prefix = request.text("prefix").map(select::quote);
        let where_ = request.js("where")?;
        let sql = select::where_sql(&self.registry, None, &where_, prefix.as_deref())?;
        Ok(reply::object(&[("sql", reply::text(&sql))]))
    }

    pub(super) fn escape(request: &Request) -> Result<String, Failure> {
        let sql = select::escape(&request.js("value")?, None)?;
        Ok(reply::object(&[("sql", reply::text(&sql))]))
    }
}
