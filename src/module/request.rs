//! A command of the façade, and how its fields are read.

use std::cell::RefCell;
use std::fmt::{self, Formatter};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::failure::Failure;
use crate::orm::js::Js;

/// A command.
#[derive(Debug, Default)]
pub struct Request {
    fields: Map<String, Json>,
    /// The field `rows`, which may be long: read at once, without JSON in between.
    rows: RefCell<Vec<Vec<Js>>>,
}

impl<'de> Deserialize<'de> for Request {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

/// Reads the fields of a command.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Request;

    fn expecting(&self, formatter: &mut Formatter) -> fmt::Result {
        formatter.write_str("a command, which is an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Request, A::Error> {
        let mut request = Request::default();
        while let Some(name) = map.next_key::<String>()? {
            if name == "rows" {
                request.rows = RefCell::new(map.next_value()?);
            } else {
                request.fields.insert(name, map.next_value()?);
            }
        }
        Ok(request)
    }
}

impl Request {
    /// Reads a command.
    ///
    /// # Errors
    /// Text that is no JSON object.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        serde_json::from_str(text)
            .map_err(|error| Failure::error(format!("the command cannot be read: {error}")))
    }

    /// The command within a command: `render` has one.
    ///
    /// # Errors
    /// A field that is no object.
    pub fn inner(&self, name: &str) -> Result<Self, Failure> {
        match self.fields.get(name) {
            Some(Json::Object(fields)) => Self::of(fields.clone()),
            _ => Err(missing(name)),
        }
    }

    fn of(mut fields: Map<String, Json>) -> Result<Self, Failure> {
        let rows = match fields.remove("rows") {
            Some(rows) => serde_json::from_value(rows)
                .map_err(|error| Failure::error(format!("the rows cannot be read: {error}")))?,
            None => Vec::new(),
        };
        Ok(Self {
            fields,
            rows: RefCell::new(rows),
        })
    }

    /// The values of the field `rows`, row by row. They are given once.
    pub fn take_rows(&self) -> Vec<Vec<Js>> {
        self.rows.take()
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
