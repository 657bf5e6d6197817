//! `sequelize.query`: statements as code writes them.

use super::failure::Failure;
use super::request::Request;
use super::{Module, reply};
use crate::orm::declare::{ErrorClass, OrmError};
use crate::orm::js::Js;
use crate::orm::select::text::json;
use crate::orm::write;

impl Module {
    pub(super) fn query(&mut self, request: &Request) -> Result<String, Failure> {
        let sql = request.required("sql")?.trim();
        let (replacements, bind) = (request.js("replacements")?, request.js("bind")?);
        if replacements.is_truthy() && bind.is_truthy() {
            return Err(Failure::error(
                "Both `replacements` and `bind` cannot be set at the same time",
            ));
        }
        let (sql, binds) = if replacements.is_truthy() {
            if !matches!(replacements, Js::Array(_) | Js::Object(_)) {
                let given = json(&replacements).unwrap_or_default();
                return Err(OrmError::new(ErrorClass::TypeError, format!("\"replacements\" must be an array or a plain object, but received {given} instead.")).into());
            }
            (write::replace(sql, &replacements)?, Vec::new())
        } else if bind.is_truthy() {
            write::bind(sql, &bind)?
        } else {
            (sql.to_owned(), Vec::new())
        };
        Ok(reply::results(&self.session.execute_each(sql, binds)?))
    }
}
