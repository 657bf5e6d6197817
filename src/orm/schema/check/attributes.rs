//! Attributes: their types, defaults, keys and references.

use super::{Found, Problem};
use crate::orm::schema::{
    Attribute, DataType, DefaultValue, ForeignKey, Model, ReferentialAction, Schema,
};
use crate::orm::value::fit;

pub(super) fn check_model(schema: &Schema, model: &Model, found: &mut Found) {
    if !model.is_implied && model.primary_key().next().is_none() {
        found.error(
            model.id,
            Problem::NoPrimaryKey {
                model: model.name.clone(),
            },
        );
    }
    for name in ["createdAt", "updatedAt"] {
        let is_there = model
            .attribute_named(name)
            .is_some_and(|attribute| attribute.data_type == DataType::Date);
        if model.timestamps && !is_there {
            found.error(
                model.id,
                Problem::NoTimestamp {
                    model: model.name.clone(),
                    attribute: name.to_owned(),
                },
            );
        }
    }
    let mut counted = model
        .attributes
        .iter()
        .filter(|attribute| attribute.auto_increment);
    if let (Some(_), Some(second)) = (counted.next(), counted.next()) {
        found.error(second.id, Problem::TwoAutoIncrements);
    }
    for attribute in &model.attributes {
        check_attribute(schema, attribute, found);
    }
}

fn check_attribute(schema: &Schema, attribute: &Attribute, found: &mut Found) {
    let name = || attribute.name.clone();
    if attribute.auto_increment && !(attribute.data_type.is_integer() && attribute.primary_key) {
        found.error(attribute.id, Problem::AutoIncrement { attribute: name() });
    }
    if let DataType::Enum(values) = &attribute.data_type {
        if values.is_empty() {
            found.error(attribute.id, Problem::NoEnumValues { attribute: name() });
        }
        let twice = values
            .iter()
            .enumerate()
            .find(|(place, value)| values[..*place].contains(value));
        if let Some((_, value)) = twice {
            found.error(
                attribute.id,
                Problem::DuplicateEnumValue {
                    attribute: name(),
                    value: value.clone(),
                },
            );
        }
    }
    if !attribute.data_type.is_comparable() && (attribute.unique || attribute.primary_key) {
        found.error(attribute.id, Problem::NotComparable { attribute: name() });
    }
    if let Some(reason) = attribute
        .default_value
        .as_ref()
        .and_then(|default| misfit(&attribute.data_type, default))
    {
        found.error(
            attribute.id,
            Problem::BadDefault {
                attribute: name(),
                reason,
            },
        );
    }
    if let Some(reference) = &attribute.references {
        check_reference(schema, attribute, reference, found);
    }
}

/// Why a default is not of the type, if it is not.
fn misfit(data_type: &DataType, default: &DefaultValue) -> Option<String> {
    let is_fit = match default {
        DefaultValue::Literal(value) => {
            return fit(data_type, value).err().map(|error| error.to_string());
        }
        DefaultValue::Now => matches!(data_type, DataType::Date | DataType::DateOnly),
        DefaultValue::UuidV4 => match data_type {
            DataType::Uuid | DataType::Text => true,
            DataType::String(_) | DataType::Char(_) => {
                data_type.length().is_some_and(|length| length >= 36)
            }
            _ => false,
        },
    };
    let made = if *default == DefaultValue::Now {
        "NOW makes a date"
    } else {
        "UUIDV4 makes a UUID"
    };
    (!is_fit).then(|| {
        format!(
            "{made}, and {} takes {}",
            data_type.code(),
            data_type.words()
        )
    })
}

fn check_reference(
    schema: &Schema,
    attribute: &Attribute,
    reference: &ForeignKey,
    found: &mut Found,
) {
    let name = || attribute.name.clone();
    let model = schema.model(reference.model);
    let Some((model, target)) =
        model.and_then(|model| Some((model, model.attribute(reference.attribute)?)))
    else {
        found.error(attribute.id, Problem::NoReference { attribute: name() });
        return;
    };
    let target_name = || format!("{}.{}", model.name, target.name);
    if !attribute.data_type.can_reference(&target.data_type) {
        let (own, other) = (attribute.data_type.code(), target.data_type.code());
        let problem = Problem::ReferenceType {
            attribute: name(),
            own,
            target: target_name(),
            other,
        };
        found.error(attribute.id, problem);
    }
    let is_whole_key = target.primary_key && model.primary_key().count() == 1;
    if !is_whole_key && !target.unique {
        found.error(
            attribute.id,
            Problem::ReferenceNotUnique {
                attribute: name(),
                target: target_name(),
            },
        );
    }
    let is_never_null = !attribute.allow_null || attribute.primary_key;
    if is_never_null
        && [reference.on_delete, reference.on_update].contains(&ReferentialAction::SetNull)
    {
        found.error(
            attribute.id,
            Problem::SetNullNotAllowed { attribute: name() },
        );
    }
}
