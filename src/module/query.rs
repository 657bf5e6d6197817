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
        let outcome = if replacements.is_truthy() {
            if !matches!(replacements, Js::Array(_) | Js::Object(_)) {
                let given = json(&replacements).unwrap_or_default();
                return Err(OrmError::new(ErrorClass::TypeError, format!("\"replacements\" must be an array or a plain object, but received {given} instead.")).into());
            }
            self.session.execute(&write::replace(sql, &replacements)?)?
        } else if bind.is_truthy() {
            let (sql, binds) = write::bind(sql, &bind)?;
            self.session.execute_plain(sql, binds)?
        } else {
            self.session.execute(sql)?
        };
        Ok(reply::rows(&outcome, true))
    }
}
