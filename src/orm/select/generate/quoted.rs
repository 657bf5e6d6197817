//! Paths in `order` and `group`: models, associations, columns, directions: `quote`.

use crate::orm::declare::{Association, ErrorClass, Model, OrmError, Registry};
use crate::orm::js::Js;
use crate::orm::select::condition::extraction;
use crate::orm::select::condition::{Scope, is_method, method};
use crate::orm::select::include::resolve;
use crate::orm::select::inspect::inspect;
use crate::orm::select::{quote, quote_path, type_error};

/// A part of a path.
#[derive(Debug, Clone)]
pub enum Piece {
    /// As it was given.
    Js(Js),
    /// An association.
    Association(Reached),
}

/// An association on the way of a path.
#[derive(Debug, Clone)]
pub struct Reached {
    alias: String,
    target: String,
    through: Option<String>,
}

impl From<&Association> for Reached {
    fn from(association: &Association) -> Self {
        Self {
            alias: association.alias.clone(),
            target: association.target.clone(),
            through: association
                .through
                .as_ref()
                .map(|through| through.model.clone()),
        }
    }
}

const DIRECTIONS: [&str; 8] = [
    "ASC",
    "DESC",
    "ASC NULLS LAST",
    "DESC NULLS LAST",
    "ASC NULLS FIRST",
    "DESC NULLS FIRST",
    "NULLS FIRST",
    "NULLS LAST",
];

/// One item of `group`.
pub fn group(item: &Js) -> Result<String, OrmError> {
    let item = match item {
        Js::Array(parts) => parts.first().unwrap_or(&Js::Undefined),
        item => item,
    };
    one(item)
}

fn one(item: &Js) -> Result<String, OrmError> {
    match item {
        Js::Text(name) => Ok(quote_path(name)),
        item if is_method(item) => method(item, Scope::default()),
        item @ Js::Object(_) if item.get("raw").is_some_and(Js::is_truthy) => Err(OrmError::new(
            ErrorClass::Error,
            "The `{raw: \"...\"}` syntax is no longer supported.  Use `sequelize.literal` instead.",
        )),
        Js::Null | Js::Undefined => Err(type_error(format!(
            "Cannot read properties of {} (reading '_modelAttribute')",
            crate::orm::select::text::string(item)
        ))),
        item => match attribute(item) {
            Some((model, name)) => Ok(format!("{}.{}", quote(&model), quote(&name))),
            None => Err(OrmError::new(
                ErrorClass::Error,
                format!(
                    "Unknown structure passed to order / group: {}",
                    inspect(item)
                ),
            )),
        },
    }
}

/// The model and name of an attribute of `Model.rawAttributes`.
fn attribute(item: &Js) -> Option<(String, String)> {
    match (item.get("Model"), item.get("fieldName")) {
        (Some(Js::Model(model)), Some(Js::Text(name))) => Some((model.clone(), name.clone())),
        _ => None,
    }
}

/// A path with its direction. Its pieces are replaced by what they stand for.
pub fn list(
    registry: &Registry,
    pieces: &mut [Piece],
    parent: Option<&Model>,
    connector: &str,
) -> Result<String, OrmError> {
    for place in 0..pieces.len() {
        let previous = place.checked_sub(1).map(|place| pieces[place].clone());
        let own = match &previous {
            None => parent,
            Some(Piece::Association(reached)) => registry.model(&reached.target),
            Some(Piece::Js(_)) => None,
        };
        let through = match &previous {
            Some(Piece::Association(reached)) => reached.through.as_deref(),
            _ => None,
        };
        if let Piece::Js(item) = &pieces[place]
            && let Some(resolved) = resolved(registry, item, place, own, through)?
        {
            pieces[place] = resolved;
        }
    }
    let mut aliases: Vec<&str> = Vec::new();
    let mut start = 0;
    for piece in pieces.iter().take(pieces.len().saturating_sub(1)) {
        match piece {
            Piece::Js(item) if matches!(item, Js::Text(_)) || is_method(item) => break,
            Piece::Js(item) if attribute(item).is_some() => break,
            Piece::Js(item @ (Js::Undefined | Js::Null)) => return one(item),
            Piece::Js(_) => aliases.push(""),
            Piece::Association(reached) => aliases.push(&reached.alias),
        }
        start += 1;
    }
    let mut sql = String::new();
    if start > 0 {
        sql = format!("{}.", quote(&aliases.join(connector)));
    } else if let (Some(Piece::Js(Js::Text(_))), Some(parent)) = (pieces.first(), parent) {
        sql = format!("{}.", quote(&parent.name));
    }
    for piece in &pieces[start..] {
        match piece {
            Piece::Js(Js::Array(parts)) => {
                let mut parts: Vec<Piece> = parts.iter().cloned().map(Piece::Js).collect();
                sql.push_str(&list(registry, &mut parts, parent, connector)?);
            }
            Piece::Js(item) => sql.push_str(&one(item)?),
            Piece::Association(reached) => {
                return Err(OrmError::new(
                    ErrorClass::Error,
                    format!(
                        "Unknown structure passed to order / group: {}",
                        reached.alias
                    ),
                ));
            }
        }
    }
    Ok(sql)
}

