//! Why an edit cannot be made, in a learner's words, with what helps.

/// Why an edit cannot be made. The document stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two models would have one name.
    #[error("there is a model `{name}` already; choose another name")]
    ModelExists {
        /// The name.
        name: String,
    },
    /// Two models would have one table.
    #[error("the table `{table}` belongs to `{model}` already; choose another name")]
    TableExists {
        /// The table's name.
        table: String,
        /// The model that has it.
        model: String,
    },
    /// Two attributes of a model would have one name.
    #[error("`{model}` has an attribute `{name}` already; choose another name")]
    AttributeExists {
        /// The model.
        model: String,
        /// The name.
        name: String,
    },
    /// Two associations of a model would have one alias.
    #[error(
        "`{model}` has an association `{alias}` already; Sequelize needs another alias for this one"
    )]
    AliasExists {
        /// The model it is declared on.
        model: String,
        /// The alias.
        alias: String,
    },
    /// An alias would have the name of an attribute.
    #[error(
        "`{model}` has an attribute `{alias}`, and Sequelize takes no alias of that name; change the alias or the attribute"
    )]
    AliasIsAttribute {
        /// The model it is declared on.
        model: String,
        /// The alias.
        alias: String,
    },
    /// Two migrations would have one name.
    #[error("there is a migration `{name}` already; choose another name")]
    MigrationExists {
        /// The name.
        name: String,
    },
    /// A name is empty.
    #[error("a name is needed here")]
    NoName,
    /// A name cannot be one in JavaScript.
    #[error(
        "`{name}` cannot be a name in JavaScript: use the letters a to z, digits and `_`, and begin with a letter"
    )]
    NotAnIdentifier {
        /// The name.
        name: String,
    },
    /// A word JavaScript keeps for itself.
    #[error("`{name}` is a word of JavaScript itself; choose another name")]
    Reserved {
        /// The name.
        name: String,
    },
    /// A name Relata or Sequelize needs.
    #[error("`{name}` is a name that Sequelize or the engine needs for itself; choose another one")]
    Taken {
        /// The name.
        name: String,
    },
    /// A name longer than Postgres takes.
    #[error("`{name}` is too long: Postgres takes 63 characters")]
    TooLong {
        /// The name.
        name: String,
    },
    /// The attribute is what an association's key points to.
    #[error("`{model}.{attribute}` is what `{by}` points to; delete that association first")]
    IsReferenced {
        /// The model.
        model: String,
        /// The attribute.
        attribute: String,
        /// What points to it: `Post.userId`.
        by: String,
    },
    /// A model would have no primary key while one is needed.
    #[error("`{model}` needs a primary key; make another attribute its key first")]
    NeedsKey {
        /// The model.
        model: String,
    },
    /// The model to link to has no key, or several.
    #[error(
        "`{model}` cannot be linked: an association points to one primary key, and it has {count}"
    )]
    NoSingleKey {
        /// The model.
        model: String,
        /// How many attributes its key has.
        count: usize,
    },
    /// A foreign key's type is that of what it points to.
    #[error(
        "`{model}.{attribute}` has the type of `{references}`, which it points to; change it there"
    )]
    TypeFollows {
        /// The model.
        model: String,
        /// The attribute.
        attribute: String,
        /// What it points to: `User.id`.
        references: String,
    },
    /// Only integers count up.
    #[error(
        "`{model}.{attribute}` cannot count up by itself: only a whole number that is the primary key can"
    )]
    CannotCount {
        /// The model.
        model: String,
        /// The attribute.
        attribute: String,
    },
    /// A primary key is never null.
    #[error("`{model}.{attribute}` is the primary key, which is never null")]
    KeyIsNotNull {
        /// The model.
        model: String,
        /// The attribute.
        attribute: String,
    },
    /// The type does not take what is asked.
    #[error("`{model}.{attribute}` cannot be that: a {data_type} {reason}")]
    TypeForbids {
        /// The model.
        model: String,
        /// The attribute.
        attribute: String,
        /// The type, in Sequelize's word.
        data_type: String,
        /// What it does not do: `is never unique`.
        reason: String,
    },
    /// The attribute is no foreign key.
    #[error(
        "`{model}.{attribute}` points to no other model, so nothing happens on delete or update"
    )]
    NoReference {
        /// The model.
        model: String,
        /// The attribute.
        attribute: String,
    },
    /// `SET NULL` on a key that may not be null.
    #[error("`{key}` may not be null, so SET NULL cannot act; allow null or choose another action")]
    SetNullOnRequired {
        /// The key's name.
        key: String,
    },
    /// Both keys of a join table would be one attribute.
    #[error("both keys of `{through}` are called `{key}`; each side needs one of its own")]
    SameKeys {
        /// The join table.
        through: String,
        /// The name.
        key: String,
    },
    /// A link with no alias on either side.
    #[error("declare the association on one side at least")]
    NoDirection,
    /// A self-association whose two sides have one alias.
    #[error("`{model}` would have two associations called `{alias}`; give each side its own alias")]
    SameAliases {
        /// The model.
        model: String,
        /// The alias.
        alias: String,
    },
    /// The timestamps come and go by a switch.
    #[error("`{attribute}` is kept by Sequelize; switch the timestamps of `{model}` off instead")]
    IsTimestamp {
        /// The model.
        model: String,
        /// The attribute.
        attribute: String,
    },
    /// What the edit speaks of is gone.
    #[error("what this edit speaks of is not there any more")]
    Gone,
}
