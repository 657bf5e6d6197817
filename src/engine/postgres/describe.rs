//! What the catalog tells: tables, columns, indexes, constraints, types.

mod column;
mod index;
mod view;

pub use column::{DescribedColumn, DescribedConstraint, DescribedForeignKey};
pub use index::DescribedIndex;
pub use view::view;

use super::{Database, EnumType, TransactionId};
use crate::engine::store::StoredTable;

/// A table's schema and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableName {
    /// The schema.
    pub schema: String,
    /// The name.
    pub name: String,
}

impl Database {
    /// All tables, in the order of their making.
    pub fn tables(&self, transaction: Option<TransactionId>) -> Vec<TableName> {
        let store = self.store(transaction);
        let relations = store.tables().into_iter().filter_map(StoredTable::relation);
        relations
            .map(|relation| TableName {
                schema: relation.schema.clone(),
                name: relation.name.clone(),
            })
            .collect()
    }

    /// All enumerated types, by name.
    pub fn enums(&self, transaction: Option<TransactionId>) -> Vec<EnumType> {
        let catalog = self.catalog(transaction);
        catalog.enums().map(|(_, of)| of.clone()).collect()
    }

    /// All schemas but Postgres' own, by name.
    pub fn schemas(&self, transaction: Option<TransactionId>) -> Vec<String> {
        self.catalog(transaction)
            .schemas()
            .iter()
            .cloned()
            .collect()
    }

    /// What Postgres calls its version.
    pub const fn version(&self) -> &'static str {
        "15.0"
    }
}
