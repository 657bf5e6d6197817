//! `find`.

use super::failure::Failure;
use super::request::Request;
use super::{Module, reply};
use crate::engine::postgres::{Outcome, kind_code, string, write_value};
use crate::orm::select;

impl Module {
    pub(super) fn find(&mut self, request: &Request) -> Result<String, Failure> {
        let options = request.js("options")?;
        if let Some((table, schema)) = self.registry.table(&request.js("table")?) {
            let sql = select::bare(&self.registry, schema, table, &options)?;
            return Ok(reply::rows(&self.session.execute(&sql)?, false));
        }
        let select = select::find(&self.registry, request.required("model")?, &options)?;
        let session = &mut self.session;
        if select.is_raw && select.separates.is_empty() {
            return Ok(reply::rows(&session.execute(&select.sql)?, false));
        }
        if session.is_rendering() {
            session.note(select.sql);
            return Ok("{}".to_owned());
        }
        let loaded = select::load(&self.registry, &select, &mut |sql| session.execute(sql))?;
        let mut out = String::from("{\"shape\":");
        loaded.write_shape(&mut out, &|rows: &Outcome, column, out| {
            string(&kind_code(&rows.columns[column].1), out);
        });
        out.push_str(",\"rows\":");
        loaded.write_rows(&mut out, &|rows: &Outcome, row, column, out| {
            write_value(rows.rows.value(row, column), &rows.columns[column].1, out);
        });
        if !select.marked.is_empty() {
            out.push_str(",\"marked\":");
            out.push_str(&reply::texts(&select.marked));
        }
        out.push('}');
        Ok(out)
    }
}
