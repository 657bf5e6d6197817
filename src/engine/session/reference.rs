//! Foreign keys seen from the table they point to.

use crate::engine::store::Store;
use crate::orm::sql::Reference;

/// A foreign key that points to a table.
#[derive(Debug, Clone)]
pub struct Referencing {
    /// The table that holds it.
    pub table: String,
    /// Its column's name.
    pub column: String,
    /// Its column's place.
    pub place: usize,
    /// Where it points.
    pub reference: Reference,
    /// The place, in the table it points to, of the column it points to.
    pub target: usize,
}

/// The foreign keys that point to a table, those of its own among them.
pub fn referencing(store: &Store, name: &str) -> Vec<Referencing> {
    let mut found = Vec::new();
    for table in store.tables() {
        for (place, column) in table.definition().columns.iter().enumerate() {
            let Some(reference) = column
                .references
                .as_ref()
                .filter(|reference| reference.table == name)
            else {
                continue;
            };
            let Some((target, _)) = store
                .table(name)
                .and_then(|target| target.column(&reference.column))
            else {
                continue;
            };
            found.push(Referencing {
                table: table.definition().name.clone(),
                column: column.name.clone(),
                place,
                reference: reference.clone(),
                target,
            });
        }
    }
    found
}
