//! The join table of an N:N link.

use super::key::{place, single_key};
use crate::orm::schema::{AssociationKind, AttributeId, Model, ModelId};
use crate::project::apply::attribute::require;
use crate::project::apply::draft::{Draft, between, id_attribute, timestamp};
use crate::project::apply::model::{check_name, check_table, rename, rename_table};
use crate::project::link::has_own_key;
use crate::project::{EditError, LinkSpec, names};

/// Makes the join table of a link, or makes what it was into it. Returns the kinds of both directions.
///
/// Where a model of the name is there, the link goes through that.
pub(super) fn make(
    draft: &mut Draft,
    spec: &LinkSpec,
    kept: Option<(ModelId, [AttributeId; 2])>,
) -> Result<(AssociationKind, AssociationKind), EditError> {
    let source_key = single_key(draft, spec.source)?;
    let target_key = single_key(draft, spec.target)?;
    let name = names::model(&spec.through)?;
    if names::member(&spec.foreign_key)? == names::member(&spec.other_key)? {
        return Err(EditError::SameKeys {
            through: name,
            key: spec.foreign_key.trim().to_owned(),
        });
    }
    let (through, keys) = match kept {
        Some((through, keys)) => {
            rename_kept(draft, through, &name)?;
            // Renaming one key to the other's name would be refused while both are on the way.
            let names_now = keys.map(|key| {
                draft
                    .attribute(key)
                    .map(|(_, attribute)| attribute.name.clone())
            });
            if names_now[0].as_deref().ok() == Some(spec.other_key.trim()) {
                draft.attribute_mut(keys[1])?.name = String::new();
                draft.attribute_mut(keys[0])?.name = String::from(" ");
            }
            (through, keys.map(Some))
        }
        None => (find_or_make(draft, spec, &name)?, [None, None]),
    };
    let foreign_key = place(
        draft,
        through,
        &spec.foreign_key,
        (spec.source, source_key),
        keys[0],
    )?;
    let other_key = place(
        draft,
        through,
        &spec.other_key,
        (spec.target, target_key),
        keys[1],
    )?;
    for key in [foreign_key, other_key] {
        let attribute = draft.attribute_mut(key)?;
        if let Some(reference) = &mut attribute.references {
            reference.on_delete = spec.on_delete;
            reference.on_update = spec.on_update;
        }
        let is_required = attribute.primary_key || !attribute.allow_null;
        require(attribute, is_required);
    }
    set_own_key(draft, through, [foreign_key, other_key], spec.through_id)?;
    let forward = AssociationKind::BelongsToMany {
        through,
        foreign_key,
        other_key,
        source_key,
        target_key,
    };
    let backward = AssociationKind::BelongsToMany {
        through,
        foreign_key: other_key,
        other_key: foreign_key,
        source_key: target_key,
        target_key: source_key,
    };
    Ok((forward, backward))
}

fn rename_kept(draft: &mut Draft, through: ModelId, name: &str) -> Result<(), EditError> {
    let model = draft.model(through)?;
    match (model.name == name, model.is_implied) {
        (true, _) => Ok(()),
        (false, true) => rename_table(draft, through, name),
        (false, false) => rename(draft, through, name),
    }
}

fn find_or_make(draft: &mut Draft, spec: &LinkSpec, name: &str) -> Result<ModelId, EditError> {
    if let Some(there) = draft.schema.model_named(name) {
        if there.id == spec.source || there.id == spec.target {
            return Err(EditError::ModelExists {
                name: name.to_owned(),
            });
        }
        return Ok(there.id);
    }
    names::table(name)?;
    check_name(draft, name, None)?;
    check_table(draft, name, None)?;
    let id = ModelId(draft.fresh());
    let attributes = vec![
        timestamp(draft.fresh(), "createdAt"),
        timestamp(draft.fresh(), "updatedAt"),
    ];
    draft.schema.models.push(Model {
        id,
        name: name.to_owned(),
        table_name: name.to_owned(),
        is_implied: true,
        timestamps: true,
        attributes,
        unique_keys: Vec::new(),
    });
    let at = between(&draft.layout, spec.source, spec.target);
    draft.layout.insert(id, at);
    Ok(id)
}

/// Gives the join table an `id` of its own, or makes its two keys the primary key.
fn set_own_key(
    draft: &mut Draft,
    through: ModelId,
    keys: [AttributeId; 2],
    through_id: bool,
) -> Result<(), EditError> {
    let model = draft.model(through)?;
    let has_key = model.primary_key().next().is_some();
    let has_own = has_own_key(model, keys);
    if has_key && has_own == through_id {
        return Ok(());
    }
    let own: Vec<AttributeId> = model
        .primary_key()
        .filter(|attribute| !keys.contains(&attribute.id))
        .map(|attribute| attribute.id)
        .collect();
    if through_id {
        let name_is_free = model.attribute_named("id").is_none();
        if !name_is_free {
            return Err(EditError::AttributeExists {
                model: model.name.clone(),
                name: "id".to_owned(),
            });
        }
        let id = id_attribute(draft.fresh());
        draft.model_mut(through)?.attributes.insert(0, id);
    }
    for attribute in own.into_iter().filter(|_| !through_id) {
        if let Some(by) = draft.pointer_to(attribute) {
            let (model, attribute) = draft.attribute(attribute)?;
            return Err(EditError::IsReferenced {
                model: model.name.clone(),
                attribute: attribute.name.clone(),
                by,
            });
        }
        draft.remove_attribute(attribute);
    }
    for key in keys {
        let attribute = draft.attribute_mut(key)?;
        attribute.primary_key = !through_id;
        require(attribute, !through_id);
    }
    Ok(())
}
