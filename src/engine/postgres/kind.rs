//! Postgres' types, as far as Sequelize's need.

use std::fmt;

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

impl Kind {
    /// Whether it is a number.
    pub const fn is_number(&self) -> bool {
        self.rank().is_some()
    }

    /// Where it stands among the numbers: two meet at the higher one.
    pub const fn rank(&self) -> Option<u8> {
        match self {
            Self::SmallInt => Some(1),
            Self::Integer => Some(2),
            Self::BigInt => Some(3),
            Self::Numeric => Some(4),
            Self::Real => Some(5),
            Self::Double => Some(6),
            _ => None,
        }
    }

    /// Whether it is a whole number.
    pub const fn is_whole(&self) -> bool {
        matches!(self, Self::SmallInt | Self::Integer | Self::BigInt)
    }

    /// Whether it is text.
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::Varchar(_) | Self::Char(_))
    }

    /// The type of arrays of it: one type, whatever their dimensions.
    #[must_use]
    pub fn array(self) -> Self {
        match self {
            Self::Array(_) => self,
            of => Self::Array(Box::new(of)),
        }
    }

    /// Whether it is a moment or a day.
    pub const fn is_moment(&self) -> bool {
        matches!(self, Self::TimestampTz | Self::Timestamp | Self::Date)
    }
}

impl fmt::Display for Kind {
    /// As Postgres names it in errors: without a length, an enum quoted where it has to be.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Enum(name) => {
                let is_plain = name
                    .starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
                    && name.chars().all(|char| {
                        char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_'
                    });
                if is_plain {
                    formatter.write_str(name)
                } else {
                    write!(formatter, "\"{}\"", name.replace('"', "\"\""))
                }
            }
            Self::Array(of) => write!(formatter, "{of}[]"),
            other => formatter.write_str(match other {
                Self::Boolean => "boolean",
                Self::SmallInt => "smallint",
                Self::Integer => "integer",
                Self::BigInt => "bigint",
                Self::Real => "real",
                Self::Double => "double precision",
                Self::Numeric => "numeric",
                Self::Text => "text",
                Self::Varchar(_) => "character varying",
                Self::Char(_) => "character",
                Self::TimestampTz => "timestamp with time zone",
                Self::Timestamp => "timestamp without time zone",
                Self::Date => "date",
                Self::Time => "time without time zone",
                Self::Interval => "interval",
                Self::Uuid => "uuid",
                Self::Json => "json",
                Self::Jsonb => "jsonb",
                Self::Bytea => "bytea",
                Self::Unknown | Self::Enum(_) | Self::Array(_) => "unknown",
            }),
        }
    }
}
