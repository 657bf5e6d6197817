//! What an expression may ask of the database around it.
//!
//! Tables are read from the store; all else that a catalog knows comes through here,
//! so that expressions stay free of it.

use gluesql::core::chrono::NaiveDateTime;

use super::{Kind, PgError, columns};
use crate::engine::store::{Row, Store, StoredTable};

/// A relation that is no table: a view of the catalog.
#[derive(Debug, Clone)]
pub struct View {
    /// Its columns.
    pub columns: Vec<(String, Kind)>,
    /// Its rows, made when asked for.
    pub rows: Vec<Row>,
}

/// What surrounds a statement: types, sequences, catalog views, the clock.
pub trait Environment {
    /// The moment the transaction began, in UTC: what `now()` is.
    fn now(&self) -> NaiveDateTime;

    /// The labels of an enumerated type, in order.
    fn labels(&self, _type_name: &str) -> Option<Vec<String>> {
        None
    }

    /// The columns of a table by name and type.
    fn columns(&self, table: &StoredTable) -> Vec<(String, Kind)> {
        columns(table)
    }

    /// A relation of the catalog: `information_schema.tables`, `pg_class`.
    fn view(&self, _store: &Store, _schema: Option<&str>, _name: &str) -> Option<View> {
        None
    }

    /// The next number of a sequence.
    ///
    /// # Errors
    /// There is no such sequence.
    fn next_value(&self, sequence: &str) -> Result<i64, PgError> {
        Err(PgError::new(
            "42P01",
            format!("relation \"{sequence}\" does not exist"),
        ))
    }

    /// The sequence that counts a table's column, as a statement names it: `public."Users_id_seq"`.
    fn serial(&self, _table: &str, _column: &str) -> Option<String> {
        None
    }

    /// Sets the number a sequence gave last (`is_called`) or gives next.
    ///
    /// # Errors
    /// There is no such sequence.
    fn set_value(&self, sequence: &str, _value: i64, _is_called: bool) -> Result<(), PgError> {
        self.next_value(sequence).map(|_| ())
    }

    /// The number a sequence gave last in this session.
    ///
    /// # Errors
    /// There is no such sequence, or it gave none.
    fn current_value(&self, sequence: &str) -> Result<i64, PgError> {
        self.next_value(sequence)
    }
}
