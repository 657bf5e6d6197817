//! Conditions: what `where`, `on` and `having` become.
//!
//! A condition is text of parts that may be empty: an empty part is left out.

mod bind;
mod comparison;
mod fields;
mod group;
mod json;
mod json_method;
mod key;
mod method;
mod operator;

use super::identifier::quote;
use super::inspect::inspect;
use super::literal::{Target, bound, escape_for};
use crate::orm::declare::{Attribute, ErrorClass, Model, OrmError, Type};
use crate::orm::js::{Js, Key};

use group::{bind, group};
use key::{compare, prefixed};

pub use fields::{fields_of_where, with_fields};
pub use json::extraction;
pub use method::method;
pub use operator::{PLACEHOLDER, comparator};

/// What takes a value and its type and answers a placeholder.
pub type Bind<'a> = dyn Fn(&Js, Option<&Type>) -> String + 'a;

/// What a condition is about.
#[derive(Clone, Copy, Default)]
pub struct Scope<'a> {
    /// The model its columns are of.
    pub model: Option<&'a Model>,
    /// What is written before each column: a quoted table or alias.
    pub prefix: Option<&'a str>,
    /// Where simple values go, if not into the text.
    pub bind: Option<&'a Bind<'a>>,
    /// The attribute its values are of, where the key does not say it.
    field: Option<(&'a Model, &'a Attribute)>,
    /// Whether the object of a JSON attribute is a value, not a path.
    is_plain_json: bool,
}

impl<'a> Scope<'a> {
    /// Columns of a model, after a prefix.
    pub fn new(model: Option<&'a Model>, prefix: Option<&'a str>) -> Self {
        Self {
            model,
            prefix,
            ..Self::default()
        }
    }

    fn field(self, subject: &Subject) -> Option<(&'a Model, &'a Attribute)> {
        if self.field.is_some() {
            return self.field;
        }
        let (model, Subject::Name(name)) = (self.model?, subject) else {
            return None;
        };
        let attribute = model
            .attribute(name)
            .or_else(|| model.attribute_of_field(name))?;
        Some((model, attribute))
    }
}

/// What stands left of a comparator.
#[derive(Debug, Clone, PartialEq)]
enum Subject<'a> {
    /// Nothing: the value says all.
    Undefined,
    /// A column, or `$a.b$`.
    Name(&'a str),
    /// An operator: `Op.and` and the like.
    Op(&'a str),
    /// SQL.
    Sql(String),
}

impl<'a> From<&'a Key> for Subject<'a> {
    fn from(key: &'a Key) -> Self {
        match key {
            Key::Name(name) => Self::Name(name),
            Key::Op(name) => Self::Op(name),
        }
    }
}

type Part = Result<String, OrmError>;

fn error(message: impl Into<String>) -> OrmError {
    OrmError::new(ErrorClass::Error, message)
}

fn type_error(message: impl Into<String>) -> OrmError {
    OrmError::new(ErrorClass::TypeError, message)
}

/// Whether a value is one of `fn`, `col`, `literal`, `cast`, `json`, `where`.
pub const fn is_method(value: &Js) -> bool {
    matches!(
        value,
        Js::Fn(..) | Js::Col(_) | Js::Literal(_) | Js::Cast(..) | Js::Json(..) | Js::Where(..)
    )
}

/// The entries of an object, operators first: `Utils.getComplexKeys`.
fn entries(object: &[(Key, Js)]) -> impl Iterator<Item = &(Key, Js)> {
    let is_op = |entry: &&(Key, Js)| matches!(entry.0, Key::Op(_));
    let operators = object.iter().filter(is_op);
    operators.chain(object.iter().filter(move |entry| !is_op(entry)))
}

/// Whether an array says that all its items hold.
fn is_all(items: &[Js]) -> bool {
    items
        .iter()
        .any(|item| matches!(item, Js::Object(_) | Js::Where(..)))
}

/// The condition of a `where` or `having`: `getWhereConditions`.
///
/// # Errors
/// What Sequelize would throw of it.
pub fn condition(value: &Js, scope: Scope) -> Part {
    match value {
        value if is_method(value) => method(value, scope),
        Js::Undefined | Js::Null | Js::Object(_) | Js::Text(_) => items(value, scope, " AND "),
        Js::Number(_) | Js::BigInt(_) => {
            let key = scope.model.and_then(|model| model.primary_keys().next());
            let key = key.map_or("id", |key| key.name.as_str());
            let where_ = Js::Object(vec![(Key::Name(key.to_owned()), value.clone())]);
            items(&where_, scope, " AND ")
        }
        Js::Bytes(_) => escape_for(value, Target::Unknown),
        Js::Array(list) => {
            let is_empty = match list.first() {
                None => true,
                Some(Js::Array(first)) => first.is_empty(),
                Some(Js::Text(first)) => first.is_empty(),
                _ => false,
            };
            if is_empty {
                return Ok("1=1".to_owned());
            }
            if is_all(list) {
                return item(&Subject::Op("and"), value, scope);
            }
            Err(replacements())
        }
        value => Err(error(format!(
            "Unsupported where option value: {}. Please refer to the Sequelize documentation to learn more about which values are accepted as part of the where option.",
            inspect(value)
        ))),
    }
}

