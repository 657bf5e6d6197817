//! The marks Sequelize gives each include before it writes SQL.
//!
//! A port of the rules of `Model._validateIncludedElements` (6.37.8), with the
//! order in which they are set: a mark read before it is set counts as unset.

use crate::orm::query::{Clause, Comparison, Find, Include, QueryError, Where};
use crate::orm::schema::{Association, AssociationKind, Model, Schema};
use crate::orm::value::Value;

/// The model and its marked includes.
pub(super) struct Top<'a> {
    /// The find.
    pub find: &'a Find,
    /// Whether a sub-select takes the limit.
    pub has_sub_query: bool,
    /// Whether an include, at any depth, has many.
    pub is_grouped: bool,
    /// The includes.
    pub children: Vec<Draft<'a>>,
}

/// An include and its marks.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark of its own in Sequelize"
)]
pub(super) struct Draft<'a> {
    pub association: &'a Association,
    pub target: &'a Model,
    pub include: &'a Include,
    pub is_separate: bool,
    pub is_required: bool,
    pub in_sub_query: bool,
    pub is_filtered: bool,
    pub is_grouped: bool,
    pub children: Vec<Draft<'a>>,
    is_duplicating: bool,
    has_duplicating: bool,
    has_required: bool,
}

impl Draft<'_> {
    /// The find of a separate include validates what is below it again, knowing by then that what is above is required.
    fn mark_again(&mut self) {
        for child in &mut self.children {
            let is_inside = !child.is_duplicating && child.has_required && !child.is_separate;
            child.in_sub_query |= is_inside;
        }
    }
}

/// What a level of includes tells the one above it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark of its own in Sequelize"
)]
#[derive(Default)]
struct Level {
    has_duplicating: bool,
    has_required: bool,
    is_grouped: bool,
    has_sub_query: bool,
}

/// Marks the includes of a find.
pub(super) fn top<'a>(
    schema: &'a Schema,
    model: &'a Model,
    find: &'a Find,
) -> Result<Top<'a>, QueryError> {
    let has_limit = find.limit.is_some_and(|limit| limit > 0);
    let (children, level) = level(schema, model, &find.include, has_limit, false)?;
    Ok(Top {
        find,
        has_sub_query: has_limit && level.has_sub_query,
        is_grouped: level.is_grouped,
        children,
    })
}

fn level<'a>(
    schema: &'a Schema,
    model: &'a Model,
    includes: &'a [Include],
    has_limit: bool,
    is_required: bool,
) -> Result<(Vec<Draft<'a>>, Level), QueryError> {
    let mut marks = Level::default();
    let mut drafts = Vec::with_capacity(includes.len());
    for (index, include) in includes.iter().enumerate() {
        let draft = draft(schema, model, include, has_limit)?;
        if includes[..index]
            .iter()
            .any(|other| other.association == include.association)
        {
            return Err(QueryError::SameAlias {
                alias: draft.association.alias.clone(),
            });
        }
        marks.has_duplicating |= draft.has_duplicating;
        marks.has_required |= draft.is_required;
        drafts.push(draft);
    }
    for draft in &mut drafts {
        if marks.has_duplicating && has_limit {
            draft.in_sub_query = !draft.is_duplicating && draft.has_required;
            draft.is_filtered = draft.is_duplicating && draft.has_required;
        } else {
            draft.in_sub_query =
                !draft.is_duplicating && is_required && draft.has_required && !draft.is_separate;
        }
        if draft.is_separate && (is_required || draft.is_required) {
            draft.mark_again();
        }
        marks.has_sub_query |= draft.in_sub_query || draft.has_duplicating;
        marks.is_grouped |= draft.association.kind.is_multiple() || draft.is_grouped;
    }
    Ok((drafts, marks))
}

fn draft<'a>(
    schema: &'a Schema,
    model: &'a Model,
    include: &'a Include,
    has_limit: bool,
) -> Result<Draft<'a>, QueryError> {
    let association =
        schema
            .association(include.association)
            .ok_or_else(|| QueryError::NoAssociation {
                model: model.name.clone(),
            })?;
    let target = schema
        .model(association.target)
        .ok_or_else(|| QueryError::NoAssociation {
            model: model.name.clone(),
        })?;
    if association.source != model.id {
        return Err(QueryError::NotAssociated {
            target: target.name.clone(),
            model: model.name.clone(),
        });
    }
    let is_required = include
        .required
        .unwrap_or_else(|| !Clause::of(&include.where_).is_empty());
    let is_separate = include.separate || include.limit.is_some_and(|limit| limit > 0);
    if is_separate && !matches!(association.kind, AssociationKind::HasMany { .. }) {
        return Err(QueryError::Separate);
    }
    let (children, below) = level(schema, target, &include.include, has_limit, is_required)?;
    let is_duplicating = association.kind.is_multiple() && !is_separate;
    Ok(Draft {
        association,
        target,
        include,
        is_separate,
        is_required,
        in_sub_query: false,
        is_filtered: false,
        is_grouped: below.is_grouped,
        children,
        is_duplicating,
        has_duplicating: below.has_duplicating || is_duplicating,
        has_required: below.has_required || is_required,
    })
}

/// Whether a `where` names the primary key or a unique attribute with a plain value: then `findOne` adds no limit.
pub(super) fn is_by_unique_key(model: &Model, where_: &Where) -> bool {
    let first_key = model.primary_key().next().map(|key| key.id);
    Clause::of(where_).keys.iter().any(|(path, comparisons)| {
        let is_key = Some(path.attribute) == first_key
            || model
                .attribute(path.attribute)
                .is_some_and(|attribute| attribute.unique);
        let is_plain = matches!(
            &comparisons[..],
            [Comparison::Eq(
                Value::Boolean(_) | Value::Integer(_) | Value::Float(_) | Value::Text(_)
            )]
        );
        path.through.is_empty() && is_key && is_plain
    })
}
