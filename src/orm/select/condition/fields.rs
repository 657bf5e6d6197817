//! Attributes named by their columns: `Utils.mapFinderOptions`.

use crate::orm::declare::Model;
use crate::orm::js::{Js, Key};

/// A condition with attributes named by their columns. A renamed one moves to the end, as it does in JavaScript.
pub fn fields_of_where(model: &Model, where_: &Js) -> Js {
    let Js::Object(object) = where_ else {
        return where_.clone();
    };
    let mut mapped = object.clone();
    let keys = super::entries(object).map(|(key, _)| key.clone());
    for key in keys.collect::<Vec<_>>() {
        let attribute = match &key {
            Key::Name(name) => model.attribute(name),
            Key::Op(_) => None,
        };
        let Some(place) = mapped.iter().position(|entry| entry.0 == key) else {
            continue;
        };
        if let Some(attribute) = attribute.filter(|attribute| attribute.field != attribute.name) {
            let (_, value) = mapped.remove(place);
            let field = Key::Name(attribute.field.clone());
            match mapped.iter_mut().find(|entry| entry.0 == field) {
                Some(entry) => entry.1 = value,
                None => mapped.push((field, value)),
            }
            continue;
        }
        let is_value = attribute.is_some_and(|attribute| {
            matches!(
                attribute.data_type.key.as_str(),
                "HSTORE" | "JSON" | "JSONB"
            )
        });
        let value = &mut mapped[place].1;
        match value {
            Js::Object(_) if !is_value => *value = fields_of_where(model, value),
            Js::Array(items) => {
                for item in items {
                    if matches!(item, Js::Object(_)) {
                        *item = fields_of_where(model, item);
                    }
                }
            }
            _ => {}
        }
    }
    Js::Object(mapped)
}

/// A list of attributes with those of another column name as `[column, attribute]`.
pub fn with_fields(model: &Model, attributes: &mut [Js]) {
    for item in attributes {
        let Js::Text(name) = item else {
            continue;
        };
        if let Some(attribute) = model.attribute(name)
            && attribute.field != *name
        {
            *item = Js::Array(vec![
                Js::Text(attribute.field.clone()),
                Js::Text(name.clone()),
            ]);
        }
    }
}
