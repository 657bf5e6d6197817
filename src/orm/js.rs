//! JavaScript values as user code hands them over: options, conditions, values.
//!
//! The façade (`js/wire.js`) writes them as JSON in which only `null`, booleans, numbers,
//! strings and arrays stand for themselves. All else is an object of one tag:
//!
//! | tag | value |
//! |---|---|
//! | `{"o": [[key, value], …]}` | an object, in order; a key is a string or `{"op": "gt"}` for `Op.gt` |
//! | `{"u": 1}` | `undefined` |
//! | `{"d": 1700000000000}` | a `Date`, milliseconds; `{"d": null}` an invalid one |
//! | `{"b": "00ff"}` | a `Buffer`, in hex |
//! | `{"n": "NaN"}` | `NaN`, `Infinity`, `-Infinity` |
//! | `{"i": "123"}` | a `BigInt` |
//! | `{"fn": [name, [argument, …]]}` | `sequelize.fn` |
//! | `{"col": name}` | `sequelize.col` |
//! | `{"lit": sql}` | `sequelize.literal` |
//! | `{"cast": [value, type]}` | `sequelize.cast` |
//! | `{"json": value}` | `sequelize.json`: its object of conditions, or path, with `"value"` beside it |
//! | `{"where": [attribute, comparator, logic]}` | `sequelize.where` |
//! | `{"model": name}` | a model |
//! | `{"assoc": [source, alias]}` | an association |
//! | `{"type": {…}}` | a data type: `key` and its options, see `declare::Type` |
//! | `{"f": name}` | a function, by its name |

mod decode;

pub use decode::DecodeError;

/// A JavaScript value.
#[derive(Debug, Clone, PartialEq)]
pub enum Js {
    /// `undefined`.
    Undefined,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A `BigInt`, as digits.
    BigInt(String),
    /// A string.
    Text(String),
    /// A `Date`, milliseconds since 1970; `None` is an invalid one.
    Date(Option<i64>),
    /// A `Buffer`.
    Bytes(Vec<u8>),
    /// An array.
    Array(Vec<Js>),
    /// An object.
    Object(Vec<(Key, Js)>),
    /// `sequelize.fn(name, …)`.
    Fn(String, Vec<Js>),
    /// `sequelize.col(name)`.
    Col(String),
    /// `sequelize.literal(sql)`.
    Literal(String),
    /// `sequelize.cast(value, type)`.
    Cast(Box<Js>, String),
    /// `sequelize.json(conditions)` or `sequelize.json(path, value)`.
    Json(Box<Js>, Option<Box<Js>>),
    /// `sequelize.where(attribute, comparator, logic)`.
    Where(Box<Js>, Box<Js>, Box<Js>),
    /// A model, by name.
    Model(String),
    /// An association, by its source's name and its alias.
    Association(String, String),
    /// A data type.
    Type(super::declare::Type),
    /// A function, by name.
    Function(String),
}

/// A key of an object.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// A string.
    Name(String),
    /// `Op.gt`, by `gt`.
    Op(String),
}

impl Js {
    /// The value under a string key of an object; nothing for `undefined`.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(entries) = self else {
            return None;
        };
        entries
            .iter()
            .find(|(key, _)| matches!(key, Key::Name(own) if own == name))
            .map(|(_, value)| value)
            .filter(|value| !matches!(value, Self::Undefined))
    }

    /// The text of a string.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether JavaScript takes it as true.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Undefined | Self::Null => false,
            Self::Boolean(value) => *value,
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            _ => true,
        }
    }
}
