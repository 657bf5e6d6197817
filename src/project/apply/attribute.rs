//! Edits of attributes.

mod refusal;

use super::draft::{Draft, plain};
use super::names;
use crate::orm::schema::{
    Attribute, AttributeId, DataType, DefaultValue, ModelId, ReferentialAction,
};
use crate::orm::value::fit;
use crate::project::{AttributeEdit, EditError};
use refusal::{forbids, is_referenced, is_timestamp};

/// Adds an attribute after the plain ones, before foreign keys and timestamps.
pub(super) fn add(
    draft: &mut Draft,
    model: ModelId,
    name: &str,
    data_type: DataType,
) -> Result<(), EditError> {
    let name = names::member(name)?;
    check_name(draft, model, &name, None)?;
    let attribute = plain(draft.fresh(), &name, data_type);
    let model = draft.model_mut(model)?;
    let after = |is_before: &dyn Fn(&Attribute) -> bool| {
        let last = model.attributes.iter().rposition(is_before)?;
        Some(last + 1)
    };
    let is_timestamp = |attribute: &Attribute| Draft::is_timestamp(model, attribute);
    let at = after(&|attribute| attribute.references.is_none() && !is_timestamp(attribute))
        .or_else(|| after(&|attribute| !is_timestamp(attribute)));
    model.attributes.insert(at.unwrap_or(0), attribute);
    // With more than keys and timestamps it needs a file of its own.
    model.is_implied = false;
    Ok(())
}

/// Changes one thing of an attribute.
pub(super) fn edit(
    draft: &mut Draft,
    id: AttributeId,
    change: AttributeEdit,
) -> Result<(), EditError> {
    match change {
        AttributeEdit::Name(name) => rename(draft, id, &name),
        AttributeEdit::DataType(data_type) => set_type(draft, id, data_type),
        AttributeEdit::AllowNull(allow_null) => set_allow_null(draft, id, allow_null),
        AttributeEdit::Unique(unique) => set_unique(draft, id, unique),
        AttributeEdit::PrimaryKey(primary_key) => set_primary_key(draft, id, primary_key),
        AttributeEdit::AutoIncrement(auto_increment) => {
            set_auto_increment(draft, id, auto_increment)
        }
        AttributeEdit::DefaultValue(default_value) => set_default(draft, id, default_value),
        AttributeEdit::OnDelete(action) => set_action(draft, id, action, true),
        AttributeEdit::OnUpdate(action) => set_action(draft, id, action, false),
    }
}

/// Puts an attribute at another place.
pub(super) fn move_to(draft: &mut Draft, id: AttributeId, to: usize) -> Result<(), EditError> {
    let model = draft.attribute(id)?.0.id;
    let attributes = &mut draft.model_mut(model)?.attributes;
    let from = attributes
        .iter()
        .position(|attribute| attribute.id == id)
        .ok_or(EditError::Gone)?;
    let attribute = attributes.remove(from);
    attributes.insert(to.min(attributes.len()), attribute);
    Ok(())
}

/// Deletes an attribute, and the associations that go by it.
pub(super) fn delete(draft: &mut Draft, id: AttributeId) -> Result<(), EditError> {
    let (model, attribute) = draft.attribute(id)?;
    if Draft::is_timestamp(model, attribute) {
        return Err(is_timestamp(model, attribute));
    }
    if let Some(by) = draft.pointer_to(id) {
        return Err(is_referenced(model, attribute, by));
    }
    let is_only_key = attribute.primary_key && model.primary_key().count() == 1;
    let is_join = draft
        .schema
        .associations
        .iter()
        .any(|association| super::draft::through(association) == Some(model.id));
    if is_only_key && !is_join {
        return Err(EditError::NeedsKey {
            model: model.name.clone(),
        });
    }
    draft.remove_attribute(id);
    draft.tidy();
    Ok(())
}

/// Refuses a name another attribute or an association of the model has.
pub(super) fn check_name(
    draft: &Draft,
    model: ModelId,
    name: &str,
    except: Option<AttributeId>,
) -> Result<(), EditError> {
    let model = draft.model(model)?;
    if model
        .attributes
        .iter()
        .any(|attribute| Some(attribute.id) != except && attribute.name == name)
    {
        return Err(EditError::AttributeExists {
            model: model.name.clone(),
            name: name.to_owned(),
        });
    }
    if draft
        .schema
        .associations_of(model.id)
        .any(|association| association.alias == name)
    {
        return Err(EditError::AliasIsAttribute {
            model: model.name.clone(),
            alias: name.to_owned(),
        });
    }
    Ok(())
}

