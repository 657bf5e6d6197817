//! Transactions, and savepoints in them.

use super::failure::Failure;
use super::request::Request;
use super::{Module, reply};
use crate::engine::postgres::TransactionId;
use crate::orm::select::quote;

impl Module {
    pub(super) fn transact(&mut self, request: &Request) -> Result<String, Failure> {
        let session = &mut self.session;
        let name = request.text("name").map(quote);
        match (request.required("action")?, name) {
            ("begin", _) => {
                let id = session.database.begin();
                session.transaction = Some(id);
                session.note("START TRANSACTION;");
                if let Some(level) = request.text("isolationLevel") {
                    session.execute(&format!("SET TRANSACTION ISOLATION LEVEL {level};"))?;
                }
                if let Some(deferrable) = request.text("deferrable") {
                    session.execute(deferrable)?;
                }
            }
            ("savepoint", Some(name)) => {
                session.execute(&format!("SAVEPOINT {name};"))?;
            }
            ("rollback", Some(name)) => {
                session.execute(&format!("ROLLBACK TO SAVEPOINT {name};"))?;
            }
            ("release", Some(name)) => {
                session.execute(&format!("RELEASE SAVEPOINT {name};"))?;
            }
            ("commit", _) => {
                session.note("COMMIT;");
                session.database.commit(open(session.transaction)?)?;
            }
            ("rollback", None) => {
                session.note("ROLLBACK;");
                session.database.rollback(open(session.transaction)?)?;
            }
            (other, _) => {
                return Err(Failure::error(format!("a transaction cannot `{other}`")));
            }
        }
        let id = session
            .transaction
            .map_or_else(|| "null".to_owned(), |id| id.0.to_string());
        Ok(reply::object(&[("transaction", id)]))
    }
}

fn open(transaction: Option<TransactionId>) -> Result<TransactionId, Failure> {
    transaction.ok_or_else(|| Failure::error("there is no transaction"))
}
