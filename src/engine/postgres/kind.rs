//! Postgres' types, as far as Sequelize's need.

/// The type of a column or an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A literal or NULL that takes the type of what it meets.
    Unknown,
    /// `boolean`.
    Boolean,
    /// `smallint`. `Value::I64`, like all whole numbers.
    SmallInt,
    /// `integer`.
    Integer,
    /// `bigint`: a string in JavaScript.
    BigInt,
    /// `real`. `Value::F64`.
    Real,
    /// `double precision`. `Value::F64`.
    Double,
    /// `numeric`: a string in JavaScript. `Value::Decimal`.
    Numeric,
    /// `text`. `Value::Str`.
    Text,
    /// `character varying`, with its length. `Value::Str`.
    Varchar(Option<u32>),
    /// `character`, with its length. `Value::Str`.
    Char(Option<u32>),
    /// `timestamp with time zone`. `Value::Timestamp`, in UTC.
    TimestampTz,
    /// `timestamp without time zone`. `Value::Timestamp`.
    Timestamp,
    /// `date`. `Value::Date`.
    Date,
    /// `time without time zone`. `Value::Time`.
    Time,
    /// `interval`. `Value::Interval`.
    Interval,
    /// `uuid`. `Value::Uuid`.
    Uuid,
    /// `json`. `Value::Str` of its text, as the store keeps it.
    Json,
    /// `jsonb`. `Value::Str` of its text.
    Jsonb,
    /// `bytea`. `Value::Bytea`.
    Bytea,
    /// An enumerated type, by name. `Value::Str`.
    Enum(String),
    /// An array. `Value::List`.
    Array(Box<Kind>),
}