fn rename(draft: &mut Draft, id: AttributeId, name: &str) -> Result<(), EditError> {
    let name = names::member(name)?;
    let (model, attribute) = draft.attribute(id)?;
    if attribute.name == name {
        return Ok(());
    }
    if Draft::is_timestamp(model, attribute) {
        return Err(is_timestamp(model, attribute));
    }
    check_name(draft, model.id, &name, Some(id))?;
    draft.attribute_mut(id)?.name = name;
    Ok(())
}

fn set_type(draft: &mut Draft, id: AttributeId, data_type: DataType) -> Result<(), EditError> {
    let (model, attribute) = draft.attribute(id)?;
    if Draft::is_timestamp(model, attribute) && data_type != attribute.data_type {
        return Err(is_timestamp(model, attribute));
    }
    if let Some(reference) = &attribute.references
        && !data_type.can_reference(&draft.attribute(reference.attribute)?.1.data_type)
    {
        let (to_model, to) = draft.attribute(reference.attribute)?;
        return Err(EditError::TypeFollows {
            model: model.name.clone(),
            attribute: attribute.name.clone(),
            references: format!("{}.{}", to_model.name, to.name),
        });
    }
    if (attribute.primary_key || attribute.unique) && !data_type.is_comparable() {
        return Err(forbids(
            model,
            attribute,
            &data_type,
            "has no order or equality, so it is no key",
        ));
    }
    // Keys have the type of what they point to, and theirs may be pointed to in turn.
    let mut changed = vec![id];
    let mut next = 0;
    while let Some(&to) = changed.get(next) {
        next += 1;
        let attribute = draft.attribute_mut(to)?;
        let stays = to != id && attribute.data_type.can_reference(&data_type);
        if stays {
            continue;
        }
        attribute.data_type = data_type.clone();
        attribute.auto_increment &= data_type.is_integer();
        attribute.default_value = attribute
            .default_value
            .take()
            .and_then(|value| fitting(&data_type, value));
        let pointing = draft
            .schema
            .models
            .iter()
            .flat_map(|model| &model.attributes)
            .filter(|pointing| {
                pointing
                    .references
                    .as_ref()
                    .is_some_and(|reference| reference.attribute == to)
                    && !changed.contains(&pointing.id)
            });
        let pointing: Vec<AttributeId> = pointing.map(|attribute| attribute.id).collect();
        changed.extend(pointing);
    }
    Ok(())
}

fn set_allow_null(draft: &mut Draft, id: AttributeId, allow_null: bool) -> Result<(), EditError> {
    let (model, attribute) = draft.attribute(id)?;
    if allow_null && attribute.primary_key {
        return Err(EditError::KeyIsNotNull {
            model: model.name.clone(),
            attribute: attribute.name.clone(),
        });
    }
    if allow_null && Draft::is_timestamp(model, attribute) {
        return Err(is_timestamp(model, attribute));
    }
    require(draft.attribute_mut(id)?, !allow_null);
    Ok(())
}

/// Lets an attribute be null or not. A key that may not be is deleted with its row, as Sequelize has it.
pub(super) fn require(attribute: &mut Attribute, is_required: bool) {
    attribute.allow_null = !is_required;
    if let Some(reference) = attribute.references.as_mut().filter(|_| is_required) {
        for action in [&mut reference.on_delete, &mut reference.on_update] {
            if *action == ReferentialAction::SetNull {
                *action = ReferentialAction::Cascade;
            }
        }
    }
}

fn set_unique(draft: &mut Draft, id: AttributeId, unique: bool) -> Result<(), EditError> {
    let (model, attribute) = draft.attribute(id)?;
    if unique && !attribute.data_type.is_comparable() {
        return Err(forbids(
            model,
            attribute,
            &attribute.data_type,
            "has no order or equality, so it is never unique",
        ));
    }
    if !unique
        && !attribute.primary_key
        && let Some(by) = draft.pointer_to(id)
    {
        return Err(is_referenced(model, attribute, by));
    }
    draft.attribute_mut(id)?.unique = unique;
    Ok(())
}

