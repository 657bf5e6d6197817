//! Edits of links: pairs of associations, with the key or join table they go by.

mod join;
mod key;
mod mend;

pub(super) use mend::mend;

use super::draft::{Draft, through};
use super::names;
use crate::orm::schema::{Association, AssociationId, AssociationKind, ModelId};
use crate::project::link::edge;
use crate::project::{EditError, LinkKind, LinkSpec, link_of};

/// Where the associations of an edited link stood, so that queries that name them still do.
#[derive(Debug, Default)]
struct Before {
    forward: Option<AssociationId>,
    backward: Option<AssociationId>,
    at: Option<usize>,
}

/// Links two models.
pub(super) fn link(draft: &mut Draft, spec: LinkSpec) -> Result<(), EditError> {
    let kinds = match spec.kind {
        LinkKind::ManyToMany => join::make(draft, &spec, None)?,
        LinkKind::OneToOne | LinkKind::OneToMany => key::make(draft, &spec, None)?,
    };
    declare(draft, &spec, kinds, &Before::default())
}

/// Changes a link. A key or join table that can stay keeps its id, and so its rows.
pub(super) fn edit(
    draft: &mut Draft,
    association: AssociationId,
    spec: LinkSpec,
) -> Result<(), EditError> {
    let old = link_of(&draft.schema, association).ok_or(EditError::Gone)?;
    let asked = draft
        .schema
        .association(association)
        .ok_or(EditError::Gone)?
        .kind
        .clone();
    let before = take_out(draft, association, &old, &spec);
    let is_same_pair = old.source == spec.source && old.target == spec.target;
    let kinds = match (spec.kind, &asked) {
        (
            LinkKind::ManyToMany,
            AssociationKind::BelongsToMany {
                through,
                foreign_key,
                other_key,
                ..
            },
        ) if is_same_pair => {
            // The asked one may be the mirror, whose keys are the other way round.
            let is_forward = before.forward == Some(association);
            let keys = if is_forward {
                [*foreign_key, *other_key]
            } else {
                [*other_key, *foreign_key]
            };
            join::make(draft, &spec, Some((*through, keys)))?
        }
        (LinkKind::OneToOne | LinkKind::OneToMany, kind)
            if is_same_pair && old.kind != LinkKind::ManyToMany =>
        {
            key::make(draft, &spec, Some(kind.foreign_key()))?
        }
        _ => {
            drop_carrier(draft, &asked)?;
            match spec.kind {
                LinkKind::ManyToMany => join::make(draft, &spec, None)?,
                LinkKind::OneToOne | LinkKind::OneToMany => key::make(draft, &spec, None)?,
            }
        }
    };
    declare(draft, &spec, kinds, &before)?;
    draft.tidy();
    Ok(())
}

/// Deletes a link with its key, or with its join table where no file declares that.
pub(super) fn unlink(draft: &mut Draft, association: AssociationId) -> Result<(), EditError> {
    let asked = draft
        .schema
        .association(association)
        .ok_or(EditError::Gone)?
        .kind
        .clone();
    let ids: Vec<AssociationId> = edge(&draft.schema, association)
        .iter()
        .map(|association| association.id)
        .collect();
    draft
        .schema
        .associations
        .retain(|association| !ids.contains(&association.id));
    drop_carrier(draft, &asked)
}

/// Takes the associations of an edge out, and notes which was which.
fn take_out(
    draft: &mut Draft,
    association: AssociationId,
    old: &LinkSpec,
    spec: &LinkSpec,
) -> Before {
    let edge: Vec<Association> = edge(&draft.schema, association)
        .into_iter()
        .cloned()
        .collect();
    let ids: Vec<AssociationId> = edge.iter().map(|association| association.id).collect();
    let at = draft
        .schema
        .associations
        .iter()
        .position(|association| ids.contains(&association.id));
    draft
        .schema
        .associations
        .retain(|association| !ids.contains(&association.id));
    let with = |model: ModelId, alias: &Option<String>| {
        let alias = alias.as_ref()?;
        let found = edge
            .iter()
            .find(|association| association.source == model && association.alias == *alias)?;
        Some(found.id)
    };
    let forward = with(old.source, &old.source_alias);
    let backward = with(old.target, &old.target_alias);
    // The sides may change places, but an association stays on its model.
    if old.source == spec.target && old.source != spec.source {
        Before {
            forward: backward,
            backward: forward,
            at,
        }
    } else {
        Before {
            forward,
            backward,
            at,
        }
    }
}

/// Deletes what carried a link whose associations are gone.
fn drop_carrier(draft: &mut Draft, kind: &AssociationKind) -> Result<(), EditError> {
    match kind {
        AssociationKind::BelongsToMany { through: join, .. } => {
            let is_used = draft
                .schema
                .associations
                .iter()
                .any(|association| through(association) == Some(*join));
            if !is_used && draft.is_mere_join(*join) {
                draft.remove_models(&[*join]);
            }
        }
        kind => {
            let key = kind.foreign_key();
            if draft.carries(key) {
                return Ok(());
            }
            if draft.pointer_to(key).is_some() {
                draft.attribute_mut(key)?.references = None;
            } else {
                draft.remove_attribute(key);
            }
        }
    }
    draft.tidy();
    Ok(())
}

/// Declares the associations of a link, each direction that has an alias.
fn declare(
    draft: &mut Draft,
    spec: &LinkSpec,
    (forward, backward): (AssociationKind, AssociationKind),
    before: &Before,
) -> Result<(), EditError> {
    let alias = |alias: &Option<String>| alias.as_deref().map(names::member).transpose();
    let (source_alias, target_alias) = (alias(&spec.source_alias)?, alias(&spec.target_alias)?);
    if source_alias.is_none() && target_alias.is_none() {
        return Err(EditError::NoDirection);
    }
    if let Some(alias) = source_alias
        .clone()
        .filter(|_| spec.source == spec.target && source_alias == target_alias)
    {
        return Err(EditError::SameAliases {
            model: draft.model(spec.source)?.name.clone(),
            alias,
        });
    }
    let mut at = before.at.unwrap_or(draft.schema.associations.len());
    for (alias, id, source, target, kind) in [
        (
            source_alias,
            before.forward,
            spec.source,
            spec.target,
            forward,
        ),
        (
            target_alias,
            before.backward,
            spec.target,
            spec.source,
            backward,
        ),
    ] {
        let Some(alias) = alias else { continue };
        check_alias(draft, source, &alias)?;
        let id = id.unwrap_or_else(|| AssociationId(draft.fresh()));
        draft.schema.associations.insert(
            at,
            Association {
                id,
                source,
                target,
                alias,
                kind,
            },
        );
        at += 1;
    }
    Ok(())
}

fn check_alias(draft: &Draft, source: ModelId, alias: &str) -> Result<(), EditError> {
    let model = draft.model(source)?;
    if model.attribute_named(alias).is_some() {
        return Err(EditError::AliasIsAttribute {
            model: model.name.clone(),
            alias: alias.to_owned(),
        });
    }
    if draft
        .schema
        .associations_of(source)
        .any(|association| association.alias == alias)
    {
        return Err(EditError::AliasExists {
            model: model.name.clone(),
            alias: alias.to_owned(),
        });
    }
    Ok(())
}
