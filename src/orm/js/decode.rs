//! Reads values from the façade's JSON.

use std::fmt::{self, Formatter};

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::{Js, Key};
use crate::orm::declare::Type;

/// Why a message of the façade cannot be read: a fault of ours, never of the user's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the value `{json}` has no known form")]
pub struct DecodeError {
    /// What could not be read.
    pub json: String,
}

impl Js {
    /// Reads a value.
    ///
    /// # Errors
    /// A tag that is not of the table in `js`.
    pub fn decode(json: &Json) -> Result<Self, DecodeError> {
        Ok(match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Boolean(*value),
            Json::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            Json::String(text) => Self::Text(text.clone()),
            Json::Array(items) => Self::Array(decode_all(items)?),
            Json::Object(object) => {
                let unknown = || DecodeError {
                    json: json.to_string(),
                };
                let (tag, value) = object.iter().next().ok_or_else(unknown)?;
                match tag.as_str() {
                    "cast" | "json" | "where" | "fn" | "o" | "assoc" => {
                        compound(tag, value, object.get("value"))
                    }
                    _ => simple(tag, value),
                }?
                .ok_or_else(unknown)?
            }
        })
    }
}

/// Straight from JSON's text: only what has a tag becomes JSON in between.
impl<'de> Deserialize<'de> for Js {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Wire)
    }
}

/// Reads a value.
struct Wire;

impl<'de> Visitor<'de> for Wire {
    type Value = Js;

    fn expecting(&self, formatter: &mut Formatter) -> fmt::Result {
        formatter.write_str("a value of JavaScript")
    }

    fn visit_unit<E>(self) -> Result<Js, E> {
        Ok(Js::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Js, E> {
        Ok(Js::Boolean(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "it was a double in JavaScript")]
    fn visit_i64<E>(self, value: i64) -> Result<Js, E> {
        Ok(Js::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "it was a double in JavaScript")]
    fn visit_u64<E>(self, value: u64) -> Result<Js, E> {
        Ok(Js::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Js, E> {
        Ok(Js::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Js, E> {
        Ok(Js::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Js, E> {
        Ok(Js::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Js, A::Error> {
        let mut items = Vec::with_capacity(sequence.size_hint().unwrap_or(0));
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Js::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Js, A::Error> {
        let object: Map<String, Json> = Map::deserialize(MapAccessDeserializer::new(map))?;
        Js::decode(&Json::Object(object)).map_err(A::Error::custom)
    }
}

fn decode_all(items: &[Json]) -> Result<Vec<Js>, DecodeError> {
    items.iter().map(Js::decode).collect()
}

fn simple(tag: &str, value: &Json) -> Result<Option<Js>, DecodeError> {
    let text = || value.as_str().map(str::to_owned);
    Ok(match tag {
        "u" => Some(Js::Undefined),
        "d" => Some(Js::Date(value.as_i64())),
        "b" => value.as_str().and_then(bytes).map(Js::Bytes),
        "n" => Some(Js::Number(match value.as_str() {
            Some("Infinity") => f64::INFINITY,
            Some("-Infinity") => f64::NEG_INFINITY,
            _ => f64::NAN,
        })),
        "i" => text().map(Js::BigInt),
        "col" => text().map(Js::Col),
        "lit" => text().map(Js::Literal),
        "model" => text().map(Js::Model),
        "f" => text().map(Js::Function),
        "type" => Some(Js::Type(Type::decode(value)?)),
        _ => None,
    })
}

fn compound(tag: &str, value: &Json, beside: Option<&Json>) -> Result<Option<Js>, DecodeError> {
    if tag == "json" {
        let beside = beside.map(Js::decode).transpose()?;
        return Ok(Some(Js::Json(
            Box::new(Js::decode(value)?),
            beside.map(Box::new),
        )));
    }
    let Some(items) = value.as_array() else {
        return Ok(None);
    };
    let text = |index: usize| items.get(index).and_then(Json::as_str).map(str::to_owned);
    let each = |index: usize| items.get(index).map_or(Ok(Js::Undefined), Js::decode);
    Ok(match tag {
        "o" => Some(Js::Object(
            items.iter().map(entry).collect::<Result<_, _>>()?,
        )),
        "fn" => match (text(0), items.get(1).and_then(Json::as_array)) {
            (Some(name), Some(arguments)) => Some(Js::Fn(name, decode_all(arguments)?)),
            _ => None,
        },
        "cast" => match text(1) {
            Some(name) => Some(Js::Cast(Box::new(each(0)?), name)),
            None => None,
        },
        "where" => Some(Js::Where(
            Box::new(each(0)?),
            Box::new(each(1)?),
            Box::new(each(2)?),
        )),
        "assoc" => text(0)
            .zip(text(1))
            .map(|(source, alias)| Js::Association(source, alias)),
        _ => None,
    })
}

fn entry(json: &Json) -> Result<(Key, Js), DecodeError> {
    let unknown = || DecodeError {
        json: json.to_string(),
    };
    let pair = json.as_array().ok_or_else(unknown)?;
    let key = match pair.first() {
        Some(Json::String(name)) => Key::Name(name.clone()),
        Some(Json::Object(object)) => object
            .get("op")
            .and_then(Json::as_str)
            .map(|name| Key::Op(name.to_owned()))
            .ok_or_else(unknown)?,
        _ => return Err(unknown()),
    };
    Ok((key, Js::decode(pair.get(1).ok_or_else(unknown)?)?))
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    hex.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}