/// What a piece stands for, where that is something else.
fn resolved(
    registry: &Registry,
    item: &Js,
    place: usize,
    own: Option<&Model>,
    through: Option<&str>,
) -> Result<Option<Piece>, OrmError> {
    match item {
        Js::Association(source, alias) => {
            let association = resolve(registry, source, alias)?;
            Ok(Some(Piece::Association(Reached::from(
                association.as_ref(),
            ))))
        }
        Js::Model(name) => by_model(name, None, own, through),
        Js::Object(_) => match item.get("model") {
            Some(Js::Model(name)) => {
                by_model(name, item.get("as").and_then(Js::text), own, through)
            }
            _ => Ok(None),
        },
        Js::Text(text) => by_text(text, place, own),
        _ => Ok(None),
    }
}

fn by_model(
    name: &str,
    alias: Option<&str>,
    own: Option<&Model>,
    through: Option<&str>,
) -> Result<Option<Piece>, OrmError> {
    let Some(own) = own else {
        return Ok(None);
    };
    if alias.is_none() && through == Some(name) {
        return Ok(Some(Piece::Association(Reached {
            alias: name.to_owned(),
            target: name.to_owned(),
            through: None,
        })));
    }
    let find = |alias: Option<&str>| {
        own.associations.iter().find(|association| {
            association.target == name
                && match alias {
                    Some(alias) => association.alias == alias,
                    None => !association.is_aliased,
                }
        })
    };
    match find(alias).or_else(|| find(Some(name))) {
        Some(association) => Ok(Some(Piece::Association(Reached::from(association)))),
        None => Err(OrmError::new(
            ErrorClass::Error,
            format!("Unable to find a valid association for model, '{name}'"),
        )),
    }
}

fn by_text(text: &str, place: usize, own: Option<&Model>) -> Result<Option<Piece>, OrmError> {
    let upper = text.to_uppercase();
    if place > 0 && DIRECTIONS.contains(&upper.as_str()) {
        return Ok(Some(Piece::Js(Js::Literal(format!(" {upper}")))));
    }
    let Some(own) = own else {
        return Ok(None);
    };
    if let Some(association) = own.association(text) {
        return Ok(Some(Piece::Association(Reached::from(association))));
    }
    if let Some(attribute) = own.attribute(text)
        && attribute.field != text
    {
        return Ok(Some(Piece::Js(Js::Text(attribute.field.clone()))));
    }
    if let Some((head, rest)) = text.split_once('.') {
        let attribute = own
            .attribute(head)
            .ok_or_else(|| type_error("Cannot read properties of undefined (reading 'type')"))?;
        if matches!(attribute.data_type.key.as_str(), "JSON" | "JSONB") {
            let column = quote_path(&format!("{}.{}", own.name, attribute.field));
            let path: Vec<String> = rest.split('.').map(str::to_owned).collect();
            return Ok(Some(Piece::Js(Js::Literal(extraction(
                &column, &path, false,
            )?))));
        }
    }
    Ok(None)
}
