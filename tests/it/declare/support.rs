//! Declarations in a short notation: JSON in which `"DataTypes.STRING"` is a type and
//! `"Model:User"` a model.

use relata::orm::declare::{Association, AssociationKind, OrmError, Registry, Type};
use relata::orm::js::{Js, Key};
use relata::orm::write::{self, TableName};
use serde_json::Value as Json;

/// Declares what each line says: a method, its names and its options.
///
/// `define User {attributes} {options}`, `hasMany User Post {options}`.
pub fn declare(lines: &str) -> Result<(Registry, Vec<Association>), OrmError> {
    let mut registry = Registry::default();
    let mut associations = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut words = line.splitn(3, ' ');
        let method = words.next().unwrap_or_default();
        let name = words.next().unwrap_or_default();
        let rest = words.next().unwrap_or_default();
        if method == "define" {
            let objects = objects(rest);
            registry.define(name, &objects[0], &objects[1])?;
            continue;
        }
        let kind = AssociationKind::of_method(method).expect("a method");
        let (target, options) = rest.split_once(' ').unwrap_or((rest, "{}"));
        let options = objects(options).pop().expect("options");
        associations.push(registry.associate(kind, name, target, &options)?);
    }
    Ok((registry, associations))
}

/// The objects of a line, one after the other.
fn objects(text: &str) -> Vec<Js> {
    let objects = serde_json::Deserializer::from_str(text).into_iter::<Json>();
    objects.map(|json| js(&json.expect("JSON"))).collect()
}

/// A value of JavaScript.
pub fn js(json: &Json) -> Js {
    match json {
        Json::Null => Js::Null,
        Json::Bool(value) => Js::Boolean(*value),
        Json::Number(number) => Js::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => {
            match (text.strip_prefix("DataTypes."), text.strip_prefix("Model:")) {
                (Some(key), _) => Js::Type(data_type(key)),
                (_, Some(model)) => Js::Model(model.to_owned()),
                _ if text == "undefined" => Js::Undefined,
                _ => Js::Text(text.clone()),
            }
        }
        Json::Array(items) => Js::Array(items.iter().map(js).collect()),
        Json::Object(entries) => Js::Object(
            entries
                .iter()
                .map(|(name, value)| (Key::Name(name.clone()), js(value)))
                .collect(),
        ),
    }
}

/// `STRING`, `STRING(40)`, `DECIMAL(10,2)`, `ENUM(a,b)`.
fn data_type(text: &str) -> Type {
    let (key, rest) = text.split_once('(').unwrap_or((text, ""));
    let words: Vec<String> = rest
        .trim_end_matches(')')
        .split(',')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let number = |index: usize| words.get(index).and_then(|word| word.parse().ok());
    let is_decimal = key == "DECIMAL";
    Type {
        key: key.to_owned(),
        length: words
            .first()
            .filter(|_| !is_decimal && key != "ENUM")
            .cloned(),
        precision: number(0).filter(|_| is_decimal),
        scale: number(1).filter(|_| is_decimal),
        values: if key == "ENUM" {
            words.clone()
        } else {
            Vec::new()
        },
        ..Type::default()
    }
}

/// What `sync({ force: true })` sends to make all tables, in order.
pub fn ddl(registry: &Registry) -> Vec<String> {
    let mut names = write::sorted(registry).expect("no ring");
    names.reverse();
    let mut statements = Vec::new();
    for name in names {
        let model = registry.model(&name).expect("a model");
        let table = TableName::of(model);
        for attribute in &model.attributes {
            if let Some(of) = write::enum_of(attribute) {
                statements.push(write::create_enum(
                    &table,
                    &attribute.field,
                    &of.values,
                    true,
                ));
            }
        }
        let keys = model.unique_keys();
        let sql = write::create_table(&table, &model.attributes, &keys, None, false);
        statements.push(sql.expect("a table"));
    }
    statements
}
