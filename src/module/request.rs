//! A command of the façade, and how its fields are read.

use serde_json::{Map, Value as Json};

use super::failure::Failure;
use crate::orm::js::Js;

/// A command.
#[derive(Debug)]
pub struct Request {
    fields: Map<String, Json>,
}

impl Request {
    /// Reads a command.
    ///
    /// # Errors
    /// Text that is no JSON object.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        match serde_json::from_str(text) {
            Ok(Json::Object(fields)) => Ok(Self { fields }),
            Ok(_) => Err(Failure::error("a command is an object")),
            Err(error) => Err(Failure::error(format!(
                "the command cannot be read: {error}"
            ))),
        }
    }

    /// The command within a command: `render` has one.
    ///
    /// # Errors
    /// A field that is no object.
    pub fn inner(&self, name: &str) -> Result<Self, Failure> {
        match self.fields.get(name) {
            Some(Json::Object(fields)) => Ok(Self {
                fields: fields.clone(),
            }),
            _ => Err(missing(name)),
        }
    }

    /// A field as it came.
    pub fn json(&self, name: &str) -> Option<&Json> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    /// A text, where there is one.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.json(name)?.as_str()
    }

    /// A text that must be there.
    ///
    /// # Errors
    /// Where it is not.
    pub fn required(&self, name: &str) -> Result<&str, Failure> {
        self.text(name).ok_or_else(|| missing(name))
    }

    /// Whether a field is set.
    pub fn flag(&self, name: &str) -> bool {
        match self.json(name) {
            Some(Json::Bool(flag)) => *flag,
            Some(Json::Number(number)) => number.as_f64() != Some(0.0),
            Some(Json::String(text)) => !text.is_empty(),
            Some(Json::Array(_) | Json::Object(_)) => true,
            _ => false,
        }
    }

    /// A value of JavaScript; `undefined` where there is none.
    ///
    /// # Errors
    /// A value of no known form.
    pub fn js(&self, name: &str) -> Result<Js, Failure> {
        Ok(match self.fields.get(name) {
            Some(value) => Js::decode(value)?,
            None => Js::Undefined,
        })
    }

    /// A list of texts, where there is one. `true` asks for everything, which is an empty list.
    pub fn texts(&self, name: &str) -> Option<Vec<String>> {
        match self.json(name)? {
            Json::Array(items) => Some(
                items
                    .iter()
                    .filter_map(|item| item.as_str().map(str::to_owned))
                    .collect(),
            ),
            Json::Bool(true) => Some(Vec::new()),
            _ => None,
        }
    }

    /// Pairs of a column and a value.
    ///
    /// # Errors
    /// A value of no known form.
    pub fn pairs(&self, name: &str) -> Result<Vec<(String, Js)>, Failure> {
        let mut pairs = Vec::new();
        for pair in self
            .json(name)
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
        {
            let (Some(field), Some(value)) = (pair.get(0).and_then(Json::as_str), pair.get(1))
            else {
                return Err(missing(name));
            };
            pairs.push((field.to_owned(), Js::decode(value)?));
        }
        Ok(pairs)
    }

    /// A list of values of JavaScript.
    ///
    /// # Errors
    /// A value of no known form.
    pub fn values(&self, name: &str) -> Result<Vec<Js>, Failure> {
        let items = self.json(name).and_then(Json::as_array);
        let items = items.into_iter().flatten().map(Js::decode);
        Ok(items.collect::<Result<_, _>>()?)
    }
}

fn missing(name: &str) -> Failure {
    Failure::error(format!("the command has no `{name}`"))
}
