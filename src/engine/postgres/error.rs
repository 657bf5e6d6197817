//! Postgres' refusals, with its codes and words.

/// An error as the database's driver would report it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PgError {
    /// The SQLSTATE: `23505`.
    pub code: &'static str,
    /// The message: `duplicate key value violates unique constraint "Users_email_key"`.
    pub message: String,
    /// The detail: `Key (email)=(a@x) already exists.`
    pub detail: Option<String>,
    /// The schema of the table it is about.
    pub schema: Option<String>,
    /// The table it is about.
    pub table: Option<String>,
    /// The column it is about.
    pub column: Option<String>,
    /// The constraint it is about.
    pub constraint: Option<String>,
}

impl PgError {
    /// An error of that code and message.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: None,
            schema: None,
            table: None,
            column: None,
            constraint: None,
        }
    }
}
