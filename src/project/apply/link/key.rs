//! The foreign key of a 1:1 or 1:N link.

use super::super::attribute::{check_name, require};
use super::super::model::insert_key;
use crate::orm::schema::{AssociationKind, Attribute, AttributeId, ForeignKey, ModelId};
use crate::project::apply::draft::Draft;
use crate::project::{EditError, LinkKind, LinkSpec, names};

/// Makes the key of a link, or makes what it was into it. Returns the kinds of both directions.
pub(super) fn make(
    draft: &mut Draft,
    spec: &LinkSpec,
    kept: Option<AttributeId>,
) -> Result<(AssociationKind, AssociationKind), EditError> {
    let key = single_key(draft, spec.source)?;
    let foreign_key = place(
        draft,
        spec.target,
        &spec.foreign_key,
        (spec.source, key),
        kept,
    )?;
    let attribute = draft.attribute_mut(foreign_key)?;
    if let Some(reference) = &mut attribute.references {
        reference.on_delete = spec.on_delete;
        reference.on_update = spec.on_update;
    }
    let is_required = attribute.primary_key || !spec.allow_null;
    require(attribute, is_required);
    let forward = match spec.kind {
        LinkKind::OneToOne => AssociationKind::HasOne {
            foreign_key,
            source_key: key,
        },
        _ => AssociationKind::HasMany {
            foreign_key,
            source_key: key,
        },
    };
    Ok((
        forward,
        AssociationKind::BelongsTo {
            foreign_key,
            target_key: key,
        },
    ))
}

/// The one attribute of a model's primary key, which associations point to.
pub(super) fn single_key(draft: &Draft, model: ModelId) -> Result<AttributeId, EditError> {
    let model = draft.model(model)?;
    let keys: Vec<AttributeId> = model.primary_key().map(|attribute| attribute.id).collect();
    match keys.as_slice() {
        [key] => Ok(*key),
        keys => Err(EditError::NoSingleKey {
            model: model.name.clone(),
            count: keys.len(),
        }),
    }
}

/// Sees to it that a model has an attribute of that name which points to another model's key.
///
/// The one kept is renamed; else one of that name is taken where it can be one; else it is made.
pub(super) fn place(
    draft: &mut Draft,
    holder: ModelId,
    name: &str,
    (model, key): (ModelId, AttributeId),
    kept: Option<AttributeId>,
) -> Result<AttributeId, EditError> {
    let name = names::member(name)?;
    let data_type = draft.attribute(key)?.1.data_type.clone();
    let there = draft
        .model(holder)?
        .attribute_named(&name)
        .map(|attribute| attribute.id);
    let id = match (kept, there) {
        (Some(kept), _) => {
            check_name(draft, holder, &name, Some(kept))?;
            draft.attribute_mut(kept)?.name = name;
            kept
        }
        (None, Some(there)) => {
            let (holder, attribute) = draft.attribute(there)?;
            let fits =
                data_type.can_reference(&attribute.data_type) || draft.pointer_to(there).is_none();
            if there == key || !fits || !can_point(holder, attribute, key) {
                return Err(EditError::AttributeExists {
                    model: holder.name.clone(),
                    name,
                });
            }
            there
        }
        (None, None) => {
            check_name(draft, holder, &name, None)?;
            insert_key(draft, holder, &name, data_type.clone())?
        }
    };
    let attribute = draft.attribute_mut(id)?;
    if !attribute.data_type.can_reference(&data_type) {
        attribute.data_type = data_type;
        attribute.default_value = None;
    }
    attribute.auto_increment = false;
    let actions = attribute
        .references
        .as_ref()
        .map(|reference| (reference.on_delete, reference.on_update));
    let (on_delete, on_update) = actions.unwrap_or((
        crate::orm::schema::ReferentialAction::Cascade,
        crate::orm::schema::ReferentialAction::Cascade,
    ));
    attribute.references = Some(ForeignKey {
        model,
        attribute: key,
        on_delete,
        on_update,
    });
    Ok(id)
}

fn can_point(holder: &crate::orm::schema::Model, attribute: &Attribute, key: AttributeId) -> bool {
    !Draft::is_timestamp(holder, attribute)
        && attribute
            .references
            .as_ref()
            .is_none_or(|reference| reference.attribute == key)
}
