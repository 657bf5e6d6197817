//! Why a command failed, and how the façade is told.

use serde_json::{Value as Json, json};

use crate::engine::postgres::PgError;
use crate::orm::declare::{ErrorClass, OrmError};
use crate::orm::js::DecodeError;

/// Why a command failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Sequelize itself would throw this.
    Orm(OrmError),
    /// The database refuses.
    Postgres(PgError),
}

impl From<OrmError> for Failure {
    fn from(error: OrmError) -> Self {
        Self::Orm(error)
    }
}

impl From<PgError> for Failure {
    fn from(error: PgError) -> Self {
        Self::Postgres(error)
    }
}

impl From<DecodeError> for Failure {
    fn from(error: DecodeError) -> Self {
        Self::error(error.to_string())
    }
}

impl Failure {
    /// JavaScript's `Error`.
    pub fn error(message: impl Into<String>) -> Self {
        Self::Orm(OrmError::new(ErrorClass::Error, message))
    }

    /// `{class, message, parent?}`: the parent has what node-pg's error has.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Orm(error) => json!({"class": error.class.name(), "message": error.message}),
            Self::Postgres(error) => {
                let mut parent = json!({"code": error.code, "message": error.message});
                for (name, value) in [
                    ("detail", &error.detail),
                    ("schema", &error.schema),
                    ("table", &error.table),
                    ("column", &error.column),
                    ("constraint", &error.constraint),
                ] {
                    if let Some(value) = value {
                        parent[name] = json!(value);
                    }
                }
                json!({
                    "class": class(error),
                    "message": message(error),
                    "parent": parent,
                })
            }
        }
    }
}

/// The class Sequelize gives to Postgres' code.
fn class(error: &PgError) -> &'static str {
    match error.code {
        "23503" => "SequelizeForeignKeyConstraintError",
        "23505" => "SequelizeUniqueConstraintError",
        "23P01" => "SequelizeExclusionConstraintError",
        "42704" if is_unknown_constraint(error) => "SequelizeUnknownConstraintError",
        _ => "SequelizeDatabaseError",
    }
}

fn message(error: &PgError) -> &str {
    match class(error) {
        "SequelizeUniqueConstraintError" if error.detail.is_some() => "Validation error",
        "SequelizeExclusionConstraintError" => "Exclusion constraint error",
        "SequelizeUnknownConstraintError" => "Unknown constraint error",
        _ => &error.message,
    }
}

fn is_unknown_constraint(error: &PgError) -> bool {
    error.message.contains("constraint \"") || error.message.contains("index \"")
}