fn set_primary_key(draft: &mut Draft, id: AttributeId, primary_key: bool) -> Result<(), EditError> {
    let (model, attribute) = draft.attribute(id)?;
    if attribute.primary_key == primary_key {
        return Ok(());
    }
    if Draft::is_timestamp(model, attribute) {
        return Err(is_timestamp(model, attribute));
    }
    if primary_key && !attribute.data_type.is_comparable() {
        return Err(forbids(
            model,
            attribute,
            &attribute.data_type,
            "has no order or equality, so it is no key",
        ));
    }
    // A key of several attributes has no single one an association could point to.
    for key in model
        .primary_key()
        .filter(|key| !key.unique && (primary_key || key.id == id))
    {
        if let Some(by) = draft.pointer_to(key.id) {
            return Err(is_referenced(model, key, by));
        }
    }
    let model = model.id;
    let attribute = draft.attribute_mut(id)?;
    attribute.primary_key = primary_key;
    if primary_key {
        require(attribute, true);
    } else {
        attribute.auto_increment = false;
    }
    let model = draft.model(model)?;
    if model.primary_key().next().is_none() {
        return Err(EditError::NeedsKey {
            model: model.name.clone(),
        });
    }
    Ok(())
}

fn set_auto_increment(
    draft: &mut Draft,
    id: AttributeId,
    auto_increment: bool,
) -> Result<(), EditError> {
    let (model, attribute) = draft.attribute(id)?;
    let can = attribute.data_type.is_integer()
        && attribute.primary_key
        && attribute.references.is_none()
        && !model
            .attributes
            .iter()
            .any(|other| other.auto_increment && other.id != id);
    if auto_increment && !can {
        return Err(EditError::CannotCount {
            model: model.name.clone(),
            attribute: attribute.name.clone(),
        });
    }
    let attribute = draft.attribute_mut(id)?;
    attribute.auto_increment = auto_increment;
    if auto_increment {
        attribute.default_value = None;
    }
    Ok(())
}

fn set_default(
    draft: &mut Draft,
    id: AttributeId,
    default_value: Option<DefaultValue>,
) -> Result<(), EditError> {
    let (model, attribute) = draft.attribute(id)?;
    let data_type = &attribute.data_type;
    if default_value.is_some() && attribute.auto_increment {
        return Err(forbids(
            model,
            attribute,
            data_type,
            "that counts up by itself has no default",
        ));
    }
    let fitted = default_value
        .clone()
        .and_then(|value| fitting(data_type, value));
    if default_value.is_some() && fitted.is_none() {
        return Err(forbids(model, attribute, data_type, "has no such value"));
    }
    draft.attribute_mut(id)?.default_value = fitted;
    Ok(())
}

fn set_action(
    draft: &mut Draft,
    id: AttributeId,
    action: ReferentialAction,
    is_delete: bool,
) -> Result<(), EditError> {
    let (model, attribute) = draft.attribute(id)?;
    if attribute.references.is_none() {
        return Err(EditError::NoReference {
            model: model.name.clone(),
            attribute: attribute.name.clone(),
        });
    }
    if action == ReferentialAction::SetNull && !attribute.allow_null {
        return Err(EditError::SetNullOnRequired {
            key: attribute.name.clone(),
        });
    }
    if let Some(reference) = &mut draft.attribute_mut(id)?.references {
        let place = if is_delete {
            &mut reference.on_delete
        } else {
            &mut reference.on_update
        };
        *place = action;
    }
    Ok(())
}

/// A default in the form of a type, where the type has one of it.
fn fitting(data_type: &DataType, value: DefaultValue) -> Option<DefaultValue> {
    match value {
        DefaultValue::Literal(value) => fit(data_type, &value).ok().map(DefaultValue::Literal),
        DefaultValue::Now => matches!(
            data_type,
            DataType::Date | DataType::DateOnly | DataType::Time
        )
        .then_some(value),
        DefaultValue::UuidV4 => matches!(data_type, DataType::Uuid).then_some(value),
    }
}
