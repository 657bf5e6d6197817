//! Why a find cannot run, in the words of Sequelize or Postgres where they have some.

/// Why a find cannot be planned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The model is not in the schema.
    #[error("the model this find is called on is not there any more: choose another")]
    NoModel,
    /// An association of the include tree is not in the schema.
    #[error("an association included in `{model}` is not there any more: take it out of the find")]
    NoAssociation {
        /// The model it was included in.
        model: String,
    },
    /// An attribute of the find is not in the schema, or not of the model it is asked of.
    #[error("an attribute asked of `{model}` is not there any more: take it out of the find")]
    NoAttribute {
        /// The model.
        model: String,
    },
    /// The association is declared on another model (Sequelize: `EagerLoadingError`).
    #[error("{target} is not associated to {model}!")]
    NotAssociated {
        /// The model included.
        target: String,
        /// The model it is included in.
        model: String,
    },
    /// `separate` or `limit` on another kind than `hasMany` (Sequelize: `Error`).
    #[error("Only HasMany associations support include.separate")]
    Separate,
    /// Nothing is selected at all (Sequelize: `QueryError`).
    #[error(
        "Attempted a SELECT query for model '{model}' as \"{model}\" without selecting any columns"
    )]
    NothingSelected {
        /// The model.
        model: String,
    },
    /// `findByPk` on a model without a primary key.
    #[error(
        "`{model}` has no primary key, so findByPk cannot find by it: mark an attribute as primary key"
    )]
    NoPrimaryKey {
        /// The model.
        model: String,
    },
    /// The same association twice in one place (Postgres).
    #[error("table name \"{alias}\" specified more than once")]
    SameAlias {
        /// The alias.
        alias: String,
    },
    /// A condition or an order names an include that is not joined where it stands (Postgres).
    #[error("missing FROM-clause entry for table \"{alias}\"")]
    MissingFrom {
        /// The alias of the include.
        alias: String,
    },
    /// A condition of an include names another include (Postgres).
    #[error("invalid reference to FROM-clause entry for table \"{alias}\"")]
    InvalidReference {
        /// The alias of the other.
        alias: String,
    },
    /// The SQL Sequelize writes names a column that its sub-select does not pass on (Postgres).
    #[error("column {column} does not exist")]
    MissingColumn {
        /// The column, as Postgres writes it.
        column: String,
    },
    /// A list hangs below an include that selects nothing, so that no object can hold it (Sequelize: `TypeError`).
    ///
    /// Sequelize finds out while it nests rows: without rows there is no error.
    #[error("Cannot read properties of undefined (reading '{name}')")]
    NoHolder {
        /// The alias of the list.
        name: String,
    },
    /// A separate include with a limit, below objects that do not show the key it goes by (Sequelize: `Error`).
    #[error("WHERE parameter \"{attribute}\" has invalid \"undefined\" value")]
    UndefinedKey {
        /// The foreign key.
        attribute: String,
    },
    /// A value that is not of the attribute's type (Postgres).
    #[error("invalid input syntax for type {data_type}: \"{value}\"")]
    InvalidInput {
        /// The type, by Postgres's name.
        data_type: &'static str,
        /// The value.
        value: String,
    },
    /// An operator the attribute's type does not have (Postgres).
    #[error("operator does not exist: {data_type} {operator} unknown")]
    NoOperator {
        /// The type, by Postgres's name.
        data_type: &'static str,
        /// The operator, by Postgres's name.
        operator: &'static str,
    },
}
