//! ORDER BY, of the main query and of the sub-query: `getQueryOrders`.

use super::Query;
use super::quoted::{self, Piece};
use crate::orm::declare::{ErrorClass, OrmError};
use crate::orm::js::Js;
use crate::orm::select::condition::{Scope, is_method, method};

impl Query<'_> {
    pub(super) fn orders(&self, order: &Js) -> Result<(Vec<String>, Vec<String>), OrmError> {
        let list = match order {
            Js::Array(list) => list,
            order if is_method(order) => {
                let sql = method(order, Scope::default())?;
                let inner = if self.has_inner {
                    vec![sql.clone()]
                } else {
                    Vec::new()
                };
                return Ok((vec![sql], inner));
            }
            _ => {
                return Err(OrmError::new(
                    ErrorClass::Error,
                    "Order must be type of array or instance of a valid sequelize method.",
                ));
            }
        };
        let (mut main, mut inner) = (Vec::new(), Vec::new());
        for item in list {
            let mut pieces: Vec<Piece> = match item {
                Js::Array(parts) => parts.iter().cloned().map(Piece::Js).collect(),
                one => vec![Piece::Js(one.clone())],
            };
            if self.has_inner && self.is_of_model(pieces.first()) {
                inner.push(quoted::list(
                    self.registry,
                    &mut pieces,
                    self.own_model(),
                    "->",
                )?);
            }
            self.rename(&mut pieces);
            main.push(quoted::list(
                self.registry,
                &mut pieces,
                self.own_model(),
                "->",
            )?);
        }
        Ok((main, inner))
    }

    /// Whether an order is by the model's own rows, so that the sub-query can be ordered by it.
    fn is_of_model(&self, first: Option<&Piece>) -> bool {
        match first {
            Some(Piece::Js(Js::Model(_) | Js::Association(..)) | Piece::Association(_)) | None => {
                false
            }
            Some(Piece::Js(Js::Text(name))) => {
                !name.is_empty() && self.model.association(name).is_none()
            }
            Some(Piece::Js(object @ Js::Object(_))) => {
                !matches!(object.get("model"), Some(Js::Model(_)))
            }
            Some(Piece::Js(value)) => value.is_truthy(),
        }
    }

    /// An order by something selected under an alias is by the alias.
    fn rename(&self, pieces: &mut [Piece]) {
        let Some(first @ Piece::Js(Js::Text(_))) = pieces.first_mut() else {
            return;
        };
        let Piece::Js(Js::Text(name)) = &*first else {
            return;
        };
        let aliases = self
            .attributes
            .iter()
            .flatten()
            .filter_map(|item| match item {
                Js::Array(parts) => Some((parts.first()?.text(), parts.get(1)?.text()?)),
                _ => None,
            });
        let alias = aliases
            .into_iter()
            .find(|(column, alias)| *column == Some(name) || alias == name)
            .map(|(_, alias)| alias.to_owned());
        if let Some(alias) = alias {
            *first = Piece::Js(Js::Col(alias));
        }
    }
}
