//! Edits of models.

use super::draft::{Draft, id_attribute, keys, plain, through, timestamp};
use super::names;
use crate::orm::naming;
use crate::orm::schema::{Attribute, AttributeId, DataType, Model, ModelId};
use crate::project::{EditError, Position};

/// Adds a model as `sequelize model:generate` would, with an `id` and timestamps.
pub(super) fn add(draft: &mut Draft, name: &str, at: Position) -> Result<(), EditError> {
    let name = names::model(name)?;
    let table_name = names::table(&naming::table_name(&name))?;
    check_name(draft, &name, None)?;
    check_table(draft, &table_name, None)?;
    let id = ModelId(draft.fresh());
    let attributes = vec![
        id_attribute(draft.fresh()),
        timestamp(draft.fresh(), "createdAt"),
        timestamp(draft.fresh(), "updatedAt"),
    ];
    draft.schema.models.push(Model {
        id,
        name,
        table_name,
        is_implied: false,
        timestamps: true,
        attributes,
        unique_keys: Vec::new(),
    });
    draft.layout.insert(id, at);
    Ok(())
}

/// Renames a model, its table too while that is the plural.
pub(super) fn rename(draft: &mut Draft, id: ModelId, name: &str) -> Result<(), EditError> {
    let name = names::model(name)?;
    check_name(draft, &name, Some(id))?;
    let model = draft.model(id)?;
    if model.name == name {
        return Ok(());
    }
    let follows = model.table_name == naming::table_name(&model.name);
    let table_name = if follows {
        names::table(&naming::table_name(&name))?
    } else {
        model.table_name.clone()
    };
    check_table(draft, &table_name, Some(id))?;
    let model = draft.model_mut(id)?;
    model.name = name;
    model.table_name = table_name;
    // A model of a name of its own has a file that says so.
    model.is_implied = false;
    Ok(())
}

/// Names a model's table. A join table no file declares has one name for both.
pub(super) fn rename_table(
    draft: &mut Draft,
    id: ModelId,
    table_name: &str,
) -> Result<(), EditError> {
    let table_name = names::table(table_name)?;
    check_table(draft, &table_name, Some(id))?;
    if draft.model(id)?.is_implied {
        check_name(draft, &names::model(&table_name)?, Some(id))?;
        draft.model_mut(id)?.name.clone_from(&table_name);
    }
    draft.model_mut(id)?.table_name = table_name;
    Ok(())
}

/// Gives a model its `createdAt` and `updatedAt`, or takes them.
pub(super) fn set_timestamps(
    draft: &mut Draft,
    id: ModelId,
    timestamps: bool,
) -> Result<(), EditError> {
    let model = draft.model(id)?;
    if model.timestamps == timestamps {
        return Ok(());
    }
    for name in ["createdAt", "updatedAt"] {
        let there: Option<AttributeId> = model_attribute(draft, id, name)?;
        match there {
            Some(attribute) if timestamps => {
                let kept = timestamp(attribute.0, name);
                *draft.attribute_mut(attribute)? = kept;
            }
            Some(attribute) => draft.remove_attribute(attribute),
            None if timestamps => {
                let fresh = timestamp(draft.fresh(), name);
                draft.model_mut(id)?.attributes.push(fresh);
            }
            None => {}
        }
    }
    let model = draft.model_mut(id)?;
    model.timestamps = timestamps;
    // A `through` given as a string always has timestamps.
    model.is_implied = false;
    draft.tidy();
    Ok(())
}

/// Deletes a model with everything that is nothing without it: its associations,
/// their keys in other models, and the join tables only they went through.
pub(super) fn delete(draft: &mut Draft, id: ModelId) -> Result<(), EditError> {
    draft.model(id)?;
    let touched = draft.schema.associations.iter().filter(|association| {
        association.source == id || association.target == id || through(association) == Some(id)
    });
    let mut joins = vec![id];
    let mut carrying = Vec::new();
    for association in touched {
        match through(association) {
            Some(join) => joins.push(join),
            None => carrying.extend(keys(association).0),
        }
    }
    let pointing = draft
        .schema
        .models
        .iter()
        .flat_map(|model| &model.attributes)
        .filter(|attribute| {
            attribute
                .references
                .as_ref()
                .is_some_and(|reference| reference.model == id)
        });
    carrying.extend(pointing.map(|attribute| attribute.id));
    // A join table others link to is more than this model's.
    joins.retain(|join| *join == id || draft.is_mere_join(*join));
    draft.remove_models(&joins);
    for attribute in carrying {
        draft.remove_attribute(attribute);
    }
    draft.tidy();
    Ok(())
}

/// Refuses a name another model has, or a file of another: file names know no capitals.
pub(super) fn check_name(
    draft: &Draft,
    name: &str,
    except: Option<ModelId>,
) -> Result<(), EditError> {
    let is_same = |model: &Model| model.name.eq_ignore_ascii_case(name);
    other_model(draft, except, is_same).map_or(Ok(()), |other| {
        Err(EditError::ModelExists {
            name: other.name.clone(),
        })
    })
}

/// Refuses a table another model has.
pub(super) fn check_table(
    draft: &Draft,
    table: &str,
    except: Option<ModelId>,
) -> Result<(), EditError> {
    let is_same = |model: &Model| model.table_name.eq_ignore_ascii_case(table);
    other_model(draft, except, is_same).map_or(Ok(()), |other| {
        Err(EditError::TableExists {
            table: other.table_name.clone(),
            model: other.name.clone(),
        })
    })
}

fn other_model(
    draft: &Draft,
    except: Option<ModelId>,
    is_same: impl Fn(&Model) -> bool,
) -> Option<&Model> {
    let mut models = draft.schema.models.iter();
    models.find(|model| Some(model.id) != except && is_same(model))
}

/// Makes the attribute of a foreign key, before the timestamps.
pub(super) fn insert_key(
    draft: &mut Draft,
    model: ModelId,
    name: &str,
    data_type: DataType,
) -> Result<AttributeId, EditError> {
    let attribute = plain(draft.fresh(), name, data_type);
    let id = attribute.id;
    let model = draft.model_mut(model)?;
    let is_timestamp = |attribute: &Attribute| Draft::is_timestamp(model, attribute);
    let at = model
        .attributes
        .iter()
        .rposition(|attribute| !is_timestamp(attribute))
        .map_or(0, |last| last + 1);
    model.attributes.insert(at, attribute);
    Ok(id)
}

fn model_attribute(
    draft: &Draft,
    model: ModelId,
    name: &str,
) -> Result<Option<AttributeId>, EditError> {
    Ok(draft
        .model(model)?
        .attribute_named(name)
        .map(|attribute| attribute.id))
}
