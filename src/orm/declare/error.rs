//! Errors in Sequelize's words, with the class that user code can test for.

/// The class of an error, as `Sequelize` exports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorClass {
    /// JavaScript's `Error`.
    Error,
    /// JavaScript's `TypeError`.
    TypeError,
    /// `Sequelize.AssociationError`.
    Association,
    /// `Sequelize.EagerLoadingError`.
    EagerLoading,
    /// `Sequelize.QueryError`.
    Query,
    /// `Sequelize.SequelizeScopeError`.
    Scope,
    /// `Sequelize.ValidationError`.
    Validation,
}

impl ErrorClass {
    /// The error's `name` in JavaScript.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::TypeError => "TypeError",
            Self::Association => "SequelizeAssociationError",
            Self::EagerLoading => "SequelizeEagerLoadingError",
            Self::Query => "SequelizeQueryError",
            Self::Scope => "SequelizeScopeError",
            Self::Validation => "SequelizeValidationError",
        }
    }
}

/// An error that Sequelize itself would throw, word for word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct OrmError {
    /// Its class.
    pub class: ErrorClass,
    /// Its message.
    pub message: String,
}

impl OrmError {
    /// An error of that class.
    pub fn new(class: ErrorClass, message: impl Into<String>) -> Self {
        Self {
            class,
            message: message.into(),
        }
    }
}
