//! Mending links that Sequelize takes as they are, hardly as meant.

use super::drop_carrier;
use super::key::{place, single_key};
use crate::orm::schema::{Association, AssociationId, AssociationKind, AttributeId};
use crate::project::apply::draft::Draft;
use crate::project::{EditError, LinkKind, Mend, link_defaults};

/// Mends how associations fit together.
///
/// # Errors
/// Where an association is gone, or is not of the kind to be mended so.
pub fn mend(draft: &mut Draft, mend: Mend) -> Result<(), EditError> {
    match mend {
        Mend::ShareKey { association, with } => share_key(draft, association, with),
        Mend::SwapKeys(association) => {
            let (foreign, other) = pair(&mut association_mut(draft, association)?.kind)?;
            std::mem::swap(foreign, other);
            Ok(())
        }
        Mend::SplitKeys(association) => split_keys(draft, association),
    }
}

fn share_key(
    draft: &mut Draft,
    association: AssociationId,
    with: AssociationId,
) -> Result<(), EditError> {
    let AssociationKind::BelongsTo {
        foreign_key: shared,
        ..
    } = association_mut(draft, with)?.kind
    else {
        return Err(EditError::Gone);
    };
    let kind = &mut association_mut(draft, association)?.kind;
    let before = kind.clone();
    match kind {
        AssociationKind::HasOne { foreign_key, .. }
        | AssociationKind::HasMany { foreign_key, .. } => *foreign_key = shared,
        _ => return Err(EditError::Gone),
    }
    drop_carrier(draft, &before)
}

fn split_keys(draft: &mut Draft, association: AssociationId) -> Result<(), EditError> {
    let Association {
        source,
        target,
        kind: AssociationKind::BelongsToMany {
            through, other_key, ..
        },
        ..
    } = *association_mut(draft, association)?
    else {
        return Err(EditError::Gone);
    };
    let usual = link_defaults(&draft.schema, LinkKind::ManyToMany, source, target).other_key;
    let points_to_target = |key: AttributeId| {
        let found = draft.schema.attribute(key);
        found.is_some_and(|(_, attribute)| {
            attribute
                .references
                .as_ref()
                .is_some_and(|to| to.model == target)
        })
    };
    // The one there is stays with the side it points to; the other side gets its own.
    let is_of_target = source != target && points_to_target(other_key);
    let missing = if is_of_target { source } else { target };
    let name = if is_of_target {
        link_defaults(&draft.schema, LinkKind::ManyToMany, source, target).foreign_key
    } else {
        usual
    };
    let key = single_key(draft, missing)?;
    let made = place(draft, through, &name, (missing, key), None)?;
    let (foreign, other) = pair(&mut association_mut(draft, association)?.kind)?;
    if is_of_target {
        *foreign = made;
    } else {
        *other = made;
    }
    Ok(())
}

fn association_mut(draft: &mut Draft, id: AssociationId) -> Result<&mut Association, EditError> {
    let mut associations = draft.schema.associations.iter_mut();
    associations
        .find(|association| association.id == id)
        .ok_or(EditError::Gone)
}

/// The two keys of a `belongsToMany`.
fn pair(kind: &mut AssociationKind) -> Result<(&mut AttributeId, &mut AttributeId), EditError> {
    match kind {
        AssociationKind::BelongsToMany {
            foreign_key,
            other_key,
            ..
        } => Ok((foreign_key, other_key)),
        _ => Err(EditError::Gone),
    }
}
