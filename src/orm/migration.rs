//! Migrations: how the database gets from one schema to the next, and back.
//!
//! A migration keeps the schema it leads to; its operations are the difference
//! from the one before, so `up` and `down` can never disagree with it.

mod catalog;
mod diff;
mod name;
mod operation;
mod replay;
mod statements;

pub use catalog::{Catalog, Guard};
pub use diff::{diff, models_touched, tables_touched};
pub use name::{migration_name, suggest_name};
pub use operation::Operation;
pub use replay::{ReplayError, replay};
pub use statements::{casts_freely, down_statements, statements, up_statements};

use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::schema::Schema;

/// The table in which sequelize-cli notes what is applied, one `name` a row.
pub const LEDGER: &str = "SequelizeMeta";

/// A named step from the schema before it to its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Migration {
    /// The file's name without `.js`, sorted by it: `20240101000005-create-user-groups`.
    pub name: String,
    /// The schema once it is applied.
    pub after: Arc<Schema>,
}

// Documents share their migrations: schemas that are one need no comparing.
impl PartialEq for Migration {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && (Arc::ptr_eq(&self.after, &other.after) || self.after == other.after)
    }
}

/// What the migration at that place does, in order.
pub fn up(migrations: &[Migration], place: usize) -> Vec<Operation> {
    let (before, after) = around(migrations, place);
    diff(&before, &after)
}

/// What undoes the migration at that place, in order.
pub fn down(migrations: &[Migration], place: usize) -> Vec<Operation> {
    let (before, after) = around(migrations, place);
    diff(&after, &before)
}

/// The schemas before and after a migration.
fn around(migrations: &[Migration], place: usize) -> (Arc<Schema>, Arc<Schema>) {
    let before = place
        .checked_sub(1)
        .and_then(|place| migrations.get(place))
        .map(|it| it.after.clone())
        .unwrap_or_default();
    let after = migrations
        .get(place)
        .map_or_else(|| before.clone(), |it| it.after.clone());
    (before, after)
}