fn replacements() -> OrmError {
    error("Support for literal replacements in the `where` object has been removed.")
}

/// The parts of a condition, joined: `whereItemsQuery`.
///
/// # Errors
/// What Sequelize would throw of it.
pub fn items(value: &Js, scope: Scope, binding: &str) -> Part {
    let parts = match value {
        Js::Undefined | Js::Null => return Ok(String::new()),
        Js::Array(list) if list.is_empty() => return Ok(String::new()),
        Js::Text(text) if text.is_empty() => return Ok(String::new()),
        Js::Text(_) => {
            return Err(error(
                "Support for `{where: 'raw query'}` has been removed.",
            ));
        }
        Js::Object(object) => entries(object)
            .map(|(key, value)| item(&Subject::from(key), value, scope))
            .collect::<Result<Vec<_>, _>>()?,
        Js::Number(_) | Js::Boolean(_) | Js::BigInt(_) | Js::Date(_) => return Ok(String::new()),
        value => vec![item(&Subject::Undefined, value, scope)?],
    };
    Ok(join(parts, binding))
}

fn join(parts: Vec<String>, binding: &str) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(binding)
}

/// One entry of a condition: `whereItemQuery`.
fn item(subject: &Subject, value: &Js, scope: Scope) -> Part {
    if matches!(value, Js::Undefined) {
        return Err(match subject {
            Subject::Op(_) => type_error("Cannot convert a Symbol value to a string"),
            Subject::Undefined => {
                error("WHERE parameter \"undefined\" has invalid \"undefined\" value")
            }
            Subject::Name(name) => error(format!(
                "WHERE parameter \"{name}\" has invalid \"undefined\" value"
            )),
            Subject::Sql(_) => {
                error("WHERE parameter \"[object Object]\" has invalid \"undefined\" value")
            }
        });
    }
    if let (Subject::Name(name), Some(model)) = (subject, scope.model)
        && let Some((head, rest)) = name.split_once('.')
        && let Some(attribute) = model.attribute(head)
        && json::is_json(&attribute.data_type)
    {
        let path: Vec<&str> = rest.split('.').collect();
        let scope = Scope {
            field: scope.field.or(Some((model, attribute))),
            ..scope
        };
        let value = json::nest(&path, value.clone());
        return item(&Subject::Name(&attribute.field), &value, scope);
    }
    let field = scope.field(subject);
    let is_undefined = matches!(subject, Subject::Undefined);
    if is_undefined {
        match value {
            Js::Text(text) => return Ok(text.clone()),
            Js::Object(object) if object.len() == 1 => {
                return item(&Subject::from(&object[0].0), &object[0].1, scope);
            }
            _ => {}
        }
    }
    if matches!(value, Js::Null) {
        let null = if scope.bind.is_some() {
            "NULL".to_owned()
        } else {
            escape_for(value, target(field))?
        };
        return compare(subject, &null, "IS", scope.prefix);
    }
    if !value.is_truthy() {
        return equals(subject, value, field, scope);
    }
    if is_method(value) && (is_undefined || !matches!(value, Js::Fn(..))) {
        return method(value, Scope::default());
    }
    if is_undefined && let Js::Array(list) = value {
        if is_all(list) {
            return group("and", value, scope);
        }
        return Err(replacements());
    }
    if let Subject::Op(name @ ("or" | "and" | "not")) = subject {
        return group(name, value, scope);
    }
    if let Js::Object(object) = value {
        for (name, binding) in [("or", " OR "), ("and", " AND ")] {
            let inner = object
                .iter()
                .find(|entry| entry.0 == Key::Op(name.to_owned()));
            if let Some((_, inner)) = inner.filter(|entry| entry.1.is_truthy()) {
                return bind(binding, subject, inner, scope);
            }
        }
    }
    let data_type = field.map(|(_, attribute)| &attribute.data_type);
    match value {
        Js::Array(_) if data_type.is_some_and(|data_type| data_type.key == "ARRAY") => {
            equals(subject, value, field, scope)
        }
        Js::Object(object) if data_type.is_some_and(json::is_json) && !scope.is_plain_json => {
            json::object(subject, object, scope)
        }
        Js::Object(object) if object.len() > 1 => bind(" AND ", subject, value, scope),
        Js::Array(_) => comparison::single(subject, field, "in", value, scope),
        Js::Object(object) => match object.first() {
            Some((Key::Op(name), inner)) if comparator(name).is_some() => {
                comparison::single(subject, field, name, inner, scope)
            }
            _ => comparison::single(subject, field, "=", value, scope),
        },
        value => equals(subject, value, field, scope),
    }
}

const fn target<'a>(field: Option<(&'a Model, &'a Attribute)>) -> Target<'a> {
    match field {
        Some((model, attribute)) => Target::Attribute(model, attribute),
        None => Target::Unknown,
    }
}

fn equals(
    subject: &Subject,
    value: &Js,
    field: Option<(&Model, &Attribute)>,
    scope: Scope,
) -> Part {
    let written = match scope.bind {
        Some(bind) => bind::placeholder(value, field, bind)?,
        None => escape_for(value, target(field))?,
    };
    compare(subject, &written, "=", scope.prefix)
}
