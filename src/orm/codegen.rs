//! The files a sequelize-cli project would have: models, their index, migrations.
//!
//! They run on Sequelize 6 and Postgres as they stand; a test does that.

mod index;
mod migration;
mod model;
mod script;

use super::migration::Migration;
use super::schema::Schema;

/// One file of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it lies, from the project's root, with `/`.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// All files: models in order, their index, migrations, and what it takes to run them.
///
/// A join table that is implied has a migration but no model file.
pub fn files(schema: &Schema, migrations: &[Migration]) -> Vec<SourceFile> {
    let models = schema
        .models
        .iter()
        .filter(|model| !model.is_implied)
        .map(|model| model::file(schema, model));
    models
        .chain([index::file()])
        .chain(migration::files(migrations))
        .chain(index::settings())
        .collect()
}

pub use migration::file as migration_file;
pub use model::file as model_file;
